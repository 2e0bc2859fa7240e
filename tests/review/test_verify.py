"""Anybody can check a review: what holds, what was changed, and how independence is known."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from store import outcomes as stored
from store.studies import list_studies
from tests.review.conftest import STUDY, answer_all
from workbench.cli.paragraphs import set_in_lines
from workbench.cli.verification_text import page
from workbench.review.appraisals import answers, overrides, submission
from workbench.review.evidence import findings, outcomes
from workbench.review.exchange import seals, whole_review
from workbench.review.exchange.handout import make_handout
from workbench.review.exchange.verify import verify as checking
from workbench.review.exchange.verify.independence_status import MEANING, Independence
from workbench.review.exchange.verify.ledger import Ledger
from workbench.review.exchange.verify.source import read_source
from workbench.review.reviewers import allocation, reconcile
from workbench.review.session import open_review
from workbench.review.studies import characteristics, duplicates, edit_record, exclusion

Records = Mapping[str, Sequence[dict[str, Any]]]
OLD = Path(__file__).parent.parent / "old_reviews"
CANARY = "canary-4711"


@pytest.fixture(scope="session")
def made(review_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review that two people appraised and reconciled, with evidence, a study left out, and a draft."""
    folder = tmp_path_factory.mktemp("verify")
    path = Path(shutil.copy(review_made, folder / "review.db"))
    with open_review(str(path), "anna") as anna, open_review(str(path), "bea") as bea:
        for session, code in ((anna, "PY"), (bea, "Y")):
            answers.answer(session, STUDY, "1.2", "PN", note="seen", quote="Successful oat baths")
            answer_all(session, code)
            overrides.override(session, STUDY, "D1", "high", "so it seems")
            submission.submit(session, STUDY)
        while waiting := reconcile.compare(anna, STUDY).unresolved:
            reconcile.reconcile(anna, STUDY, waiting[0], "=anna", "agreed")
        reconcile.finish_consensus(anna, STUDY)
        outcomes.add_outcome(anna, "Death", time_point="90 days", importance=9)
        findings.record_finding(anna, STUDY, "Death", {"treatment_events": "1", "treatment_total": "2"})
        (outcome,) = stored.list_outcomes(anna.db)
        told = {"thresholds": {"small": {"value": 5, "source": "the panel"}}, "follow_up": "90 days"}
        stored.edit_outcome(anna.db, outcome.id, told, by="anna")
        stored.save_rating(anna.db, outcome.id, "single-arm-low", "Imprecision", -1, "one death", by="anna")
        stored.confirm_rating(anna.db, outcome.id, "single-arm-low", "Imprecision", by="bea")
        keys = [study.key for study in list_studies(anna.db)]
        allocation.allocate(anna, [keys[0]], to=["anna", "bea"])
        duplicates.mark_distinct(anna, keys[0], keys[1], "other patients")
        characteristics.characterise(anna, STUDY, "country", "Japan", source="title")
        submission.reopen(bea, STUDY, "a slip")
        answers.answer(bea, STUDY, "1.1", "N", note=CANARY)
        submission.submit(bea, STUDY)
    return path


@pytest.fixture
def review(made: Path, tmp_path: Path) -> Path:
    """A fresh copy of it."""
    return Path(shutil.copy(made, tmp_path / "review.db"))


@pytest.fixture(scope="session")
def records(made: Path) -> Records:
    """Its records."""
    return read_source(str(made)).records


def faults_of(records: Records) -> list[Any]:
    """What does not hold in changed records."""
    ledger = Ledger(records)
    found = [fault for check in checking.CHECKS for fault in checking._tried(check, ledger)]
    checking.judge_anew(ledger, found)
    return [*found, *checking._tried(checking.check_seals, ledger)]


def with_value(records: Records, table: str, place: int, column: str, value: Any) -> Records:
    """Return the records with another value in one place."""
    rows = [dict(row) for row in records[table]]
    rows[place][column] = value
    return {**records, table: rows}


def without(records: Records, table: str, place: int) -> Records:
    """Return the records without one row."""
    return {**records, table: [row for number, row in enumerate(records[table]) if number != place]}


def test_everything_holds_in_a_review_that_nobody_touched(review: Path) -> None:
    """And a second look finds the same."""
    found = checking.verify(str(review))
    assert () == found.faults
    assert found == checking.verify(str(review))
    assert 2 == found.counts.appraisals
    assert found.counts.judgements == found.counts.compared_judgements > 0
    assert found.counts.seals == found.counts.signatures - 1 == 3  # the consensus is signed and not sealed


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE answer SET code = 'N' WHERE item_id = '1.2'", "1.2"),
        ("UPDATE answer SET note = 'x' WHERE item_id = '1.2'", "1.2"),
        ("DELETE FROM answer WHERE item_id = '1.3'", "1.3"),
        ("UPDATE override SET reason = 'x'", "D1"),
        ("UPDATE quote SET start = start + 1, text = substr(text, 2)", "1.2"),
        ("UPDATE judgement SET final = 'low' WHERE target = 'D1'", "D1"),
        ("UPDATE study SET title = 'Another'", "title"),
        ("UPDATE document SET text = text || ' more'", "text"),
        ("UPDATE finding SET source = 'table 9'", "finding"),
        ('UPDATE characteristic SET content = \'{"value": "France"}\'', "country"),
        ("UPDATE review SET title = 'x'", "title"),
        ("UPDATE review SET blind = 0", "blindness"),
        ("UPDATE reviewer SET name = 'Somebody Else' WHERE handle = 'bea'", "bea · name"),
        ("UPDATE seal SET nonce = NULL, content = NULL", "what was sealed is missing"),
        ("UPDATE seal SET appraisal_id = NULL", "as that of something else"),
        (
            """UPDATE event SET original = '{"withheld": ["after"]}', after = '""' WHERE action = 'note'""",
            "that no export keeps back",
        ),
        (
            """UPDATE event SET original = '{"withheld": ["before"]}' WHERE action = 'submit'""",
            "that no export keeps back",
        ),
        (
            "UPDATE study SET merged_into = (SELECT id FROM study WHERE key < 'c') WHERE key LIKE 'im%'",
            "imagina2018 · that it is a duplicate",
        ),
        ("UPDATE characteristic SET entered_by = 'bea'", "country · who entered it"),
        ("UPDATE event SET reason = 'x' WHERE action = 'reopen'", "changed after it was written"),
        ("UPDATE event SET at = '2001-01-01 00:00:00.000000' WHERE action = 'submit'", "changed after"),
        ("UPDATE event SET reviewer = 'bea' WHERE action = 'outcome.add'", "author"),
        ("DELETE FROM event WHERE number = 20", "missing"),
        ("UPDATE checklist_version SET text = text || '# x'", "its text was changed"),
        ("UPDATE seal SET nonce = '00'", "what it holds"),
        ("DELETE FROM seal", "its seal is missing"),
    ],
)
def test_what_was_changed_behind_the_programs_back_is_named(review: Path, statement: str, named: str) -> None:
    """With any program that writes SQLite."""
    with closing(sqlite3.connect(review)) as connection:
        assert connection.execute(statement).rowcount > 0
        connection.commit()
    found = checking.verify(str(review))
    assert not found.holds
    assert named in " ".join(f"{fault.about} {fault.message}" for fault in found.faults)


COVERED = {
    "answer": ("appraisal_id", "item_id", "code", "note", "answered_at", "decided_by"),
    "override": ("appraisal_id", "target", "judgement", "reason", "decided_by"),
    "quote": ("appraisal_id", "item_id", "document_id", "start", "end", "text"),
    "appraisal": (
        "study_id",
        "checklist_version_id",
        "reviewer_id",
        "result",
        "kind",
        "state",
        "submitted_at",
    ),
    "study": ("key", "title", "year", "doi", "pmid", "authors", "abstract", "checklist", "excluded_because"),
    "document": ("study_id", "kind", "source_name", "sha256", "text", "withdrawn_because"),
    "event": ("hash", "commitment", "parents", "salt", "line", "action", "at", "before", "after", "number"),
    "seal": ("digest", "nonce", "content", "head", "signature", "about", "place_id"),
    "checklist_version": ("sha256", "text", "version", "checklist_id"),
    "place": ("public_key", "reviewer_id"),
    "reviewer": ("handle",),
    "outcome": ("name", "importance", "follow_up", "thresholds"),
    "certainty_rating": ("levels", "reason", "rated_by", "rated_at", "confirmed_by", "confirmed_at"),
    "finding": ("numbers", "source"),
    "allocation": ("study_id", "reviewer_id"),
    "distinct_pair": ("study_id", "other_id", "reason"),
}


def other_value(value: Any) -> Any:
    """Something that the value is not."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, list):
        return [*value, "x"]
    if isinstance(value, dict):
        return {**value, "x": 1}
    return f"{value[:-1]}{'0' if value[-1] != '0' else '1'}" if value else "x"


@pytest.mark.parametrize("seed", range(8))
def test_random_changes_are_all_found(records: Records, seed: int) -> None:
    """A code, a note, an author, a time, an order, a document, a checklist, a seal: 25 for each seed."""
    random = Random(seed)
    for _ in range(25):
        table = random.choice(list(COVERED))
        column = random.choice(COVERED[table])
        place = random.randrange(len(records[table]))
        value = records[table][place][column]
        if (table, column) == ("event", "number") and place == len(records["event"]) - 1:
            continue  # the last one has the largest number, and may have a larger one
        assert faults_of(with_value(records, table, place, column, other_value(value))), (
            table,
            column,
            place,
        )


@pytest.mark.parametrize(
    "table", ["answer", "override", "quote", "study", "document", "appraisal", "seal", "place"]
)
def test_a_row_that_is_gone_or_added_is_found(records: Records, table: str) -> None:
    """Each of them."""
    for place in range(len(records[table])):
        assert faults_of(without(records, table, place))
    again = {**records[table][0], "id": "00000000-0000-0000-0000-000000000007"}
    assert faults_of({**records, table: [*records[table], again]})


def test_a_step_in_what_was_submitted_is_found(records: Records) -> None:
    """An event that repeats an answer after the submission, with nothing reopened between."""
    events = sorted(records["event"], key=lambda row: row["number"])
    submit = next(row for row in reversed(events) if row["action"] == "submit" and row["reviewer"] == "anna")
    answer = next(row for row in reversed(events) if row["action"] == "answer" and row["reviewer"] == "anna")
    again = answer | {"id": answer["id"][:-1] + "0", "number": events[-1]["number"] + 1, "hash": "0" * 64}
    again["parents"] = [submit["hash"]]
    messages = {fault.message for fault in faults_of({**records, "event": [*events, again]})}
    assert "a step was taken after it was submitted, and it was not reopened" in messages


def test_a_step_that_does_not_hold_takes_the_proof_from_its_author(records: Records) -> None:
    """Whatever step of the chain it is, and whatever study it is of; what is weaker already stays."""
    for place, event in enumerate(records["event"]):
        if event["place_id"] and event["action"] in ("study.add", "allocate", "outcome.add", "answer"):
            ledger = Ledger(with_value(records, "event", place, "reason", "another one"))
            assert list(checking.check_history(ledger))
            owner = ledger.places[event["place_id"]]["reviewer_id"]
            assert owner in ledger.damaged_people


@pytest.mark.parametrize("old", ["v0001", "v0002", "v0004", "v0005", "v0007", "v0010", "v0012"])
def test_old_reviews_hold_too(old: str, tmp_path: Path) -> None:
    """Their history is chained when they are opened; nothing in them is signed, and the first had no keys."""
    path = Path(shutil.copy(OLD / f"{old}.db", tmp_path / "old.db"))
    found = checking.verify(str(path))
    keys = {"anna2", "bea"} if old == "v0012" else set()
    assert ((), 0, keys) == (
        found.faults,
        found.counts.signatures or 0,
        {key.handle for key in found.keys},
    )


def test_the_file_stays_as_it_is(tmp_path: Path) -> None:
    """Also one of an earlier version, which is checked in a copy."""
    path = Path(shutil.copy(OLD / "v0005.db", tmp_path / "old.db"))
    before = path.read_bytes()
    assert checking.verify(str(path)).holds
    assert (before, [path]) == (path.read_bytes(), list(tmp_path.iterdir()))


def test_an_export_is_checked_alike(review: Path, tmp_path: Path) -> None:
    """Nobody needs the database."""
    path = tmp_path / "whole.zip"
    with open_review(str(review), "anna") as anna:
        path.write_bytes(whole_review.export_review(anna).files[""])
    found = checking.verify(str(path))
    assert (True, True, 2) == (found.holds, found.complete, found.counts.appraisals)


def test_an_export_for_others_shows_the_chain_and_nothing_hidden(review: Path, tmp_path: Path) -> None:
    """What is left out is there as hashes; drafts are not there at all."""
    path = tmp_path / "part.zip"
    with open_review(str(review), "carl") as carl:
        answers.answer(carl, STUDY, "1.1", "Y")
        path.write_bytes(whole_review.export_review(carl, visible_only=True).files[""])
    found = checking.verify(str(path))
    assert (True, False) == (found.holds, found.complete)
    assert found.counts.events is None  # carl has a draft
    assert read_source(str(path)).records["bare_event"]
    assert CANARY.encode() not in path.read_bytes()


def test_the_page_tells_nobody_what_others_answered(review: Path) -> None:
    """Even where something does not hold: the page is for anybody, blind or not."""
    with open_review(str(review), "carl") as carl:
        answers.answer(carl, STUDY, "2.1", "NI", note=CANARY)
    with closing(sqlite3.connect(review)) as connection:
        connection.execute("UPDATE answer SET note = note || 'x' WHERE item_id = '2.1'")
        connection.commit()
    found = checking.verify(str(review))
    text = set_in_lines(page(found), 80)
    assert not found.holds
    assert CANARY not in text
    assert not any("carl" in line and "2.1" in line for line in text.splitlines())


def test_how_independence_is_known(review: Path) -> None:
    """One file is kept by the program only; what was changed after seeing is no longer independent."""
    (pair,) = checking.verify(str(review)).pairs
    assert (STUDY, "anna", "bea", Independence.SHARED) == (pair.study, pair.first, pair.second, pair.status)
    assert "the later version of bea is not independent" == pair.later
    assert pair.shares_folder
    assert set(Independence) == set(MEANING)


def test_seals_that_were_kept_anchor_the_keys(review: Path, tmp_path: Path) -> None:
    """A seal that somebody has and the review has not is a fault."""
    kept = tmp_path / "anna.seals"
    with open_review(str(review), "anna") as anna:
        place = checking.verify(str(review)).keys[0]
        sealed = [each for each in seals.stored.list_seals(anna.db) if each.public_key == place.public_key]
        data = {"format": seals.FORMAT, "version": 1, "seals": [seals._as_json(each) for each in sealed]}
        kept.write_text(seals.json.dumps(data))
    found = checking.verify(str(review), keys=kept)
    assert [True, False] == [key.anchored for key in found.keys]
    assert found.holds
    with closing(sqlite3.connect(review)) as connection:
        connection.execute("DELETE FROM seal WHERE digest = ?", [sealed[0].digest])
        connection.commit()
    told = [fault.message for fault in checking.verify(str(review), keys=kept).faults]
    assert "a seal that was kept elsewhere is missing here" in told


def test_a_kept_seal_shows_a_history_that_was_signed_anew(records: Records) -> None:
    """Who has the key can sign the same seal again over another history, and not what others kept."""
    place = {row["id"]: row["public_key"] for row in records["place"]}
    kept = [(place[row["place_id"]], row["digest"], row["head"]) for row in records["seal"]]
    assert [] == list(checking.check_seals(Ledger(records), kept))
    other = [(*kept[0][:2], "00" * 32), *kept[1:]]
    (fault,) = checking.check_seals(Ledger(records), other)
    assert "the history before a seal that was kept elsewhere was written anew" == fault.message


def test_seals_hold_the_documents_too(records: Records) -> None:
    """A document added without a key is in no signature: only seals show that it was exchanged."""
    names = {row["id"]: row["key"] for row in records["study"]}
    (place,) = [n for n, row in enumerate(records["document"]) if names[row["study_id"]] == STUDY]
    sealed = records["document"][place]["sha256"]
    told = [
        (fault.about, fault.message)
        for fault in checking.check_seals(Ledger(with_value(records, "document", place, "sha256", "0" * 64)))
    ]
    missing = f"the document {sealed[:12]} that it was made with is not here"
    assert {(f"{STUDY} · {who}", missing) for who in ("anna", "bea")} <= set(told)


def test_the_docs_say_what_each_status_means() -> None:
    """In the words of the program."""
    text = (Path(__file__).parents[2] / "docs" / "two-laptops.md").read_text(encoding="utf-8")
    for status, meaning in MEANING.items():
        assert f"| {status} | {meaning} |" in text


def test_a_handout_holds_and_says_what_was_not_compared(review: Path, tmp_path: Path) -> None:
    """Its rows come without the steps that made them."""
    path = tmp_path / "ben.db"
    with open_review(str(review), "anna") as anna:
        make_handout(anna, "ben", str(path), is_new=True)
    found = checking.verify(str(path))
    assert found.holds
    assert found.untold
    words = " ".join(set_in_lines(page(found), 80).split())
    assert f"{len(found.untold)} rows could not be compared with the steps that made them" in words
    assert "as in every file that was handed out" in words


def test_what_is_changed_in_a_handout_holds(review: Path, tmp_path: Path) -> None:
    """The steps that added and left out are hashes there, so only what was changed since is told."""
    path = tmp_path / "carl.db"
    with open_review(str(review), "anna") as anna:
        left_out, name = list_studies(anna.db)[-1].key, "Death"
        exclusion.exclude(anna, left_out, "another illness")
        make_handout(anna, "carl", str(path))
    with open_review(str(path), "carl") as carl:
        outcomes.edit_outcome(carl, name, importance=5)
        edit_record.edit(carl, left_out, {"year": "1999"})
        (outcome,) = stored.list_outcomes(carl.db)
        for given in ({"value": 3, "source": "the panel"}, None):
            stored.edit_outcome(carl.db, outcome.id, {"thresholds": {"mid_benefit": given}}, by="carl")
            assert () == checking.verify(str(path)).faults
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE outcome SET importance = 7")
    (fault,) = checking.verify(str(path)).faults
    assert ("outcome · Death", "it is not what the history says") == (fault.about, fault.message)
