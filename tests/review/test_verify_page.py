"""What the page of `workbench verify` says of keys that are not there."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from tests.review.conftest import STUDY
from workbench.cli.paragraphs import set_in_lines
from workbench.cli.verification_text import page
from workbench.review.exchange.seals import fingerprint
from workbench.review.exchange.verify.independence_status import MEANING, Independence
from workbench.review.exchange.verify.ledger import Fault
from workbench.review.exchange.verify.verify import Verification, as_json, verify
from workbench.review.reviewers import reconcile
from workbench.review.session import ReviewSession

UNKNOWN = "ab" * 32


def text_of(found: Verification) -> str:
    """The page in one line."""
    return " ".join(set_in_lines(page(found), None).split())


def test_keys_that_do_not_occur_in_the_file_are_named(both: ReviewSession, tmp_path: Path) -> None:
    """Whoever gives a key of somebody sees that nothing was written with it."""
    known = verify(both.db.location).keys[0].public_key
    path = tmp_path / "keys.txt"
    path.write_text(f"{known}\n{UNKNOWN}\n", encoding="utf-8")
    found = verify(both.db.location, keys=path)
    assert (UNKNOWN,) == found.unknown_keys
    assert [UNKNOWN] == as_json(found)["unknown_keys"]
    assert f"{fingerprint(UNKNOWN)} you gave this key, and nothing here was written with it" in text_of(found)
    assert [] == as_json(verify(both.db.location))["unknown_keys"]


def test_the_judgements_of_a_consensus_are_counted_with_it(both: ReviewSession) -> None:
    """Whoever reads the page sees of what so many judgements are."""
    assert "of 2 submitted appraisals, computed anew" in text_of(verify(both.db.location))
    for line in reconcile.compare(both, STUDY).lines:
        if not line.agree and not line.is_judgement:
            reconcile.reconcile(both, STUDY, line.id, "=anna", "by discussion")
    reconcile.finish_consensus(both, STUDY)
    found = verify(both.db.location)
    assert 1 == found.counts.consensuses
    assert "of 2 submitted appraisals and 1 consensus, computed anew" in text_of(found)


def stripped(session: ReviewSession, tmp_path: Path) -> Path:
    """A copy of a review without keys, signatures and seals, with the chain made anew as of old."""
    path = Path(shutil.copy(session.db.location, tmp_path / "stripped.db"))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("delete from seal")
        connection.execute("update event set place_id = null, signature = null")
        connection.execute("update reviewer set person_id = null")
        connection.execute("delete from place")
    return path


def test_a_stripped_review_is_told_from_none_of_before_without_a_kept_seal(
    both: ReviewSession, tmp_path: Path
) -> None:
    """The page says so, in the status of the pair and with the keys."""
    found = verify(str(stripped(both, tmp_path)))
    assert [Independence.UNSEALED] == [pair.status for pair in found.pairs]
    assert "whether it ever had them, the file cannot show" in MEANING[Independence.UNSEALED]
    assert "cannot be told from what its keys, signatures and seals were taken out of" in text_of(found)
    assert "cannot be told from" not in text_of(verify(both.db.location))


def test_a_key_that_is_known_shows_that_a_review_was_stripped(both: ReviewSession, tmp_path: Path) -> None:
    """It does not occur in what is left."""
    known = verify(both.db.location).keys[0].public_key
    keys = tmp_path / "keys.txt"
    keys.write_text(known, encoding="utf-8")
    found = verify(str(stripped(both, tmp_path)), keys=keys)
    assert (known,) == found.unknown_keys
    assert "nothing here was written with it" in text_of(found)


def changed_after(session: ReviewSession, tmp_path: Path, who: str) -> Verification:
    """What is found in a copy of a review in which somebody's answers were changed after they were sealed."""
    path = Path(shutil.copy(session.db.location, tmp_path / "changed.db"))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "update answer set note = 'another' where appraisal_id in (select appraisal.id from appraisal"
            " join reviewer on reviewer.id = appraisal.reviewer_id where handle = ?)",
            [who],
        )
    return verify(str(path))


def test_a_pair_of_which_something_does_not_hold_points_to_it(both: ReviewSession, tmp_path: Path) -> None:
    """In place of how independence is known, which it says of the pairs that hold alone."""
    whole = verify(both.db.location)
    meaning = MEANING[whole.pairs[0].status]
    assert meaning in text_of(whole)
    assert [[]] == [pair["in_doubt"] for pair in as_json(whole)["pairs"]]
    found = changed_after(both, tmp_path, "bea")
    assert any("changed after it was sealed" in fault.message for fault in found.faults)
    text = text_of(found)
    assert meaning not in text
    assert "1 pair not known: something of it does not hold, as told above" in text
    assert "anna and bea: not known, something of bea does not hold" in text
    assert [["bea"]] == [pair["in_doubt"] for pair in as_json(found)["pairs"]]
    elsewhere = replace(found, faults=(Fault("seals", "another2020 · bea", "it is not what was sealed"),))
    assert meaning in text_of(elsewhere)
