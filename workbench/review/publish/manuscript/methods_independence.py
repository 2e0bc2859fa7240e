"""Write the methods sentences on independence: how it is known, and what weakened it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from store.records import Appraisal
from workbench.review.blindness.adjudication import were_named
from workbench.review.exchange.verify.independence_status import MEANING, Independence, Pair, summarise
from workbench.review.publish.manuscript.manuscript_people import People
from workbench.review.publish.manuscript.manuscript_sentences import (
    Sentence,
    are,
    begun,
    count,
    day_in_words,
    fact,
)
from workbench.review.view import View

_SUBMITTED = "submitted appraisals"
CHAINS = "chains of the reviewers as they stand, not checked here: `workbench verify` checks them"
"""The source of facts on independence, after which a text says that the history was not checked."""


IN_PROSE = {
    Independence.SEALED: "had each other's seal before either gave answers away",
    Independence.PARTLY: "exchanged files when one of them had the seal of the other",
    Independence.SEPARATE: "worked in two files that were joined after both had submitted, without seals",
    Independence.SERVER: (
        "worked with logins of their own on a server that kept their work apart from all but its owner"
    ),
    Independence.SHARED: (
        "worked, or may have worked, in one file, in which the program alone hid their work from who did not"
        " open it otherwise"
    ),
    Independence.IMPORTED: "did at least one appraisal elsewhere, of which independence is not known",
    Independence.UNSEALED: (
        "left at least one appraisal without signature and seal, so that independence is not shown"
    ),
    Independence.KEPT_BACK: "kept steps back, so that independence is not known",
    Independence.NOT: ("were not independent, as one was submitted when the work of the other could be seen"),
}
"""What two reviewers did, for the text of a manuscript; a table of it has the meaning of each in full."""


def imported_sentences(done: Sequence[Appraisal]) -> Iterator[Sentence]:
    """Say what was not made in this program, of which the history cannot tell who saw what."""
    origins = Counter(appraisal.imported_from for appraisal in done if appraisal.imported_from is not None)
    if not origins:
        return
    number = begun(count(origins.total(), "appraisal was", "appraisals were"))
    text = f"{number} made elsewhere and imported, and {are(origins.total())} not known to be independent."
    facts = tuple(fact(f"imported from {origin}", times, _SUBMITTED) for origin, times in origins.items())
    yield Sentence("independence", text, facts, short=text)


def independence_sentences(
    view: View, done: Sequence[Appraisal], persons: People, *, final: bool = False
) -> Iterator[Sentence]:
    """Say how independence is known, and what weakened it; the same to everybody who reads it.

    Args:
        view: a reading of the review.
        done: the submitted appraisals.
        persons: how people are named.
        final: for a manuscript, whose table of independence has the meaning of each status in full.
    """
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
    yield from _pairs(pairs, final=final)
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


def _prose(pairs: Sequence[Pair]) -> str:
    """Say how independence of the pairs is known, without words of the program."""
    parts = [
        f"in {count(number, 'pair', 'pairs')} the reviewers {IN_PROSE[status]}"
        for status, number in summarise(pairs)
    ]
    return f"Of {count(len(pairs), 'pair', 'pairs')} of appraisals, {'; '.join(parts)}."


def _pairs(pairs: Sequence[Pair], *, final: bool) -> Iterator[Sentence]:
    """Say for how many pairs independence is known in which way; a draft says it as `workbench verify`."""
    summary = summarise(pairs)
    known = "; ".join(
        f"{status}, {count(number, 'pair', 'pairs')} ({MEANING[status]})" for status, number in summary
    )
    number = count(len(pairs), "pair", "pairs")
    short = "; ".join(f"{status}, {count(times, 'pair', 'pairs')}" for status, times in summary)
    yield Sentence(
        "independence",
        _prose(pairs) if final else f"How independence of {number} of appraisals is known: {known}.",
        tuple(
            fact(
                str(status),
                sorted({pair.study for pair in pairs if pair.status is status}),
                CHAINS,
            )
            for status, _ in summary
        ),
        short=f"How independence of {number} of appraisals is known: {short}.",
    )
    shared = sum(pair.shares_folder for pair in pairs)
    if shared:
        text = f"In {count(shared, 'pair', 'pairs')} both wrote from one account of one computer."
        yield Sentence("independence", text, (fact("pairs", shared, "writing places"),), short=text)
