"""Cleaning of fields."""

from __future__ import annotations

import pytest

from workbench.intake.documents.prose import one_line, paragraphs, without_tags


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BACKGROUNDWe saw.METHODSIn 2 towns.", ["BACKGROUND: We saw.", "METHODS: In 2 towns."]),
        ("Background: A b. Methods: C d. Results: E.", ["Background: A b.", "Methods: C d.", "Results: E."]),
        ("BackgroundPatients came.ResultsNone left.", ["Background: Patients came.", "Results: None left."]),
        ("CONCLUSIONSome.FUNDINGThis.", ["CONCLUSION: Some.", "FUNDING: This."]),
        ("CONCLUSIONSThese.", ["CONCLUSIONS: These."]),
        ("METHODS AND RESULTSTen came.", ["METHODS AND RESULTS: Ten came."]),
        ("RESULTSIL-6 fell.", ["RESULTS: IL-6 fell."]),
        ("Results were mixed. Methods differ.", ["Results were mixed. Methods differ."]),
        ("We use METHODSX here", ["We use METHODSX here"]),
        ("one\n\n two\xa0 three \n", ["one", "two three"]),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    """Labels that run into the text become paragraphs of their own; the same words in a sentence do not."""
    assert expected == paragraphs(text).split("\n\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("p <0.05 and <i>x</i>", "p <0.05 and x"),
        ("&amp;lt;", "&lt;"),
        ("<script>a</script>", "<script>a</script>"),
        ("<p", "<p"),
    ],
)
def test_only_known_tags_are_resolved(text: str, expected: str) -> None:
    """What merely looks like a tag stays as it was printed; entities are resolved once."""
    assert expected == without_tags(text)


def test_one_line() -> None:
    """Line breaks, no-break spaces and soft hyphens do not survive in a field of one line."""
    assert one_line(" a\nb\u2003\xadc\t") == "a b c"
