"""Adding, finding, listing and assigning studies."""

from __future__ import annotations

import math
from typing import Any
from uuid import uuid4

import pytest

from store import Store, history, reviewers, studies
from store.bibliography import Bibliography
from store.errors import AlreadyExists, InvalidValue, NotFound, StoreError
from store.records import DocumentKind, NewDocument, NewStudy, Study

FULL = NewStudy(
    "yamakawa2025",
    Bibliography(
        title="Fluvoxamine [/b] \x1b[31m 漢字 עברית",
        authors=("Yamakawa, Mai", 'O\'Brien "B"'),
        year=2025,
        journal="J",
        doi="https://doi.org/10.1000/ABC",
        pmid="123",
        pmcid="PMC1",
        registration="NCT1",
        abstract="Line one\r\nline two\ttab",
    ),
    design="case_report",
    design_reasons=("says so",),
    checklist="case",
    facts={"participants": 34, "arms": ["a", None, 1.5, True], "by": {"x": "y"}},
)


def test_kept_as_given(db: Store) -> None:
    """A study comes back with every value as it was given."""
    added = studies.add_study(db, FULL, by="anna")
    assert added == studies.get_study(db, "yamakawa2025") == studies.read_study(db, added.id)
    fields = NewStudy.__slots__
    assert {name: getattr(FULL, name) for name in fields} == {name: getattr(added, name) for name in fields}
    assert added.design_confirmed_by is None
    assert added.added_at.utcoffset() is not None
    assert [added] == studies.list_full(db)


def test_taken_key(db: Store, study: Study) -> None:
    """A key is given once; of several studies added together none is added if one cannot be."""
    with pytest.raises(AlreadyExists, match=f"'{study.key}' already"):
        studies.add_studies(
            db,
            [
                (NewStudy("new"), []),
                (NewStudy(study.key), []),
            ],
            by="",
        )
    with pytest.raises(AlreadyExists, match="two studies"):
        studies.add_studies(db, [(NewStudy("new"), [])] * 2, by="")
    assert {study.key} == studies.taken_keys(db)


@pytest.mark.parametrize(
    "new",
    [
        NewStudy("", Bibliography(title="T")),
        NewStudy("two words", Bibliography(title="T")),
        NewStudy("tab\t", Bibliography(title="T")),
        NewStudy("k" * 201, Bibliography(title="T")),
        NewStudy("a", Bibliography(title="NUL \0")),
        NewStudy("a", Bibliography(title="half \ud83d")),
        NewStudy("a", Bibliography(title="T", authors=("ok", "\0"))),
        NewStudy("a", Bibliography(title="T", authors="Anna")),  # type: ignore[arg-type]
        NewStudy("a", Bibliography(title="T", year=20255)),
        NewStudy("a", Bibliography(title="T", year="2025")),  # type: ignore[arg-type]
        NewStudy("a", Bibliography(title="T", year=True)),
        NewStudy("a", Bibliography(title="T", doi="1" * 201)),
        NewStudy("a", Bibliography(title="T"), design=""),
        NewStudy("a", Bibliography(title="T"), facts={"n": math.nan}),
        NewStudy("a", Bibliography(title="T"), facts={"n": {1, 2}}),
        NewStudy("a", Bibliography(title="T"), facts={1: 2}),  # type: ignore[dict-item]
        NewStudy("a", Bibliography(title="T"), facts={"n": ["\0"]}),
    ],
)
def test_values_that_do_not_do(db: Store, new: NewStudy) -> None:
    """What one of the two databases cannot keep, or nobody can type, is refused on both alike."""
    with pytest.raises(InvalidValue):
        studies.add_study(db, new, by="anna")
    assert set() == studies.taken_keys(db)


def test_nobody_by_that_name(db: Store) -> None:
    """Unknown studies are not found, in one line."""
    with pytest.raises(NotFound, match="list the studies"):
        studies.get_study(db, "none")
    with pytest.raises(NotFound):
        studies.read_study(db, uuid4())
    with pytest.raises(NotFound):
        studies.assign_checklist(db, uuid4(), checklist="c", design=None, by="anna")
    with pytest.raises(StoreError):
        studies.read_study(db, "no id")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("smith2020", ["smith2020"]),
        ("smith", ["smith2020", "smith2020b", "smithson1999"]),
        ("SMITH2", ["smith2020", "smith2020b"]),
        ("10.1000/abc", ["smithson1999"]),
        ("https://DOI.org/10.1000/Abc", ["smithson1999"]),
        ("doi:10.1000/ABC", ["smithson1999"]),
        ("  smithso ", ["smithson1999"]),
        ("50%", ["50%_x"]),
        ("_", []),
        ("élan", ["Élan1"]),
        ("zzz", []),
        ("", []),
        ("10.9/none", []),
    ],
)
def test_find(db: Store, typed: str, expected: list[str]) -> None:
    """A study is found by exact key, else by DOI, else by the beginning of its key."""
    keys = ("smith2020", "smith2020b", "smithson1999", "50%_x", "Élan1")
    dois = {"smithson1999": "http://dx.doi.org/10.1000/ABC"}
    new = [(NewStudy(key, Bibliography(title="T", doi=dois.get(key, ""))), []) for key in keys]
    studies.add_studies(db, new, by="anna")
    assert expected == [row.key for row in studies.find_study(db, typed)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"doi": "DOI:10.1000/abc"}, "yamakawa2025"),
        ({"pmid": "123"}, "yamakawa2025"),
        ({"title": "FLUVOXAMINE: a case-report"}, "yamakawa2025"),
        (
            {"title": "Fluvoxamine, a case report", "year": 2025, "authors": ("M. Yamakawa", "Ono H")},
            "yamakawa2025",
        ),
        ({"title": "Fluvoxamine: a case report", "year": 2024}, None),
        ({"title": "Fluvoxamine: a case report", "authors": ("Smith J",)}, None),
        ({"title": "Fluvoxamine: a case report", "doi": "10.1000/other"}, None),
        ({"title": "Fluvoxamine"}, None),
        ({"title": "..."}, None),
        ({}, None),
    ],
)
def test_same_study(db: Store, given: dict[str, Any], expected: str | None) -> None:
    """A study is known by DOI or PMID, or by a title that agrees while nothing else differs."""
    known = NewStudy(
        "yamakawa2025",
        Bibliography(
            title="Fluvoxamine: A Case Report.",
            authors=("Yamakawa, Mai",),
            year=2025,
            doi="10.1000/ABC",
            pmid="123",
        ),
    )
    studies.add_study(db, known, by="anna")
    assert expected == studies.same_study(db, Bibliography(**given))


def test_assign(db: Store, study: Study) -> None:
    """Confirming names the reviewer and writes one event; confirming the same again writes none."""
    for _ in range(2):
        got = studies.assign_checklist(db, study.id, checklist="psm", design="cohort", by="Anna")
        assert (got.checklist, got.design, got.design_confirmed_by) == ("psm", "cohort", "anna")
    events = [
        event for event in history.list_events(db, study_key=study.key) if event.action == "checklist.assign"
    ]
    assert [event.before for event in events] == [{"checklist": None, "design": None, "confirmed_by": None}]
    assert [event.after for event in events] == [
        {"checklist": "psm", "design": "cohort", "confirmed_by": "anna"}
    ]
    assert [row.confirmed for row in studies.list_studies(db)] == [True]
    with pytest.raises(InvalidValue):
        studies.assign_checklist(db, study.id, checklist="psm", design="cohort", by="")


def test_history_of_adding(db: Store) -> None:
    """Adding a study and its documents is told in order, with who did it."""
    document = NewDocument(DocumentKind.ABSTRACT, "a.txt", "0" * 64, "text")
    studies.add_study(db, FULL, [document], by="anna")
    events = history.list_events(db, study_key=FULL.key)
    assert [(event.action, event.reviewer, event.target) for event in events] == [
        ("study.add", "anna", ""),
        ("document.add", "anna", "a.txt"),
    ]
    with pytest.raises(NotFound):
        history.list_events(db, study_key="none")


def test_reviewers(db: Store) -> None:
    """A handle is one reviewer's, whatever its case; a name can be given later."""
    anna = reviewers.ensure_reviewer(db, "Anna")
    assert anna == reviewers.ensure_reviewer(db, "anna")
    named = reviewers.ensure_reviewer(db, "ANNA", "Anna B.")
    assert (anna.id, "Anna", "Anna B.") == (named.id, named.handle, named.name)
    assert named == reviewers.ensure_reviewer(db, "anna")
    bob = reviewers.ensure_reviewer(db, "bob_1.x-y")
    assert [named, bob] == reviewers.list_reviewers(db)


@pytest.mark.parametrize("handle", ["", " ", "a b", "a/b", "a\n", "x" * 41, "a\0", "[b]", "a\ud800", None])
def test_handles_that_do_not_do(db: Store, handle: str) -> None:
    """A handle has 1 to 40 letters, digits, dots, underscores and hyphens."""
    with pytest.raises(InvalidValue, match="handle"):
        reviewers.ensure_reviewer(db, handle)
    assert reviewers.list_reviewers(db) == []


def test_ten_thousand(db: Store) -> None:
    """Ten thousand studies are listed by key, and found by the beginning of one."""
    new = [
        (NewStudy(f"study{number:05d}", Bibliography(title="A title of usual length " * 4)), [])
        for number in range(10_000)
    ]
    studies.add_studies(db, reversed(new), by="anna")
    assert [study.key for study, _ in new] == [row.key for row in studies.list_studies(db)]
    assert len(studies.find_study(db, "study00")) == 1000
