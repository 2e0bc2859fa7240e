"""The bibliographic record that every shape of a study holds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.bibliography import FIELDS, SHORT_FIELDS, Bibliography, field_heading, field_in_words

RECORDS = st.builds(
    Bibliography,
    title=st.sampled_from(["", "Mud", "Sand"]),
    authors=st.lists(st.sampled_from(["Byron A", "Li W"]), max_size=2).map(tuple),
    year=st.sampled_from([None, 2020, 2021]),
    doi=st.sampled_from(["", "10.5555/mud"]),
    abstract=st.sampled_from(["", "Mud was used."]),
)


def test_short_fields_leave_out_the_abstract_alone() -> None:
    """The fields of a table are all fields but the abstract, in the same order."""
    assert [name for name in FIELDS if name != "abstract"] == list(SHORT_FIELDS)


def test_names_of_fields_are_words_that_people_read() -> None:
    """A heading begins with a capital letter, and acronyms are capitals everywhere."""
    assert ("Journal", "DOI") == (field_heading("journal"), field_heading("doi"))
    assert ("journal", "DOI") == (field_in_words("journal"), field_in_words("doi"))


def test_first_author_of_a_record_without_authors_is_empty() -> None:
    """The first author is the first name as printed, and an empty text where no name is printed."""
    assert ("Byron A", "") == (
        Bibliography(authors=("Byron A", "Li W")).first_author,
        Bibliography().first_author,
    )


def test_cells_have_the_authors_in_one_text() -> None:
    """Each field is one cell: authors are joined by semicolons, a year stays a number."""
    cells = Bibliography(title="Mud", authors=("Byron A", "Li W"), year=2020).cells()
    assert SHORT_FIELDS == tuple(cells)
    assert ("Mud", "Byron A; Li W", 2020, "") == (
        cells["title"],
        cells["authors"],
        cells["year"],
        cells["doi"],
    )


@given(record=RECORDS, other=RECORDS)
def test_filling_changes_no_field_that_has_a_value(record: Bibliography, other: Bibliography) -> None:
    """What is to be filled is empty in the one record and printed in the other, and nothing is left over."""
    filled = record.fields_to_fill(other)
    for name in FIELDS:
        ours, theirs = getattr(record, name), getattr(other, name)
        assert (name in filled) == (not ours and bool(theirs))
        assert filled.get(name, theirs) == theirs
