"""A team's own checklists in a review: added, used like any other, taken along, and removed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from store import own_checklists as stored
from tests.review.conftest import STUDY, answer_all, as_other
from workbench.errors import ConflictError, NotFoundError
from workbench.review.admin import doctor, history
from workbench.review.appraisals import answers, submission
from workbench.review.checklists.known_checklists import Catalogue
from workbench.review.checklists.own_checklists import AddedChecklist, add_files, remove
from workbench.review.documents.add import add_paths
from workbench.review.evidence import findings, outcomes, ratings
from workbench.review.exchange import whole_review
from workbench.review.publish.build_export import build_export
from workbench.review.publish.build_figure import build_figure
from workbench.review.publish.exports import ExportRequest
from workbench.review.publish.figures import FIGURES
from workbench.review.reviewers import reconcile
from workbench.review.reviewers.agreement import agreement
from workbench.review.session import ReviewSession, open_review
from workbench.review.studies import checklist_choice, known_studies, progress
from workbench.review.tables.build import build_table
from workbench.review.tables.registry import TABLES

SMALL = (Path(__file__).parents[1] / "checklists" / "small.yaml").read_text(encoding="utf-8")
Definition = Callable[..., str]


@pytest.fixture
def definition(tmp_path: Path) -> Definition:
    """Writes a definition with the id `ours`, changed as wanted, and gives its path."""

    def write(*changes: str, name: str = "ours.yaml") -> str:
        text = SMALL.replace("id: small", "id: ours", 1)
        for old, new in zip(changes[::2], changes[1::2], strict=True):
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def add(session: ReviewSession, path: str) -> AddedChecklist:
    """Adds one file."""
    (added,) = add_files(session, [path])
    return added


@pytest.fixture
def ours(anna: ReviewSession, definition: Definition) -> ReviewSession:
    """The review with the checklist `ours` in it, anna looking."""
    assert "added" == add(anna, definition()).status
    return anna


def test_a_checklist_is_on_offer_once_it_is_added(ours: ReviewSession) -> None:
    """With where it comes from and who added it; the same text again changes nothing."""
    known = Catalogue(ours.db).know("ours")
    assert ("review", "ours.yaml", "anna") == (known.origin, known.source, known.added_by)
    assert "ours" in [each.checklist.id for each in Catalogue(ours.db).list_all()]
    events = len(history.list_events(ours))
    assert "already there" == add(ours, str(Path(ours.db.location).with_name("ours.yaml"))).status
    assert events == len(history.list_events(ours))


def test_a_bad_file_does_not_lose_the_others(anna: ReviewSession, definition: Definition) -> None:
    """Each problem is a line; what became of each file is told."""
    broken = definition("tone: poor", "tone: bad", "judge: high", "judge: hihg", name="broken.yaml")
    unproved = definition("judge: high", "judge: low", "id: ours", "id: theirs", name="unproved.yaml")
    outcomes = add_files(anna, [broken, "missing.yaml", unproved, definition()])
    assert ["refused", "refused", "refused", "added"] == [outcome.status for outcome in outcomes]
    assert 2 == len(outcomes[0].lines)
    assert "did you mean" in outcomes[0].lines[1]
    assert "cannot be read" in outcomes[1].lines[0]
    assert outcomes[2].lines
    assert ["ours"] == [own.checklist.checklist_id for own in stored.list_own(anna.db)]


def test_an_id_of_the_program_is_refused(anna: ReviewSession, definition: Definition) -> None:
    """Otherwise one id would mean two things."""
    outcome = add(anna, definition("id: ours", "id: case-report"))
    assert "conflict" == outcome.status
    assert "comes with the workbench" in outcome.lines[0]


def test_another_text_of_the_same_version_is_refused(ours: ReviewSession, definition: Definition) -> None:
    """A later version is taken."""
    outcome = add(ours, definition("title: First", "title: Changed"))
    assert "conflict" == outcome.status
    assert "later version" in outcome.lines[0]
    later = add(ours, definition("title: First", "title: Changed", "version: 0.1.0", "version: 0.2.0"))
    assert ("added", "0.1.0") == (later.status, later.replaced)
    assert "0.2.0" == Catalogue(ours.db).find("ours").version


def test_an_appraisal_keeps_its_version_when_a_later_one_comes(
    ours: ReviewSession, definition: Definition
) -> None:
    """A new one is begun with the later version."""
    known_studies.assign(ours, STUDY, "ours")
    answers.answer(ours, STUDY, "1.1", "Y")
    add(ours, definition("title: First", "title: Changed", "version: 0.1.0", "version: 0.2.0"))
    assert "0.1.0" == answers.judge_study(ours, STUDY).checklist.version
    assert "0.2.0" == answers.judge_study(ours, STUDY, result="death").checklist.version


def test_what_only_fails_the_stricter_proof_is_a_warning_for_a_definition_of_version_0_1(
    anna: ReviewSession, definition: Definition
) -> None:
    """The row is named and the file is added; one in version 0.2 is refused."""
    rule = SMALL[SMALL.index("    - {id: O-R2") : SMALL.index("    - {id: O-R3")]
    silent = (rule, "", "O-R3", "O-R2")
    outcome = add(anna, definition(*silent))
    assert ("added", 1) == (outcome.status, len(outcome.lines))
    assert "D1=no_information, D2=low" in outcome.lines[0]
    later = definition(*silent, "checklist/0.1", "checklist/0.2", "id: ours", "id: later", name="later.yaml")
    assert ("refused", 1) == (add(anna, later).status, len(outcome.lines))


def test_one_in_use_is_not_removed(ours: ReviewSession) -> None:
    """The studies are named; one that nobody uses is removed, and is not on offer any more."""
    known_studies.assign(ours, STUDY, "ours")
    with pytest.raises(ConflictError, match=f"assigned to {STUDY}"):
        remove(ours, "ours")
    known_studies.assign(ours, STUDY, "case-report")
    remove(ours, "ours")
    assert "ours" not in [each.checklist.id for each in Catalogue(ours.db).list_all()]
    with pytest.raises(NotFoundError, match="ours"):
        known_studies.assign(ours, STUDY, "ours")


@pytest.mark.parametrize(("name", "error"), [("case-report", ConflictError), ("nothing", NotFoundError)])
def test_what_is_not_the_reviews_own_is_not_removed(
    anna: ReviewSession, name: str, error: type[Exception]
) -> None:
    """The program's stay; an unknown id is answered with the nearest."""
    with pytest.raises(error, match=name):
        remove(anna, name)


def test_it_is_suggested_for_its_design(anna: ReviewSession, definition: Definition) -> None:
    """Where no checklist of the program is for the design it comes first, also for a study added later."""
    add(anna, definition("design_class: case_report", "design_class: narrative_review"))
    other = Path(anna.db.location).with_name("review.txt")
    other.write_text(
        "Mud for heels: a narrative review\n\nAbstract\nIn this narrative review we discuss mud.\n"
    )
    (report,) = add_paths(anna, [other])
    assert "ours" == report.checklist
    assert not any("no checklist" in reason for reason in report.design_reasons)
    assert "the checklist ours, which the review has of its own, is for this design" in report.design_reasons
    offered = checklist_choice.list_choices(anna, str(report.study_key))
    assert ("ours", "suggested") == (offered.choices[0].checklist.id, offered.choices[0].fit)
    assert "ours.yaml" in offered.choices[0].from_where


def test_where_the_program_has_one_it_fits_too(ours: ReviewSession) -> None:
    """And is named in the sentence."""
    offered = checklist_choice.list_choices(ours, STUDY)
    fitting = [choice.checklist.id for choice in offered.choices if choice.fit]
    assert ("case-report", "ours") == (fitting[0], fitting[-1])
    assert "ours would fit too" in offered.in_words()


def test_progress_and_doctor_know_it(ours: ReviewSession) -> None:
    """Before anybody has answered."""
    known_studies.assign(ours, STUDY, "ours")
    rows = [row for row in known_studies.rows(ours) if row.key == STUDY]
    assert (0, 2) == (
        progress.read_progress(ours, rows)[STUDY].answered,
        progress.read_progress(ours, rows)[STUDY].asked,
    )
    checks = {check.name: check for check in doctor.examine(ours.db.location, "anna")}
    assert ("ok", True) == (
        checks["checklist ours"].status,
        "review (ours.yaml)" in checks["checklist ours"].message,
    )


@pytest.fixture
def used(ours: ReviewSession) -> ReviewSession:
    """The study appraised with it by anna and bea, apart on one item; an outcome with a finding."""
    known_studies.assign(ours, STUDY, "ours")
    for name, codes in (("anna", {}), ("bea", {"2.1": "N"})):
        session = as_other(ours, name)
        for item, code in codes.items():
            answers.answer(session, STUDY, item, code)
        answers.answer(session, STUDY, "P1", "fever")
        answer_all(session, "Y")
        submission.submit(session, STUDY)
    outcomes.add_outcome(ours, "Fever", importance=8)
    findings.record_finding(ours, STUDY, "Fever", {"treatment_events": "1", "treatment_total": "2"})
    return ours


def test_both_are_compared_and_agree_on_a_consensus(used: ReviewSession) -> None:
    """The item on which they differ is named, then settled."""
    assert ("2.1",) == tuple(reconcile.compare(used, STUDY).unresolved[:1])
    while waiting := reconcile.compare(used, STUDY).unresolved:
        reconcile.reconcile(used, STUDY, waiting[0], "=anna", "read again")
    reconcile.finish_consensus(used, STUDY)
    (table,) = build_table(used, "traffic-light")
    assert 1 == len(table.rows)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_built(used: ReviewSession, name: str) -> None:
    """None stops at a checklist that it does not know."""
    tables = build_table(used, name, "all")
    if name in ("appraisal", "traffic-light", "summary", "answers"):
        assert any("ours" in str(cell) or "Second" in str(cell) for table in tables for cell in _cells(table))


def _cells(table: object) -> list[object]:
    return [
        table.title,
        *(column.title for column in table.columns),
        *(cell for row in table.rows for cell in row),
    ]


@pytest.mark.parametrize(
    "name", [name for name in FIGURES if "certain" not in name and "weighted" not in name]
)
def test_every_figure_of_judgements_is_drawn(used: ReviewSession, name: str) -> None:
    """By the id of the checklist."""
    assert build_figure(used, name, "ours", "independent")


def test_agreement_is_measured(used: ReviewSession) -> None:
    """Over the whole, the domains and the items."""
    (report,) = agreement(used, checklist="ours")
    assert ("ours", ("anna", "bea")) == (report.checklist_id, report.reviewers)
    assert {"overall", "D1", "D2", "1.1", "2.1"} <= {line.id or "overall" for line in report.lines}


def test_certainty_starts_where_it_says(used: ReviewSession) -> None:
    """It declares a start at low, and what its judgements take away."""
    row = ratings.rate(used, "Fever", "imprecision", -1, "two people")
    assert ("low", "single-arm-low") == (row.start, row.key)


@pytest.mark.parametrize("kind", ["long", "robvis"])
def test_exports_carry_it(used: ReviewSession, kind: str) -> None:
    """As rows and as the files of other tools."""
    export = build_export(used, ExportRequest(kind=kind, checklist="ours", of="independent"))
    assert export.files


def test_another_installation_needs_nothing_but_the_export(used: ReviewSession, tmp_path: Path) -> None:
    """The checklist comes with it, on offer as it was."""
    (tmp_path / "whole.zip").write_bytes(whole_review.export_review(used).files[""])
    whole_review.import_review(tmp_path / "whole.zip", str(tmp_path / "there.db"))
    with open_review(str(tmp_path / "there.db"), "anna") as there:
        assert Catalogue(used.db).know("ours") == Catalogue(there.db).know("ours")
        assert "ours" == answers.judge_study(there, STUDY).checklist.id
        answers.judge_study(there, STUDY, result="death")


@pytest.fixture
def scored(anna: ReviewSession, tmp_path: Path) -> ReviewSession:
    """The study appraised by anna and bea with the scored list of the page, apart by a point."""
    page = (Path(__file__).parents[2] / "docs" / "own-checklists.md").read_text(encoding="utf-8")
    path = tmp_path / "score.yaml"
    path.write_text(re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)[1], encoding="utf-8")
    assert "added" == add(anna, str(path)).status
    known_studies.assign(anna, STUDY, "our-score", reason="tried")
    for name, codes in (("anna", {}), ("bea", {"2.1": "P", "2.2": "N"})):
        session = as_other(anna, name)
        for item, code in codes.items():
            answers.answer(session, STUDY, item, code)
        answer_all(session, "F")
        submission.submit(session, STUDY)
    outcomes.add_outcome(anna, "Fever", importance=8)
    findings.record_finding(anna, STUDY, "Fever", {"treatment_events": "1", "treatment_total": "2"})
    return anna


def test_a_scored_list_goes_all_the_way(scored: ReviewSession, tmp_path: Path) -> None:
    """Totals lead to levels, and these to tables, figures, agreement, certainty and exports."""
    mine = answers.judge_study(scored, STUDY)
    assert ("good", {"TS": 6, "T": 12}) == (mine.verdict.final_overall, dict(mine.verdict.totals))
    assert {"2.1", "2.2"} <= set(reconcile.compare(scored, STUDY).unresolved)
    assert "fair" == answers.judge_study(as_other(scored, "bea"), STUDY).verdict.final_overall
    for name in TABLES:
        build_table(scored, name, "all")
    assert build_figure(scored, "traffic-light", "our-score", "independent")
    (report,) = agreement(scored, checklist="our-score")
    assert 0.0 == report.lines[0].percent_agreement
    assert "low" == ratings.rate(scored, "Fever", "imprecision", -1, "two people").start
    assert build_export(scored, ExportRequest(kind="long", of="independent")).files
    (tmp_path / "whole.zip").write_bytes(whole_review.export_review(scored).files[""])
    whole_review.import_review(tmp_path / "whole.zip", str(tmp_path / "there.db"))
    with open_review(str(tmp_path / "there.db"), "bea") as there:
        assert "fair" == answers.judge_study(there, STUDY).verdict.final_overall


def test_a_checklist_that_nobody_has_used_yet_travels_too(ours: ReviewSession, bea, tmp_path: Path) -> None:
    """Also where others' work is left out."""
    known_studies.assign(ours, STUDY, "ours")
    answers.answer(bea, STUDY, "1.1", "Y")
    (tmp_path / "part.zip").write_bytes(whole_review.export_review(ours, visible_only=True).files[""])
    whole_review.import_review(tmp_path / "part.zip", str(tmp_path / "there.db"))
    with open_review(str(tmp_path / "there.db"), "anna") as there:
        assert "ours" == answers.judge_study(there, STUDY).checklist.id


def test_a_copy_of_the_file_is_enough(used: ReviewSession, tmp_path: Path) -> None:
    """The checklist is in force there."""
    used.close()
    shutil.copy(used.db.location, tmp_path / "copy.db")
    with open_review(str(tmp_path / "copy.db"), "carl") as there:
        assert "ours" == answers.judge_study(there, STUDY).checklist.id
        answers.answer(there, STUDY, "1.1", "Y")
