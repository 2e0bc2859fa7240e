"""Take a whole imported file back in one transaction, unless somebody has gone on with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from store.comments import find_imported_comments, remove_comment
from store.import_undo import ImportedPlace, find_imported, take_back
from workbench.counts import count
from workbench.errors import ConflictError, NotFoundError
from workbench.review.appraisals.sheets import WHOLE_STUDY_LABEL
from workbench.review.exchange.appraisal_import import origin_of
from workbench.review.reviewers.handles import own_names
from workbench.review.sentences import name_some
from workbench.review.session import ReviewSession, use_case
from workbench.review.view import View


@dataclass(frozen=True, slots=True)
class TakenBackLine:
    """One appraisal that lost what a file brought."""

    study: str
    result: str
    checklist: str
    reviewer: str

    def in_words(self) -> str:
        """Write it in one line."""
        return f"{self.study} · {self.result} · {self.checklist} · {self.reviewer}"


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was taken back, or would be; `comments` is how many of these."""

    file: str
    lines: tuple[TakenBackLine, ...]
    is_saved: bool
    comments: int = 0

    def summary(self) -> str:
        """Say how much it is, and what is left."""
        verb = ("is", "are") if self.is_saved else ("would be", "would be")
        appraisals = count(len(self.lines), f"appraisal {verb[0]}", f"appraisals {verb[1]}")
        if not self.comments:
            return f"{self.file}: {appraisals} taken back; drafts without contents stay"
        comments = count(self.comments, f"comment {verb[0]}", f"comments {verb[1]}")
        if not self.lines:
            return f"{self.file}: {comments} taken back"
        return f"{self.file}: {appraisals} taken back; drafts without contents stay; {comments} taken back"

    def as_json(self) -> dict[str, Any]:
        """Return the shape of `workbench import --undo --format json`."""
        lines = [{name: getattr(line, name) for name in TakenBackLine.__slots__} for line in self.lines]
        return {"file": self.file, "saved": self.is_saved, "taken_back": lines, "comments": self.comments}


@use_case
def undo_import(session: ReviewSession, path: Path, *, is_trial: bool = False) -> TakenBack:
    """Take back all that the viewer brought in with a file of this name.

    Args:
        session: the open review and who works in it.
        path: the file, or its name alone; it need not be there any more.
        is_trial: say what would be taken back, and change nothing.

    Raises:
        NotFoundError: nothing that stands came out of such a file.
        ConflictError: somebody else brought it in, or somebody has gone on since; nothing is changed then.
    """
    by, origin = session.require_reviewer(), origin_of(path)
    transaction: AbstractContextManager[Any] = session.db.reading() if is_trial else session.db.writing()
    with transaction:
        names = own_names(session)
        places = find_imported(session.db, origin)
        comments = find_imported_comments(session.db, origin)
        _refuse(View(session), origin, places, names, [importer for _, importer in comments])
        if not is_trial:
            for identity, _ in comments:
                remove_comment(session.db, identity, by=by)
            take_back(session.db, places, reason=f"{origin} was taken back", by=by)
    lines = tuple(
        TakenBackLine(place.study_key, place.result or WHOLE_STUDY_LABEL, place.checklist_id, place.reviewer)
        for place in places
    )
    return TakenBack(origin, lines, not is_trial, len(comments))


def _refuse(
    view: View,
    origin: str,
    places: Sequence[ImportedPlace],
    names: Collection[str],
    importers: Sequence[str],
) -> None:
    """Refuse where there is nothing to take back, or not by the viewer, or not any more.

    Args:
        view: a reading of the review.
        origin: the name of the file.
        places: the appraisals that came out of it.
        names: the handles of the viewer.
        importers: who brought in its comments, one for each.
    """
    if not places and not importers:
        files = sorted({file for file in _files(view) if file})
        known = f"; files that were imported: {name_some(files)}" if files else ""
        raise NotFoundError(f"nothing in the review came out of {origin}{known}")
    others = sorted({*(place.by for place in places), *importers} - set(names))
    if others:
        raise ConflictError(f"{origin} was brought in by {name_some(others)}: only they can take it back")
    changed = [place for place in places if place.went_on]
    if changed:
        shown = sorted({place.study_key for place in changed if place.appraisal_id in view.visible_ids})
        where = f" ({name_some(shown)})" if shown else ""
        raise ConflictError(
            f"somebody has gone on since with what came out of {origin}{where}, so that nothing was taken "
            "back: take back single changes with `workbench undo STUDY`"
        )


def _files(view: View) -> list[str | None]:
    return [each.imported_from for each in view.appraisals if each.id in view.visible_ids]
