"""Keep a copy of the judgements of submitted appraisals, for people who read the database with SQL or R.

The pinned checklist and the answers are the truth, and every judgement is computed from them. The copy is
written when an appraisal is submitted and deleted when it is reopened; the program shows nothing from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal
from uuid import UUID, uuid4

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session
from sqlmodel import col

from checklists import Verdict
from store.appraisal_tables import StoredJudgement
from store.column_types import columns
from store.engine.store import Store

JudgementKind = Literal["domain", "overall", "total"]


@dataclass(frozen=True, slots=True)
class JudgementCopy:
    """One judgement or total of a submitted appraisal.

    Attributes:
        target: id of the domain or total; `overall`, or with another axis `overall.AXIS`.
        kind: what the target is.
        suggested: the level that the rules gave; None where they gave none, and for a total.
        final: the level that stands; None for a total.
        points: the sum of a total; None for a judgement.
        reason: why: the reviewer's own reason, else that of the rule.
    """

    target: str
    kind: JudgementKind
    suggested: str | None
    final: str | None
    points: int | None
    reason: str


def copies_of(verdict: Verdict, reasons: Mapping[str, str]) -> tuple[JudgementCopy, ...]:
    """Return the copy of a verdict: each judged domain, the whole on each axis, and the totals.

    Args:
        verdict: what the answers of the appraisal come to.
        reasons: target to the reason of an override.
    """
    return tuple(_copies(verdict, reasons))


def _copies(verdict: Verdict, reasons: Mapping[str, str]) -> Iterator[JudgementCopy]:
    for domain in verdict.domains:
        if domain.judged_by != "none" and domain.is_needed:
            reason = reasons.get(domain.id) or domain.because or ""
            yield JudgementCopy(domain.id, "domain", domain.suggested, domain.final, None, reason)
    for whole in verdict.overalls.values():
        reason = reasons.get(whole.target) or whole.because or ""
        yield JudgementCopy(whole.target, "overall", whole.suggested, whole.final, None, reason)
    for total, points in verdict.totals.items():
        yield JudgementCopy(total, "total", None, None, points, "")


def write_copies(session: Session, appraisal_id: UUID, copies: Sequence[JudgementCopy]) -> None:
    """Write the copy of a submitted appraisal, in the transaction that submits it."""
    delete_copies(session, appraisal_id)
    if copies:
        rows = [{"id": uuid4(), "appraisal_id": appraisal_id, **asdict(each)} for each in copies]
        session.execute(insert(StoredJudgement), rows)


def write_new_copies(session: Session, copies: Mapping[UUID, Sequence[JudgementCopy]]) -> None:
    """Write the copies of appraisals that have none yet, in the transaction that submits them."""
    rows = [
        {"id": uuid4(), "appraisal_id": identity, **asdict(each)}
        for identity, of_appraisal in copies.items()
        for each in of_appraisal
    ]
    if rows:
        session.execute(insert(StoredJudgement), rows)


def delete_copies(session: Session, appraisal_id: UUID) -> None:
    """Delete the copy of an appraisal, if there is one."""
    session.execute(delete(StoredJudgement).where(col(StoredJudgement.appraisal_id) == appraisal_id))


def list_copies(db: Store, appraisal_id: UUID) -> tuple[JudgementCopy, ...]:
    """Return the copy of an appraisal, by target; empty for a draft."""
    wanted = columns(
        StoredJudgement.target,
        StoredJudgement.kind,
        StoredJudgement.suggested,
        StoredJudgement.final,
        StoredJudgement.points,
        StoredJudgement.reason,
    )
    query = select(*wanted).where(col(StoredJudgement.appraisal_id) == appraisal_id).order_by(wanted[0])
    with db.reading() as session:
        return tuple(JudgementCopy(*row) for row in session.execute(query))


def read_copies(db: Store) -> list[dict[str, Any]]:
    """Return the copies of all appraisals as values by column."""
    fields = ("appraisal_id", "target", "kind", "suggested", "final", "points", "reason")
    query = select(*(col(getattr(StoredJudgement, name)) for name in fields))
    with db.reading() as session:
        return [dict(zip(fields, row, strict=True)) for row in session.execute(query)]
