"""Keys are shown, exported, replaced, linked and confirmed, and the history says so."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.review.conftest import STUDY, answer_all
from workbench import keys
from workbench.errors import ConflictError, UsageError
from workbench.review.appraisals import submission
from workbench.review.exchange import reviewer_keys, seals
from workbench.review.exchange.handout import make_handout
from workbench.review.exchange.merge.merge_files import merge_files
from workbench.review.exchange.verify.independence_status import Independence
from workbench.review.exchange.verify.pairs import pairs_of
from workbench.review.exchange.verify.verify import Verification, verify
from workbench.review.reviewers import handles
from workbench.review.session import ReviewSession, open_review
from workbench.review.view import View


@pytest.fixture
def ada(review: str) -> Iterator[ReviewSession]:
    """Somebody who has not written in the review yet."""
    with open_review(review, "ada") as session:
        yield session


def checked(session: ReviewSession) -> Verification:
    """What verify says; everything holds."""
    found = verify(session.db.location)
    assert () == found.faults
    return found


def notes(session: ReviewSession) -> dict[str, str]:
    """What verify says of each key, by fingerprint."""
    return {key.fingerprint: key.note for key in checked(session).keys}


def lose(handle: str) -> None:
    """Delete the key of a handle."""
    keys.key_path(handle).unlink()
    keys.forget()


def sealed_and_merged(ada: ReviewSession, path: Path) -> Path:
    """Let ada and ben appraise apart, exchange seals, and merge; return ben's file."""
    make_handout(ada, "ben", str(path))
    with open_review(str(path), "ben") as ben:
        for session, code in ((ada, "PY"), (ben, "PN")):
            answer_all(session, code)
            submission.submit(session, STUDY)
        files = {}
        for session in (ada, ben):
            files[session.reviewer] = path.with_name(f"{session.reviewer}.seals")
            files[session.reviewer].write_bytes(seals.export_seals(session).data)
        seals.receive_seals(ada, files["ben"])
        seals.receive_seals(ben, files["ada"])
        merge_files(ada, [path])
    return path


def test_the_public_key_is_written_and_anchors_it(ada: ReviewSession, tmp_path: Path) -> None:
    """With its fingerprint, to a file that verify takes; nothing is overwritten."""
    answer_all(ada)
    target = tmp_path / "ada.key"
    key = reviewer_keys.export_key(ada, target)
    assert [key.public_key] == [each.public_key for each in reviewer_keys.keys_of(ada)]
    assert key.fingerprint in target.read_text()
    assert {"ada": True, "anna": False} == {
        each.handle: each.anchored for each in verify(ada.db.location, keys=target).keys
    }
    private = keys.key_path("ada").read_text()
    assert not any(
        line in private
        for line in target.read_text().splitlines()
        if len(line) == 64 and line != key.public_key
    )
    with pytest.raises(ConflictError, match="exists already"):
        reviewer_keys.export_key(ada, target)


def test_a_private_key_goes_to_a_file_for_the_user_alone_and_back(ada: ReviewSession, tmp_path: Path) -> None:
    """On another machine, or after a loss."""
    before = reviewer_keys.keys_of(ada)
    target = tmp_path / "mine.json"
    reviewer_keys.export_key(ada, target, private=True)
    assert 0o600 == stat.S_IMODE(target.stat().st_mode)
    with pytest.raises(ConflictError, match="already"):
        reviewer_keys.restore_key(ada, target)
    lose("ada")
    reviewer_keys.restore_key(ada, target)
    assert before == reviewer_keys.keys_of(ada)
    target.write_text(target.read_text().replace(before[0].public_key, "0" * 64))
    lose("ada")
    with pytest.raises(UsageError, match="is no key"):
        reviewer_keys.restore_key(ada, target)


def test_a_key_that_is_given_up_signs_for_the_new_one(ada: ReviewSession) -> None:
    """And its file is put aside, not deleted."""
    answer_all(ada)
    (old,) = reviewer_keys.keys_of(ada)
    new = reviewer_keys.replace_key(ada)
    assert new.public_key != old.public_key
    assert f"linked with {old.fingerprint}, signed by both" == notes(ada)[new.fingerprint]
    assert {"ada.json", "ada.json.replaced-1"} <= {
        path.name for path in keys.key_path("ada").parent.iterdir()
    }


def test_a_lost_key_is_worth_chain_order_until_a_co_reviewer_confirms_the_new_one(
    ada: ReviewSession, bea: ReviewSession
) -> None:
    """The person alone cannot."""
    answer_all(ada)
    (old,) = reviewer_keys.keys_of(ada)
    lose("ada")
    new = reviewer_keys.replace_key(ada)
    assert (
        f"takes the place of a lost key ({old.fingerprint}), worth chain order only until a co-reviewer "
        "confirms it" == notes(ada)[new.fingerprint]
    )
    with pytest.raises(UsageError, match="must confirm your key"):
        reviewer_keys.confirm_key(ada, "ada")
    (confirmed,) = reviewer_keys.confirm_key(bea, "ada")
    assert confirmed.note.endswith("confirmed by bea")
    assert confirmed.note == notes(ada)[new.fingerprint]
    with pytest.raises(UsageError, match="nothing to confirm"):
        reviewer_keys.confirm_key(bea, "ada")


def test_a_pair_with_an_unconfirmed_key_is_known_by_chain_order_only(
    ada: ReviewSession, tmp_path: Path
) -> None:
    """Though seals were exchanged; confirmed, it is what it was."""
    reviewer_keys.keys_of(ada)
    handles.name_reviewer(ada, "ada", "Ada")
    lose("ada")
    reviewer_keys.replace_key(ada)
    ben_file = sealed_and_merged(ada, tmp_path / "ben.db")
    assert [Independence.SEPARATE] == [pair.status for pair in checked(ada).pairs]
    with open_review(ada.db.location, "cara") as cara:
        reviewer_keys.confirm_key(cara, "ada")
    assert (
        [Independence.SEALED]
        == [pair.status for pair in checked(ada).pairs]
        == [pair.status for pair in pairs_of(View(ada))]
    )
    assert ben_file.exists()


def test_two_keys_of_one_person_are_linked_by_both(
    ada: ReviewSession, bea: ReviewSession, tmp_path: Path
) -> None:
    """Both sign where both are at hand; otherwise each says it once."""
    answer_all(ada)
    (first,) = reviewer_keys.keys_of(ada)
    reviewer_keys.export_key(ada, tmp_path / "first.json", private=True)
    lose("ada")
    handles.name_reviewer(ada, "ada", "Ada")
    one = reviewer_keys.link_key(ada, first.public_key)
    assert "signed by one of them only" in one.note
    both = reviewer_keys.link_key(ada, str(tmp_path / "first.json"))
    assert f"linked with {first.fingerprint}, signed by both" == both.note == notes(ada)[both.fingerprint]
    handles.name_reviewer(bea, "bea", "Bea")
    assert "signed by both" in reviewer_keys.link_key(ada, "bea").note


def test_a_forged_link_is_found(ada: ReviewSession, bea: ReviewSession) -> None:
    """A signature that is not that of the other key."""
    from store import key_facts

    for session, name in ((ada, "Ada"), (bea, "Bea")):
        handles.name_reviewer(session, session.reviewer, name)
    own, other = (reviewer_keys.keys_of(each)[0].public_key for each in (ada, bea))
    about = {"key": own, "other": other, "proof": "00" * 64}
    key_facts.tell(ada.db, key_facts.LINK, about, by="ada")
    (fault,) = verify(ada.db.location).faults
    assert "is not that of the key" in fault.message


def test_a_renamed_reviewer_keeps_the_key(ada: ReviewSession) -> None:
    """Whoever renamed them, and under the old handle as well as the new one."""
    answer_all(ada)
    (before,) = reviewer_keys.keys_of(ada)
    with open_review(ada.db.location, "bea") as bea:
        handles.rename_reviewer(bea, "ada", "ada.k")
    for name in ("ada.k", "ada"):
        with open_review(ada.db.location, name) as again:
            assert [before.public_key] == [each.public_key for each in reviewer_keys.keys_of(again)]
    with open_review(ada.db.location, "ada.k") as again:
        handles.rename_reviewer(again, "ada.k", "adak")
    with open_review(ada.db.location, "adak") as again:
        handles.name_reviewer(again, "adak", "Ada K")
    assert ["adak", "anna", "bea"] == [key.handle for key in checked(ada).keys]
