"""Verify a review or an export: what holds, what does not, and how independence is known."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from store.export_rows import TABLES
from workbench.errors import UsageError
from workbench.review.exchange.key_standing import standings
from workbench.review.exchange.seals import fingerprint, is_seal_file, read_seals
from workbench.review.exchange.verify.appraisal_rows import check_appraisals
from workbench.review.exchange.verify.comment_rows import check_comments
from workbench.review.exchange.verify.conflict_rows import check_conflicts
from workbench.review.exchange.verify.contents import (
    Judged,
    check_checklists,
    check_judgements,
    check_quotes,
    judge_anew,
)
from workbench.review.exchange.verify.history import check_history
from workbench.review.exchange.verify.independence import find_pairs
from workbench.review.exchange.verify.independence_status import Pair
from workbench.review.exchange.verify.ledger import UNTOLD, Fault, Ledger, Values
from workbench.review.exchange.verify.record_shapes import readable_records
from workbench.review.exchange.verify.review_rows import check_links, check_order, check_people, check_plan
from workbench.review.exchange.verify.sealed import check_seals
from workbench.review.exchange.verify.source import read_source
from workbench.review.exchange.verify.study_rows import check_evidence, check_studies
from workbench.review.exchange.verify.work_rows import check_work
from workbench.review.session import use_case

OnProgress = Callable[[int, int], None]
CHECKS: tuple[Callable[[Ledger], Iterator[Fault]], ...] = (
    check_links,
    check_order,
    check_history,
    check_people,
    check_plan,
    check_checklists,
    check_appraisals,
    check_studies,
    check_evidence,
    check_work,
    check_comments,
    check_conflicts,
    check_quotes,
)
_STEPS = len(CHECKS) + 3
_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Key:
    """A key that somebody wrote with.

    Attributes:
        anchored: True if it is among those given from elsewhere.
        note: what the history says of it: replaced, linked, confirmed.
    """

    handle: str
    fingerprint: str
    public_key: str
    anchored: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was checked.

    Attributes:
        appraisals: the independent ones that are submitted.
        consensuses: those that are finished; None as below.
        events, hidden_events, signatures, quotes, judgements, compared_judgements: None while somebody has a
            draft, since they would tell how far it is, and what others do meanwhile.
    """

    seals: int
    appraisals: int
    events: int | None = None
    hidden_events: int | None = None
    signatures: int | None = None
    quotes: int | None = None
    judgements: int | None = None
    compared_judgements: int | None = None
    consensuses: int | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found.

    Attributes:
        title: of the review.
        source: what was looked at.
        complete: False for an export that leaves something out.
        counts: how much was checked.
        faults: what does not hold.
        untold: rows that steps account for which are not in the file, such as those of a handout.
        pairs: the appraisals that are compared, and how their independence is known.
        keys: those that were written with.
        unknown_keys: public keys that were given and with which nothing here was written.
        broken_chains: handles of those in whose chain a step does not hold.
    """

    title: str
    source: str
    complete: bool
    counts: Counts
    faults: tuple[Fault, ...]
    untold: tuple[Fault, ...]
    pairs: tuple[Pair, ...]
    keys: tuple[Key, ...]
    unknown_keys: tuple[str, ...] = ()
    broken_chains: frozenset[str] = frozenset()

    def doubts(self) -> dict[Pair, tuple[str, ...]]:
        """Return by pair whose part does not hold: what they submitted, its seal, or their steps there.

        What `pair.status` says of independence cannot be relied on then. Pairs that hold are not among them.
        """
        told: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for fault in self.faults:
            parts = tuple(fault.about.split(" · "))
            for part in parts:
                told[part].add(parts)
        found = {
            pair: tuple(
                handle
                for handle in (pair.first, pair.second)
                if handle in self.broken_chains
                or any(_is_of(parts, pair.study) for parts in told.get(handle, ()))
            )
            for pair in self.pairs
        }
        return {pair: handles for pair, handles in found.items() if handles}

    @property
    def holds(self) -> bool:
        """True if everything that can be checked holds."""
        return not self.faults


def _is_of(parts: tuple[str, ...], study: str) -> bool:
    """Return True if what is named is of a study, or is a step or a seal of somebody that names none."""
    names_no_study = (parts[0] == "seal" and len(parts) == 2) or (
        parts[0].startswith("event ") and len(parts) == 4
    )
    return study in parts or names_no_study


@use_case
def verify(location: str, *, keys: Path | None = None, on_progress: OnProgress | None = None) -> Verification:
    """Check everything in a review or a whole-review export that can be checked without a key of anybody.

    Args:
        location: a review, or the file or folder of an export.
        keys: a file with public keys that are known to be people's own, or seals that were kept.
        on_progress: told how many steps of how many are done.

    Raises:
        NotFoundError: there is nothing.
        WorkbenchError: it cannot be read.
    """
    anchored, kept = _anchors(keys) if keys is not None else (frozenset(), ())
    source = read_source(location)
    records, unreadable = readable_records(source.records, ("conflict",) if source.damages else TABLES)
    ledger, copies = Ledger(records), source.copies
    if len(records["event"]) < len(source.records["event"]):
        ledger.damaged_people.update(ledger.reviewers)
    steps = _Steps(on_progress)
    faults = [*source.damages, *unreadable]
    for check in CHECKS:
        faults += _tried(check, ledger)
        steps.next()
    judged = _judged(ledger, faults)
    if copies is not None:
        faults += check_judgements(ledger, judged, copies)
    steps.next()
    faults += _tried(lambda each: check_seals(each, kept), ledger)
    steps.next()
    untold = _untold(ledger, faults)
    pairs = _pairs(ledger, faults)
    steps.next()
    return Verification(
        title=str(ledger.rows("review")[0]["title"]) if ledger.rows("review") else "a review",
        source=location,
        complete=source.complete,
        counts=_counts(ledger, judged, copies),
        faults=tuple(fault for fault in faults if fault not in untold),
        untold=untold,
        pairs=tuple(pairs),
        keys=tuple(_keys(ledger, anchored)),
        broken_chains=frozenset(ledger.handle_of(each) for each in ledger.damaged_people),
        unknown_keys=tuple(sorted(anchored - {row["public_key"] for row in ledger.rows("place")})),
    )


def _counts(ledger: Ledger, judged: Judged, copies: Sequence[Values] | None) -> Counts:
    seals, appraisals = len(ledger.rows("seal")), sum(1 for _ in ledger.independent())
    if any(row["state"] == "draft" for row in ledger.rows("appraisal")):
        return Counts(seals, appraisals)
    return Counts(
        seals,
        appraisals,
        events=len(ledger.events),
        hidden_events=len(ledger.rows("bare_event")),
        signatures=sum(event["signature"] is not None for event in ledger.events),
        quotes=len(ledger.rows("quote")),
        judgements=sum(map(len, judged.values())),
        compared_judgements=len(copies or ()),
        consensuses=sum(row["kind"] == "consensus" for row in ledger.rows("appraisal")),
    )


def _judged(ledger: Ledger, faults: list[Fault]) -> Judged:
    """Judge anew; where records are too spoilt for it, that is a fault."""
    try:
        return judge_anew(ledger, faults)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        faults.append(Fault("judgements", "the records", f"nothing can be judged ({type(problem).__name__})"))
        return {}


def _untold(ledger: Ledger, faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """Return the rows whose steps are here as hashes only, in a handout or an export for others.

    What appraisals hold is not among them: its steps come with it.
    """
    if not ledger.rows("bare_event"):
        return ()
    own = {ledger.appraisal_name(appraisal) for appraisal in ledger.rows("appraisal")}
    return tuple(fault for fault in faults if fault.message == UNTOLD and fault.about not in own)


def _pairs(ledger: Ledger, faults: list[Fault]) -> list[Pair]:
    """Return the pairs; where records are too spoilt for it, that is a fault."""
    try:
        return find_pairs(ledger)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        what = f"how it is known cannot be said ({type(problem).__name__})"
        faults.append(Fault("rows", "independence", what))
        return []


def _tried(check: Callable[[Ledger], Iterator[Fault]], ledger: Ledger) -> list[Fault]:
    """Return what a check finds; where records are so spoilt that it cannot go on, that is a fault too."""
    found = []
    try:
        for fault in check(ledger):
            found.append(fault)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as problem:
        what = f"they do not fit together, so that a check could not go on ({type(problem).__name__})"
        found.append(Fault("rows", "the records", what))
    return found


class _Steps:
    """How far the checks are, told to whoever watches."""

    def __init__(self, on_progress: OnProgress | None) -> None:
        self._on_progress = on_progress
        self._done = 0

    def next(self) -> None:
        """Tell that one more step is done."""
        self._done += 1
        if self._on_progress is not None:
            self._on_progress(self._done, _STEPS)


def _anchors(path: Path) -> tuple[frozenset[str], tuple[tuple[str, str, str], ...]]:
    """Read public keys, or seals that were kept, from a file.

    Raises:
        UsageError: there are none in it.
    """
    if is_seal_file(path):
        sealed = read_seals(path)
        return frozenset(each.public_key for each in sealed), tuple(
            (each.public_key, each.digest, each.head) for each in sealed
        )
    try:
        text = path.read_bytes()[:_LARGEST].decode("utf-8", errors="replace")
    except OSError as problem:
        raise UsageError(f"{path} cannot be read: {problem.strerror}") from problem
    found = frozenset(re.findall(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])", text.lower()))
    if not found:
        raise UsageError(
            f"{path.name} has no public keys (64 hex digits each) and no seals: `workbench seal -o FILE`"
            " writes such a file, and `workbench verify --format json` lists public keys"
        )
    return found, ()


def _keys(ledger: Ledger, anchored: frozenset[str]) -> list[Key]:
    told = standings(ledger.rows("place"), ledger.events)
    found = [
        Key(
            ledger.handle_of(row["reviewer_id"]),
            fingerprint(row["public_key"]),
            row["public_key"],
            row["public_key"] in anchored,
            told[row["public_key"]].in_words() if row["public_key"] in told else "",
        )
        for row in ledger.rows("place")
    ]
    return sorted(found, key=lambda key: (key.handle.casefold(), key.public_key))


def as_json(found: Verification) -> dict[str, Any]:
    """Return everything that was found as JSON values."""
    doubts = found.doubts()
    return {
        "title": found.title,
        "source": found.source,
        "holds": found.holds,
        "complete": found.complete,
        "checked": _fields(found.counts),
        "faults": [_fields(each) for each in found.faults],
        "untold": [_fields(each) for each in found.untold],
        "pairs": [
            _fields(each) | {"status": str(each.status), "in_doubt": list(doubts.get(each, ()))}
            for each in found.pairs
        ],
        "keys": [_fields(each) for each in found.keys],
        "unknown_keys": list(found.unknown_keys),
    }


def _fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in type(value).__slots__}
