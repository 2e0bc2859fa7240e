"""Write what `verify` found as a page that a journal editor understands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.cli.paragraphs import BLANK, Paragraph, running
from workbench.counts import count
from workbench.review.exchange.seals import fingerprint
from workbench.review.exchange.verify.independence_status import MEANING, Independence, summarise

if TYPE_CHECKING:
    from workbench.review.exchange.verify.verify import Verification

_MOST = 200
_CANNOT = (
    "What no file can show: that nobody looked in another way, such as at a copied file, in a talk, under a"
    " second name, or with a clock set wrong. Whoever holds a file can change it and compute its hashes anew;"
    " that shows only where somebody else kept a seal or a signed step. What was done last, before anything"
    " was given away, could have been left out by its author."
)


_STRIPPED = (
    "What was made without a key cannot be told from what its keys, signatures and seals were taken out of:"
    " only a seal or a key that somebody kept elsewhere shows that (--keys FILE)."
)


def page(found: Verification) -> Iterator[Paragraph]:
    """Yield the page in paragraphs: the result, what was checked, the pairs, the keys, and the limits."""
    number = len(found.faults)
    result = (
        "Everything that was checked holds."
        if found.holds
        else f"{number} {'thing does' if number == 1 else 'things do'} not hold."
    )
    yield Paragraph(f"{found.title}: {result}")
    yield Paragraph(f"Looked at: {found.source}")
    yield BLANK
    if found.faults:
        yield Paragraph("What does not hold")
        for fault in found.faults[:_MOST]:
            yield from running(f"{fault.about}: {fault.message}", "  - ", "    ")
        if number > _MOST:
            yield Paragraph(f"  … and {number - _MOST} more; --format json has all of them")
        yield BLANK
    yield from _checked(found)
    yield BLANK
    yield from _pairs(found)
    yield BLANK
    yield from _keys(found)
    yield BLANK
    yield from running(_CANNOT, "", "")


def _checked(found: Verification) -> Iterator[Paragraph]:
    counts = found.counts
    yield Paragraph("What was checked")
    hidden = f", {counts.hidden_events} without their content" if counts.hidden_events else ""
    yield Paragraph(
        "  The steps of the history and their signatures"
        if counts.events is None
        else f"  {_count(counts.events, 'step')} of the history{hidden}, {counts.signatures} of them signed"
    )
    quotes = "all quotes" if counts.quotes is None else _count(counts.quotes, "quote")
    yield Paragraph(f"  {_count(counts.seals, 'seal')}; {quotes}, each at its place in the document")
    compared = ", and compared with the copies in the database" if counts.compared_judgements else ""
    number = "The judgements" if counts.judgements is None else _count(counts.judgements, "judgement")
    of = _count(counts.appraisals, "submitted appraisal")
    if counts.consensuses:
        of += " and " + ("1 consensus" if counts.consensuses == 1 else f"{counts.consensuses} consensuses")
    yield Paragraph(f"  {number}, of {of}, computed anew{compared}")
    if found.untold:
        lost = (
            "here their steps are hashes only, as in every file that was handed out or exported for somebody "
            "else. Verify the file that it came from to compare them; --format json lists them"
        )
        could = f"{_count(len(found.untold), 'row')} could not be compared with the steps that made them"
        yield from running(f"{could}: {lost}.", "  ", "  ")
    if not found.complete:
        yield Paragraph("  The file leaves out what its maker was not allowed to see.")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _pairs(found: Verification) -> Iterator[Paragraph]:
    yield Paragraph("How independence is known")
    if not found.pairs:
        yield Paragraph("  No two people have submitted appraisals of the same result yet.")
        return
    doubts = found.doubts()
    for status, number in summarise(pair for pair in found.pairs if pair not in doubts):
        yield from running(f"{count(number, 'pair')} {status}: {MEANING[status]}.", "  ", "    ")
    if doubts:
        what = "not known: something of it does not hold, as told above under What does not hold"
        yield from running(f"{count(len(doubts), 'pair')} {what}.", "  ", "    ")
    yield BLANK
    for pair in found.pairs:
        later = f"; {pair.later}" if pair.later else ""
        shared = "; both write from one account" if pair.shares_folder else ""
        who = f"{pair.first} and {pair.second}"
        doubt = (
            f"not known, something of {' and '.join(doubts[pair])} does not hold" if pair in doubts else ""
        )
        yield Paragraph(
            f"  {pair.study} · {pair.checklist} · {who}: {doubt or pair.status}{later}{shared}", "", "    "
        )


def _keys(found: Verification) -> Iterator[Paragraph]:
    yield Paragraph("Keys")
    if not found.keys:
        yield from running(f"Nothing was written with a key. {_STRIPPED}", "  ", "  ")
        yield from _unknown(found)
        return
    for key in found.keys:
        known = "known from elsewhere" if key.anchored else "consistent, not proved to be theirs"
        note = f"; {key.note}" if key.note else ""
        yield Paragraph(f"  {key.fingerprint}  {key.handle}: {known}{note}", "", "    ")
    yield from _unknown(found)
    if any(pair.status is Independence.UNSEALED for pair in found.pairs):
        yield from running(_STRIPPED, "  ", "  ")
    if not all(key.anchored for key in found.keys):
        hint = "Compare the fingerprints with those that the people read to you, or give --keys FILE."
        yield from running(hint, "  ", "  ")


def _unknown(found: Verification) -> Iterator[Paragraph]:
    """Say which of the keys that were given do not occur in the file."""
    for public_key in found.unknown_keys:
        what = "you gave this key, and nothing here was written with it"
        yield Paragraph(f"  {fingerprint(public_key)}  {what}", "", "    ")
