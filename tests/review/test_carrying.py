"""A whole review out to one file and in again."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from store import body_entries as stored_entries
from store import import_rows
from store.exchange_tables import (
    StoredBareEvent,
    StoredComment,
    StoredConflict,
    StoredFormerId,
    StoredSeal,
)
from store.tables import (
    StoredAllocation,
    StoredDistinctPair,
    StoredFormerHandle,
    StoredReviewer,
    StoredStudy,
)
from store.writing_places import WritingPlace, open_place
from tests.checklists.test_texts import DEFINITION, TEXTS
from tests.review.conftest import STUDY, answer_all
from workbench.errors import ConflictError, WorkbenchError
from workbench.output import zip_archive
from workbench.output.folders import write_folder
from workbench.output.render import render
from workbench.review.admin import history
from workbench.review.appraisals import answers as appraisals
from workbench.review.appraisals import overrides, submission
from workbench.review.checklists import own_checklists
from workbench.review.evidence import body_entries, findings, outcomes, summary_header
from workbench.review.exchange import whole_review
from workbench.review.reviewers import reconcile
from workbench.review.session import ReviewSession, open_review
from workbench.review.studies import characteristics
from workbench.review.tables.build import build_table

Parts = dict[str, bytes]

OURS = Path(__file__).parents[1] / "checklists" / "small.yaml"
"""A checklist that a team brings."""
HOSTILE = "=1+1 <b>\u202e {x} 'q' \"q\"\r\n\x1b[2J漢字\u2028|"


def packed(session: ReviewSession) -> bytes:
    """The export."""
    return whole_review.export_review(session, with_wording=True).files[""]


def rich(session: ReviewSession) -> None:
    """Something for every table: hostile notes, a passage, an override, a consensus, an outcome."""
    submission.reopen(session, STUDY, HOSTILE)
    appraisals.answer(session, STUDY, "1.2", "PN", note=HOSTILE, quote="Successful oat baths")
    appraisals.answer(session, STUDY, "P1", HOSTILE.strip("\r\n"))
    overrides.override(session, STUDY, "D1", "high", HOSTILE)
    appraisals.note(session, STUDY, "1.1", "taken back")
    appraisals.undo(session, STUDY)
    submission.submit(session, STUDY)
    while waiting := reconcile.compare(session, STUDY).unresolved:
        reconcile.reconcile(session, STUDY, waiting[0], "=anna", HOSTILE)
    reconcile.finish_consensus(session, STUDY)
    outcomes.add_outcome(session, "Death", time_point="90 days", importance=9)
    findings.record_finding(session, STUDY, "Death", {"treatment_events": "1", "treatment_total": "2"})
    body_entries.enter(session, "Death", {"comment": HOSTILE})
    death = outcomes.find_outcome(session, "Death").id
    told = {"default": "start_very_low", "by": "anna"}
    stored_entries.choose_start(session.db, death, "case-series", "start_low", HOSTILE, **told)
    summary_header.enter_header(session, {"population": HOSTILE})
    characteristics.characterise(session, STUDY, "country", HOSTILE, source=HOSTILE)
    (added,) = own_checklists.add_files(session, [OURS])
    assert added.ok
    folder = Path(session.db.location).parent
    (folder / "theirs.yaml").write_text(DEFINITION, encoding="utf-8")
    (folder / "texts.yaml").write_text(TEXTS, encoding="utf-8")
    (added,) = own_checklists.add_files(session, [folder / "theirs.yaml"], wording=folder / "texts.yaml")
    assert added.ok


def plan(session: ReviewSession) -> None:
    """Rows of the plan: a duplicate that is before the study it is one of, a pair, an allocation."""
    now = datetime.now(UTC)
    with session.db.writing() as writing:
        kept, *_, other = sorted(writing.scalars(select(StoredStudy)), key=lambda study: study.key == STUDY)
        kept.merged_into = other.id
        (person, *_) = writing.scalars(select(StoredReviewer)).all()
        here = {"id": uuid4(), "study_id": other.id}
        writing.add(
            StoredDistinctPair(**here, other_id=kept.id, reason="x", decided_by="bea", decided_at=now)
        )
        writing.add(StoredAllocation(**here, reviewer_id=person.id, allocated_by="bea", allocated_at=now))
        named = {"handle": "Once", "handle_key": "once", "reviewer_id": person.id}
        writing.add(StoredFormerHandle(id=uuid4(), **named))
        place = WritingPlace("ab" * 32, uuid4(), "cd" * 16, bytes)
        open_place(writing, place, person.handle_key)
        from_there = {"place_id": place.id, "signature": "aa" * 64}
        bare = {"hash": "ef" * 32, "commitment": "01" * 32, "parents": ["23" * 32]}
        writing.add(StoredBareEvent(id=uuid4(), **bare, **from_there))
        secret = {"digest": "45" * 32, "nonce": None, "content": None, "head": "67" * 32}
        times = {"sealed_at": now, "received_at": now}
        about = {"study": str(other.id)}
        writing.add(StoredSeal(id=uuid4(), appraisal_id=None, about=about, **secret, **from_there, **times))
        undecided = {"found_at": now, "decided_by": None, "decision": None, "source": "other.db"}
        title = {"fact": ["study", str(other.id), "title"]}
        told = {"event": None, "at": now.isoformat(), "made": False, "extra": {}}
        values = {"here": {"value": "a", **told}, "other": {"value": None, **told}}
        writing.add(StoredConflict(id=uuid4(), kind="fact", about=title, **values, **undecided))
        remark = {"study_id": other.id, "reviewer_id": person.id, "target": "1.1", "text": HOSTILE}
        writing.add(StoredComment(id=uuid4(), **remark, written_at=now))
        writing.add(StoredFormerId(id=uuid4(), kind="study", elsewhere=uuid4(), here=other.id))


@pytest.fixture(scope="session")
def rich_made(review_made: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Such a review and its export, made once."""
    folder = tmp_path_factory.mktemp("rich")
    location = Path(shutil.copy(review_made, folder / "rich.db"))
    with open_review(str(location), "anna") as anna, open_review(str(location), "bea") as bea:
        for session, code in ((anna, "PY"), (bea, "Y")):
            appraisals.answer(session, STUDY, "1.2", "PN")
            answer_all(session, code)
            submission.submit(session, STUDY)
        rich(anna)
        plan(anna)
        (folder / "whole.zip").write_bytes(packed(anna))
    return location, folder / "whole.zip"


@pytest.fixture
def exported(rich_made: tuple[Path, Path], tmp_path: Path) -> Path:
    """A fresh copy of the export."""
    return Path(shutil.copy(rich_made[1], tmp_path / "whole.zip"))


@pytest.fixture
def here(rich_made: tuple[Path, Path], tmp_path: Path) -> Iterator[ReviewSession]:
    """A fresh copy of the review that it is of, with anna at work."""
    with open_review(str(shutil.copy(rich_made[0], tmp_path / "here.db")), "anna") as session:
        yield session


def altered(path: Path, change: Callable[[Parts], None], *, sign: bool = True) -> Path:
    """The export with its parts changed, and a manifest that fits unless not signed."""
    parts = zip_archive.unpack(path)
    change(parts)
    if sign:
        manifest = json.loads(parts["manifest.json"])
        manifest["parts"] = {
            name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in parts.items()
            if name != "manifest.json"
        }
        parts["manifest.json"] = json.dumps(manifest).encode()
    path.write_bytes(zip_archive.pack(parts))
    return path


def in_record(table: str, field: str, value: object) -> Callable[[Parts], None]:
    """Puts a value into the first record of a table."""

    def change(parts: Parts) -> None:
        first, _, rest = parts[f"records/{table}.jsonl"].partition(b"\n")
        record = json.loads(first) | {field: value}
        parts[f"records/{table}.jsonl"] = json.dumps(record).encode() + b"\n" + rest

    return change


def test_the_same_review_gives_the_same_bytes(here: ReviewSession, exported: Path) -> None:
    """However often, and from a copy."""
    assert exported.read_bytes() == packed(here)


def test_something_of_every_kind_is_in_the_export(exported: Path) -> None:
    """So that the tests below speak of every table."""
    parts = zip_archive.unpack(exported)
    empty = [name for name, data in parts.items() if not data]
    assert [] == [name for name in empty if "certainty" not in name]


@pytest.mark.parametrize("into", ["new", "empty"])
def test_what_was_imported_is_exported_alike(exported: Path, tmp_path: Path, into: str) -> None:
    """Byte for byte, from a new file and from a review that was only just made."""
    location = str(tmp_path / "there.db")
    if into == "empty":
        from workbench.review.session import create_review

        create_review(location, title="x").close()
    made = whole_review.import_review(exported, location)
    with open_review(location, "anna") as session:
        assert exported.read_bytes() == packed(session)
    assert ("Test", 5, 3, True) == (made.title, made.studies, made.appraisals, made.complete)


def test_tables_and_history_are_alike_afterwards(exported: Path, here: ReviewSession, tmp_path: Path) -> None:
    """What people see: every table, every event; and the work can go on."""
    whole_review.import_review(exported, str(tmp_path / "there.db"))
    with open_review(str(tmp_path / "there.db"), "anna") as there:
        for name in ("characteristics", "appraisal", "traffic-light", "answers"):
            assert render(build_table(here, name), "json") == render(build_table(there, name), "json")
        assert history.list_events(here) == history.list_events(there)
        appraisals.answer(there, "imagina2018", "1.1", "Y")
        assert len(history.list_events(here)) < len(history.list_events(there))


def test_a_review_in_which_something_is_hidden_is_not_exported_as_whole(
    anna: ReviewSession, bea: ReviewSession
) -> None:
    """The line says how much is hidden and what can be done."""
    answer_all(bea, "N")
    submission.submit(bea, STUDY)
    with pytest.raises(ConflictError, match=r"others' work on 1 study is hidden .*--visible-only"):
        whole_review.export_review(anna)


def test_drafts_of_others_are_not_counted_when_an_export_is_refused(
    anna: ReviewSession, bea: ReviewSession
) -> None:
    """That something is hidden is said, and on how many studies others are done; not what they have begun."""
    for study in (STUDY, "imagina2018"):
        appraisals.answer(bea, study, "1.1", "N")
    with pytest.raises(ConflictError, match=r"others' work is hidden from you .*--visible-only"):
        whole_review.export_review(anna)
    answer_all(bea, "N", "imagina2018")
    submission.submit(bea, "imagina2018")
    with pytest.raises(ConflictError, match=r"others' work on 1 study is hidden from you"):
        whole_review.export_review(anna)


def test_an_export_without_the_drafts_of_others_is_not_called_complete(
    anna: ReviewSession, bea: ReviewSession, tmp_path: Path
) -> None:
    """Though nobody is done with anything that it lacks."""
    appraisals.answer(bea, STUDY, "1.1", "N")
    path = tmp_path / "part.zip"
    path.write_bytes(whole_review.export_review(anna, visible_only=True).files[""])
    assert json.loads(zip_archive.unpack(path)["manifest.json"])["complete"] is False
    made = whole_review.import_review(path, str(tmp_path / "there.db"))
    assert (False, 0) == (made.complete, made.hidden_studies)


def test_a_partial_export_holds_nothing_of_what_is_hidden(
    anna: ReviewSession, bea: ReviewSession, tmp_path: Path
) -> None:
    """No answer, note or event of the other, not even how many there are; and it says that it is partial."""
    answer_all(bea, "N")
    appraisals.note(bea, STUDY, "1.1", "bea's secret")
    appraisals.answer(anna, STUDY, "1.1", "Y", note="mine")
    made = whole_review.export_review(anna, visible_only=True)
    assert b"secret" not in made.files[""]
    assert "others' work that anna may not see yet, and its history" in made.lost
    path = tmp_path / "part.zip"
    path.write_bytes(made.files[""])
    parts = zip_archive.unpack(path)
    numbers = [json.loads(line)["number"] for line in parts["records/event.jsonl"].splitlines()]
    assert list(range(1, len(numbers) + 1)) == numbers
    assert 1 == parts["records/appraisal.jsonl"].count(b"\n") == parts["records/answer.jsonl"].count(b"\n")
    assert not whole_review.import_review(path, str(tmp_path / "there.db")).complete


def test_a_review_that_holds_something_is_left_alone(exported: Path, review: str) -> None:
    """Nothing is mixed up."""
    before = Path(review).read_bytes()
    with pytest.raises(ConflictError, match="is not empty: import into a new file"):
        whole_review.import_review(exported, review)
    assert before == Path(review).read_bytes()


def drop(name: str) -> Callable[[Parts], None]:
    """Takes a part away."""
    return lambda parts: parts.__delitem__(next(each for each in parts if each.startswith(name)))


def put(name: str, data: bytes) -> Callable[[Parts], None]:
    """Adds or replaces a part."""
    return lambda parts: parts.__setitem__(name, data)


def append(name: str, data: bytes) -> Callable[[Parts], None]:
    """Adds to the end of a part."""
    return lambda parts: parts.__setitem__(name, parts[name] + data)


def double(table: str) -> Callable[[Parts], None]:
    """Every record of a table twice."""
    return lambda parts: parts.__setitem__(f"records/{table}.jsonl", parts[f"records/{table}.jsonl"] * 2)


MANIFEST = b'{"format": "appraisal-workbench-review", "version": 99, "tables": "0002", "parts": {}}'


@pytest.mark.parametrize(
    ("change", "sign", "message"),
    [
        (drop("manifest"), False, "is no export of a review: it has no manifest.json"),
        (put("manifest.json", b"[]"), False, "no JSON object"),
        (put("manifest.json", b"{}"), False, "does not say appraisal-workbench-review"),
        (put("manifest.json", MANIFEST), False, "has version 99 .* and this program reads 1"),
        (drop("records/answer"), False, "lacks 'records/answer.jsonl'"),
        (drop("records/answer"), True, "lacks records/answer.jsonl: .* write it again with"),
        (drop("documents/"), True, "lacks documents/.*: a part of it was removed, so nothing was taken"),
        (put("more.txt", b"x"), False, "more.txt, which manifest.json does not list"),
        (put("more.txt", b"x"), True, "more.txt, to which no record belongs"),
        (append("records/study.jsonl", b" "), False, "altered or damaged"),
        (append("records/study.jsonl", b"{"), True, "a line that is not JSON"),
        (append("records/study.jsonl", b'{"id":1,"id":2}'), True, "stands twice"),
        (append("records/study.jsonl", b'{"id":NaN}'), True, "NaN is no number"),
        (append("records/study.jsonl", b"[" * 9999), True, "a line that is not JSON"),
        (append("records/study.jsonl", b"\xff"), True, "a line that is not JSON"),
        (in_record("study", "more", 1), True, "a record of study does not have the fields"),
        (in_record("study", "title", None), True, "the title of a study is missing"),
        (in_record("study", "title", 7), True, "must be text"),
        (in_record("study", "title", "a\0b"), True, "NUL"),
        (in_record("study", "title", "\ud800"), True, "lone surrogate"),
        (in_record("study", "key", "a b"), True, "white space"),
        (in_record("study", "year", True), True, "must be a whole number"),
        (in_record("study", "year", 10**9), True, "contradict each other"),
        (in_record("study", "id", "x"), True, "is no id"),
        (in_record("study", "added_at", "yesterday"), True, "is no time"),
        (in_record("study", "added_at", "2020-01-01T00:00:00"), True, "is no time"),
        (in_record("study", "facts", []), True, "values by name"),
        (in_record("reviewer", "handle", "a b"), True, "handle"),
        (
            in_record("appraisal", "study_id", "00000000-0000-4000-8000-000000000000"),
            True,
            "points to no study",
        ),
        (in_record("appraisal", "kind", "x"), True, "contradict each other"),
        (in_record("answer", "code", "XX"), True, "cannot be judged"),
        (in_record("answer", "item_id", "9.9"), True, "cannot be judged"),
        (in_record("override", "judgement", "XX"), True, "cannot be judged"),
        (in_record("checklist_version", "version", "9"), True, "is not what its text says"),
        (in_record("document", "id", "../../x"), True, "by which its text is found"),
        (double("study"), True, "have the same id"),
        (double("review"), True, "one review"),
    ],
)
def test_an_export_that_was_tampered_with_is_refused_and_nothing_is_made(
    exported: Path, tmp_path: Path, change: Callable[[Parts], None], sign: bool, message: str
) -> None:
    """One line each, and no half review."""
    target = tmp_path / "there.db"
    with pytest.raises(WorkbenchError, match=message) as raised:
        whole_review.import_review(altered(exported, change, sign=sign), str(target))
    assert 1 == len(str(raised.value).splitlines())
    assert [] == [path.name for path in tmp_path.iterdir() if path.name.startswith((".", "there"))]


def test_a_failure_at_the_last_moment_leaves_an_empty_review_empty(exported: Path, tmp_path: Path) -> None:
    """One transaction: what was begun is taken back."""
    from workbench.review.session import create_review

    location = str(tmp_path / "there.db")
    with create_review(location, title="mine"):
        pass
    wrong = altered(exported, in_record("event", "number", 2))
    with pytest.raises(WorkbenchError, match="contradict each other"):
        whole_review.import_review(wrong, location)
    with open_review(location, "anna") as session:
        assert ["review.create"] == [event.action for event in history.list_events(session)]


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1), st.integers())
def test_any_note_survives_the_way_there_and_back(
    anna: ReviewSession, tmp_path: Path, words: str, number: int
) -> None:
    """Whatever a note holds."""
    appraisals.note(anna, STUDY, "1.1", words)
    path, location = (
        tmp_path / "x.zip",
        tmp_path / f"{abs(number) % 10**9}-{len(list(tmp_path.iterdir()))}.db",
    )
    path.write_bytes(packed(anna))
    whole_review.import_review(path, str(location))
    with open_review(str(location), "anna") as there:
        found = appraisals.judge_study(there, STUDY).answers.get("1.1")
        mine = appraisals.judge_study(anna, STUDY).answers.get("1.1")
    assert mine == found
    open_review(location).close()


def test_an_export_and_an_import_tell_how_far_they_are(judged, tmp_path: Path) -> None:
    """Whoever watches is told growing numbers of one total, and that all is done at last."""
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))

    archive = tmp_path / "whole.zip"
    archive.write_bytes(whole_review.export_review(judged, on_progress=tell).files[""])
    exported, told = told, []
    whole_review.import_review(archive, str(tmp_path / "copy.db"), tell)
    for steps in (exported, told):
        assert (sorted(steps), 1) == (steps, len({total for _, total in steps}))
        assert (True, steps[-1][1]) == (len(steps) > 10, steps[-1][0])


def test_a_bar_fills_evenly_also_while_rows_are_checked(
    judged, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits at an empty bar, and none ends at half: of a zip and of a folder, in and out."""
    monkeypatch.setattr(import_rows, "_CHECKED_AT_ONCE", 20)
    monkeypatch.setattr(import_rows, "_AT_ONCE", 20)
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))

    for as_folder in (False, True):
        told.clear()
        export = whole_review.export_review(judged, as_folder=as_folder, on_progress=tell)
        path = tmp_path / ("folder" if as_folder else "whole.zip")
        if export.folder is None:
            path.write_bytes(export.files[""])
        else:
            write_folder(path, export.files, export.folder)
        assert told[-2][0] > 0.8 * told[-1][1]
        told.clear()
        whole_review.import_review(path, str(tmp_path / f"{as_folder}.db"), tell)
        steps = [done / total for done, total in told]
        assert max(later - earlier for earlier, later in zip([0.0, *steps], steps, strict=False)) < 0.2
