"""Reading: passages for an item, quotes tied and taken away, searching recorded."""

from __future__ import annotations

import pytest

from workbench.errors import UsageError
from workbench.review.appraisals import answers, quotes, texts
from workbench.review.appraisals.quotes import locate, remarks
from workbench.review.documents import add
from workbench.review.studies import known_studies

STUDY = "pretend2016"


def test_passages_have_cues_of_the_item_and_stand_where_they_say(anna) -> None:
    """The offsets give the words back from the stored document."""
    found = texts.passages_for(anna, STUDY, "1.2")
    (document,) = texts.texts(anna, STUDY)
    assert found
    for one in found:
        assert one.cues
        start, end = document.from_source(one.start, one.end)
        assert one.text == " ".join(document.text[start:end].split())


def test_an_unknown_item_is_answered_with_how_to_list_them(anna) -> None:
    """A slip is named."""
    with pytest.raises(UsageError, match="no item '9\\.9'"):
        texts.passages_for(anna, STUDY, "9.9")


def test_a_quote_is_taken_away_and_brought_back(anna) -> None:
    """Removing is a change like others: undo brings it back."""
    (document,) = texts.texts(anna, STUDY)
    sheet = quotes.tie_quote(anna, STUDY, "1.1", document.id, 5, 20)
    assert () == quotes.untie_quote(anna, STUDY, sheet.quotes[0].id).quotes
    sheet, _ = answers.undo(anna, STUDY)
    assert [(5, 20)] == [(quote.start, quote.end) for quote in sheet.quotes]


def test_nothing_found_is_recorded_with_the_answer(anna) -> None:
    """The answer is NI, the note says what was done and no more; an older note stays."""
    answers.note(anna, STUDY, "1.1", "odd")
    sheet = answers.nothing_found(anna, STUDY, "1.1", 3)
    assert "NI" == sheet.worksheet.codes["1.1"]
    assert "odd\nThe reviewer found nothing on this." == sheet.answers["1.1"].note
    for _ in range(2):
        sheet = answers.nothing_found(anna, STUDY, "1.1", 3, seen=2)
    said = "The reviewer found nothing on this; 2 of 3 passages with cues looked at."
    assert f"odd\n{said}" == sheet.answers["1.1"].note
    own = "The reviewer found nothing on this page; page 3 is missing."
    answers.note(anna, STUDY, "1.1", own)
    sheet = answers.nothing_found(anna, STUDY, "1.1", 3)
    assert f"{own}\nThe reviewer found nothing on this." == sheet.answers["1.1"].note


def test_words_of_the_study_are_found_before_the_same_words_beside_it(anna, tmp_path) -> None:
    """What a banner or a list of references says as well is quoted from the study."""
    path = tmp_path / "page.txt"
    path.write_text(
        "Birch smoke in one patient: a case report\n\nAbstract\nA man of 60 got birch smoke.\n\n"
        "References\n1. Ono A. Warm sand in gout. J Imag 2019.\n2. Foam in one patient: a case report.\n"
    )
    (report,) = add.add_paths(anna, [path])
    study = known_studies.find(anna, report.study_key)
    (document,) = texts.texts(anna, study.key)
    assert ["References"] == [fold.title for fold in document.folds]
    title = locate(anna, study, "in one patient: a case report")
    assert title.start < document.source.index("Abstract")
    assert ("from “References”, not from the study itself",) == remarks(anna, study, "Warm sand in gout")
    assert () == remarks(anna, study, "birch smoke")
