"""Writing what a merge made of two files, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Store, create_review, reviewers, studies
from store.bibliography import Bibliography
from store.errors import InvalidValue
from store.export_rows import TABLES, Values, read_everything
from store.records import NewStudy
from store.study_edits import edit_study
from store.united_rows import write_merged
from workbench.review.exchange.merge.union import unite


def rows_by_id(rows: dict[str, list[Values]]) -> dict[str, dict[str, Values]]:
    """Return the rows by table and id."""
    return {table: {row["id"]: row for row in rows[table]} for table in TABLES}


@pytest.fixture
def other(tmp_path: Path) -> dict[str, list[Values]]:
    """The rows of a file whose history begins before that of the review."""
    with create_review(tmp_path / "other.db", title="Other") as store:
        for key in ("ono", "pine"):
            studies.add_study(
                store, NewStudy(key, Bibliography(title=f"Of {key}", doi=f"10.5555/{key}")), by="ben"
            )
        return read_everything(store)


def test_what_is_written_is_what_was_united(other: dict[str, list[Values]], db: Store) -> None:
    """Also where events get other numbers, and two studies change their keys with each other."""
    viewer = reviewers.ensure_reviewer(db, "anna")
    for key in ("pine", "ono"):
        added = studies.add_study(db, NewStudy(key, Bibliography(title=f"Of {key}")), by="anna")
        edit_study(db, added.id, key=key, bibliography=Bibliography(title=f"Of {key}", year=2020), by="anna")
    before = read_everything(db)
    united = unite(before, other, viewer=str(viewer.id), source="other.db", now="2026-11-26T12:00:00+00:00")
    swapped = {"ono": "pine", "pine": "ono"}
    after = united.rows | {
        "study": [row | {"key": swapped.get(row["key"], row["key"])} for row in united.rows["study"]]
    }
    assert {row["number"] for row in before["event"]} < {row["number"] for row in after["event"]}
    write_merged(db, before, after, {})
    assert rows_by_id(after) == rows_by_id(read_everything(db))


def test_rows_that_contradict_each_other_change_nothing(db: Store) -> None:
    """Two studies with one key cannot be; the review stays as it was."""
    for key in ("ono", "pine"):
        studies.add_study(db, NewStudy(key, Bibliography(title=key)), by="anna")
    before = read_everything(db)
    after = before | {"study": [row | {"key": "same"} for row in before["study"]]}
    with pytest.raises(InvalidValue, match="contradict"):
        write_merged(db, before, after, {})
    assert before == read_everything(db)
