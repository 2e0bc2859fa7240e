"""The protocol: one value a field, who wrote it and when, and what of it a file may bring."""

from __future__ import annotations

import pytest

from store import Store, create_review, history, reviews
from store.errors import Conflict, InvalidValue
from store.protocol import MOST, MOST_FIELDS, checked_protocol, set_entries

AT = "2026-11-26T10:00:00+00:00"


def written(db: Store) -> dict[str, str]:
    """The values of the protocol by field."""
    return {name: entry.value for name, entry in reviews.read_review(db).protocol.items()}


def test_question_and_header_are_fields_of_the_protocol(db: Store) -> None:
    """Each value stands in one place, wherever it is set or read."""
    set_entries(db, {"question": "Does it hurt?", "population": "adults", "benchmark": "2 in 10"}, by="anna")
    review = reviews.read_review(db)
    assert ("Does it hurt?", {"population": "adults"}) == (review.question, review.header)
    assert {"question": "Does it hurt?", "population": "adults", "benchmark": "2 in 10"} == written(db)
    assert {"anna"} == {entry.by for entry in review.protocol.values()}


def test_the_question_of_a_new_review_has_its_author(location: str) -> None:
    """Whoever makes a review writes its question."""
    with create_review(location, title="T", question="Why?", by="bea") as db:
        review = reviews.read_review(db)
    assert ("Why?", "bea", review.created_at) == (
        review.protocol["question"].value,
        review.protocol["question"].by,
        review.protocol["question"].at,
    )


def test_only_what_changed_is_told_to_the_history(db: Store) -> None:
    """An empty text takes a field away; the same again is no change."""
    assert set_entries(db, {"population": "adults", "setting": "wards"}, by="anna")
    assert set_entries(db, {"setting": ""}, by="bea")
    assert not set_entries(db, {"population": "adults"}, by="bea")
    assert {"population": "adults"} == reviews.read_review(db).header
    events = history.list_events(db, actions=("protocol",))
    assert [("population", None, "adults"), ("setting", None, "wards"), ("setting", "wards", None)] == [
        (event.about["protocol"], event.before, event.after) for event in events
    ]


def test_what_another_wrote_in_the_meantime_is_not_overwritten(db: Store) -> None:
    """Who saw something else than what stands there is told, and nothing is changed."""
    set_entries(db, {"benchmark": "2 in 10"}, by="anna")
    with pytest.raises(Conflict, match="changed in the meantime by anna"):
        set_entries(db, {"benchmark": "3 in 10"}, by="bea", seen={"benchmark": ""})
    assert "2 in 10" == written(db)["benchmark"]
    assert set_entries(db, {"benchmark": "3 in 10"}, by="bea", seen={"benchmark": "2 in 10"})


def test_a_protocol_has_an_end(db: Store) -> None:
    """Neither an entry nor the number of fields grows without limit."""
    with pytest.raises(InvalidValue, match=f"at most {MOST:,}"):
        set_entries(db, {"benchmark": "x" * (MOST + 1)}, by="anna")
    set_entries(db, {f"own_{number}": "x" for number in range(MOST_FIELDS)}, by="anna")
    with pytest.raises(InvalidValue, match="take some away first"):
        set_entries(db, {"one_more": "x"}, by="anna")


@pytest.mark.parametrize(
    "content",
    [
        "text",
        {"value": "x"},
        {"value": "x", "by": "anna"},
        {"value": 5, "by": "anna", "at": AT},
        {"value": "x", "by": "anna", "at": "yesterday"},
        {"value": "x", "by": "anna", "at": "2026-11-26T10:00:00"},
        {"value": "", "by": "anna", "at": AT},
        {"value": "x", "by": "anna", "at": AT, "more": "y"},
    ],
)
def test_what_is_no_entry_is_not_brought_in(content: object) -> None:
    """A file cannot bring a protocol that nobody could have written."""
    with pytest.raises(InvalidValue):
        checked_protocol({"benchmark": content})


def test_an_entry_is_brought_in_as_it_is() -> None:
    """With its value, or without one where that stands in a column of its own."""
    good = {"benchmark": {"value": "x", "by": "anna", "at": AT}, "question": {"by": "anna", "at": AT}}
    assert good == checked_protocol(good)
