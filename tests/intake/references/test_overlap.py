"""Studies of other titles that may count the same people twice."""

from __future__ import annotations

import pytest

from store.bibliography import Bibliography
from workbench.intake.references.likeness import ComparedRecord, Sureness, like_pairs

AUTHORS = ("Quill, Ada", "Marsh, Tom", "Reed, Li")
FIRST = "We treated 40 organ players at Sandhill General Hospital between March 2019 and June 2020."


def pairs(text: str, authors: tuple[str, ...], title: str = "Peat baths for stiff knees") -> list[object]:
    """What is found of a first study and another one."""
    records = [
        ComparedRecord(
            "first", Bibliography(title="Mud wraps in organ players", authors=AUTHORS, abstract=FIRST)
        ),
        ComparedRecord("other", Bibliography(title=title, authors=authors, abstract=text)),
    ]
    return [(pair.sureness, pair.shared) for pair in like_pairs(records)]


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("Patients of Sandhill General Hospital.", ("authors", "hospital")),
        ("All patients seen from January 2020 to May 2021.", ("authors", "period")),
        ("At Sandhill General Hospital, 2018-2019.", ("authors", "hospital", "period")),
    ],
)
def test_authors_with_hospital_or_period_are_suggested(text: str, shared: tuple[str, ...]) -> None:
    """As a possible overlap, which is no duplicate."""
    assert [(Sureness.OVERLAP, shared)] == pairs(text, ("Reed, Li", "Quill, Ada", "Oat, Pia"))


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("At Sandhill General Hospital, 2021-2022.", AUTHORS),
        ("Patients of another town.", AUTHORS),
        ("Patients of Sandhill General Hospital.", ("Reed, Li", "Oat, Pia", "Rye, Jo")),
    ],
    ids=["other period", "nothing but authors", "one author"],
)
def test_what_speaks_against_it_is_not_suggested(text: str, authors: tuple[str, ...]) -> None:
    """Periods that do not overlap, another hospital, or one common author alone."""
    assert [] == pairs(text, authors)


def test_a_letter_is_no_overlap() -> None:
    """A reply of the same authors counts nobody."""
    assert [] == pairs(FIRST, AUTHORS, title="Reply: peat baths for knees")
