"""Write the methods and results sentences for the manuscript, from facts of the review alone.

The order is that of METHODS sections and of PRISMA 2020, items 11 and 15: instruments, how judgements follow,
who judged and how independently, pilot, disagreements, agreement, certainty, software. Each sentence has the
facts that it rests on. People are named by initials or role.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from store.records import Appraisal, AppraisalKind, AppraisalState
from store.standing_merges import merged_keys
from workbench.output.print_signs import tight_percent
from workbench.output.report.content import Paragraph
from workbench.review.appraisals.sheets import pinned_checklist
from workbench.review.blindness.visibility import place_of
from workbench.review.exchange.verify.independence_status import UNCHECKED
from workbench.review.publish.manuscript.cited_text import CitedText, cite_works
from workbench.review.publish.manuscript.cited_works import OF_CHECKLISTS, Cite
from workbench.review.publish.manuscript.final_words import UNCHECKED_FINAL
from workbench.review.publish.manuscript.manuscript_people import People
from workbench.review.publish.manuscript.manuscript_sentences import (
    Sentence,
    are,
    begun,
    count,
    fact,
    joined,
    studies,
    was,
)
from workbench.review.publish.manuscript.methods_agreement import agreement_part
from workbench.review.publish.manuscript.methods_evidence import certainty_sentences, software_sentences
from workbench.review.publish.manuscript.methods_independence import (
    CHAINS,
    imported_sentences,
    independence_sentences,
)
from workbench.review.publish.manuscript.methods_judgements import (
    judgement_sentences,
    reviewers_of,
    settlement_sentences,
)
from workbench.review.publish.manuscript.methods_protocol import protocol_sentences
from workbench.review.sentences import name_some
from workbench.review.session import LabelStyle, ReviewSession, use_case
from workbench.review.view import View

NOTHING_YET = "No appraisal is submitted yet, so there is nothing to report."
_SUBMITTED = "submitted appraisals"
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
    return (UNCHECKED_FINAL if final else UNCHECKED) if CHAINS in rests_on else ""


def sentences_of(view: View) -> list[str]:
    """Return the full text from a reading of the review; see `sentences`."""
    return [sentence.text for sentence in methods_of(view)]


def cited_methods(view: View, *, final: bool = False) -> CitedText:
    """Return the full text with citations of a reference list; see `methods_of`."""
    return cite_works(methods_of(view, final=final), view.session.label)


def method_paragraphs(written: Sequence[Sentence], *, final: bool = False) -> list[Paragraph]:
    """Return the methods by paragraphs, with what was not checked of a sentence right after it.

    Sentences on the same matter stand in one paragraph; those that tell results are left to the results.
    """
    matters: dict[str, list[str]] = {}
    for each in written:
        if not each.is_result:
            texts = filter(None, (each.text, unchecked([each], final=final)))
            matters.setdefault(_PARAGRAPHS.get(each.part, each.part), []).extend(texts)
    return [
        Paragraph(" ".join(texts), HEADINGS.get(matter, matter.capitalize()))
        for matter, texts in matters.items()
    ]


HEADINGS = {
    "instruments": "Appraisal of the studies",
    "reviewers": "Reviewers and their independence",
    "agreement": "Agreement between reviewers",
    "certainty": "Certainty of the evidence",
}
"""By the matter of a paragraph, what stands above it; of others the matter does."""


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
        final: name checklists by their titles alone, and say less of files; the facts have ids and hashes.
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
        *imported_sentences(done),
        *independence_sentences(view, done, persons, final=final),
        *_calibration(practice),
        *settlement_sentences(view, present, persons),
        *agreement_part(view, by_title=final),
        *certainty_sentences(view, persons),
        *protocol_sentences(view, persons),
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
    most = max(map(len, by_place.values()))
    text = (
        f"{who} submitted appraisals of {len(keys)} of {number} studies; "
        f"{len(twice)} of these {was(len(twice))} appraised by {'two' if most <= 2 else 'two or more'}."
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
