"""Studies that are the same are merged and split again, and nothing is lost either way."""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import (
    Store,
    appraisals,
    characteristics,
    create_review,
    distinct_pairs,
    document_versions,
    documents,
    merges,
    outcomes,
    reviewers,
    studies,
    study_splits,
)
from store.bibliography import Bibliography
from store.column_types import Row
from store.errors import AlreadyExists, Conflict, InvalidValue, NotFound
from store.export_rows import read_everything
from store.records import (
    Appraisal,
    AppraisalKind,
    ChecklistVersion,
    DocumentKind,
    NewDocument,
    NewStudy,
    Study,
)
from store.standing_merges import merged_keys
from store.study_edits import edit_study
from store.tables import StoredAllocation

PEOPLE = ("anna", "bea", "cara")
RESULTS = ("", "Death")
OUTCOMES = ("Death", "Pain", "Sleep")
TEXTS = ("one text", "two texts", "three texts", "four texts")
FIELDS: dict[str, Any] = {
    "authors": ("Lehm A", "Ton B"),
    "year": 2019,
    "journal": "Clay",
    "doi": "10.5555/clay",
    "abstract": "Potters.",
}


def document(text: str, kind: DocumentKind = DocumentKind.ABSTRACT) -> NewDocument:
    """A document of some words."""
    return NewDocument(kind, f"{text}.txt", hashlib.sha256(text.encode()).hexdigest(), text)


def version(name: str, number: str = "1") -> ChecklistVersion:
    """A version of a checklist; the store does not read it."""
    text = f"id: {name}\nversion: '{number}'\n"
    return ChecklistVersion(hashlib.sha256(text.encode()).hexdigest(), name, number, text)


def add(db: Store, key: str, *texts: str, **more: Any) -> Study:
    """A study with documents of some words."""
    printed = Bibliography(title=f"Title of {key}", **more.pop("fields", {}))
    return studies.add_study(
        db, NewStudy(key, printed, **more), [document(text) for text in texts], by="anna"
    )


def appraise(db: Store, study: Study, who: str, *, done: bool = False, **place: Any) -> Appraisal:
    """An appraisal with one answer, or a submitted one."""
    checklist = place.pop("checklist", version("small"))
    begun = appraisals.start_appraisal(db, study.id, reviewer=who, checklist=checklist, **place)
    if begun.kind is AppraisalKind.INDEPENDENT:
        appraisals.save_answer(db, begun.id, "1.1", "Y", by=who)
    return appraisals.submit(db, begun.id, by=who) if done else begun


def allocate(db: Store, study: Study, who: str) -> None:
    """Ask somebody to appraise a study."""
    person = reviewers.ensure_reviewer(db, who).id
    row = {"id": uuid4(), "study_id": study.id, "reviewer_id": person, "allocated_by": "anna"}
    with db.writing() as session:
        session.add(StoredAllocation(**row, allocated_at=study.added_at))


def state(db: Store) -> dict[str, Any]:
    """All rows but the history."""
    return {name: rows for name, rows in read_everything(db).items() if name != "event"}


def owner(db: Store, appraisal: Appraisal) -> str:
    """Key of the study that an appraisal belongs to now."""
    known = {each.id: each.study_key for each in appraisals.find_appraisals(db, with_superseded=True)}
    return known[appraisal.id]


@pytest.fixture
def two(db: Store) -> tuple[Study, Study]:
    """Two studies that have one document in common."""
    return add(db, "kept2019", "one text"), add(db, "other2020", "one text", "two texts")


def test_what_fits_moves_and_what_both_have_stays(db: Store, two: tuple[Study, Study]) -> None:
    """Documents by their bytes, findings by their outcomes, appraisals by person, result and checklist."""
    kept, other = two
    death, pain = (outcomes.add_outcome(db, name, by="anna") for name in ("Death", "Pain"))
    for outcome, study in ((death, kept), (death, other), (pain, other)):
        outcomes.save_finding(db, outcome.id, study.id, {"of": study.key}, by="anna")
    stands, superseded = appraise(db, kept, "anna"), appraise(db, other, "anna")
    moves = appraise(db, other, "bea", done=True)
    merge = merges.merge_studies(db, kept.id, other.id, "one trial", by="cara")
    assert ["one text", "two texts"] == [
        documents.read_text(db, each.id) for each in documents.list_documents(db, kept.id)
    ]
    told = {finding.outcome_id: finding.numbers["of"] for finding in outcomes.list_findings(db)}
    assert {death.id: "kept2019", pain.id: "other2020"} == told
    assert ["kept2019", "other2020", "kept2019"] == [owner(db, each) for each in (stands, superseded, moves)]
    assert ((moves.id,), (superseded.id,), (death.id,)) == (
        tuple(each.id for each in merge.appraisals),
        tuple(each.id for each in merge.superseded),
        merge.same_findings,
    )
    assert [kept.id] == [row.id for row in studies.list_studies(db)]
    assert [kept.id] == [study.id for study in studies.list_full(db)]


def test_a_gap_is_filled_and_nothing_else_changes(db: Store) -> None:
    """Of the record and of the characteristics; who entered one stays known."""
    kept = add(db, "kept2019", fields={"year": 2019}, facts={"condition": "wrists", "label": "x"})
    other = add(db, "other2020", fields=FIELDS | {"year": 2020}, facts={"label": "y", "setting": "kiln"})
    for study, value in ((kept, "Peru"), (other, "Chile")):
        characteristics.set_characteristic(db, study.id, "country", value, quote="", source="", by="bea")
    characteristics.set_characteristic(
        db, other.id, "funding", "none", quote="None.", source="p. 2", by="bea"
    )
    merges.merge_studies(db, kept.id, other.id, "one trial", by="cara")
    study = studies.read_study(db, kept.id)
    assert (2019, "Clay", "10.5555/clay") == (
        study.bibliography.year,
        study.bibliography.journal,
        study.bibliography.doi,
    )
    assert {"condition": "wrists", "label": "x", "country": "Peru", "setting": "kiln", "funding": "none"} == (
        study.facts
    )
    entered = {each.name: each for each in characteristics.list_characteristics(db, kept.id)}
    assert ("None.", "p. 2", "bea") == (
        entered["funding"].quote,
        entered["funding"].source,
        entered["funding"].entered_by,
    )


def test_design_and_checklist_are_taken_over_only_where_there_are_none(db: Store) -> None:
    """And only where nobody decided that there be none."""
    other = add(db, "other2020", design="case_report", checklist="small")
    bare, chosen, decided = add(db, "bare"), add(db, "chosen", checklist="big"), add(db, "decided")
    studies.assign_checklist(db, decided.id, checklist=None, design=None, by="anna")
    for kept, checklist in ((bare, "small"), (chosen, "big"), (decided, None)):
        merges.merge_studies(db, kept.id, other.id, "one trial", by="anna")
        assert checklist == studies.read_study(db, kept.id).checklist
        study_splits.split_study(db, other.id, "no", by="anna")
    assert (None, None) == (studies.read_study(db, bare.id).checklist, studies.read_study(db, bare.id).design)


def test_what_was_answered_since_goes_along_and_what_was_made_since_stays(
    db: Store, two: tuple[Study, Study]
) -> None:
    """A split takes back what moved, not what people did with it."""
    kept, other = two
    outcome = outcomes.add_outcome(db, "Death", by="anna")
    outcomes.save_finding(db, outcome.id, other.id, {"n": 1}, by="anna")
    moved = appraise(db, other, "bea")
    merges.merge_studies(db, kept.id, other.id, "one trial", by="cara")
    appraisals.save_answer(db, moved.id, "1.2", "N", by="bea")
    appraisals.submit(db, moved.id, by="bea")
    new = appraise(db, kept, "anna")
    outcomes.save_finding(db, outcome.id, kept.id, {"n": 2}, by="anna")
    edit_study(db, kept.id, key="renamed", bibliography=Bibliography(title="New", year=1999), by="anna")
    (late,) = [each for each in documents.list_documents(db, kept.id) if each.source_name == "two texts.txt"]
    document_versions.replace_document(db, late.id, document("five texts"), by="anna")
    study_splits.split_study(db, other.id, "two trials", by="cara")
    assert ["other2020", "renamed"] == [owner(db, each) for each in (moved, new)]
    assert {"1.1": "Y", "1.2": "N"} == appraisals.codes_of(db, [moved.id])[moved.id]
    (finding,) = outcomes.list_findings(db)
    assert (other.id, {"n": 2}) == (finding.study_id, finding.numbers)
    names = [each.source_name for each in documents.list_documents(db, other.id)]
    assert ["five texts.txt", "one text.txt", "two texts.txt"] == sorted(names)
    assert 1999 == studies.read_study(db, kept.id).bibliography.year


def test_a_characteristic_that_was_changed_since_stays_with_the_kept_study(db: Store) -> None:
    """Somebody entered it for that study."""
    kept, other = add(db, "kept2019"), add(db, "other2020", facts={"country": "Chile", "setting": "kiln"})
    merges.merge_studies(db, kept.id, other.id, "one trial", by="anna")
    characteristics.set_characteristic(db, kept.id, "country", "Peru", quote="", source="", by="anna")
    study_splits.split_study(db, other.id, "two trials", by="anna")
    facts = [studies.read_study(db, each.id).facts for each in (kept, other)]
    assert [{"country": "Peru"}, {"country": "Chile", "setting": "kiln"}] == facts


def test_a_consensus_stays_with_the_appraisals_that_it_was_made_of(
    db: Store, two: tuple[Study, Study]
) -> None:
    """Where one of them is superseded, it is another consensus that is needed."""
    kept, other = two
    for who in ("anna", "bea"):
        appraise(db, other, who, done=True)
    agreed = appraise(db, other, "anna", kind=AppraisalKind.CONSENSUS)
    cara = appraise(db, kept, "cara", done=True)
    merges.merge_studies(db, kept.id, other.id, "one trial", by="cara")
    assert ["kept2019", "kept2019"] == [owner(db, each) for each in (agreed, cara)]
    study_splits.split_study(db, other.id, "no", by="cara")
    appraise(db, kept, "bea")
    merges.merge_studies(db, kept.id, other.id, "one trial", by="cara")
    assert "other2020" == owner(db, agreed)


def test_merges_are_taken_back_in_the_order_that_they_were_made_backwards(db: Store) -> None:
    """Of a chain every study belongs to the last one; so each split finds what it left."""
    one, two, three = (add(db, key, key) for key in ("one", "two", "three"))
    merges.merge_studies(db, two.id, one.id, "r", by="anna")
    before = state(db)
    merges.merge_studies(db, three.id, two.id, "r", by="anna")
    assert [three.id] * 2 == [studies.read_study(db, each.id).merged_into for each in (one, two)]
    assert {three.id: ("one", "two")} == merged_keys(db)
    with pytest.raises(Conflict, match="two was merged later: split two first"):
        study_splits.split_study(db, one.id, "r", by="anna")
    study_splits.split_study(db, two.id, "r", by="anna")
    assert before == state(db)
    study_splits.split_study(db, one.id, "r", by="anna")
    assert {None} == {study.merged_into for study in studies.list_full(db, with_merged=True)}
    with pytest.raises(Conflict, match="nothing to split"):
        study_splits.split_study(db, one.id, "r", by="anna")


def test_what_cannot_be_merged_is_refused_and_nothing_changes(db: Store, two: tuple[Study, Study]) -> None:
    """A study with itself, one that is merged or left out, one that is not there, and without a reason."""
    kept, other = two
    third = add(db, "third2021")
    merges.merge_studies(db, kept.id, other.id, "one trial", by="anna")
    studies.set_excluded(db, third.id, "a letter", by="anna")
    before = read_everything(db)
    for pair, reason, error in (
        ((kept.id, kept.id), "r", Conflict),
        ((third.id, other.id), "r", Conflict),
        ((kept.id, third.id), "r", Conflict),
        ((kept.id, uuid4()), "r", NotFound),
        ((kept.id, third.id), " ", InvalidValue),
    ):
        with pytest.raises(error):
            merges.merge_studies(db, *pair, reason, by="anna")
    assert before == read_everything(db)


def test_nobody_goes_on_with_a_study_that_was_merged_meanwhile(db: Store, two: tuple[Study, Study]) -> None:
    """Whoever still has it on the screen is told; nothing is begun or changed behind the merge."""
    kept, other = two
    appraise(db, kept, "anna")
    superseded = appraise(db, other, "anna")
    merges.merge_studies(db, kept.id, other.id, "one trial", by="bea")
    before = read_everything(db)
    with pytest.raises(Conflict, match="merged into another study meanwhile"):
        appraisals.save_answer(db, superseded.id, "1.1", "N", by="anna")
    with pytest.raises(Conflict, match="merged into another study meanwhile"):
        appraisals.start_appraisal(db, other.id, reviewer="cara", checklist=version("small"))
    assert before == read_everything(db)


def test_distinct_is_kept_once_and_taken_back(db: Store, two: tuple[Study, Study]) -> None:
    """In whichever order the two are named."""
    one, other = (study.id for study in two)
    distinct_pairs.mark_distinct(db, one, other, "two cohorts", by="anna")
    with pytest.raises(AlreadyExists, match="distinct already"):
        distinct_pairs.mark_distinct(db, other, one, "again", by="bea")
    (pair,) = distinct_pairs.list_distinct(db)
    assert ({one, other}, "two cohorts", "anna") == ({pair.first, pair.second}, pair.reason, pair.decided_by)
    distinct_pairs.take_back_distinct(db, other, one, "they are", by="bea")
    assert [] == distinct_pairs.list_distinct(db)
    with pytest.raises(NotFound, match="nothing to take back"):
        distinct_pairs.take_back_distinct(db, one, other, "r", by="bea")
    with pytest.raises(InvalidValue, match="two studies"):
        distinct_pairs.mark_distinct(db, one, one, "r", by="bea")


def test_every_table_with_studies_has_its_part_in_a_merge() -> None:
    """A new table that names studies must say here what a merge does with its rows."""
    of_study = {
        table.name
        for table in Row.metadata.sorted_tables
        if any(key.column.table.name == "study" for key in table.foreign_keys)
    }
    moves = {"document", "finding", "appraisal", "allocation"}
    copies, stays = {"characteristic"}, {"study", "distinct_pair", "event", "comment"}
    assert moves | copies | stays == of_study


SIDE = st.fixed_dictionaries(
    {
        "texts": st.sets(st.sampled_from(TEXTS)),
        "fields": st.sets(st.sampled_from(sorted(FIELDS))),
        "facts": st.dictionaries(st.sampled_from(["country", "setting", "n"]), st.integers(0, 2)),
        "entered": st.dictionaries(st.sampled_from(["country", "funding"]), st.sampled_from(["a", "b"])),
        "findings": st.sets(st.sampled_from(OUTCOMES)),
        "allocated": st.sets(st.sampled_from(PEOPLE)),
        "appraised": st.sets(
            st.tuples(
                st.sampled_from(PEOPLE),
                st.sampled_from(RESULTS),
                st.sampled_from([("small", "1"), ("small", "2"), ("big", "1")]),
                st.booleans(),
            ),
            max_size=4,
        ),
        "assigned": st.sampled_from([None, "small"]),
        "duplicates": st.integers(0, 1),
    }
)


def build(db: Store, key: str, side: dict[str, Any]) -> UUID:
    """A study as the strategy drew it, perhaps with another one merged into it already."""
    study = add(
        db,
        key,
        *sorted(side["texts"]),
        fields={name: FIELDS[name] for name in side["fields"]},
        facts=side["facts"],
        checklist=side["assigned"],
    )
    for name, value in side["entered"].items():
        characteristics.set_characteristic(db, study.id, name, value, quote="", source="", by="anna")
    known = {outcome.name: outcome.id for outcome in outcomes.list_outcomes(db)}
    for name in sorted(side["findings"]):
        outcomes.save_finding(db, known[name], study.id, {"of": key}, by="anna")
    for who in sorted(side["allocated"]):
        allocate(db, study, who)
    for who, result, checklist, done in sorted(side["appraised"]):
        appraise(db, study, who, result=result, checklist=version(*checklist), done=done)
    for number in range(side["duplicates"]):
        duplicate = add(db, f"{key}-{number}", f"words of {key} {number}")
        merges.merge_studies(db, study.id, duplicate.id, "r", by="anna")
    return study.id


@settings(max_examples=10)
@given(kept=SIDE, other=SIDE)
def test_merging_and_splitting_leaves_the_review_as_it_was(
    kept: dict[str, Any], other: dict[str, Any]
) -> None:
    """But for the history; twice as well as once."""
    with TemporaryDirectory() as folder, create_review(Path(folder) / "review.db", title="T") as db:
        for name in OUTCOMES:
            outcomes.add_outcome(db, name, by="anna")
        ids = build(db, "kept", kept), build(db, "other", other)
        before, rows = state(db), sum(map(len, read_everything(db).values()))
        for _ in range(2):
            merges.merge_studies(db, *ids, "one trial", by="anna")
            assert before != state(db)
            study_splits.split_study(db, ids[1], "two trials", by="anna")
            assert before == state(db)
        assert rows < sum(map(len, read_everything(db).values()))
