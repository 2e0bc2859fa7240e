"""List in one reading what is new in the review, what changed, and what must be looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from store.records import AppraisalKind
from workbench.errors import UsageError
from workbench.review.session import ReviewSession, use_case
from workbench.review.updates.lines import GROUPS, UpdateLine, day
from workbench.review.updates.own_work import own_work
from workbench.review.updates.review_changes import changes_since
from workbench.review.updates.shared_work import shared_work
from workbench.review.updates.text_changes import TextChanges
from workbench.review.view import View


@dataclass(frozen=True, slots=True)
class Updates:
    """The list of updates.

    Attributes:
        since: from when on things are new or changed; None for the beginning of the review.
        lines: what must be looked at again first, then what changed, then what is new.
        basis: why from then on, in a sentence.
    """

    since: datetime | None
    lines: tuple[UpdateLine, ...]
    basis: str


@use_case
def updates(session: ReviewSession, since: str = "") -> Updates:
    """List what is new, what changed, and what must be looked at again, as far as the viewer may see it.

    Args:
        session: the open review and its viewer.
        since: a day such as 2026-11-01, or a moment, in UTC; what happened before is left out. Empty: new and
            changed is what came after the viewer last submitted, and looked at again is whatever has to be.

    Raises:
        UsageError: `since` is no day, or nobody said who is looking.
    """
    session.require_reviewer()
    wanted = read_moment(since) if since.strip() else None
    with session.db.reading():  # one moment for everything
        view = View(session)
        moment = wanted if wanted is not None else _last_submitted(view)
        texts = TextChanges(view)
        again = [*own_work(view, texts), *shared_work(view, texts)]
        if wanted is not None:
            again = [line for line in again if line.at is None or line.at >= wanted]
        told = {(line.study, name) for line in again for name in line.names}
        lines = [*again, *changes_since(view, moment, told)]
    in_order = sorted(lines, key=lambda line: GROUPS.index(line.group))
    return Updates(moment, tuple(in_order), _basis(wanted, moment))


def read_moment(text: str) -> datetime:
    """Read a day or a moment; without a zone it is in UTC.

    >>> read_moment("2026-11-01").isoformat()
    '2026-11-01T00:00:00+00:00'

    Raises:
        UsageError: it is none.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageError(f"a day is written as 2026-11-01: {text.strip()[:40]!r} is none") from None


def _last_submitted(view: View) -> datetime | None:
    own = (
        appraisal.submitted_at
        for appraisal in view.appraisals
        if appraisal.reviewer == view.viewer and appraisal.kind is AppraisalKind.INDEPENDENT
    )
    return max((moment for moment in own if moment is not None), default=None)


def _basis(wanted: datetime | None, moment: datetime | None) -> str:
    if moment is None:
        return "Everything counts as new, as you have not submitted anything yet."
    if wanted is not None:
        return f"Since {day(moment)}."
    return f"New and changed since you last submitted, on {moment:%Y-%m-%d %H:%M} (UTC)."
