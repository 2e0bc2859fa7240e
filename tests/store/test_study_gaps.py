"""Filling what is not known of a study from another record of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from store import Store, history, studies, study_gaps
from store.bibliography import Bibliography
from store.errors import InvalidValue
from store.records import NewStudy

KNOWN = Bibliography(title="Mud for heels", year=2020)
OTHER = Bibliography(
    title="Mud for heels: a trial", authors=("Byron A",), year=2021, doi="10.5555/Mud", pmid="7"
)


def test_empty_fields_are_filled_and_the_others_stay(db: Store) -> None:
    """What is printed in the other record alone is taken, told in the history, and found by its DOI."""
    study = studies.add_study(db, NewStudy("byron2020", KNOWN), by="anna")
    assert ("authors", "doi", "pmid") == study_gaps.fill_empty(db, study.id, OTHER, by="anna")
    expected = replace(KNOWN, authors=("Byron A",), doi="10.5555/Mud", pmid="7")
    assert expected == studies.read_study(db, study.id).bibliography
    assert ["byron2020"] == [row.key for row in studies.find_study(db, "10.5555/mud")]
    event = history.list_events(db, study_key="byron2020")[-1]
    assert ("study.fill", {"authors": ["Byron A"], "doi": "10.5555/Mud", "pmid": "7"}) == (
        event.action,
        event.after,
    )


def test_filling_again_changes_nothing(db: Store) -> None:
    """A second record that says the same fills no field and writes no event."""
    study = studies.add_study(db, NewStudy("byron2020", KNOWN), by="anna")
    study_gaps.fill_empty(db, study.id, OTHER, by="anna")
    events = history.list_events(db)
    assert () == study_gaps.fill_empty(db, study.id, OTHER, by="anna")
    assert events == history.list_events(db)


@pytest.mark.parametrize("field", ["doi", "pmid"])
def test_an_identifier_is_no_longer_here_than_in_a_new_study(db: Store, field: str) -> None:
    """A DOI or PMID of which a study could not be made does not get into one by filling either."""
    study = studies.add_study(db, NewStudy("byron2020", KNOWN), by="anna")
    long = replace(Bibliography(), **{field: "1" * 201})
    with pytest.raises(InvalidValue, match="201 characters"):
        studies.add_study(db, NewStudy("long", long), by="anna")
    with pytest.raises(InvalidValue, match="201 characters"):
        study_gaps.fill_empty(db, study.id, long, by="anna")
    assert KNOWN == studies.read_study(db, study.id).bibliography
