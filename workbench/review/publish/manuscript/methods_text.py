"""Write the methods and results sentences for the manuscript, from facts of the review alone.

The order is that of METHODS sections and of PRISMA 2020, items 11 and 15: instruments, how judgements follow,
who judged and how independently, pilot, disagreements, agreement, certainty, software. Each sentence has the
facts that it rests on. People are named by initials or role.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from store.records import Appraisal, AppraisalKind, AppraisalState
from store.standing_merges import merged_keys
from workbench.output.print_signs import tight_percent
from workbench.review.admin.protocol import ProtocolLine, protocol_of
from workbench.review.appraisals.sheets import pinned_checklist
from workbench.review.blindness.adjudication import adjudicator_of, were_named
from workbench.review.blindness.visibility import place_of
from workbench.review.exchange.verify.independence_status import (
    MEANING,
    UNCHECKED,
    Independence,
    Pair,
    summarise,
)
from workbench.review.publish.manuscript.cited_text import CitedText, cite_works
from workbench.review.publish.manuscript.cited_works import OF_CHECKLISTS, Cite
from workbench.review.publish.manuscript.final_words import UNCHECKED_FINAL
from workbench.review.publish.manuscript.manuscript_people import People
from workbench.review.publish.manuscript.manuscript_sentences import (
    Sentence,
    are,
    begun,
    count,
    day_in_words,
    fact,
    joined,
    studies,
    was,
)
from workbench.review.publish.manuscript.methods_agreement import agreement_part
from workbench.review.publish.manuscript.methods_evidence import certainty_sentences, software_sentences
from workbench.review.publish.manuscript.methods_judgements import (
    judgement_sentences,
    reviewers_of,
    settlement_sentences,
)
from workbench.review.sentences import name_some
from workbench.review.session import LabelStyle, ReviewSession, use_case
from workbench.review.view import View

NOTHING_YET = "No appraisal is submitted yet, so there is nothing to report."
_SUBMITTED = "submitted appraisals"
_CHAINS = "chains of the reviewers as they stand, not checked here: `workbench verify` checks them"
_HASH = 12  # characters of a SHA-256 that a manuscript prints; the facts have all of it


@use_case
def sentences(session: ReviewSession) -> list[str]:
    """Write the full text, sentence by sentence, in the order of a manuscript.

    Who has submitted what is open to all reviewers; differences, decisions and agreement are over what the
    viewer may see.
    """
    return sentences_of(View(session))


@use_case
def methods(session: ReviewSession, *, short: bool = False, label: LabelStyle = "key") -> list[Sentence]:
    """Write the sentences with the facts behind them.

    Args:
        session: the open review and its viewer.
        short: only the few that a short methods section has, in their short form.
        label: how studies are named in the sentences; the facts have their keys.
    """
    written = methods_of(View(replace(session, label=label)))
    return short_form(written) if short else written


def short_form(written: Sequence[Sentence]) -> list[Sentence]:
    """Return the few sentences that a short methods section has, in their short form."""
    return [Sentence(each.part, each.short, each.facts, short=each.short) for each in written if each.short]


def unchecked(sentences: Sequence[Sentence], *, final: bool = False) -> str:
    """Say what was not checked of what sentences say; empty where they say nothing of it.

    Args:
        sentences: of the methods.
        final: for a manuscript, which names no command.
    """
    rests_on = {each.source for sentence in sentences for each in sentence.facts}
    return (UNCHECKED_FINAL if final else UNCHECKED) if _CHAINS in rests_on else ""


def sentences_of(view: View) -> list[str]:
    """Return the full text from a reading of the review; see `sentences`."""
    return [sentence.text for sentence in methods_of(view)]


def cited_methods(view: View, *, final: bool = False) -> CitedText:
    """Return the full text with citations of a reference list; see `methods_of`."""
    return cite_works(methods_of(view, final=final), view.session.label)


def paragraphs_with_limits(written: Sequence[Sentence], *, final: bool = False) -> list[str]:
    """Return the full text by paragraphs, with what was not checked of a sentence right after it.

    Sentences on the same matter stand in one paragraph.
    """
    return [
        " ".join(text for each in together for text in (each.text, unchecked([each], final=final)) if text)
        for _, together in groupby(written, key=lambda each: _PARAGRAPHS.get(each.part, each.part))
    ]


_PARAGRAPHS = {
    "judgements": "instruments",
    "independence": "reviewers",
    "pilot": "reviewers",
    "disagreements": "reviewers",
    "number checks": "certainty",
    "exclusions": "protocol",
    "duplicates": "protocol",
}
"""By the part that a sentence is on, the one that it stands together with."""


def methods_of(view: View, *, final: bool = False) -> list[Sentence]:
    """Return the sentences of the full text from a reading of the review.

    Args:
        view: a reading of the review.
        final: name checklists by their titles alone; the facts have ids and hashes.
    """
    view.session.require_reviewer()
    included = view.included
    present = [
        appraisal
        for appraisal in view.appraisals
        if not appraisal.of_excluded and appraisal.checklist_id == included[appraisal.study_id].checklist
    ]
    practice = [study.key for study in included.values() if study.calibration]
    done = [
        appraisal
        for appraisal in present
        if appraisal.kind is AppraisalKind.INDEPENDENT and appraisal.state is AppraisalState.SUBMITTED
    ]
    if not done:
        return [Sentence("nothing yet", NOTHING_YET, short=NOTHING_YET)]
    persons = People(view)
    written = [
        *_checklists(view, done, by_title=final),
        *judgement_sentences(view, done),
        *_who(view, done, len(included), persons),
        *_imported(done),
        *_independence(view, done, persons),
        *_calibration(practice),
        *settlement_sentences(view, present, persons),
        *agreement_part(view, by_title=final),
        *certainty_sentences(view, persons),
        *_protocol(view, persons),
        *_excluded(view),
        *_merged(view),
        *software_sentences(),
    ]
    return [replace(each, text=tight_percent(each.text), short=tight_percent(each.short)) for each in written]


def _checklists(view: View, done: Sequence[Appraisal], *, by_title: bool) -> Iterator[Sentence]:
    pinned = {}
    keys: dict[tuple[str, str], set[str]] = {}
    for appraisal in done:
        checklist = pinned_checklist(view.session, appraisal)
        version = (checklist.id, checklist.sha256)
        pinned[version] = checklist
        keys.setdefault(version, set()).add(appraisal.study_key)
    parts, short, facts = [], [], []
    for version, used in keys.items():
        checklist = pinned[version]
        named = f"{checklist.id}, version {checklist.version}"
        pinned_text = f"{named}, SHA-256 {checklist.sha256[:_HASH]}"
        shown = f"version {checklist.version}" if by_title else pinned_text
        parts.append(f"the checklist “{checklist.title}” ({shown}) for {studies(len(used))}")
        short.append(f"“{checklist.title}” ({named})")
        facts.append(fact(f"SHA-256 of {named}", checklist.sha256, "checklist pinned to the appraisals"))
        facts.append(fact(f"studies appraised with {named}", sorted(used), _SUBMITTED))
    yield Sentence(
        "instruments",
        f"Studies were appraised with {joined(parts)}.",
        tuple(facts),
        short=f"Studies were appraised with {joined(short)}.",
        cites=tuple(
            Cite(OF_CHECKLISTS[checklist.id], f"“{checklist.title}”")
            for checklist in pinned.values()
            if checklist.id in OF_CHECKLISTS
        ),
    )


def _who(view: View, done: Sequence[Appraisal], number: int, persons: People) -> Iterator[Sentence]:
    handles = sorted({appraisal.reviewer for appraisal in done})
    by_place = reviewers_of(done)
    keys = {appraisal.study_key for appraisal in done}
    twice = {appraisal.study_key for appraisal in done if len(by_place[place_of(appraisal)]) > 1}
    named = f" ({', '.join(persons.of(handle) for handle in handles)})" if persons.are_named else ""
    who = f"{begun(count(len(handles), 'reviewer', 'reviewers'))}{named}"
    text = (
        f"{who} submitted appraisals of {len(keys)} of {number} studies; "
        f"{len(twice)} of these {was(len(twice))} appraised by two or more."
    )
    facts = (
        *persons.facts(handles),
        fact("studies appraised", sorted(keys), _SUBMITTED),
        fact("studies appraised by two or more", sorted(twice), _SUBMITTED),
        fact("studies included", number, "list of studies"),
    )
    yield Sentence("reviewers", text, facts, short=text)
    once = sorted(keys - twice)
    if once:
        yield Sentence(
            "reviewers",
            f"Not appraised by a second reviewer yet: {name_some([view.label_of(key) for key in once])}.",
            (fact("studies appraised by one", once, _SUBMITTED),),
        )
    if len(keys) < number:
        left = f"Not submitted by anybody yet: {studies(number - len(keys))}."
        yield Sentence("reviewers", left, facts[-1:], short=left)


def _imported(done: Sequence[Appraisal]) -> Iterator[Sentence]:
    """Say what was not made in this program, of which the history cannot tell who saw what."""
    origins = Counter(appraisal.imported_from for appraisal in done if appraisal.imported_from is not None)
    if not origins:
        return
    number = begun(count(origins.total(), "appraisal was", "appraisals were"))
    text = f"{number} made elsewhere and imported, and {are(origins.total())} not known to be independent."
    facts = tuple(fact(f"imported from {origin}", times, _SUBMITTED) for origin, times in origins.items())
    yield Sentence("independence", text, facts, short=text)


def _independence(view: View, done: Sequence[Appraisal], persons: People) -> Iterator[Sentence]:
    """Say how independence is known, and what weakened it; the same to everybody who reads it."""
    pairs = view.pairs
    if not pairs:
        return
    changes = [event for event in view.milestones if event.action in ("blindness.lift", "blindness.restore")]
    is_open = bool(changes) or any(pair.status is Independence.NOT for pair in pairs)
    if not is_open and any(appraisal.imported_from is None for appraisal in done):
        decides = were_named(view.session)
        yield Sentence(
            "independence",
            "The program showed no reviewer another's answers, notes or judgements of a result before that "
            "reviewer had submitted an appraisal of it"
            + (
                ", or before two others had submitted, to whom the protocol names to decide."
                if decides
                else "."
            ),
            (
                fact("times that blindness was lifted", 0, "history"),
                fact("pairs of appraisals that are not independent", 0, "chains of the reviewers"),
            ),
        )
    yield from _pairs(pairs)
    for event in changes:
        what = "lifted" if event.action == "blindness.lift" else "restored"
        why = f" ({event.reason})" if event.reason else ""
        who = persons.of(event.reviewer)
        text = f"Blindness between reviewers was {what} on {day_in_words(event.at)} by {who}{why}."
        facts = (*persons.facts([event.reviewer]), fact("event", event.number, "history"))
        yield Sentence("independence", text, facts, short=text)
    yield from _seen_before(view, done)


def _seen_before(view: View, done: Sequence[Appraisal]) -> Iterator[Sentence]:
    submitted = {appraisal.id: appraisal for appraisal in done}
    seen = {identity: glimpse for identity, glimpse in view.glimpses.items() if identity in submitted}
    reopened = [submitted[identity].study_key for identity, glimpse in seen.items() if glimpse.number]
    if reopened:
        which = begun(count(len(reopened), "appraisal was", "appraisals were"))
        yield Sentence(
            "independence",
            f"{which} reopened after others' work could be seen; agreement counts the answers before that.",
            (fact("studies", sorted(reopened), "history of the appraisals"),),
        )
    after = [submitted[identity].study_key for identity, glimpse in seen.items() if not glimpse.number]
    if after:
        which = begun(count(len(after), "appraisal was", "appraisals were"))
        chosen = any(glimpse.through == "chosen" for glimpse in seen.values())
        how = "submitted, or chosen of two versions," if chosen else "submitted"
        text = f"{which} {how} after others' work could be seen, and cannot be called independent."
        yield Sentence(
            "independence", text, (fact("studies", sorted(after), "history of the appraisals"),), short=text
        )


def _pairs(pairs: Sequence[Pair]) -> Iterator[Sentence]:
    """Say for how many pairs independence is known in which way, in the words of `workbench verify`."""
    summary = summarise(pairs)
    known = "; ".join(
        f"{status}, {count(number, 'pair', 'pairs')} ({MEANING[status]})" for status, number in summary
    )
    number = count(len(pairs), "pair", "pairs")
    short = "; ".join(f"{status}, {count(times, 'pair', 'pairs')}" for status, times in summary)
    yield Sentence(
        "independence",
        f"How independence of {number} of appraisals is known: {known}.",
        tuple(
            fact(
                str(status),
                sorted({pair.study for pair in pairs if pair.status is status}),
                _CHAINS,
            )
            for status, _ in summary
        ),
        short=f"How independence of {number} of appraisals is known: {short}.",
    )
    shared = sum(pair.shares_folder for pair in pairs)
    if shared:
        text = f"In {count(shared, 'pair', 'pairs')} both wrote from one account of one computer."
        yield Sentence("independence", text, (fact("pairs", shared, "writing places"),), short=text)


def _calibration(practice: Sequence[str]) -> Iterator[Sentence]:
    number = len(practice)
    if not number:
        return
    yield Sentence(
        "pilot",
        f"{begun(studies(number))} served for calibration and {are(number)} left out of the agreement only: "
        f"what was agreed on {'it' if number == 1 else 'them'} counts in the tables and the certainty.",
        (fact("calibration studies", sorted(practice), "list of studies"),),
        short=f"{begun(studies(number))} served for calibration.",
    )


def _protocol(view: View, persons: People) -> Iterator[Sentence]:
    """Say what the protocol had before the first study was appraised, and what came after."""
    lines = [line for line in protocol_of(view).written if line.is_method]
    early = [_named(line, view) for line in lines if not line.is_late and not line.is_preliminary]
    if early:
        yield Sentence(
            "protocol",
            f"Before the first study was appraised, the protocol had: {joined(early)}.",
            (fact("fields", early, "protocol and history"),),
        )
    for how in ("written", "changed"):
        late = [line for line in lines if line.late is not None and line.late.how == how]
        # What somebody wrote on one day has its person and day once.
        together: dict[str, list[str]] = {}
        for line in late:
            day = day_in_words(line.at) if line.at else ""
            written = ", ".join(filter(None, [persons.of(line.by) if line.by else "", day]))
            together.setdefault(written, []).append(_named(line, view))
        parts = [
            f"{joined(names)}{f' ({written})' if written else ''}" for written, names in together.items()
        ]
        if parts:
            facts = (
                fact("fields", [line.field for line in late], "protocol and history"),
                fact("days", [line.when for line in late], "protocol and history"),
                *persons.facts({line.by for line in late if line.by}),
            )
            yield Sentence(
                "protocol",
                f"After the first study was appraised, {joined(parts)} "
                f"{'was' if len(late) == 1 else 'were'} {how}.",
                facts,
            )
    if handle := adjudicator_of(view.review):
        yield Sentence(
            "protocol",
            f"By the protocol, {persons.of(handle)} decides disagreements.",
            (fact("adjudicator", handle, "protocol"),),
        )


def _named(line: ProtocolLine, view: View) -> str:
    """Name a field within a sentence; a question of a checklist by its words and the title of that."""
    checklist_id, dot, preliminary = line.field.rpartition(".")
    if line.is_preliminary or dot:
        checklist = view.catalogue.get(checklist_id)
        asked = {each.id: each.text for each in checklist.preliminaries} if checklist else {}
        words = f"“{asked[preliminary].rstrip('.?')}”" if preliminary in asked else preliminary
        return f"{words} of “{checklist.title if checklist else checklist_id}”"
    return line.title[0].lower() + line.title[1:]


def _excluded(view: View) -> Iterator[Sentence]:
    """Say how many studies were left out, and why."""
    keys: dict[str, list[str]] = {}
    for study in view.studies.values():
        if study.excluded is not None:
            keys.setdefault(study.excluded, []).append(study.key)
    number = sum(len(names) for names in keys.values())
    if number:
        reasons = "; ".join(
            f"{reason} ({name_some([view.label_of(name) for name in names])})"
            for reason, names in keys.items()
        )
        yield Sentence(
            "exclusions",
            f"{begun(studies(number))} {was(number)} excluded and {are(number)} not counted in any of this: "
            f"{reasons}.",
            tuple(fact(reason, sorted(names), "list of studies") for reason, names in keys.items()),
        )


def _merged(view: View) -> Iterator[Sentence]:
    """Say how many records were duplicates of others."""
    merged = merged_keys(view.session.db)
    number = sum(map(len, merged.values()))
    if number:
        pairs = sorted(
            f"{key} into {view.studies[kept].key}" for kept, keys in merged.items() for key in keys
        )
        these = begun(count(number, "record of a study", "records of studies"))
        others = "another record" if number == 1 else "other records"
        yield Sentence(
            "duplicates",
            f"{these} {was(number)} merged into {others} of the same study: {name_some(pairs)}.",
            (fact("merged records", pairs, "history"),),
        )
