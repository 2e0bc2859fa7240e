"""Take a draft to another version of its checklist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlmodel import col

from store.answers import CODE, OVERRIDE
from store.appraisal_tables import StoredAppraisal
from store.checklist_versions import version_id
from store.draft_changes import Draft
from store.errors import Conflict
from store.records import ChecklistVersion

UPGRADE = "upgrade"
"""The action of the event; what was changed before it cannot be undone, since it was said of other words."""


def take_to_version(
    draft: Draft, checklist: ChecklistVersion, *, asked_again: Sequence[str], dropped: Iterable[str]
) -> None:
    """Pin a draft to another version; each answer and override that goes stands in the history.

    Notes and quotes stay where they are, so that the items asked again can be answered from them.

    Args:
        draft: an open draft.
        checklist: the version to go on with.
        asked_again: the items whose answers are taken away.
        dropped: the targets whose overrides are taken away.

    Raises:
        Conflict: the appraisal is submitted, or there is one with that version already.
    """
    draft.require_draft()
    row, before = draft.appraisal, draft.record
    version = version_id(draft.session, checklist)
    place = {"study_id": row.study_id, "result": row.result, "slot": row.slot}
    same = select(col(StoredAppraisal.id)).filter_by(checklist_version_id=version, **place)
    if draft.session.execute(same).scalar() is not None:
        raise Conflict(f"{draft.name} is there in version {checklist.version} already")
    for item in asked_again:
        draft.put(CODE, item, None)
    for target in dropped:
        draft.put(OVERRIDE, target, None)
    draft.pin(checklist, version)
    draft.tell(
        UPGRADE,
        about={"checklist": checklist.checklist_id},
        before={"version": before.checklist_version, "sha256": before.checklist_sha256},
        after={"version": checklist.version, "sha256": checklist.sha256},
    )
