"""Write, list and take away comments on studies, items and domains."""

from __future__ import annotations

from uuid import UUID

from checklists import Checklist
from store import comments as stored
from store.comments import Comment
from store.records import Study
from workbench.errors import ConflictError, NotFoundError, UsageError
from workbench.review.appraisals.resolve import known_item, known_target
from workbench.review.blindness.comments import CommentGate
from workbench.review.checklists.known_checklists import Catalogue
from workbench.review.reviewers.comparison import Remark as Remark
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.known_studies import find
from workbench.review.view import View

_LEAST = 8
"""Letters of an id that are shown."""


@use_case
def list_remarks(session: ReviewSession, text: str = "") -> list[Remark]:
    """List the comments that the viewer may see, by study and time.

    Args:
        session: the open review; its reviewer is the viewer.
        text: the study; empty for all.
    """
    session.require_reviewer()
    study = find(session, text) if text else None
    found = remarks_on(session, study)
    return sorted(found, key=lambda each: (each.study, each.written_at))


@use_case
def write_remark(session: ReviewSession, text: str, words: str, *, about: str = "") -> Remark:
    """Keep a comment on a study, or on an item or domain of its checklist.

    It is possible at any time, also on what is submitted, and changes nothing there.

    Raises:
        UsageError: nothing was written, or the checklist has no such item or domain.
    """
    by = session.require_reviewer()
    if not words.strip():
        raise UsageError("write the comment first: an empty one is not kept")
    with session.db.writing():
        study = find(session, text)
        target = known_target_of(session, study, about)
        identity = stored.add_comment(session.db, study.id, target, words.strip(), by=by)
        return next(
            _remark(each) for each in stored.list_comments(session.db, study.id) if each.id == identity
        )


@use_case
def remove_remark(session: ReviewSession, name: str, text: str = "") -> Remark:
    """Take away a comment of one's own, or one that oneself imported; the history keeps it.

    Args:
        session: the open review; its reviewer takes the comment away.
        name: the first letters of its id.
        text: the study that it is on; empty where that does not matter.

    Raises:
        NotFoundError: no comment that the reviewer may see has this id.
        ConflictError: several ids begin like that, or it is somebody else's.
    """
    by = session.require_reviewer()
    wanted = name.strip().casefold()
    with session.db.writing():
        study = find(session, text) if text else None
        seen = _seen(session, study)
        matches = [each for each in seen if wanted and str(each.id).startswith(wanted)]
        if not matches:
            raise NotFoundError(f"no comment has the id {name!r}: `workbench comment` lists them")
        if len(matches) > 1:
            raise ConflictError(f"{len(matches)} ids begin with {name}: type more of it")
        if matches[0].reviewer != by and not _imported_by(session, matches[0].id, by):
            raise ConflictError(f"the comment is {matches[0].reviewer}'s: only its author takes it away")
        stored.remove_comment(session.db, matches[0].id, by=by)
        return _remark(matches[0])


def remarks_on(session: ReviewSession, study: Study | None) -> list[Remark]:
    """Return the comments on a study, or on all, that the viewer may see; the oldest first."""
    return [_remark(each) for each in _seen(session, study)]


def _seen(session: ReviewSession, study: Study | None) -> list[Comment]:
    found = stored.list_comments(session.db, study.id if study else None)
    return CommentGate(View(session, study)).shown(found) if found else []


def _imported_by(session: ReviewSession, identity: UUID, by: str) -> bool:
    from store import history

    events = history.list_events(session.db, actions=(stored.IMPORT,))
    return any(event.about["comment"] == str(identity) and event.reviewer == by for event in events)


def _remark(comment: Comment) -> Remark:
    return Remark(
        str(comment.id)[:_LEAST],
        comment.study_key,
        comment.target,
        comment.text,
        comment.reviewer,
        comment.written_at.isoformat(),
        comment.source,
    )


def known_target_of(session: ReviewSession, study: Study, about: str) -> str:
    """Return an item or domain of the checklist of a study in its spelling; empty stays empty.

    Raises:
        UsageError: there is no checklist yet, or it has no such item or domain.
    """
    if not about.strip():
        return ""
    if study.checklist is None:
        raise UsageError(f"{study.key} has no checklist yet, so a comment is on the study: leave out --about")
    return target_in(Catalogue(session.db).find(study.checklist), about)


def target_in(checklist: Checklist, about: str) -> str:
    """Return an item, a domain or `overall` of a checklist in its spelling.

    Raises:
        UsageError: it has none of this name.
    """
    wanted = about.strip().casefold()
    domains = {domain.id.casefold(): domain.id for domain in checklist.domains}
    if wanted in domains:
        return domains[wanted]
    if wanted in {target.casefold() for target in checklist.targets}:
        return known_target(checklist, about)
    return known_item(checklist, about)
