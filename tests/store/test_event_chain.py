"""The history is a chain of hashes: what each is made of, and how drafts and places stand in it."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from store import Store, answers, create_review, event_chain, open_review, submission, undo
from store.draft_changes import changing
from store.history import record
from store.history_tables import StoredEvent
from store.new_appraisals import start_appraisal
from store.records import ChecklistVersion
from store.studies import NewStudy, add_studies, list_studies
from store.writing_places import WritingPlace, list_places, place_id

OLD = Path(__file__).parent.parent / "old_reviews"
TEXT = "id: small"
SMALL = ChecklistVersion(hashlib.sha256(TEXT.encode()).hexdigest(), "small", "1", TEXT)


def test_the_hash_is_what_the_documentation_says() -> None:
    """Computed by hand: sorted parents, then the commitment; the salt, then canonical JSON."""
    content = {"b": 1.0, "a": ["é", None]}
    committed = hashlib.sha256(bytes.fromhex("00" * 16) + '{"a":["é",null],"b":1}'.encode()).hexdigest()
    assert committed == event_chain.commitment("00" * 16, content)
    joined = bytes.fromhex("11" * 32) + bytes.fromhex("22" * 32) + bytes.fromhex(committed)
    assert hashlib.sha256(joined).hexdigest() == event_chain.event_hash(["22" * 32, "11" * 32], committed)


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")), st.lists)
)
def test_every_value_has_one_canonical_form(value: Any) -> None:
    """Whole numbers beyond 2**53 too, which the standard refuses."""
    assert event_chain.canonical({"x": value, "a": 1}) == event_chain.canonical({"a": 1, "x": value})


def rows_of(review: Store) -> list[StoredEvent]:
    """All events, oldest first."""
    with review.reading() as session:
        return list(session.scalars(select(StoredEvent).order_by(StoredEvent.number)))


def assert_all_hold(events: list[StoredEvent]) -> dict[str, StoredEvent]:
    """Every hash can be computed anew from its row, and every parent is there."""
    by_hash = {event.hash: event for event in events}
    by_number = {event.number: event.hash for event in events}
    for event in events:
        undone = by_number[event.undoes] if event.undoes else None
        content = event_chain.content_of(event.model_dump(), undone)
        assert event.commitment == event_chain.commitment(event.salt, content)
        assert event.hash == event_chain.event_hash(event.parents, event.commitment)
        assert set(event.parents) <= by_hash.keys()
    return by_hash


@pytest.fixture
def place() -> WritingPlace:
    """A place with a key of its own."""
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw().hex()
    return WritingPlace(public, UUID(int=7), "ab" * 16, key.sign)


@pytest.fixture
def review(tmp_path: Path) -> Store:
    """A review with one study."""
    made = create_review(tmp_path / "review.db", title="T")
    add_studies(made, [(NewStudy(key="one"), ())], by="anna")
    return made


def appraise(review: Store, codes: str) -> UUID:
    """Begin the appraisal of anna and give these answers."""
    (study,) = list_studies(review)
    draft = start_appraisal(review, study.id, reviewer="anna", checklist=SMALL)
    for place, code in enumerate(codes):
        with changing(review, draft.id, "anna") as opened:
            answers.set_code(opened, f"1.{place}", code)
    return draft.id


def test_a_draft_is_a_side_chain_that_joins_when_it_is_submitted(review: Store) -> None:
    """The main chain does not tell how many answers there are."""
    with review:
        draft = appraise(review, "YNY")
        before = rows_of(review)
        side = [event for event in before if event.line]
        assert ["appraisal.start", *["answer"] * 3] == [event.action for event in side]
        assert {event_chain.line_of(draft)} == {event.line for event in side}
        submission.submit(review, draft, by="anna")
        by_hash = assert_all_hold(rows_of(review))
        joined = rows_of(review)[-1]
        assert ("submit", "") == (joined.action, joined.line)
        parents = {by_hash[parent].action for parent in joined.parents}
        assert {"answer", "study.add"} == parents


def test_what_is_changed_after_reopening_goes_on_from_there(review: Store) -> None:
    """The reopening is in the main chain, and the next answer comes after it."""
    with review:
        draft = appraise(review, "Y")
        submission.submit(review, draft, by="anna")
        submission.reopen(review, draft, "a slip", by="anna")
        with changing(review, draft, "anna") as opened:
            answers.set_code(opened, "1.0", "N")
        by_hash = assert_all_hold(rows_of(review))
        (parent,) = rows_of(review)[-1].parents
        assert "reopen" == by_hash[parent].action
        submission.submit(review, draft, by="anna")
        parents = {by_hash[each].action for each in rows_of(review)[-1].parents}
        assert {"reopen", "answer"} == parents


def test_taking_back_names_what_is_taken_back_by_its_hash(review: Store) -> None:
    """The number is of this file only."""
    with review:
        draft = appraise(review, "YN")
        assert undo.undo_last(review, draft, by="anna") is not None
        events = rows_of(review)
        assert_all_hold(events)
        changed = events[-1].model_dump() | {"undoes": None}
        content = event_chain.content_of(changed, None)
        assert events[-1].commitment != event_chain.commitment(events[-1].salt, content)


def test_a_place_is_known_after_its_first_event_and_signs_what_is_submitted(
    review: Store, place: WritingPlace
) -> None:
    """What the person wrote before there was a key is where the chain of the key begins."""
    with review:
        earlier = [event for event in rows_of(review) if event.reviewer == "anna"][-1].hash
        review.place_of = lambda handle: place if handle == "anna" else None
        draft = appraise(review, "Y")
        submission.submit(review, draft, by="anna")
        (known,) = list_places(review)
        assert (place_id(place.public_key), "anna", "ab" * 16) == (known.id, known.reviewer, known.folder)
        events = rows_of(review)
        assert_all_hold(events)
        ours = [event for event in events if event.place_id == known.id]
        assert [earlier] == ours[0].parents
        assert ["submit"] == [event.action for event in ours if event.signature]
        signed = ours[-1]
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(place.public_key))
        key.verify(bytes.fromhex(signed.signature or ""), bytes.fromhex(signed.hash))


@pytest.mark.parametrize("old", ["v0001", "v0002", "v0005", "v0010", "v0012", "v0013"])
def test_two_copies_of_an_old_review_get_the_same_chain(old: str, tmp_path: Path) -> None:
    """What is hashed follows from what is in them, but for what a migration itself told on the way."""

    def chained(name: str) -> list[str]:
        with open_review(shutil.copy(OLD / f"{old}.db", tmp_path / name)) as review:
            assert_all_hold(rows_of(review))
            return [event.hash for event in rows_of(review) if event.action != "body.divide"]

    assert chained("a.db") == chained("b.db") != []


@pytest.mark.parametrize(
    "change",
    [
        lambda event: {"after": "N"},
        lambda event: {"reviewer": "bea"},
        lambda event: {"at": event["at"].replace(year=2001)},
        lambda event: {"reason": "another"},
        lambda event: {"study_id": UUID(int=3)},
    ],
)
def test_a_changed_event_is_not_what_its_hash_says(
    review: Store, change: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    """Whatever part of it was changed."""
    with review:
        appraise(review, "Y")
        event = rows_of(review)[-1].model_dump()
        content = event_chain.content_of(event | change(event), None)
        assert event["commitment"] != event_chain.commitment(event["salt"], content)


def test_an_event_can_join_chains_of_other_files(review: Store) -> None:
    """Their heads are parents beside the last event of the own chain, each once."""
    with review, review.writing() as session:
        own = rows_of(review)[-1].hash
        record(session, action="merge", reviewer="anna", joins=("ab" * 32, own, "cd" * 32))
        assert sorted([own, "ab" * 32, "cd" * 32]) == rows_of(review)[-1].parents
