"""Submitting seals an appraisal; seals are exchanged without what is in them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from store.exchange_tables import StoredSeal
from store.history import list_events
from store.seal_content import digest_of, signed_bytes
from store.seals import list_seals
from store.writing_places import WritingPlace
from tests.review.conftest import STUDY, answer_all
from workbench import keys
from workbench.errors import UsageError, WorkbenchError
from workbench.review.appraisals import answers, submission
from workbench.review.exchange import seals, whole_review
from workbench.review.session import ReviewSession, open_review

CANARY = "canary-4711"


@pytest.fixture
def submitted(review_made: Path, tmp_path: Path) -> ReviewSession:
    """The review with a submitted appraisal of carl, with a note that nobody else may know."""
    path = tmp_path / "mine.db"
    path.write_bytes(review_made.read_bytes())
    session = open_review(str(path), "carl")
    answers.answer(session, STUDY, "1.1", "PY", note=CANARY)
    answer_all(session)
    submission.submit(session, STUDY)
    return session


def stored(session: ReviewSession) -> list[StoredSeal]:
    """The rows of the seals."""
    with session.db.reading() as reading:
        return list(reading.scalars(select(StoredSeal)))


def test_the_seal_holds_what_was_submitted(submitted: ReviewSession) -> None:
    """Its digest follows from nonce and content, and the place signed it with the event that submitted."""
    (row,) = stored(submitted)
    content = json.loads(row.content or "")
    assert {"code": "PY", "note": CANARY} == content["answers"]["1.1"]
    assert row.digest == digest_of(row.nonce or "", row.content or "")
    place = keys.place_of("carl")
    assert place is not None
    assert seals.is_signed(place.public_key, row.signature, signed_bytes(row.digest, row.head))
    assert not seals.is_signed(place.public_key, row.signature, signed_bytes(row.digest, "00" * 32))


def test_each_submission_has_a_seal_of_its_own(submitted: ReviewSession) -> None:
    """The seal of what was submitted before stays; the same answers give another digest."""
    submission.reopen(submitted, STUDY, "a slip")
    assert 1 == len(stored(submitted))
    submission.submit(submitted, STUDY)
    assert 2 == len({row.digest for row in stored(submitted)})


def test_a_seal_file_tells_nothing_of_what_is_sealed(submitted: ReviewSession, tmp_path: Path) -> None:
    """Neither words nor codes, nor the nonce with which they could be tried out."""
    made = seals.export_seals(submitted)
    (row,) = stored(submitted)
    assert CANARY.encode() not in made.data
    assert (row.nonce or "").encode() not in made.data
    assert b'"PY"' not in made.data
    assert "seal.export" == list_events(submitted.db)[-1].action


@pytest.fixture
def other(review_made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReviewSession:
    """The same review on another machine, with bea at work, who has a key of her own."""
    path = tmp_path / "hers.db"
    path.write_bytes(review_made.read_bytes())
    session = open_review(str(path), "bea")
    key = Ed25519PrivateKey.generate()
    place = WritingPlace(key.public_key().public_bytes_raw().hex(), uuid4(), "cd" * 16, key.sign)
    session.db.place_of = lambda handle: place if handle == "bea" else None
    monkeypatch.setattr(seals.keys, "place_of", lambda handle: place)
    return session


@pytest.fixture
def sent(submitted: ReviewSession, tmp_path: Path) -> Path:
    """The seals of carl in a file."""
    path = tmp_path / "carl.seals"
    path.write_bytes(seals.export_seals(submitted).data)
    return path


def test_the_seals_of_others_are_kept_once(sent: Path, other: ReviewSession) -> None:
    """The history says when they were received; taking the file again changes nothing."""
    assert seals.is_seal_file(sent)
    assert 1 == len(seals.receive_seals(other, sent).new)
    (held,) = list_seals(other.db)
    assert ("carl", False) == (held.handle, held.is_own)
    last = list_events(other.db)[-1]
    assert ("seal.receive", held.digest) == (last.action, last.about["digests"])
    again = seals.receive_seals(other, sent)
    assert ((), 1) == (again.new, again.known)
    assert last == list_events(other.db)[-1]


def altered(name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """Changes one value of the first seal."""
    return lambda data: data["seals"][0].__setitem__(name, value)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (altered("digest", "00" * 32), "altered"),
        (altered("head", "00" * 32), "altered"),
        (altered("public_key", "00" * 32), "altered"),
        (altered("signature", "zz"), "spoilt"),
        (altered("about", {}), "spoilt"),
        (altered("sealed_at", "2026"), "spoilt"),
        (altered("handle", 5), "spoilt"),
        (lambda data: data.pop("seals"), "spoilt"),
        (lambda data: data.update(format="x"), "is no file of seals"),
        (lambda data: data.update(version=2), "later version"),
    ],
)
def test_a_spoilt_seal_file_is_refused_whole(
    sent: Path, other: ReviewSession, change: Callable[[dict[str, Any]], None], told: str
) -> None:
    """One line says what is wrong, and nothing is kept."""
    data = json.loads(sent.read_text())
    change(data)
    sent.write_text(json.dumps(data))
    with pytest.raises(UsageError, match=told):
        seals.receive_seals(other, sent)
    assert [] == list_seals(other.db)


def test_ones_own_seals_are_not_received(submitted: ReviewSession, sent: Path) -> None:
    """They are here already."""
    with pytest.raises(WorkbenchError, match="your own seals"):
        seals.receive_seals(submitted, sent)


def test_giving_contents_away_stands_in_the_history_once(submitted: ReviewSession) -> None:
    """So that exporting twice gives the same bytes."""
    first = whole_review.export_review(submitted).files
    assert "export" == list_events(submitted.db)[-1].action
    number = list_events(submitted.db)[-1].number
    assert first == whole_review.export_review(submitted).files
    assert number == list_events(submitted.db)[-1].number


def test_who_has_a_handle_that_somebody_else_has_here_gets_another(sent: Path, other: ReviewSession) -> None:
    """Two keys are two people until somebody says otherwise."""
    with open_review(other.db.location, "carl") as here:
        keys.forget()
        key = Ed25519PrivateKey.generate()
        place = WritingPlace(key.public_key().public_bytes_raw().hex(), uuid4(), "ef" * 16, key.sign)
        here.db.place_of = lambda handle: place if handle == "carl" else None
        answers.answer(here, STUDY, "1.1", "N")
    seals.receive_seals(other, sent)
    assert ["carl-2"] == [each.handle for each in list_seals(other.db)]
