"""Appraisals: answers, notes, overrides, preliminaries, submitting and taking back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from store import Store, appraisal_heads, appraisals, history, merges, studies, worksheets
from store.appraisal_tables import StoredAppraisal
from store.errors import Conflict, InvalidValue, NotFound
from store.records import OVERALL, Appraisal, AppraisalKind, AppraisalState, ChecklistVersion, NewStudy, Study

Change = Callable[[Store, UUID, str], object]
CHANGES: dict[str, Change] = {
    "save_answer": lambda db, draft, by: appraisals.save_answer(db, draft, "1.1", "Y", by=by),
    "clear_answer": lambda db, draft, by: appraisals.clear_answer(db, draft, "1.1", by=by),
    "save_note": lambda db, draft, by: appraisals.save_note(db, draft, "1.1", "n", by=by),
    "save_override": lambda db, draft, by: appraisals.save_override(db, draft, "D1", "low", "because", by=by),
    "clear_override": lambda db, draft, by: appraisals.clear_override(db, draft, "D1", by=by),
    "save_preliminary": lambda db, draft, by: appraisals.save_preliminary(db, draft, "P1", "v", by=by),
    "shared": lambda db, draft, by: appraisals.save_preliminary(db, draft, "P2", "v", by=by, shared=True),
    "add_quote": lambda db, draft, by: appraisals.add_quote(db, draft, "1.1", uuid4(), 0, 1, by=by),
    "remove_quote": lambda db, draft, by: appraisals.remove_quote(db, draft, uuid4(), by=by),
    "undo_last": lambda db, draft, by: appraisals.undo_last(db, draft, by=by),
}


def _actions(db: Store, appraisal_id: UUID) -> list[str]:
    return [event.action for event in history.list_events(db, appraisal_id=appraisal_id)]


def test_started_once(db: Store, study: Study, draft: Appraisal, checklist: ChecklistVersion) -> None:
    """Starting again gives the appraisal that is there; another result, reviewer or kind has its own."""
    assert draft == appraisals.start_appraisal(db, study.id, reviewer="ANNA", checklist=checklist)
    others = [
        appraisals.start_appraisal(db, study.id, reviewer="bob", checklist=checklist),
        appraisals.start_appraisal(db, study.id, reviewer="anna", checklist=checklist, result="pain, week 8"),
        appraisals.start_appraisal(
            db, study.id, reviewer="anna", checklist=checklist, kind=AppraisalKind.CONSENSUS
        ),
    ]
    assert len({draft.id, *(other.id for other in others)}) == 4
    assert (
        draft.reviewer,
        draft.checklist_id,
        draft.checklist_version,
        draft.state,
    ) == ("anna", "small", "1", AppraisalState.DRAFT)
    assert _actions(db, draft.id) == ["appraisal.start"]


def test_one_consensus(db: Store, study: Study, checklist: ChecklistVersion) -> None:
    """Of a consensus there is one, whoever asks for it."""
    first, second = (
        appraisals.start_appraisal(
            db, study.id, reviewer=handle, checklist=checklist, kind=AppraisalKind.CONSENSUS
        )
        for handle in ("anna", "bob")
    )
    assert first == second


def test_find_appraisals(db: Store, study: Study, draft: Appraisal, checklist: ChecklistVersion) -> None:
    """Appraisals are found by any of study, reviewer, checklist, result and kind."""
    bob = appraisals.start_appraisal(db, study.id, reviewer="bob", checklist=checklist, result="pain")
    assert [draft, bob] == appraisals.find_appraisals(db)
    assert [draft] == appraisals.find_appraisals(db, reviewer="Anna")
    assert [bob] == appraisals.find_appraisals(db, result="pain", study_id=study.id, checklist_id="small")
    assert [draft] == appraisals.find_appraisals(db, result="", kind=AppraisalKind.INDEPENDENT)
    assert appraisals.find_appraisals(db, checklist_id="large") == []


def test_heads_say_what_appraisals_say(
    db: Store, study: Study, draft: Appraisal, checklist: ChecklistVersion, draft_of: Callable[..., UUID]
) -> None:
    """Handles with dashes, consensuses, studies left out or merged: each head is that of its appraisal."""
    start = appraisals.start_appraisal
    start(db, study.id, reviewer="bea-1", checklist=checklist, result="pain, week 8")
    start(db, study.id, reviewer="bea-1", checklist=checklist, kind=AppraisalKind.CONSENSUS)
    appraisals.submit(db, draft.id, by="anna")
    appraisals.reopen(db, draft.id, "another look", by="anna")
    others = [draft_of(), draft_of("bea-1"), draft_of()]
    of = {each.id: each.study_id for each in appraisals.find_appraisals(db)}
    studies.set_excluded(db, of[others[0]], "no outcome", by="anna")
    merges.merge_studies(db, of[others[2]], study.id, by="anna", reason="one report twice")
    everything = appraisals.find_appraisals(db, with_superseded=True)
    assert any(each.superseded_in for each in everything)
    assert any(each.of_excluded for each in everything)
    heads = appraisal_heads.read_heads(db)
    assert sorted(map(appraisal_heads.head_of, everything)) == sorted(heads)
    assert [head for head in sorted(heads) if head.study_id == study.id.hex] == sorted(
        appraisal_heads.read_heads(db, study_id=study.id)
    )


def test_what_is_read_beside_heads_says_what_whole_records_say(
    db: Store, draft: Appraisal, draft_of: Callable[..., UUID]
) -> None:
    """When appraisals were begun, where they came from, and the studies in three columns; all by digits."""
    draft_of("bea-1")
    everything = appraisals.find_appraisals(db)
    assert {each.id.hex: each.started_at for each in everything} == appraisal_heads.read_starts(db)
    assert {} == appraisal_heads.read_origins(db)
    with db.writing() as session:
        session.get_one(StoredAppraisal, draft.id).imported_from = "answers.csv"
    assert {draft.id.hex: "answers.csv"} == appraisal_heads.read_origins(db)
    studies.set_calibration(db, draft.study_id, True, by="anna")
    assert {
        row.id.hex: (row.key, row.checklist, row.calibration) for row in studies.list_studies(db)
    } == appraisal_heads.read_study_heads(db)


def test_pinned_checklist(db: Store, checklist: ChecklistVersion, draft: Appraisal) -> None:
    """The exact text of the definition stays with the review; a hash that is not the text's is refused."""
    assert checklist.text == appraisals.checklist_text(db, draft.checklist_sha256)
    assert checklist == appraisals.pin_checklist(db, "small", "1", checklist.sha256, checklist.text)
    with pytest.raises(InvalidValue, match="sha256"):
        appraisals.pin_checklist(db, "small", "1", checklist.sha256, checklist.text + "#")
    with pytest.raises(NotFound):
        appraisals.checklist_text(db, "0" * 64)


def test_answers(db: Store, draft: Appraisal) -> None:
    """Answers and notes come back as given; a note may stand alone, and outlives its answer."""
    appraisals.save_answer(db, draft.id, "1.1", "PY", by="anna")
    appraisals.save_note(db, draft.id, "1.1", "[b] 漢字\n", by="Anna")
    appraisals.save_note(db, draft.id, "1.2", "later", by="anna")
    sheet = appraisals.read_worksheet(db, draft.id)
    assert {"1.1": "PY"} == sheet.codes == appraisals.codes_of(db, [draft.id])[draft.id]
    assert {item: answer.note for item, answer in sheet.answers.items()} == {
        "1.1": "[b] 漢字\n",
        "1.2": "later",
    }
    appraisals.clear_answer(db, draft.id, "1.1", by="anna")
    appraisals.save_note(db, draft.id, "1.2", "", by="anna")
    sheet = appraisals.read_worksheet(db, draft.id)
    assert {item: answer.code for item, answer in sheet.answers.items()} == {"1.1": None}
    assert _actions(db, draft.id) == ["appraisal.start", "answer", "note", "note", "answer", "note"]
    assert sheet.appraisal.changed_at > draft.changed_at


@pytest.mark.parametrize(
    "change", ["save_answer", "save_note", "save_override", "save_preliminary", "shared"]
)
def test_saving_again(db: Store, draft: Appraisal, change: str) -> None:
    """Saving the same again changes nothing and is not told in the history."""
    assert CHANGES[change](db, draft.id, "anna") is True
    before = (appraisals.read_worksheet(db, draft.id), history.list_events(db))
    assert CHANGES[change](db, draft.id, "anna") is False
    assert before == (appraisals.read_worksheet(db, draft.id), history.list_events(db))


def test_overrides(db: Store, draft: Appraisal) -> None:
    """An override has a judgement and a reason, for a domain or the whole, and can be taken away."""
    appraisals.save_override(db, draft.id, "D1", "high", "reasons", by="anna")
    appraisals.save_override(db, draft.id, OVERALL, "low", "reasons", by="anna")
    appraisals.save_override(db, draft.id, "D1", "low", "better reasons", by="anna")
    sheet = appraisals.read_worksheet(db, draft.id)
    assert sheet.levels == {"D1": "low", OVERALL: "low"}
    assert sheet.overrides["D1"].reason == "better reasons"
    appraisals.clear_override(db, draft.id, "D1", by="anna")
    assert appraisals.read_worksheet(db, draft.id).levels == {OVERALL: "low"}
    with pytest.raises(InvalidValue, match="reason is empty"):
        appraisals.save_override(db, draft.id, "D1", "low", "  ", by="anna")


@pytest.mark.parametrize(
    ("item", "code"), [("", "Y"), ("1.1", ""), ("1.1", " "), ("1\0", "Y"), ("1.1", "\ud800")]
)
def test_answers_that_do_not_do(db: Store, draft: Appraisal, item: str, code: str) -> None:
    """Item and code are texts that can be kept."""
    with pytest.raises(InvalidValue):
        appraisals.save_answer(db, draft.id, item, code, by="anna")


@pytest.mark.parametrize("change", CHANGES)
def test_submitted(db: Store, draft: Appraisal, change: str) -> None:
    """A submitted appraisal refuses every change and says what to do first."""
    submitted = appraisals.submit(db, draft.id, by="anna")
    before = (appraisals.read_worksheet(db, draft.id), history.list_events(db))
    with pytest.raises(Conflict, match="the appraisal of yamakawa2025 is submitted; reopen it first"):
        CHANGES[change](db, draft.id, "anna")
    assert submitted == appraisals.submit(db, draft.id, by="anna")
    assert before == (appraisals.read_worksheet(db, draft.id), history.list_events(db))


@pytest.mark.parametrize("change", CHANGES)
def test_only_the_owner(db: Store, draft: Appraisal, change: str) -> None:
    """Nobody changes the appraisal of another, whether they are known or not; an unknown one is not found."""
    for by in ("bob", "anna2"):
        with pytest.raises(Conflict, match="is anna's; nobody else may change it"):
            CHANGES[change](db, draft.id, by)
    with pytest.raises(NotFound):
        CHANGES[change](db, uuid4(), "anna")


def test_reopened(db: Store, draft: Appraisal) -> None:
    """Reopening needs a submitted appraisal and a reason, which the history keeps."""
    with pytest.raises(Conflict, match="nothing to reopen"):
        appraisals.reopen(db, draft.id, "why", by="anna")
    submitted = appraisals.submit(db, draft.id, by="anna")
    assert (submitted.state, submitted.submitted_at is not None) == (AppraisalState.SUBMITTED, True)
    with pytest.raises(InvalidValue):
        appraisals.reopen(db, draft.id, " ", by="anna")
    with pytest.raises(Conflict):
        appraisals.reopen(db, draft.id, "why", by="bob")
    reopened = appraisals.reopen(db, draft.id, "a new report", by="anna")
    assert (reopened.state, reopened.submitted_at, reopened.reopened) == (AppraisalState.DRAFT, None, 1)
    event = history.list_events(db)[-1]
    assert (
        event.action,
        event.reason,
        event.before,
        event.after,
    ) == ("reopen", "a new report", "submitted", "draft")
    appraisals.save_answer(db, draft.id, "1.1", "Y", by="anna")


def test_undo(db: Store, draft: Appraisal) -> None:
    """Undoing goes back change by change, past what was undone before; each step names what it took back."""

    def codes() -> dict[str, str]:
        return appraisals.codes_of(db, [draft.id])[draft.id]

    appraisals.save_answer(db, draft.id, "1.1", "Y", by="anna")
    appraisals.save_answer(db, draft.id, "1.1", "N", by="anna")
    last = history.list_events(db)[-1]
    undone = appraisals.undo_last(db, draft.id, by="anna")
    assert undone == history.list_events(db)[-1]
    assert undone is not None
    assert (last.number, "answer", "N", "Y") == (undone.undoes, undone.action, undone.before, undone.after)
    assert codes() == {"1.1": "Y"}
    appraisals.save_answer(db, draft.id, "1.2", "PN", by="anna")
    appraisals.undo_last(db, draft.id, by="anna")
    appraisals.undo_last(db, draft.id, by="anna")
    assert codes() == {}
    assert appraisals.undo_last(db, draft.id, by="anna") is None


def test_codes_and_overrides_of_many(
    db: Store, draft: Appraisal, draft_of: Callable[..., UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading whole tables gives what asking for each appraisal gives, and nothing of others."""
    ids = [draft.id, *(draft_of() for _ in range(3))]
    for number, identity in enumerate(ids):
        appraisals.save_answer(db, identity, "1.1", f"A{number}", by="anna")
    appraisals.save_override(db, ids[1], "D1", "high", "no", by="anna")
    appraisals.save_override(db, ids[3], OVERALL, "low", "yes", by="anna")
    codes = {identity: {"1.1": f"A{number}"} for number, identity in enumerate(ids[:3])}
    overrides = {ids[0]: {}, ids[1]: {"D1": "high"}, ids[2]: {}}
    assert (codes, overrides) == (appraisals.codes_of(db, ids[:3]), appraisals.overrides_of(db, ids[:3]))
    monkeypatch.setattr(worksheets, "_MANY", 2)
    assert (codes, overrides) == (appraisals.codes_of(db, ids[:3]), appraisals.overrides_of(db, ids[:3]))


def test_worksheets_of_many(db: Store, draft: Appraisal, draft_of: Callable[..., UUID]) -> None:
    """Worksheets come in the order asked for, each whole; an appraisal that is not there has no codes."""
    ids = [draft.id, *(draft_of() for _ in range(3))]
    for number, identity in enumerate(ids):
        appraisals.save_answer(db, identity, "1.1", f"A{number}", by="anna")
    sheets = appraisals.read_worksheets(db, reversed(ids))
    assert list(reversed(ids)) == list(sheets)
    assert [{"1.1": f"A{number}"} for number in range(4)] == [sheets[identity].codes for identity in ids]
    nobody = uuid4()
    assert {nobody: {}, ids[1]: {"1.1": "A1"}} == appraisals.codes_of(db, [nobody, ids[1]])
    with pytest.raises(NotFound):
        appraisals.read_worksheets(db, [nobody])
    assert appraisals.read_worksheets(db, []) == {}


def test_start_that_cannot_be(db: Store, study: Study, checklist: ChecklistVersion) -> None:
    """An appraisal needs a study, a fit result and a known kind."""
    start = appraisals.start_appraisal
    with pytest.raises(NotFound):
        start(db, uuid4(), reviewer="anna", checklist=checklist)
    with pytest.raises(InvalidValue):
        start(db, study.id, reviewer="anna", checklist=checklist, result="x" * 201)
    with pytest.raises(InvalidValue):
        start(db, study.id, reviewer="anna", checklist=checklist, kind="mine")  # type: ignore[arg-type]
    with pytest.raises(InvalidValue):
        start(db, study.id, reviewer="two words", checklist=checklist)
    studies.add_study(db, NewStudy("after"), by="")
    assert appraisals.find_appraisals(db) == []
