"""Changes that people make to a review, drawn by lot, as `benchmarks/forks.py` lets them do.

Each is a use case of the program, as a command or a key calls it. What the program refuses is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from random import Random

from fork_draws import Action, begun, of_outcome, pick, study, two_studies, words

from store.answers import set_code
from store.errors import StoreError
from store.records import AppraisalState
from workbench.errors import WorkbenchError
from workbench.review.admin import protocol, settings
from workbench.review.appraisals import answers, overrides, quotes, submission, texts
from workbench.review.appraisals.own_sheet import changing, find_result
from workbench.review.checklists import own_checklists
from workbench.review.documents import attach, replace
from workbench.review.evidence import body_entries, findings, outcomes, ratings, starts
from workbench.review.exchange import seals
from workbench.review.exchange.merge import decide
from workbench.review.exchange.merge.conflicts import KEEP
from workbench.review.reviewers import allocation, handles, reconcile
from workbench.review.reviewers.remarks import list_remarks, remove_remark, write_remark
from workbench.review.session import ReviewSession
from workbench.review.studies import characteristics, duplicates, edit_record, exclusion, known_studies


def appraise(session: ReviewSession, key: str, random: Random) -> None:
    """Answer by lot what is asked and has no answer, in one transaction, with all that submitting needs."""
    sheet = answers.judge_study(session, key)
    if sheet.submitted:
        return
    for preliminary in sheet.checklist.preliminaries:
        if preliminary.id not in sheet.preliminaries:
            value = (
                random.choice(tuple(preliminary.options)) if preliminary.options else words(session, random)
            )
            with suppress(WorkbenchError, StoreError):
                answers.answer(session, key, preliminary.id, value)
    with changing(session, find_result(session, key)) as own:
        while unanswered := own.sheet().verdict.unanswered:
            for item in unanswered:
                set_code(own.draft, item, random.choice(own.checklist.options(item)).code)
        for target in submission.waiting_targets(own.sheet()):
            level = random.choice(own.checklist.levels_of(target))
            overrides.override(session, key, target, level, words(session, random))


def submit(session: ReviewSession, random: Random) -> None:
    """Appraise a study and submit it."""
    key = study(session, random)
    appraise(session, key, random)
    submission.submit(session, key)


def submit_first(session: ReviewSession, random: Random) -> None:
    """Appraise the study that was added first, and submit it."""
    key = min(known_studies.rows(session), key=lambda row: str(row.id)).key
    appraise(session, key, random)
    submission.submit(session, key)


def answer(session: ReviewSession, random: Random) -> None:
    """Answer one item, with a note and a passage by chance."""
    key = study(session, random)
    sheet = answers.judge_study(session, key)
    item = pick(random, sheet.verdict.asked or sheet.verdict.shown)
    code = random.choice(sheet.checklist.options(item)).code
    note = words(session, random) if random.random() < 0.5 else None
    text = pick(random, texts.texts(session, key))
    begin = random.randrange(max(1, len(text.source) - 60))
    quote = text.source[begin : begin + 40] if random.random() < 0.5 else None
    answers.answer(session, key, item, code, note=note, quote=quote)


def note(session: ReviewSession, random: Random) -> None:
    """Write a note on an item."""
    key = study(session, random)
    item = random.choice(answers.judge_study(session, key).checklist.items).id
    answers.note(session, key, item, words(session, random))


def tie(session: ReviewSession, random: Random) -> None:
    """Tie some characters of a document to an item, or untie a passage."""
    key = study(session, random)
    sheet = answers.judge_study(session, key)
    if sheet.quotes and random.random() < 0.3:
        quotes.untie_quote(session, key, random.choice(sheet.quotes).id)
        return
    text = pick(random, texts.texts(session, key))
    begin = random.randrange(max(1, len(text.source) - 20))
    quotes.tie_quote(session, key, random.choice(sheet.checklist.items).id, text.id, begin, begin + 15)


def override(session: ReviewSession, random: Random) -> None:
    """Override a judgement, or take an override back."""
    key = study(session, random)
    sheet = answers.judge_study(session, key)
    target = pick(random, sheet.checklist.targets)
    if target in sheet.overrides and random.random() < 0.3:
        overrides.clear_override(session, key, target)
        return
    level = pick(random, sheet.checklist.levels_of(target))
    overrides.override(session, key, target, level, words(session, random))


def comment(session: ReviewSession, random: Random) -> None:
    """Write a comment on a study or an item, or take one of one's own away."""
    key = study(session, random)
    own = [each for each in list_remarks(session, key) if each.author == session.reviewer]
    if own and random.random() < 0.3:
        remove_remark(session, random.choice(own).id, key)
        return
    items = answers.judge_study(session, key).checklist.items
    about = random.choice(items).id if random.random() < 0.5 else ""
    write_remark(session, key, words(session, random), about=about)


def undo(session: ReviewSession, random: Random) -> None:
    """Undo the last step in an appraisal."""
    answers.undo(session, begun(session, random, AppraisalState.DRAFT))


def reopen(session: ReviewSession, random: Random) -> None:
    """Reopen an appraisal, write a note, and submit it again, mostly."""
    key = begun(session, random, AppraisalState.SUBMITTED)
    submission.reopen(session, key, words(session, random))
    item = pick(random, answers.judge_study(session, key).verdict.asked)
    answers.note(session, key, item, words(session, random))
    if random.random() < 0.7:
        submission.submit(session, key)


def edit(session: ReviewSession, random: Random) -> None:
    """Correct the record of a study."""
    name, value = random.choice(
        (("title", words(session, random)), ("year", str(random.randrange(1990, 2025))))
    )
    edit_record.edit(session, study(session, random), {name: value})


def rename_study(session: ReviewSession, random: Random) -> None:
    """Give a study another key."""
    edit_record.edit(session, study(session, random), {}, key=f"key{random.randrange(4)}")


def exclude(session: ReviewSession, random: Random) -> None:
    """Exclude a study, or include it again."""
    row = pick(random, known_studies.rows(session))
    (exclusion.include if row.excluded else exclusion.exclude)(session, row.key, words(session, random))


def characterise(session: ReviewSession, random: Random) -> None:
    """Enter a characteristic."""
    name = random.choice(("country", "funding", "our own name"))
    characteristics.characterise(session, study(session, random), name, words(session, random))


def write_protocol(session: ReviewSession, random: Random) -> None:
    """Write a field of the protocol."""
    field = random.choice(("confounders", "benchmark", "question", "population", "rob-2.P1"))
    protocol.write_protocol(session, field, words(session, random))


def finding(session: ReviewSession, random: Random) -> None:
    """Record a finding, or take one away."""
    key, outcome = study(session, random), of_outcome(session, random)
    if random.random() < 0.2:
        findings.remove_finding(session, key, outcome, words(session, random))
        return
    findings.record_finding(session, key, outcome, {"sentence": words(session, random)})


def outcome(session: ReviewSession, random: Random) -> None:
    """Add an outcome, or change one."""
    if random.random() < 0.3:
        name = random.choice(("dyspnoea", "relapse"))
        outcomes.add_outcome(session, name, time_point=random.choice(("", "90 days")), importance=5)
        return
    outcomes.edit_outcome(session, of_outcome(session, random), importance=random.randrange(1, 10))


def rate(session: ReviewSession, random: Random) -> None:
    """Rate a domain of the certainty of a body of evidence, choose its start, or enter a comment."""
    meant = of_outcome(session, random)
    row = pick(random, ratings.evidence(session, outcome=meant))
    kind = random.randrange(4)
    if kind == 0:
        body_entries.enter(session, meant, {"comment": words(session, random)}, body=row.key)
    elif kind == 1:
        starts.choose_start(session, meant, random.choice(("low", "high", "default")), words(session, random))
    else:
        domain = random.choice(("risk", "imprecision", "inconsistency"))
        ratings.rate(session, meant, domain, -random.randrange(2), words(session, random), body=row.key)


def document(session: ReviewSession, random: Random) -> None:
    """Attach a document, replace one, or withdraw one."""
    key, folder = study(session, random), Path(session.db.location).parent
    path = folder / f"text-{random.randrange(3)}.txt"
    path.write_text(f"Results\n\nThe text of {path.stem}: 20 patients recovered within 10 days.\n")
    known = texts.all_texts(session, key)
    kind = random.randrange(3)
    if kind == 0:
        attach.attach(session, key, [path], as_document=True)
    elif kind == 1:
        replace.replace_document(session, key, [path], pick(random, known).source_name)
    else:
        replace.withdraw_document(session, key, pick(random, known).source_name, words(session, random))


def allocate(session: ReviewSession, random: Random) -> None:
    """Ask a reviewer to appraise a study, or take it back."""
    names = [session.require_reviewer()]
    side = random.choice(("to", "take_from"))
    allocation.allocate(session, [study(session, random)], **{side: names})


def distinct(session: ReviewSession, random: Random) -> None:
    """Say that two studies are distinct, or take it back."""
    one, two = two_studies(session, random)
    say = random.choice((duplicates.mark_distinct, duplicates.take_back_distinct))
    say(session, one, two, words(session, random))


def merge_studies(session: ReviewSession, random: Random) -> None:
    """Merge two studies as duplicates, or split what was merged."""
    merged = [each.other for each in duplicates.list_decisions(session) if each.kind == "merged"]
    if merged and random.random() < 0.5:
        duplicates.split(session, random.choice(merged), words(session, random))
        return
    duplicates.merge(session, *two_studies(session, random), words(session, random))


def assign(session: ReviewSession, random: Random) -> None:
    """Choose another checklist for a study."""
    name = random.choice(("case-series", "rob-2", "psm-cohort", "none"))
    known_studies.assign(session, study(session, random), name, reason=words(session, random))


def own_checklist(session: ReviewSession, random: Random) -> None:
    """Add a checklist of the team, in one of two versions, or take it out."""
    if random.random() < 0.3:
        own_checklists.remove(session, "listed")
        return
    path = Path(session.db.location).with_suffix(".yaml")
    path.write_text(LISTED.format(version=random.choice(("1.0", "1.1"))))
    own_checklists.add_files(session, [str(path)])


LISTED = """\
schema: appraisal-checklist/0.2
id: listed
version: "{version}"
title: A list
answers:
  "Y": {{label: "Yes", tone: good}}
  "N": {{label: "No", tone: poor}}
answer_sets:
  standard: ["Y", "N"]
domains:
  - id: D1
    title: Items
    judged_by: none
    items:
      - {{id: "1", text: "The aim is told ({version}).", answer_set: standard}}
"""


def rename(session: ReviewSession, random: Random) -> None:
    """Give oneself a name."""
    handles.name_reviewer(session, session.require_reviewer(), f"Name {random.randrange(5)}")


def rename_bystander(session: ReviewSession, random: Random) -> None:
    """Give somebody who does not work in these files another handle."""
    known = [person.handle for person in handles.list_reviewers(session)]
    bystander = pick(random, [handle for handle in known if handle.startswith(BYSTANDERS)])
    number = f"{random.randrange(10**6):06}"
    handles.rename_reviewer(session, bystander, bystander[:3] + number.translate(_LETTERS))


BYSTANDERS = ("cho", "dan")
"""How the handles of people begin who do not work in these files."""
_LETTERS = str.maketrans("0123456789", "abcdefghij")


def lift(session: ReviewSession, random: Random) -> None:
    """Lift blindness, or restore it."""
    change = settings.lift_blindness if settings.is_blind(session) else settings.restore_blindness
    change(session, words(session, random))


def export_seals(session: ReviewSession, random: Random) -> None:
    """Write a file of seals beside the review."""
    Path(session.db.location).with_suffix(".seals").write_bytes(seals.export_seals(session).data)


def settle(session: ReviewSession, random: Random) -> None:
    """Settle what two reviewers judged differently, and submit the consensus."""
    key = min(known_studies.rows(session), key=lambda row: str(row.id)).key
    while waiting := reconcile.compare(session, key).unresolved:
        names = reconcile.compare(session, key).reviewers
        reconcile.reconcile(session, key, waiting[0], f"={random.choice(names)}", words(session, random))
    reconcile.finish_consensus(session, key)


def decide_conflict(session: ReviewSession, random: Random) -> None:
    """Decide between two values that a merge left."""
    line = pick(random, decide.list_conflicts(session))
    decide.decide(session, line.id, random.choice(KEEP), words(session, random))


def revise_decision(session: ReviewSession, random: Random) -> None:
    """Take the other one of two values between which somebody decided."""
    line = pick(random, decide.list_decided(session))
    decide.decide(session, line.id, "here" if line.decision == "other" else "other", words(session, random))


APPRAISING: Mapping[Action, int] = {submit: 9, answer: 4, note: 3, tie: 3, override: 3, comment: 2, undo: 2}
"""Steps in one's own appraisals, and how often each is drawn."""
REOPENING: Mapping[Action, int] = {reopen: 3}
PLANNING: Mapping[Action, int] = {characterise: 1, write_protocol: 1, outcome: 1, finding: 2, rename: 1}
"""Steps that agreement does not depend on."""
SHARED: Mapping[Action, int] = {
    **PLANNING, edit: 2, rename_study: 1, exclude: 1, rate: 2, document: 2, allocate: 1, distinct: 1,
    merge_studies: 1, rename_bystander: 1, assign: 1, own_checklist: 1, lift: 1, export_seals: 1,
}  # fmt: skip
TOGETHER: Mapping[Action, int] = {settle: 4, decide_conflict: 3, revise_decision: 2}
"""Steps that take the work of others, after files were merged."""
