"""What is settled before the items, for one result or for the whole review."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from uuid import UUID

from store import Store, appraisals
from store.records import Appraisal, ChecklistVersion


def test_shared_preliminaries(db: Store, draft: Appraisal, draft_of: Callable[..., UUID]) -> None:
    """A shared preliminary has one value for a reviewer and a checklist, whatever its version; others have
    their own.
    """
    other, bobs = draft_of(), draft_of("bob")
    text = "id: small\nversion: '2'\n"
    newer = ChecklistVersion(hashlib.sha256(text.encode()).hexdigest(), "small", "2", text)
    strange = ChecklistVersion(hashlib.sha256(b"x").hexdigest(), "large", "1", "x")
    second = appraisals.start_appraisal(db, draft.study_id, reviewer="anna", checklist=newer).id
    third = appraisals.start_appraisal(db, draft.study_id, reviewer="anna", checklist=strange).id
    appraisals.save_preliminary(db, draft.id, "P1", "age", by="anna", shared=True)
    appraisals.save_preliminary(db, draft.id, "P2", "mine", by="anna")
    appraisals.save_preliminary(db, other, "P1", "age, sex", by="anna", shared=True)
    sheets = appraisals.read_worksheets(db, [draft.id, other, bobs, second, third])
    assert [sheet.preliminaries for sheet in sheets.values()] == [
        {"P1": "age, sex", "P2": "mine"},
        {"P1": "age, sex"},
        {},
        {"P1": "age, sex"},
        {},
    ]
    assert appraisals.undo_last(db, draft.id, by="anna") is not None  # takes back P2
    assert appraisals.undo_last(db, draft.id, by="anna") is None  # P1 was changed elsewhere since
    assert appraisals.read_worksheet(db, draft.id).preliminaries == {"P1": "age, sex"}
    appraisals.save_preliminary(db, other, "P1", "", by="anna", shared=True)
    assert appraisals.read_worksheet(db, draft.id).preliminaries == {}


def test_submitted_keeps_shared_preliminaries(
    db: Store, draft: Appraisal, draft_of: Callable[..., UUID]
) -> None:
    """A shared preliminary that changes later changes no submitted appraisal until that is reopened."""
    other = draft_of()
    appraisals.save_preliminary(db, other, "P1", "then", by="anna", shared=True)
    appraisals.submit(db, draft.id, by="anna")
    appraisals.save_preliminary(db, other, "P1", "now", by="anna", shared=True)
    appraisals.save_preliminary(db, other, "P2", "new", by="anna", shared=True)
    assert appraisals.read_worksheet(db, draft.id).preliminaries == {"P1": "then"}
    appraisals.reopen(db, draft.id, "to see", by="anna")
    assert appraisals.read_worksheet(db, draft.id).preliminaries == {"P1": "now", "P2": "new"}
