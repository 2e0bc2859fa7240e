"""Marks of a reader in the texts of a study: found again, in nobody else's sight, and not in the review."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.review.conftest import STUDY
from workbench.errors import NotFoundError, UsageError, WorkbenchError
from workbench.paths import settings_path
from workbench.review.appraisals import marks
from workbench.review.appraisals.texts import ReadingText, all_texts
from workbench.review.documents import replace
from workbench.review.exchange.whole_review import export_review
from workbench.review.reviewers import handles
from workbench.review.session import ReviewSession, open_review


def first_text(session: ReviewSession) -> ReadingText:
    """The first document of the study."""
    return all_texts(session, STUDY)[0]


def words_in(text: ReadingText, count: int = 6) -> str:
    """Some words of its middle that stand there once."""
    return " ".join(text.text.split()[20 : 20 + count])


def own(session: ReviewSession) -> list[tuple[str, str]]:
    """Words and note of each of the own marks of the study."""
    return [
        (each.anchor.words, each.mark.note)
        for each in marks.marks_in(session, all_texts(session, STUDY)).placed
    ]


def test_marked_words_are_found_again(anna: ReviewSession, review: str) -> None:
    """With their note, in another session, at the place where they stand."""
    text = first_text(anna)
    words = words_in(text)
    made = marks.mark_words(anna, STUDY, words, "look at this")
    assert " ".join(text.source[made.start : made.end].split()) == words
    with open_review(review, "anna") as again:
        assert [(words, "look at this")] == own(again)


def test_marking_the_same_words_again_makes_no_second_mark(anna: ReviewSession) -> None:
    """Only a note that is given is written."""
    words = words_in(first_text(anna))
    marks.mark_words(anna, STUDY, words, "first")
    marks.mark_words(anna, STUDY, words)
    assert [(words, "first")] == own(anna)
    marks.mark_words(anna, STUDY, words, "second")
    assert [(words, "second")] == own(anna)
    marks.mark_words(anna, STUDY, words, "")
    assert [(words, "")] == own(anna)


def test_nobody_else_sees_them_and_nothing_of_them_is_in_the_review(
    anna: ReviewSession, bea: ReviewSession, tmp_path: Path
) -> None:
    """Neither the file nor an export has the note."""
    marks.mark_words(anna, STUDY, words_in(first_text(anna)), "MYTHOUGHT")
    assert [] == own(bea)
    assert ([], ()) == marks.list_marks(bea)
    export = export_review(anna, as_folder=True)
    assert "MYTHOUGHT" not in repr(export)
    for file in tmp_path.glob("*.db*"):
        assert b"MYTHOUGHT" not in file.read_bytes()


def test_whoever_said_no_handle_has_no_marks(review: str) -> None:
    """Reading goes on; making or listing them asks who works."""
    with open_review(review) as nobody:
        text = first_text(nobody)
        assert () == marks.marks_in(nobody, [text]).placed
        with pytest.raises(UsageError, match="who are you"):
            marks.list_marks(nobody)


def test_a_mark_of_a_former_version_is_found_in_the_new_one(anna: ReviewSession, tmp_path: Path) -> None:
    """Where the words are not in it, the list says so."""
    text = first_text(anna)
    stays, goes = words_in(text), " ".join(text.text.split()[40:46])
    marks.mark_words(anna, STUDY, stays)
    marks.mark_words(anna, STUDY, goes)
    newer = tmp_path / "newer.txt"
    newer.write_text("A line more.\n\n" + text.source.replace(goes.split()[2], "elsewise"), encoding="utf-8")
    replace.replace_document(anna, STUDY, [newer], text.source_name)
    placed = marks.marks_in(anna, all_texts(anna, STUDY)).placed
    assert {stays: "re_anchored", goes: "version_before"} == {
        each.anchor.words: each.anchor.standing for each in placed
    }


def test_marks_of_all_studies_are_listed_by_study(anna: ReviewSession) -> None:
    """Each with the key of its study; those of one study alone where it is named."""
    marks.mark_words(anna, STUDY, words_in(first_text(anna)))
    other = all_texts(anna, "borresen2021")[0]
    marks.mark_passage(anna, other, 0, 20)
    listed, _ = marks.list_marks(anna)
    assert ["borresen2021", STUDY] == [each.study for each in listed]
    assert [STUDY] == [each.study for each in marks.list_marks(anna, STUDY)[0]]


def test_a_mark_is_taken_away_by_its_words(anna: ReviewSession) -> None:
    """Where several or none have them, that is said and nothing goes."""
    text = first_text(anna).text.split()
    marks.mark_words(anna, STUDY, " ".join(text[20:26]))
    marks.mark_words(anna, STUDY, " ".join(text[22:30]))
    with pytest.raises(UsageError, match="2 marks"):
        marks.remove_mark_of_words(anna, STUDY, " ".join(text[23:25]))
    with pytest.raises(NotFoundError, match="no mark"):
        marks.remove_mark_of_words(anna, STUDY, "xyzzy")
    marks.remove_mark_of_words(anna, STUDY, " ".join(text[22:30]))
    assert [" ".join(text[20:26])] == [words for words, _ in own(anna)]


@pytest.mark.parametrize("place", [(5, 5), (9, 3), (-4, 3), (10**7, 10**7 + 5)])
def test_nothing_cannot_be_marked(anna: ReviewSession, place: tuple[int, int]) -> None:
    """Nor what lies outside the text."""
    with pytest.raises(UsageError, match="no words to mark"):
        marks.mark_passage(anna, first_text(anna), *place)


def test_too_long_a_note_is_refused(anna: ReviewSession) -> None:
    """With what it may be."""
    with pytest.raises(UsageError, match="20,000"):
        marks.mark_words(anna, STUDY, words_in(first_text(anna)), "n" * 20_001)


def test_a_folder_that_cannot_be_written_is_named(anna: ReviewSession) -> None:
    """And what to do."""
    (settings_path().parent).mkdir(parents=True, exist_ok=True)
    (settings_path().parent / "marks").write_text("in the way", encoding="utf-8")
    with pytest.raises(WorkbenchError, match=r"marks cannot be kept in .*marks.*make that folder"):
        marks.mark_words(anna, STUDY, words_in(first_text(anna)))


def test_a_renamed_reviewer_finds_them_again(anna: ReviewSession, review: str) -> None:
    """Under the new handle, from the next time on."""
    words = words_in(first_text(anna))
    marks.mark_words(anna, STUDY, words)
    handles.rename_reviewer(anna, "anna", "anna.k")
    with open_review(review, "anna.k") as again:
        assert [(words, "")] == own(again)
