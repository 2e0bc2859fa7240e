"""Say what a merge brought, left out, and leaves to a person, without what blindness hides."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from store.rating_authors import present_handles
from workbench.counts import count
from workbench.review.appraisals.drafts_beside import in_words
from workbench.review.exchange.merge import conflicts, versions
from workbench.review.exchange.merge.changed_entries import changed_entries
from workbench.review.exchange.merge.fact_words import WORDS, what_of
from workbench.review.exchange.merge.facts import SHARED_PRELIMINARY
from workbench.review.exchange.merge.sight import visible_ids
from workbench.review.exchange.merge.union import United
from workbench.review.exchange.merge.value_words import in_marks, in_sentence, values_in_words

Rows = Mapping[str, Sequence[dict[str, Any]]]

TO_DECIDE = "to decide"


@dataclass(frozen=True, slots=True)
class MergeLine:
    """One line of what a merge did.

    Attributes:
        kind: `new`, `changed`, `left out`, `to decide`, `note`.
        study: key of the study; empty where it is about none.
        detail: in words.
    """

    kind: str
    study: str
    detail: str


def report_lines(before: Rows, united: United, viewer: str) -> list[MergeLine]:
    """Return what a merge did, by kind and study; what it leaves to a person stands first.

    Args:
        before: the rows of the review before it.
        united: what the merge made of them.
        viewer: id of the reviewer who merges.
    """
    rows = united.rows
    keys = {row["id"]: row["key"] for row in rows["study"]}
    handles = {row["id"]: row["handle"] for row in rows["reviewer"]}
    lines = [*_new_rows(before, rows, keys), *_appraisals(before, united, keys, handles)]
    lines += [
        MergeLine(
            "left out",
            keys[row["study_id"]],
            f"what {handles.get(row['reviewer_id'], 'a reviewer')} submitted"
            f"{_result(row)}: submit yours first, or merge with --contents",
        )
        for row in united.left_out
    ]
    known = {row["id"] for row in conflicts.open_rows(before["conflict"])}
    lines += _decisions(before, rows, viewer)
    new = [row for row in united.open_conflicts if row["id"] not in known]
    return [
        *lines_to_decide(new, rows, viewer),
        *lines,
        *(MergeLine("note", "", note) for note in (*united.notes, *_not_begun(united, viewer))),
    ]


def _not_begun(united: United, viewer: str) -> list[str]:
    """Say of which studies the work of others came in before who merges began there."""
    rows = united.rows["appraisal"]
    independent = [row for row in rows if row["kind"] == "independent"]
    own = {(row["study_id"], row["result"]) for row in independent if row["reviewer_id"] == viewer}
    came = {
        row["study_id"]
        for row in independent
        if row["id"] in united.received and (row["study_id"], row["result"]) not in own
    }
    where = f"of {count(len(came), 'study')}, where you have not begun and were not asked to appraise"
    told = f"what others submitted came in {where}: what you submit there counts as made in one shared file"
    return [told] if came else []


def lines_to_decide(open_rows: Sequence[dict[str, Any]], rows: Rows, viewer: str) -> list[MergeLine]:
    """Say of conflicts what a person must decide on.

    Args:
        open_rows: those that wait for a decision.
        rows: of the review.
        viewer: id of the reviewer who merges.
    """
    keys = {row["id"]: row["key"] for row in rows["study"]}
    return [
        MergeLine(TO_DECIDE, keys.get(study_of(row, rows), ""), describe(row, rows))
        for row in shown_conflicts(open_rows, rows, viewer)
    ]


def own_drafts_beside(before: Rows, rows: Rows, viewer: str) -> list[MergeLine]:
    """Say which drafts of who merges are now of a study that is judged by another checklist.

    Args:
        before: the rows of the review before the merge.
        rows: those after it.
        viewer: id of the reviewer who merges.
    """
    found = []
    for side in (before, rows):
        studies = {row["id"]: row for row in side["study"]}
        checklists = {row["id"]: row["checklist_id"] for row in side["checklist_version"]}
        found.append(
            {
                row["id"]: (studies[row["study_id"]]["key"], checklists[row["checklist_version_id"]], present)
                for row in side["appraisal"]
                if (row["reviewer_id"], row["kind"], row["state"]) == (viewer, "independent", "draft")
                and studies[row["study_id"]]["merged_into"] is None
                and (present := studies[row["study_id"]]["checklist"])
                != checklists[row["checklist_version_id"]]
            }
        )
    known, now = found
    return [
        MergeLine("note", draft[0], in_words(*draft))
        for identity, draft in sorted(now.items(), key=lambda each: each[1][0])
        if known.get(identity) != draft
    ]


def _new_rows(before: Rows, rows: Rows, keys: Mapping[str, str]) -> list[MergeLine]:
    lines = []
    known = {table: {row["id"]: row for row in before[table]} for table in before}
    for row in rows["study"]:
        old = known["study"].get(row["id"])
        if old is None:
            lines.append(MergeLine("new", row["key"], f"study: {row['title'] or 'without a title'}"))
        elif names := [name for name in row if row[name] != old[name] and name != "added_at"]:
            lines.append(
                MergeLine("changed", row["key"], ", ".join(WORDS.get(n, n.replace("_", " ")) for n in names))
            )
    for row in rows["document"]:
        if row["id"] not in known["document"]:
            detail = f"{row['kind'].replace('_', ' ')}: {row['source_name']}"
            lines.append(MergeLine("new", keys[row["study_id"]], detail))
    outcomes = {
        row["id"]: row["name"] + (f" ({row['time_point']})" if row["time_point"] else "")
        for row in rows["outcome"]
    }
    for row in rows["outcome"]:
        old = known["outcome"].get(row["id"])
        if row != old:
            kind = "new" if old is None else "changed"
            lines.append(MergeLine(kind, "", f"outcome: {outcomes[row['id']]}"))
    for row in rows["finding"]:
        if row != known["finding"].get(row["id"]):
            kind = "changed" if row["id"] in known["finding"] else "new"
            lines.append(MergeLine(kind, keys[row["study_id"]], f"finding: {outcomes[row['outcome_id']]}"))
    lines += _changed_people(before, rows)
    lines += [
        MergeLine(kind, keys.get(study, ""), detail) for kind, study, detail in changed_entries(before, rows)
    ]
    protocols = [(side["review"][0]["protocol"], side["review"][0]["question"]) for side in (before, rows)]
    if protocols[0] != protocols[1]:
        lines.append(MergeLine("changed", "", "the protocol"))
    return sorted(lines, key=lambda line: (line.study, line.kind, line.detail))


def _changed_people(before: Rows, rows: Rows) -> list[MergeLine]:
    """Say who has another handle or name than before."""
    known = {row["id"]: row for row in before["reviewer"]}
    lines = []
    for row in rows["reviewer"]:
        old = known.get(row["id"], row)
        if row["handle"] != old["handle"]:
            lines.append(MergeLine("changed", "", f"{old['handle']} is called {row['handle']} now"))
        if row["name"] != old["name"]:
            name = repr(row["name"]) if row["name"] else "none"
            lines.append(MergeLine("changed", "", f"the name of {row['handle']}: {name}"))
    return lines


def _decisions(before: Rows, rows: Rows, viewer: str) -> list[MergeLine]:
    """Say how the other file decided what waited for a decision here, or was decided otherwise."""
    keys = {row["id"]: row["key"] for row in rows["study"]}
    known = {row["id"]: row["decision"] for row in before["conflict"]}
    decided = [
        row
        for row in conflicts.decided_rows(rows["conflict"])
        if row["id"] in known and row["decision"] != known[row["id"]]
    ]
    lines = []
    for row in shown_conflicts(decided, rows, viewer):
        values = versions_in_words if row["kind"] == conflicts.APPRAISAL else values_in_words
        here, other = map(in_sentence, values(row, rows))
        kept, left = (other, here) if row["decision"] == "other" else (here, other)
        what = describe_fact(conflicts.fact_of(row), rows)
        detail = f"{what}: {decider(row, rows)} kept {kept}, not {left}"
        lines.append(MergeLine("changed", keys.get(study_of(row, rows), ""), detail))
    return lines


def _appraisals(
    before: Rows, united: United, keys: Mapping[str, str], handles: Mapping[str, str]
) -> list[MergeLine]:
    known = {row["id"] for row in before["appraisal"]}
    by_id = {row["id"]: row for row in united.rows["appraisal"]}
    lines = []
    for identity in united.changed:
        row = by_id[identity]
        is_consensus = row["kind"] == "consensus"
        what = "consensus" if is_consensus else f"appraisal of {handles[row['reviewer_id']]}"
        kind = "changed" if identity in known else "new"
        lines.append(MergeLine(kind, keys[row["study_id"]], f"{what}{_result(row)}, {row['state']}"))
    return sorted(lines, key=lambda line: (line.study, line.detail))


def _result(row: Mapping[str, Any]) -> str:
    return f" ({row['result']})" if row["result"] else ""


def shown_conflicts(open_rows: Sequence[dict[str, Any]], rows: Rows, viewer: str) -> list[dict[str, Any]]:
    """Return the conflicts that a reviewer may see: none that tells of appraisals of others.

    Args:
        open_rows: those that wait for a decision.
        rows: of the review.
        viewer: id of the reviewer.
    """
    if not open_rows:
        return []
    appraisals = {row["id"]: row for row in rows["appraisal"]}
    authors = {row["hash"]: row["reviewer"] for row in rows["event"]}
    seen = visible_ids(rows, viewer)
    owners = {row["reviewer_id"] for row in rows["appraisal"] if row["id"] not in seen}
    unseen = {row["handle"] for row in rows["reviewer"] if row["id"] in owners}
    shown = []
    for row in open_rows:
        fact = conflicts.fact_of(row)
        if fact[0] == conflicts.APPRAISAL:
            appraisal = appraisals[fact[1]]
            is_own = appraisal["reviewer_id"] == viewer and appraisal["kind"] == "independent"
            may_see = is_own or (appraisal["kind"] == "consensus" and fact[1] in seen)
        elif fact[0] == SHARED_PRELIMINARY:
            may_see = fact[1] == viewer
        else:
            by = {authors.get(row[value]["event"] or "", "") for value in ("here", "other")}
            may_see = not (conflicts.is_hidden_kind(fact) and by & unseen)
        if may_see:
            shown.append(row)
    return shown


def study_of(row: Mapping[str, Any], rows: Rows) -> str:
    """Return the id of the study that a conflict is about; empty where it is about none."""
    fact = conflicts.fact_of(dict(row))
    if fact[0] == conflicts.APPRAISAL:
        return next((each["study_id"] for each in rows["appraisal"] if each["id"] == fact[1]), "")
    if fact[0] == "document":
        return next((each["study_id"] for each in rows["document"] if each["id"] == fact[1]), "")
    studies = {each["id"] for each in rows["study"]}
    return next((part for part in fact[1:] if part in studies), "")


def decider(row: Mapping[str, Any], rows: Rows) -> str:
    """Return the handle of now of who decided; empty while nobody did."""
    by = row["decided_by"] or ""
    return present_handles(rows["former_handle"], rows["reviewer"]).get(by, by)


def describe_fact(fact: Sequence[str], rows: Rows) -> str:
    """Name what has two values in words."""
    if fact[0] != conflicts.APPRAISAL:
        return what_of(fact, rows)
    result = next((row["result"] for row in rows["appraisal"] if row["id"] == fact[1]), "")
    return f"an appraisal{f' ({result})' if result else ''} that was made in two copies"


def describe(row: Mapping[str, Any], rows: Rows) -> str:
    """Say what a conflict is about, what stands and what waits."""
    fact, name = conflicts.fact_of(dict(row)), row["id"][:8]
    if fact[0] == conflicts.APPRAISAL:
        here, other = versions_in_words(row, rows)
        return f"{name}: {describe_fact(fact, rows)}: {here} counts, and {other} waits"
    here, other = values_in_words(row, rows)
    return f"{name}: {what_of(fact, rows)} is {in_sentence(here)}, and {in_sentence(other)} waits"


def versions_in_words(row: Mapping[str, Any], rows: Rows) -> tuple[str, str]:
    """Name the version of an appraisal that counts, or stood when this was found, and the other one.

    Of a decision the one that was kept is named as it is now. Entries in which the two differ are named, so
    that their owner can tell them apart; nobody else is shown a conflict of the kind.
    """
    identity = row["about"]["appraisal"]
    stands = next(each for each in rows["appraisal"] if each["id"] == identity)
    parts = {
        table: [each for each in rows[table] if each["appraisal_id"] == identity] for table in versions.PARTS
    }
    now = (stands, parts, stands["submitted_at"] or stands["changed_at"])
    if row["decision"] == "other" and not conflicts.is_whole(row["here"]):
        return "what stood before", _version_in_words(now, (), rows)
    kept = row["here"] if row["decision"] == "other" else row["other"]
    before = (kept["extra"]["row"], kept["extra"]["parts"], kept["at"])
    told, beside = _differences(parts, before[1])
    one, two = _version_in_words(now, told, rows), _version_in_words(before, beside, rows)
    return (two, one) if row["decision"] == "other" else (one, two)


_Version = tuple[Mapping[str, Any], Mapping[str, Sequence[Mapping[str, Any]]], str]
"""The row of an appraisal, its parts by table, and when it was changed last."""
_MOST_DIFFERENCES = 4


def _differences(*two: Mapping[str, Sequence[Mapping[str, Any]]]) -> tuple[tuple[str, ...], ...]:
    """Return for each of two versions what it says in the first entries in which they differ."""
    mine, yours = (_entries(parts) for parts in two)
    names = [name for name in sorted({**mine, **yours}, key=_in_order) if mine.get(name) != yours.get(name)]
    left = len(names) - _MOST_DIFFERENCES
    more = (f"{left} more that differ",) if left > 0 else ()
    return tuple(
        (*(f"{name} {entries.get(name, 'empty')}" for name in names[:_MOST_DIFFERENCES]), *more)
        for entries in (mine, yours)
    )


def _in_order(name: str) -> list[tuple[int, str]]:
    """Return what puts 2.1 before 10.1."""
    return [(int(each) if each.isdigit() else 0, each) for each in re.split(r"(\d+)", name)]


def _entries(parts: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, str]:
    """Return what a version says by the name of the item, target or preliminary."""
    entries = {}
    for answer in parts.get("answer", ()):
        said = [answer["code"] or "", in_marks(answer["note"]) if answer["note"] else ""]
        entries[answer["item_id"]] = " ".join(filter(None, said)) or "empty"
    for override in parts.get("override", ()):
        level = override["judgement"].replace("_", " ")
        entries[f"judgement of {override['target']}"] = f"{level} {in_marks(override['reason'])}"
    for preliminary in parts.get("preliminary", ()):
        entries[preliminary["preliminary_id"]] = in_marks(preliminary["value"])
    passages: dict[str, list[str]] = defaultdict(list)
    for quote in parts.get("quote", ()):
        passages[f"passages of {quote['item_id']}"].append(f"{quote['start']}-{quote['end']}")
    return entries | {name: ", ".join(sorted(places)) for name, places in passages.items()}


def _version_in_words(version: _Version, told: Sequence[str], rows: Rows) -> str:
    appraisal, parts, at = version
    wanted = appraisal["checklist_version_id"]
    checklist = next(each for each in rows["checklist_version"] if each["id"] == wanted)
    number = sum(each["code"] is not None for each in parts.get("answer", ()))
    state = "what was submitted" if appraisal["state"] == "submitted" else "the draft"
    differing = f"; {', '.join(told)}" if told else ""
    return (
        f"{state} with {checklist['checklist_id']} {checklist['version']} ({count(number, 'answer')},"
        f" {at[:16].replace('T', ' ')}{differing})"
    )
