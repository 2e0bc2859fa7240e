"""Versions of a text that a study merged as a duplicate and the kept study have with the same bytes."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from store import documents
from store.export_rows import read_everything
from tests.review.test_merging import ben, ben_file, merge  # noqa: F401
from tests.review.test_two_copies import copied
from workbench.review.documents import attach, replace
from workbench.review.documents.versions import present
from workbench.review.exchange.merge import decide
from workbench.review.exchange.verify.verify import verify
from workbench.review.exchange.whole_review import export_review, import_review
from workbench.review.session import ReviewSession
from workbench.review.studies import duplicates, known_studies


@pytest.fixture
def texts(tmp_path: Path) -> list[Path]:
    """Three texts that differ."""
    paths = [tmp_path / f"{name}.txt" for name in ("first", "second", "third")]
    for path in paths:
        path.write_text(f"Results\n\nThe {path.stem} text: 20 patients recovered within 10 days.\n")
    return paths


def two_keys(session: ReviewSession) -> list[str]:
    """Return the keys of the study that is kept and of the one that is merged into it."""
    return [row.key for row in known_studies.rows(session)][:2]


def is_read(session: ReviewSession, key: str, texts: list[Path]) -> list[str]:
    """Return which of the texts are read of a study."""
    (study,) = [row.id for row in known_studies.rows(session) if row.key == key]
    read = {document.source_name for document in present(documents.list_documents(session.db, study))}
    return sorted(read & {path.name for path in texts})


def placed(session: ReviewSession) -> list[tuple[str, str]]:
    """Return the texts with the studies that they are of."""
    rows = read_everything(session.db)
    keys = {row["id"]: row["key"] for row in rows["study"]}
    return sorted((row["source_name"], keys[row["study_id"]]) for row in rows["document"])


def test_a_new_version_that_the_kept_study_has_itself_adds_nothing(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
    texts: list[Path],
    tmp_path: Path,
) -> None:
    """It stays at the merged study with the version before it, whichever file is merged into which."""
    kept, other = two_keys(anna)
    attach.attach(anna, other, [texts[0]], as_document=True)
    merge(ben, anna)
    duplicates.merge(anna, kept, other, "the same patients")
    attach.attach(anna, kept, [texts[1]], as_document=True)
    replace.replace_document(ben, other, [texts[1]], texts[0].name)
    with copied(anna, tmp_path / "early.db") as early:
        merge(anna, ben)
        merge(anna, early)
        assert [] == decide.list_conflicts(anna)
        merge(early, anna)
        assert [] == decide.list_conflicts(early)
        assert placed(anna) == placed(early)
    assert ["second.txt"] == is_read(anna, kept, texts)
    assert not merge(anna, ben).changed
    merge(ben, anna)
    assert ["second.txt"] == is_read(ben, kept, texts)
    assert placed(anna) == placed(ben)
    merge(anna, ben)
    assert placed(anna) == placed(ben)
    assert not merge(anna, ben).changed
    assert () == verify(anna.db.location).faults == verify(ben.db.location).faults


@pytest.mark.parametrize(
    ("of_kept", "read"),
    [(0, ["first.txt", "third.txt"]), (1, ["second.txt", "third.txt"]), (2, ["third.txt"])],
)
def test_versions_up_to_the_one_that_the_kept_study_has_stay(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
    texts: list[Path],
    tmp_path: Path,
    of_kept: int,
    read: list[str],
) -> None:
    """Only what came after it moves; the review can be exported, imported, merged and split as before."""
    kept, other = two_keys(anna)
    attach.attach(ben, kept, [texts[of_kept]], as_document=True)
    attach.attach(anna, other, [texts[0]], as_document=True)
    for older, newer in pairwise(texts):
        replace.replace_document(anna, other, [newer], older.name)
    merge(anna, ben)
    before = placed(anna)
    duplicates.merge(anna, kept, other, "the same patients")
    assert read == is_read(anna, kept, texts)
    (tmp_path / "all.zip").write_bytes(export_review(anna).files[""])
    import_review(tmp_path / "all.zip", str(tmp_path / "again.db"))
    assert () == verify(anna.db.location).faults == verify(str(tmp_path / "again.db")).faults
    merge(ben, anna)
    assert placed(anna) == placed(ben)
    merge(anna, ben)
    assert not merge(anna, ben).changed
    duplicates.split(anna, other, "different patients")
    assert before == placed(anna)
    merge(ben, anna)
    assert placed(anna) == placed(ben)
    assert () == verify(anna.db.location).faults == verify(ben.db.location).faults
