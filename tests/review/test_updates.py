"""What is new in a review, what changed, and what must be looked at again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from checklists import load_checklist
from tests.review.conftest import STUDY, answer_all, as_other
from workbench.errors import UsageError
from workbench.review.admin.protocol import write_protocol
from workbench.review.appraisals import answers, quotes, submission
from workbench.review.checklists import known_checklists
from workbench.review.documents import attach, replace
from workbench.review.evidence import findings, outcomes, ratings
from workbench.review.reviewers import reconcile
from workbench.review.studies import characteristics, duplicates, edit_record, exclusion, known_studies
from workbench.review.updates.lines import UpdateLine
from workbench.review.updates.updates import updates

OLD = Path(__file__).parents[1] / "data" / "definitions-0.1.0"
WORDS = "Ten days of fever. She was well after 20 days.\n"
Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a text to a file and gives its path."""

    def write_file(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


@pytest.fixture
def sent(anna, write):
    """The review in which anna has submitted the case report, with a quote from a supplement."""
    attach.attach(anna, STUDY, [write("first.txt", WORDS)], kind="supplement")
    answer_all(anna)
    answers.answer(anna, STUDY, "1.1", "Y", quote="She was well after 20 days")
    submission.submit(anna, STUDY)
    return anna


def lines(session, group: str, since: str = "") -> list[UpdateLine]:
    """The lines of one group."""
    return [line for line in updates(session, since).lines if line.group == group]


def told(session, group: str, since: str = "") -> list[tuple[str, str]]:
    """Kind and study of each line of a group."""
    return [(line.kind, line.study) for line in lines(session, group, since)]


def replace_supplement(session, path: Path) -> None:
    """Put a file in the place of the supplement."""
    (report,) = replace.replace_document(session, STUDY, [path], "supplement")
    assert "added" == report.status


def test_before_anything_is_submitted_every_study_is_new(anna) -> None:
    """With the checklist that it is to be judged with; its documents are not told apart."""
    assert {("study", row.key) for row in known_studies.rows(anna)} == set(told(anna, "new"))
    assert "not submitted anything yet" in updates(anna).basis


def test_after_submitting_only_what_came_since_is_new(sent, write) -> None:
    """A document of a study that one has not judged; a study that was left out again is not new."""
    assert [] == told(sent, "new") + told(sent, "changed") + told(sent, "look again")
    attach.attach(sent, "seaweed", [write("more.txt", "More of the seaweed study.\n")], kind="supplement")
    assert [("document", "seaweed")] == told(sent, "new")
    exclusion.exclude(sent, "seaweed", "wrong plant")
    assert [] == told(sent, "new")


def test_what_changed_is_told_with_what_it_was(sent) -> None:
    """Records, designs, checklists, exclusion and outcomes, the newest first; confirming is no change."""
    edit_record.edit(sent, "itch", {"year": "2001"})
    edit_record.edit(sent, "itch", {}, design="cross_sectional")
    known_studies.assign(sent, "itch", "jbi-cross-sectional")
    exclusion.exclude(sent, "seaweed", "wrong plant")
    exclusion.include(sent, "seaweed", "the right one")
    exclusion.exclude(sent, "seaweed", "the wrong one after all")
    outcomes.add_outcome(sent, "Itch")
    outcomes.edit_outcome(sent, "Itch", importance=9)
    known_studies.assign(sent, "pretend2016", "case-report")
    assert [
        ("exclude", "seaweed"),
        ("checklist", "itch"),
        ("record", "itch"),
    ] == told(sent, "changed")
    whats = [line.what for line in lines(sent, "changed")]
    assert any("design: case series → cross-sectional study" in what for what in whats)
    assert any("excluded: the wrong one after all" in what for what in whats)
    assert [("outcome", "")] == told(sent, "new")


def test_what_a_later_change_made_void_is_not_told(sent) -> None:
    """An exclusion that was taken back, a value that came back; of several values the last is told."""
    exclusion.exclude(sent, "seaweed", "wrong plant")
    exclusion.include(sent, "seaweed", "the right one")
    year = known_studies.show_study(sent, "itch").bibliography.year
    edit_record.edit(sent, "itch", {"year": "2001", "journal": "Skin"})
    edit_record.edit(sent, "itch", {"year": str(year or "")})
    for text in ("Does it help?", "Does it harm?"):
        write_protocol(sent, "benchmark", text)
    write_protocol(sent, "comparison", "none")
    write_protocol(sent, "comparison", "")
    assert [("protocol", ""), ("record", "itch")] == told(sent, "changed")
    assert ["protocol, benchmark: nothing → Does it harm?", "record corrected: journal"] == [
        line.what for line in lines(sent, "changed")
    ]


def test_a_text_replaced_after_submitting_asks_for_another_look(sent, write) -> None:
    """Once, not as a change too, until the appraisal is submitted anew."""
    replace_supplement(sent, write("second.txt", f"Ten nights of fever. {WORDS[19:]}"))
    (line,) = lines(sent, "look again")
    assert ("document", STUDY) == (line.kind, line.study)
    assert "second.txt took the place of first.txt" in line.what
    assert f"workbench reopen {STUDY} --reason …" == line.command
    assert [] == told(sent, "changed") + told(sent, "new")
    submission.reopen(sent, STUDY, "the supplement was replaced")
    answers.note(sent, STUDY, "1.1", "read again")
    submission.submit(sent, STUDY)
    assert [] == told(sent, "look again")


def test_a_text_that_came_after_submitting_asks_for_another_look(sent, write) -> None:
    """As a full text after the abstract does; who has not judged the study has nothing to redo."""
    attach.attach(sent, STUDY, [write("full.txt", "The whole of it.\n")], kind="full_text")
    assert [("document", STUDY)] == told(sent, "look again")
    assert [] == told(sent, "new")
    bea = as_other(sent, "bea")
    assert [] == told(bea, "look again")


def test_a_quote_whose_words_are_gone_is_named(sent, write) -> None:
    """It asks for another look until it is quoted anew, whatever else is done."""
    submission.reopen(sent, STUDY, "to look")
    replace_supplement(sent, write("second.txt", "Ten days of fever. Nobody asked how she was.\n"))
    kinds = dict.fromkeys(kind for kind, _ in told(sent, "look again"))
    assert ["document", "quote"] == list(kinds)
    answers.note(sent, STUDY, "1.1", "I know")
    (line,) = lines(sent, "look again")
    assert ("quote", "1.1") == (line.kind, line.about)
    assert "She was well after 20 days" in line.what
    quotes.untie_quote(sent, STUDY, answers.judge_study(sent, STUDY).quotes[0].id)
    assert [] == told(sent, "look again")


def test_a_withdrawn_text_asks_for_another_look_and_a_restored_one_does_not(sent) -> None:
    """With the reason for which it was withdrawn."""
    replace.withdraw_document(sent, STUDY, "supplement", "of another patient")
    assert {"document", "quote"} == {kind for kind, _ in told(sent, "look again")}
    assert any("of another patient" in line.what for line in lines(sent, "look again"))
    replace.restore_document(sent, STUDY, "supplement")
    assert [] == told(sent, "look again")


def test_a_consensus_that_one_may_see_asks_for_another_look_too(both, write) -> None:
    """For those who have submitted; somebody else is not told that it is there."""
    reconcile.reconcile(both, STUDY, "1.3", "=anna", "so")
    reconcile.reconcile(both, STUDY, "2.1", "=bea", "so")
    reconcile.finish_consensus(both, STUDY)
    attach.attach(both, STUDY, [write("full.txt", "The whole of it.\n")], kind="full_text")
    assert {("document", STUDY), ("consensus", STUDY)} == set(told(both, "look again"))
    cara = as_other(both, "cara")
    assert [] == told(cara, "look again")


def test_numbers_and_characteristics_from_a_replaced_text_are_named(sent, write) -> None:
    """Those that were quoted from it, or from nobody knows where; not those from another document."""
    outcomes.add_outcome(sent, "Fever", time_point="10 days")
    findings.record_finding(sent, STUDY, "Fever", {"sentence": "it went"}, quote="Ten days of fever")
    characteristics.characterise(sent, STUDY, "follow-up", "20 days", quote="well after 20 days")
    characteristics.characterise(sent, STUDY, "country", "Nowhere", source="registry")
    replace_supplement(sent, write("second.txt", WORDS.replace("20", "21")))
    again = {line.kind: line for line in lines(sent, "look again")}
    assert {"document", "quote", "finding", "characteristic"} == again.keys()
    assert "Fever (10 days)" == again["finding"].about
    assert "its words do not stand there" in again["characteristic"].what
    findings.record_finding(sent, STUDY, "Fever", {"sentence": "it went away"}, quote="Ten days of fever")
    characteristics.characterise(sent, STUDY, "follow-up", "21 days", quote="well after 21 days")
    assert {"document", "quote"} == {kind for kind, _ in told(sent, "look again")}


def test_a_rating_made_before_a_change_is_named_until_it_is_confirmed(sent) -> None:
    """With the command that shows what changed."""
    outcomes.add_outcome(sent, "Fever", time_point="10 days")
    findings.record_finding(sent, STUDY, "Fever", {"sentence": "it went"})
    ratings.rate(sent, "Fever", "imprecision", -1, "one patient")
    findings.record_finding(sent, STUDY, "Fever", {"sentence": "it went, and came back"})
    (line,) = lines(sent, "look again")
    assert ("rating", "Fever (10 days)") == (line.kind, line.about)
    assert line.what.startswith("imprecision of Fever (10 days), ")
    assert line.command.startswith("workbench certainty 'Fever (10 days)' --body ")
    ratings.confirm(sent, "Fever", "imprecision")
    assert [] == told(sent, "look again")


def test_an_appraisal_with_an_older_version_is_named_with_the_way_to_the_newer(anna, monkeypatch) -> None:
    """A draft is upgraded, a submitted one reopened first."""
    with monkeypatch.context() as before:
        before.setattr(known_checklists, "find_checklist", lambda name: load_checklist(OLD / f"{name}.yaml"))
        answers.answer(anna, STUDY, "1.3", "PY")
        assert [] == told(anna, "look again")
    (line,) = lines(anna, "look again")
    assert ("version", STUDY) == (line.kind, line.study)
    assert "case-report 0.1.0" in line.what
    assert f"workbench assign {STUDY} --upgrade" == line.command


def test_work_with_a_checklist_that_the_study_has_no_more_is_named(sent) -> None:
    """Until it is judged with the present one."""
    known_studies.assign(sent, STUDY, "jbi-case-reports", reason="the journal wants it")
    (line,) = lines(sent, "look again")
    assert ("other-checklist", f"workbench judge {STUDY}") == (line.kind, line.command)
    answers.answer(sent, STUDY, "1", "Y")
    assert [] == told(sent, "look again")


def test_a_study_that_is_left_out_asks_for_nothing(sent, write) -> None:
    """Whatever happens to its texts, until it is taken in again."""
    attach.attach(sent, STUDY, [write("full.txt", "The whole of it.\n")], kind="full_text")
    exclusion.exclude(sent, STUDY, "a letter")
    assert [] == told(sent, "look again")
    exclusion.include(sent, STUDY, "no letter")
    assert [("document", STUDY)] == told(sent, "look again")


def test_a_day_leaves_out_what_happened_before_it(sent, write) -> None:
    """Also what would have to be looked at again, so that it can be laid aside."""
    attach.attach(sent, STUDY, [write("full.txt", "The whole of it.\n")], kind="full_text")
    today = datetime.now(UTC)
    assert [("document", STUDY)] == told(sent, "look again", f"{today - timedelta(days=1):%Y-%m-%d}")
    later = f"{today + timedelta(days=1):%Y-%m-%d}"
    assert () == updates(sent, later).lines


@pytest.mark.parametrize("text", ["soon", "2026-13-01", "01.11.2026", "20O6-11-01"])
def test_what_is_no_day_is_refused(anna, text: str) -> None:
    """In one line that shows how one is written."""
    with pytest.raises(UsageError, match="a day is written as 2026-11-01"):
        updates(anna, text)


def test_a_merge_is_told_and_asks_for_another_look_at_the_study_that_is_kept(sent) -> None:
    """Its duplicate's documents are read there now; once it is split again nothing of it is told."""
    duplicates.merge(sent, STUDY, "seaweed", "the same patient")
    (again,) = lines(sent, "look again")
    assert ("document", STUDY) == (again.kind, again.study)
    assert "seaweed, a duplicate, was merged into it" in again.what
    assert [("merge", "seaweed")] == told(sent, "changed")
    duplicates.split(sent, "seaweed", "not the same after all")
    assert [] == told(sent, "look again")
    assert [] == told(sent, "changed")
