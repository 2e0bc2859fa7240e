"""A whole review as plain values, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from store import Store, appraisals, outcomes
from store.column_types import Row
from store.engine.store import open_review
from store.errors import AlreadyExists, InvalidValue
from store.export_rows import DERIVED, TABLES, Withheld, columns_of, read_everything
from store.import_rows import create_from, fill_empty
from store.records import Appraisal


def filled(db: Store, draft: Appraisal) -> None:
    """Something that databases keep differently: a text with quotes and line breaks, JSON, times, NULLs."""
    appraisals.save_answer(db, draft.id, "1.1", "Y", by="anna")
    appraisals.save_note(db, draft.id, "1.1", "a\r\n'b' \"c\" 漢字 \u2028", by="anna")
    appraisals.save_preliminary(db, draft.id, "P1", "shared", by="anna", shared=True)
    outcomes.add_outcome(db, "Death", by="anna")


def test_a_review_goes_from_either_database_into_a_file_and_back(
    db: Store, draft: Appraisal, new_database: Callable[[], str], tmp_path: Path
) -> None:
    """The values are the same at every station."""
    filled(db, draft)
    first = read_everything(db)
    with create_from(tmp_path / "between.db", first) as between:
        second = read_everything(between)
    location = new_database()
    create_from(location, second).close()
    with open_review(location) as last:
        assert first == second == read_everything(last)


def derived(db: Store) -> dict[str, set[tuple[object, ...]]]:
    """The columns that an export leaves out, as they are stored."""
    with db.reading() as session:
        return {
            name: {
                tuple(row)
                for row in session.execute(select(*(Row.metadata.tables[name].c[one] for one in skipped)))
            }
            for name, skipped in DERIVED.items()
        }


def test_what_follows_from_other_columns_is_made_anew(db: Store, draft: Appraisal, tmp_path: Path) -> None:
    """As the store itself makes it: handles without case, titles for comparing, whose an appraisal is."""
    with create_from(tmp_path / "new.db", read_everything(db)) as new:
        assert derived(db) == derived(new)
        appraisals.save_answer(new, draft.id, "1.1", "Y", by="ANNA")


def test_what_is_hidden_is_left_out_with_all_that_belongs_to_it(db: Store, draft: Appraisal) -> None:
    """Its answers, its events, the preliminaries that its reviewer shares; the rest stays."""
    filled(db, draft)
    whole, part = read_everything(db), read_everything(db, Withheld({draft.id}))
    emptied = [name for name in TABLES if whole[name] and not part[name]]
    assert ["answer", "appraisal", "checklist_version", "preliminary"] == sorted(emptied)
    assert str(draft.id) not in str(part)
    assert [*range(1, len(part["event"]) + 1)] == [row["number"] for row in part["event"]]


def test_an_existing_file_is_left_alone(db: Store, tmp_path: Path) -> None:
    """Whatever it is."""
    path = tmp_path / "there.txt"
    path.write_text("mine")
    with pytest.raises(AlreadyExists):
        create_from(path, read_everything(db))
    assert "mine" == path.read_text()


def test_a_record_that_points_nowhere_is_refused_in_both(db: Store, draft: Appraisal, tmp_path: Path) -> None:
    """SQLite would take it while a file is made."""
    rows = read_everything(db)
    rows["appraisal"][0]["study_id"] = str(UUID(int=0))
    with pytest.raises(InvalidValue, match="the study_id of a appraisal points to no study"):
        fill_empty(db, rows)
    assert not (tmp_path / "x.db").exists()


def test_columns_are_described_by_kind() -> None:
    """What the schema in the docs is made from."""
    assert ("id", True) == columns_of("study")["design_confirmed_by"]
    assert ("time", False) == columns_of("study")["added_at"]
    assert ("json", False) == columns_of("study")["facts"]
    assert ("truth", False) == columns_of("review")["blind"]
    assert ("whole", True) == columns_of("study")["year"]
    assert "handle_key" not in columns_of("reviewer")
