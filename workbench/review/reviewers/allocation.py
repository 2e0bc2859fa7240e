"""Share out the studies among the reviewers: by hand, or evenly by lot."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from store import allocations, appraisals
from store import studies as stored_studies
from store.records import AppraisalKind, AppraisalState, StudyRow
from store.reviewers import ensure_reviewer
from store.validation import handle_key
from workbench.errors import ConflictError, NotFoundError, UsageError
from workbench.review.reviewers.handles import nearest, people
from workbench.review.reviewers.lots import draw_lots
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.known_studies import find

TWO = 2
"""Reviewers that a study gets unless something else is asked for."""
_HIGHEST_SEED = 2**53


@dataclass(frozen=True, slots=True)
class AllocationLine:
    """Who is asked to appraise a study.

    Attributes:
        study: its key.
        reviewers: handles; empty where nobody is.
        is_changed: True if the change that was asked for made it so.
    """

    study: str
    reviewers: tuple[str, ...]
    is_changed: bool

    def in_words(self) -> str:
        """Say who is asked, and whether that was so before."""
        who = ", ".join(self.reviewers) or "nobody"
        return f"{self.study} is allocated to {who}{'' if self.is_changed else ' already'}."


@dataclass(frozen=True, slots=True)
class Drawn:
    """The outcome of a draw.

    Attributes:
        lines: the studies that took part, by key.
        loads: by handle, how many studies each reviewer has now, those from before included.
        seed: from which it can be repeated.
        left_alone: how many studies were allocated before and took no part.
    """

    lines: tuple[AllocationLine, ...]
    loads: Mapping[str, int]
    seed: int
    left_alone: int

    def in_words(self) -> str:
        """Say how many studies were drawn, what each has now, and how to repeat it."""
        number = sum(line.is_changed for line in self.lines)
        loads = ", ".join(f"{handle} {load}" for handle, load in self.loads.items())
        stay = "stays as it is" if self.left_alone == 1 else "stay as they are"
        alone = f" {self.left_alone} allocated before {stay}." if self.left_alone else ""
        return (
            f"{number} {'study' if number == 1 else 'studies'} allocated by lot with seed {self.seed}. "
            f"Studies of each: {loads}.{alone}"
        )


@use_case
def list_allocations(session: ReviewSession) -> list[AllocationLine]:
    """List who is asked to appraise which study, by key; excluded studies are left out."""
    asked = allocations.allocated(session.db)
    rows = stored_studies.list_studies(session.db)
    return [AllocationLine(row.key, asked.get(row.id, ()), False) for row in rows if row.excluded is None]


@use_case
def allocate(
    session: ReviewSession, texts: Iterable[str], *, to: Sequence[str] = (), take_from: Sequence[str] = ()
) -> list[AllocationLine]:
    """Ask reviewers to appraise some studies, or take studies back from some.

    What somebody has appraised already is kept, whoever it is allocated to.

    Args:
        session: the open review and who allocates.
        texts: what `find` takes, for each study.
        to: handles of known reviewers, who are asked besides those who were.
        take_from: handles of known reviewers, who are asked no longer.

    Raises:
        NotFoundError: no such study or reviewer; nobody becomes a reviewer by being named.
        ConflictError: a study is excluded.
        UsageError: nothing was said, or both of one reviewer.
    """
    by = session.require_reviewer()
    with session.db.writing():
        _make_known(session, (*to, *take_from))
        gained, lost = known_handles(session, to), known_handles(session, take_from)
        studies = {study.id: study for study in (find(session, text) for text in texts)}
        if not studies or not (gained or lost):
            raise UsageError("name studies, and --to or --from with handles of reviewers")
        if both := set(gained) & set(lost):
            raise UsageError(f"{min(both)} is named both to get and to lose: name everybody once")
        for study in studies.values():
            if study.excluded is not None and gained:
                raise ConflictError(f"{study.key} is excluded ({study.excluded}): include it first")
        before = allocations.allocated(session.db)
        wanted = {study: {*before.get(study, ()), *gained} - set(lost) for study in studies}
        changed = allocations.change_allocations(session.db, wanted, by=by)
        after = allocations.allocated(session.db)
    return [
        AllocationLine(study.key, after.get(study.id, ()), study.id in changed) for study in studies.values()
    ]


@use_case
def allocate_by_lot(
    session: ReviewSession,
    *,
    seed: int,
    per_study: int = TWO,
    among: Sequence[str] = (),
    texts: Sequence[str] = (),
    again: bool = False,
) -> Drawn:
    """Allocate studies evenly by lot; the same seed on the same review gives the same draw.

    Studies that somebody is asked to appraise already take no part. Whoever has submitted a study keeps it,
    and counts among the reviewers that it gets.

    Args:
        session: the open review and who allocates.
        seed: any whole number; it stands in the history.
        per_study: how many reviewers a study gets.
        among: handles of known reviewers; all of the review where none is given.
        texts: what `find` takes, for each study that takes part; all included ones where none is given.
        again: also draw anew for studies that are allocated already.

    Raises:
        NotFoundError: no such study or reviewer.
        ConflictError: no study takes part.
        UsageError: a seed or number that cannot be, or too few reviewers.
    """
    by = session.require_reviewer()
    if not -_HIGHEST_SEED < seed < _HIGHEST_SEED:
        raise UsageError("a seed is a whole number of at most fifteen digits")
    with session.db.writing():
        _make_known(session, among)
        everybody = [reviewer.handle for reviewer in people(session)]
        handles = known_handles(session, among) or everybody
        if per_study < 1 or len(handles) < per_study:
            raise UsageError(
                f"{per_study} reviewers a study cannot be drawn among {len(handles)} "
                f"({', '.join(handles)}): add some with `workbench reviewer add HANDLE`, or ask for fewer"
            )
        rows = _included(session, texts)
        asked = allocations.allocated(session.db)
        taking_part = {row.key: row.id for row in rows if again or not asked.get(row.id)}
        if not taking_part:
            raise ConflictError("every study is allocated already: add --again to draw anew")
        done = _submitted_by(session)
        fixed = {
            key: [handle for handle in everybody if handle in done[study]]
            for key, study in taking_part.items()
        }
        elsewhere = _loads(session, asked, leaving_out=set(taking_part.values()))
        drawn = draw_lots(fixed, handles, per_study=per_study, seed=seed, loads=elsewhere)
        changed = allocations.change_allocations(
            session.db,
            {taking_part[key]: chosen for key, chosen in drawn.items()},
            by=by,
            reason=f"drawn with seed {seed}",
            draw=allocations.Draw(seed, per_study, tuple(handles)),
        )
        after = allocations.allocated(session.db)
        loads = _loads(session, after, leaving_out=())
    lines = tuple(
        AllocationLine(key, after.get(study, ()), study in changed)
        for key, study in sorted(taking_part.items())
    )
    return Drawn(lines, {handle: loads[handle] for handle in handles}, seed, len(rows) - len(taking_part))


def _make_known(session: ReviewSession, named: Iterable[str]) -> None:
    """Make who allocates known where they name themselves, also before they wrote anything here."""
    own = session.require_reviewer()
    if handle_key(own) in {handle_key(each.strip()) for each in named}:
        ensure_reviewer(session.db, own)


def known_handles(session: ReviewSession, typed: Iterable[str]) -> list[str]:
    """Return the handles of known reviewers as the review spells them, each once, in the order given.

    Raises:
        NotFoundError: nobody has one of them; the message names the nearest.
    """
    known: dict[str, str] = {}
    for reviewer in people(session):
        known |= {handle_key(former): reviewer.handle for former in reviewer.former}
        known[handle_key(reviewer.handle)] = reviewer.handle
    found = []
    for handle in filter(None, (each.strip() for each in typed)):
        present = known.get(handle_key(handle))
        if present is None:
            names = sorted(set(known.values()))
            near = nearest(handle, names)
            hint = f"did you mean {near}?" if near else f"known are {', '.join(names) or 'nobody yet'};"
            raise NotFoundError(
                f"no reviewer has the handle {handle!r}: {hint} "
                "`workbench reviewer add HANDLE` makes somebody known"
            )
        found.append(present)
    return list(dict.fromkeys(found))


def _included(session: ReviewSession, texts: Sequence[str]) -> list[StudyRow]:
    rows = [row for row in stored_studies.list_studies(session.db) if row.excluded is None]
    if not texts:
        return rows
    wanted = {find(session, text).id for text in texts}
    chosen = [row for row in rows if row.id in wanted]
    if len(chosen) < len(wanted):
        raise ConflictError("one of these studies is excluded: include it first")
    return chosen


def _submitted_by(session: ReviewSession) -> dict[UUID, set[str]]:
    """Return who has submitted which study, with whatever checklist; everybody may know that."""
    done: dict[UUID, set[str]] = defaultdict(set)
    for appraisal in appraisals.find_appraisals(session.db, kind=AppraisalKind.INDEPENDENT):
        if appraisal.state is AppraisalState.SUBMITTED:
            done[appraisal.study_id].add(appraisal.reviewer)
    return done


def _loads(
    session: ReviewSession, asked: Mapping[UUID, Collection[str]], *, leaving_out: Collection[UUID]
) -> Counter[str]:
    """Count the included studies that each reviewer is asked to appraise, some left out."""
    rows = stored_studies.list_studies(session.db)
    counted = (row.id for row in rows if row.excluded is None and row.id not in leaving_out)
    return Counter(handle for study in counted for handle in asked.get(study, ()))
