"""Lines of authors parted into names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.intake.documents.citation_keys import make_key
from workbench.intake.references import make_reference
from workbench.intake.references.names import split_names


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Malt, A. and Rye, B. and Oat, C.", ["Malt, A.", "Rye, B.", "Oat, C."]),
        ("Malt, A., Rye, B., and Oat, C.", ["Malt, A.", "Rye, B.", "Oat, C."]),
        ("Malt, A., Rye, B. & Oat, C.", ["Malt, A.", "Rye, B.", "Oat, C."]),
        ("Ada Malt and Berta Rye", ["Ada Malt", "Berta Rye"]),
        ("Ada Malt, Berta Rye, and Cleo Oat", ["Ada Malt", "Berta Rye", "Cleo Oat"]),
        ("Malt A, Rye B, Oat C", ["Malt A", "Rye B", "Oat C"]),
        ("Malt AB, van der Rye C, Oat-Spelt D Jr", ["Malt AB", "van der Rye C", "Oat-Spelt D Jr"]),
        ("Malt A.B., Rye C.", ["Malt A.B.", "Rye C."]),
        ("Müller Ö, Çelik A", ["Müller Ö", "Çelik A"]),
        ("['Malt, A.', 'Rye, B.']", ["Malt, A.", "Rye, B."]),
        ('["Malt, A.", "O\'Rye, B."]', ["Malt, A.", "O'Rye, B."]),
        ("Malt A und Rye B", ["Malt A", "Rye B"]),
        ("Malt A, et al.", ["Malt A"]),
        ("et al.", [""]),
    ],
)
def test_names_of_one_line_are_parted(written: str, expected: list[str]) -> None:
    """Words, commas, every second comma, and lists of a program's own part names."""
    assert expected == split_names(written)


@pytest.mark.parametrize(
    "written",
    [
        "Malt, Ada",
        "Berg, P. van der",
        "de la Cruz, Juan",
        "World Oat Organization and Rye Council",
        "Oats and Barley Study Group",
        "Department of Reeds, University of Spelt",
        "Malt, A",
        "佐藤, 美咲",
        "rye and oats",
        "b and c",
        'Malt, Ada "Addie"',
        "Malt [Oat], Ada",
    ],
)
def test_one_name_stays_one(written: str) -> None:
    """A family and its given name, and a body with "and" in its name, are one author."""
    assert [written] == split_names(written)


@given(
    st.lists(
        st.sampled_from(["Malt", "A.", "and", "Rye,", "et al", "['", "']", "van", "Oat B,", "Group", "B"])
    ).map(" ".join)
)
def test_parting_twice_changes_nothing(written: str) -> None:
    """The names that come out are names, so that what is exported is read as it was."""
    once = make_reference({"authors": [written]}).bibliography.authors
    assert once == make_reference({"authors": list(once)}).bibliography.authors


def test_initials_beyond_latin_letters_are_no_family_name() -> None:
    """The key of "Müller Ö" begins with the family's name, and so does that of Greek and Cyrillic names."""
    assert "muller2019" == make_key(["Müller Ö"], 2019, "Tired hands", set())
    assert "celik2019" == make_key(["Çelik ŞĞ"], 2019, "Tired hands", set())
    assert "hands2019" == make_key(["Иванов Ж"], 2019, "Hands", set())
