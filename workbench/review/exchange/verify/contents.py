"""Check that quotes stand where they say, and compute every judgement anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from checklists import ChecklistError, judge, parse_checklist
from store.judgements import JudgementCopy, copies_of
from store.validation import sha256_of
from workbench.review.appraisals.sheets import answers_to_judge
from workbench.review.exchange.verify.ledger import Fault, Ledger, Values

Judged = Mapping[str, Sequence[JudgementCopy]]
"""By the id of an appraisal, what it comes to."""


def check_quotes(ledger: Ledger) -> Iterator[Fault]:
    """Yield the quotes that are not what stands in their document."""
    texts = {row["id"]: row["text"] for row in ledger.rows("document")}
    for row in ledger.rows("quote"):
        text = texts.get(row["document_id"], "")
        if text[row["start"] : row["end"]] != row["text"]:
            appraisal = ledger.appraisals[row["appraisal_id"]]
            yield Fault(
                "documents", ledger.item_name(appraisal, row["item_id"]), "its quote is not in the document"
            )


def check_checklists(ledger: Ledger) -> Iterator[Fault]:
    """Yield the checklists whose text is not the one that appraisals are pinned to."""
    for row in ledger.rows("checklist_version"):
        if sha256_of(row["text"]) != row["sha256"]:
            yield Fault("rows", f"{row['checklist_id']} {row['version']}", "its text was changed")
        try:
            checklist = parse_checklist(row["text"])
            same = (checklist.id, checklist.version) == (row["checklist_id"], row["version"])
        except ChecklistError:
            continue  # told where something is judged by it
        if not same:
            yield Fault("rows", f"{row['checklist_id']} {row['version']}", "its text is of another checklist")
    for row in ledger.rows("wording"):
        if sha256_of(row["text"]) != row["sha256"]:
            yield Fault("rows", "the texts of a checklist", "they were changed")


def judge_anew(ledger: Ledger, faults: list[Fault]) -> Judged:
    """Judge every submitted appraisal from its checklist and its answers alone.

    Args:
        ledger: the records.
        faults: takes those that cannot be judged.
    """
    answers, overrides = ledger.parts_of("answer"), ledger.parts_of("override")
    preliminaries = ledger.parts_of("preliminary")
    checklists = {}
    judged = {}
    for appraisal in ledger.rows("appraisal"):
        identity, version = appraisal["id"], ledger.checklists.get(appraisal["checklist_version_id"])
        if appraisal["state"] != "submitted" or version is None:
            continue
        codes = {row["item_id"]: row["code"] for row in answers.get(identity, ()) if row["code"]}
        settled = {row["preliminary_id"]: row["value"] for row in preliminaries.get(identity, ())}
        levels = {row["target"]: row["judgement"] for row in overrides.get(identity, ())}
        reasons = {row["target"]: row["reason"] for row in overrides.get(identity, ())}
        try:
            if version["id"] not in checklists:
                checklists[version["id"]] = parse_checklist(version["text"])
            checklist = checklists[version["id"]]
            verdict = judge(checklist, answers_to_judge(checklist, codes, settled), overrides=levels)
        except ChecklistError as problem:
            name = ledger.appraisal_name(appraisal)
            faults.append(Fault("judgements", name, f"it cannot be judged: {problem}"))
            continue
        judged[identity] = copies_of(verdict, reasons)
    return judged


def check_judgements(ledger: Ledger, judged: Judged, copies: Sequence[Values]) -> Iterator[Fault]:
    """Yield the judgements in the database that are not what the answers come to.

    Args:
        ledger: the records.
        judged: what the answers come to.
        copies: the rows of the table `judgement`; ids as text.
    """
    found: dict[str, dict[str, Values]] = defaultdict(dict)
    for each in copies:
        found[each["appraisal_id"]][each["target"]] = each
    for identity, appraisal in ledger.appraisals.items():
        expected = {made.target: made for made in judged.get(identity, ())}
        if appraisal["state"] == "submitted" and identity not in judged:
            continue
        for target in sorted(expected.keys() | found[identity].keys()):
            row: Values | None = found[identity].get(target)
            copy = expected.get(target)
            names = ("kind", "suggested", "final", "points", "reason")
            same = row and copy and all(row[name] == getattr(copy, name) for name in names)
            if not same:
                yield Fault(
                    "judgements",
                    ledger.item_name(appraisal, target),
                    "the copy of the judgement is not what the answers come to",
                )
