"""Write methods and results sentences for the manuscript: what the data say, and what is not so yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from store.records import Appraisal, AppraisalKind, AppraisalState
from store.standing_merges import merged_keys
from workbench.review.admin.protocol import ProtocolLine, adjudicator, protocol_of
from workbench.review.appraisals.sheets import pinned_checklist
from workbench.review.blindness.visibility import Place, place_of
from workbench.review.exchange.verify.independence import (
    MEANING,
    Independence,
    Pair,
    summarise,
)
from workbench.review.reviewers.agreement_sentences import agreement_sentences
from workbench.review.sentences import name_some
from workbench.review.session import ReviewSession, use_case
from workbench.review.view import View

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@use_case
def sentences(session: ReviewSession) -> list[str]:
    """Write the sentences, in the order of a manuscript.

    Who has submitted what is open to all reviewers; differences, decisions and agreement are over what the
    viewer may see.
    """
    return sentences_of(View(session))


def sentences_of(view: View) -> list[str]:
    """Return the sentences from a reading of the review; see `sentences`."""
    view.session.require_reviewer()
    studies = view.included
    present = [
        appraisal
        for appraisal in view.appraisals
        if not appraisal.of_excluded and appraisal.checklist_id == studies[appraisal.study_id].checklist
    ]
    practice = [study for study in studies.values() if study.calibration]
    done = [
        appraisal
        for appraisal in present
        if appraisal.kind is AppraisalKind.INDEPENDENT and appraisal.state is AppraisalState.SUBMITTED
    ]
    if not done:
        return ["No appraisal is submitted yet, so there is nothing to report."]
    return [
        *_protocol(view),
        *_checklists(view, done),
        *_who(done, len(studies)),
        *_imported(done),
        *_independence(view, done),
        *_settled(view, present),
        *agreement_sentences(view.agreement),
        *_calibration(len(practice)),
        *_excluded(view),
        *_merged(view),
    ]


def _protocol(view: View) -> Iterator[str]:
    """Say what the protocol had before the first study was appraised, and what came after."""
    lines = protocol_of(view).written
    early = [_named(line) for line in lines if not line.is_late and not line.is_preliminary]
    if early:
        yield f"Before the first study was appraised, the protocol had: {_joined(early)}."
    for late in ("written", "changed"):
        parts = [
            f"{_named(line)} ({', '.join(filter(None, [line.by, line.when]))})"
            for line in lines
            if line.late is not None and line.late.how == late
        ]
        if parts:
            yield f"{late.capitalize()} after the first study was appraised: {_joined(parts)}."
    if handle := adjudicator(view):
        yield f"By the protocol, {handle} decides disagreements."


def _named(line: ProtocolLine) -> str:
    """Name a field within a sentence; a question of a checklist by its id."""
    if line.is_preliminary or "." in line.field:
        return line.field
    return line.title[0].lower() + line.title[1:]


def _checklists(view: View, done: Sequence[Appraisal]) -> Iterator[str]:
    versions: dict[str, set[str]] = {}
    for appraisal in done:
        checklist = pinned_checklist(view.session, appraisal)
        name = f"the checklist “{checklist.title}” ({checklist.id}, version {checklist.version})"
        versions.setdefault(name, set()).add(appraisal.study_key)
    parts = [f"{name} for {_count(len(keys), 'study', 'studies')}" for name, keys in versions.items()]
    yield f"Studies were appraised with {_joined(parts)}."


def _who(done: Sequence[Appraisal], studies: int) -> Iterator[str]:
    names = sorted({appraisal.reviewer for appraisal in done})
    by_place = _reviewers(done)
    keys = {appraisal.study_key for appraisal in done}
    twice = {appraisal.study_key for appraisal in done if len(by_place[place_of(appraisal)]) > 1}
    who = f"{_count(len(names), 'reviewer', 'reviewers').capitalize()} ({', '.join(names)})"
    yield (
        f"{who} submitted appraisals of {len(keys)} of {studies} studies; "
        f"{len(twice)} of these were appraised by two or more."
    )
    once = sorted(keys - twice)
    if once:
        yield f"Not appraised by a second reviewer yet: {name_some(once)}."
    if len(keys) < studies:
        yield f"Not submitted by anybody yet: {_count(studies - len(keys), 'study', 'studies')}."


def _imported(done: Sequence[Appraisal]) -> Iterator[str]:
    """Say what was not made in this program, of which the history cannot tell who saw what."""
    origins = Counter(appraisal.imported_from for appraisal in done if appraisal.imported_from is not None)
    if origins:
        number = _count(origins.total(), "appraisal was", "appraisals were").capitalize()
        files = name_some([f"{origin} ({times})" for origin, times in origins.items()])
        yield f"{number} imported ({files}) and {_are(origins.total())} not known to be independent."


def _independence(view: View, done: Sequence[Appraisal]) -> Iterator[str]:
    """Say how independence is known, and what weakened it; the same to everybody who reads it."""
    pairs = view.pairs
    if not pairs:
        return
    changes = [event for event in view.milestones if event.action in ("blindness.lift", "blindness.restore")]
    is_open = bool(changes) or any(pair.status is Independence.NOT for pair in pairs)
    if not is_open and any(appraisal.imported_from is None for appraisal in done):
        yield (
            "The program showed nobody another's answers, notes or judgements of a result before an "
            "appraisal of it by the one who looked was submitted."
        )
    yield from _pairs(pairs)
    for event in changes:
        what = "lifted" if event.action == "blindness.lift" else "restored"
        why = f" ({event.reason})" if event.reason else ""
        yield f"Blindness between reviewers was {what} on {event.at:%Y-%m-%d} by {event.reviewer}{why}."
    submitted = {appraisal.id for appraisal in done}
    seen = [glimpse for identity, glimpse in view.glimpses.items() if identity in submitted]
    reopened = sum(1 for glimpse in seen if glimpse.number)
    if reopened:
        which = _count(reopened, "appraisal was", "appraisals were").capitalize()
        yield f"{which} reopened after others' work could be seen; agreement counts the answers before that."
    open_work = len(seen) - reopened
    if open_work:
        which = _count(open_work, "appraisal was", "appraisals were").capitalize()
        yield (f"{which} submitted after others' work could be seen, and cannot be called independent.")


def _pairs(pairs: Sequence[Pair]) -> Iterator[str]:
    """Say for how many pairs independence is known in which way, in the words of `workbench verify`."""
    known = "; ".join(
        f"{_count(number, 'pair', 'pairs')} {status} ({MEANING[status]})"
        for status, number in summarise(pairs)
    )
    yield f"How independence of {_count(len(pairs), 'pair', 'pairs')} of appraisals is known: {known}."
    shared = sum(pair.shares_folder for pair in pairs)
    if shared:
        yield f"In {_count(shared, 'pair', 'pairs')} both wrote from one account of one computer."


def _settled(view: View, present: Sequence[Appraisal]) -> Iterator[str]:
    """Say how differences were settled, over the results that the viewer may see."""
    seen = [
        appraisal
        for appraisal in present
        if appraisal.id in view.visible_ids and appraisal.state is AppraisalState.SUBMITTED
    ]
    twice = {
        place
        for place, names in _reviewers(
            [appraisal for appraisal in seen if appraisal.kind is AppraisalKind.INDEPENDENT]
        ).items()
        if len(names) > 1
    }
    agreed = [
        appraisal
        for appraisal in seen
        if appraisal.kind is AppraisalKind.CONSENSUS and place_of(appraisal) in twice
    ]
    if agreed:
        yield from _decisions(view, agreed)
    waiting = sorted(
        {appraisal.study_key for appraisal in seen if place_of(appraisal) in twice - _places(agreed)}
    )
    if waiting:
        yield f"No consensus is submitted yet on {name_some(waiting)}."


def _decisions(view: View, agreed: Sequence[Appraisal]) -> Iterator[str]:
    sheets = view.sheets(agreed)
    ways: Counter[str] = Counter()
    for sheet in sheets:
        ways.update(answer.decided_by for answer in sheet.answers.values() if answer.decided_by)
        ways.update(override.decided_by for override in sheet.overrides.values() if override.decided_by)
    named = adjudicator(view).casefold()
    how = [
        f"{number} by {way}{', whom the protocol names' if way.casefold() == named else ''}"
        for way, number in ways.most_common()
    ]
    decided = (
        f"the differences were settled with a reason each: {_joined(how)}"
        if how
        else "there was nothing to settle"
    )
    yield f"A consensus was reached on {_count(len(_places(agreed)), 'result', 'results')}; {decided}."


def _calibration(number: int) -> Iterator[str]:
    if number:
        these = _count(number, "study", "studies")
        yield (
            f"{these.capitalize()} served for calibration and {_are(number)} left out of the agreement only: "
            "what was agreed on "
            f"{'it counts' if number == 1 else 'them counts'} in the tables and the certainty."
        )


def _excluded(view: View) -> Iterator[str]:
    """Say how many studies were left out, and why."""
    keys: dict[str, list[str]] = {}
    for study in view.studies.values():
        if study.excluded is not None:
            keys.setdefault(study.excluded, []).append(study.key)
    number = sum(len(names) for names in keys.values())
    if number:
        these = f"{_count(number, 'study', 'studies').capitalize()} {_was(number)} excluded"
        reasons = "; ".join(f"{reason} ({name_some(names)})" for reason, names in keys.items())
        yield f"{these} and {_are(number)} not counted in any of this: {reasons}."


def _merged(view: View) -> Iterator[str]:
    """Say how many records were duplicates of others."""
    merged = merged_keys(view.session.db)
    number = sum(map(len, merged.values()))
    if number:
        pairs = [f"{key} into {view.studies[kept].key}" for kept, keys in merged.items() for key in keys]
        these = _count(number, "record of a study", "records of studies").capitalize()
        others = "another record" if number == 1 else "other records"
        yield f"{these} {_was(number)} merged into {others} of the same study: {name_some(sorted(pairs))}."


def _reviewers(found: Sequence[Appraisal]) -> dict[Place, set[str]]:
    names: dict[Place, set[str]] = {}
    for appraisal in found:
        names.setdefault(place_of(appraisal), set()).add(appraisal.reviewer)
    return names


def _places(found: Sequence[Appraisal]) -> set[Place]:
    return {place_of(appraisal) for appraisal in found}


def _count(number: int, single: str, many: str) -> str:
    return f"{_NUMBERS[number] if number < len(_NUMBERS) else number} {single if number == 1 else many}"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def _joined(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
