"""The studies screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App

from checklists import load_checklist
from tests.shared.progress import progress
from tests.tui.test_compare import appraise
from workbench import config
from workbench.review.admin import history
from workbench.review.appraisals import answers as appraisals
from workbench.review.checklists import known_checklists
from workbench.review.documents.add import add_paths
from workbench.review.reviewers import handles
from workbench.review.session import create_review, open_review
from workbench.review.studies import edit_record, known_studies
from workbench.tui.gateway import Gateway
from workbench.tui.widgets.study_list import columns, headings

SIZES = [(80, 24), (120, 40)]
OLD = Path(__file__).parents[1] / "data" / "definitions-0.1.0"


def name_of(size: tuple[int, int]) -> str:
    """Part of a frame's name."""
    return f"{size[0]}x{size[1]}"


@pytest.mark.parametrize("size", SIZES, ids=name_of)
async def test_every_study_is_a_line_with_design_checklist_and_progress(opened, size) -> None:
    """Key, design, checklist, progress, state, judgement, co-reviewers; the study under the cursor below."""
    async with opened(size=size) as driver:
        await driver.until_shown(progress("psm-cohort"), "borresen2021", "seaweed")
        await driver.until_shown("5 studies", "anna · all saved", "next open: 1.1")
        await driver.check_frame(f"studies-{name_of(size)}")


async def test_a_retracted_paper_is_marked_in_the_list(opened, review: str, tmp_path: Path) -> None:
    """By a letter before its key and a line on the study, so that nobody appraises it unawares."""
    record = tmp_path / "retracted.nbib"
    record.write_text("PMID- 9\nTI  - Oats for oboists\nFAU - Malt, A\nPT  - Retracted Publication\n")
    with open_review(review, "anna") as session:
        add_paths(session, [record])
        assert ["malt"] == [row.key for row in known_studies.rows(session) if row.retracted]
    async with opened() as driver:
        await driver.until_shown("R malt", "6 studies")
        await driver.press("/")
        await driver.type("retracted")
        await driver.press("enter")
        await driver.until_shown("R retracted: w says how that is known", "Oats for oboists")


async def test_an_empty_review_says_what_to_do(opened, tmp_path: Path) -> None:
    """Without studies the screen names the key and the command that add some."""
    empty = str(tmp_path / "empty.db")
    create_review(empty, title="Empty").close()
    async with opened(empty) as driver:
        await driver.until_shown("No studies yet.", "workbench add", "workbench demo")


async def test_the_first_keys_in_an_empty_review_are_for_its_screen(opened, tmp_path: Path) -> None:
    """Once somebody said who works, keys go to the screen and not into the filter, which is hidden."""
    empty = str(tmp_path / "empty.db")
    create_review(empty, title="Empty").close()
    async with opened(empty, reviewer=None) as driver:
        await driver.until_shown("Who are you?")
        await driver.type("bea")
        await driver.press("enter")
        await driver.until_shown("bea · all saved")
        await driver.press("g", "p")
        await driver.until_shown("Protocol")
        await driver.press("escape")
        await driver.until_shown("No studies yet.")
        for name in ("one", "two"):
            path = tmp_path / f"{name}.txt"
            path.write_text(f"Study {name}: a case report of hiccups\n\nWe report a man of {name}.", "utf-8")
        await driver.press("a")
        await driver.until_shown("Add a document")
        await driver.type(str(tmp_path))
        await driver.press("enter")
        await driver.until_shown("What became of each file")
        await driver.press("escape")
        await driver.until_shown("2 studies", "▌one")
        await driver.press("up")
        await driver.until_shown("▌hiccups")


async def test_the_handle_is_asked_once_and_remembered(opened) -> None:
    """Without a known reviewer the workbench asks, remembers the answer, and says who is working."""
    async with opened(reviewer=None) as driver:
        await driver.until_shown("Who are you?")
        assert "Known here: anna" in driver.text
        await driver.type("bea")
        await driver.press("enter")
        await driver.until_shown(
            "Add bea as a new reviewer?", "bea is not a reviewer of this review yet (anna)"
        )
        await driver.press("enter")
        await driver.until_shown("bea · all saved")
    assert "bea" == config.remembered_reviewer()


async def test_a_mistyped_handle_becomes_nobody(opened, review) -> None:
    """What is nearly a known handle is asked about, and the known one taken without a question."""
    async with opened(reviewer="ana") as driver:
        await driver.until_shown("Add ana as a new reviewer?", "looks like anna")
        await driver.press("escape")
        await driver.until_shown("Who are you?", "ana")
        await driver.press("home", "delete", "delete", "delete")
        await driver.type("anna")
        await driver.press("enter")
        await driver.until_shown("anna · all saved")
    with open_review(review) as session:
        assert ["anna"] == [reviewer.handle for reviewer in handles.list_reviewers(session)]


async def test_a_handle_that_cannot_be_used_is_asked_again(opened) -> None:
    """The reason is shown and what was typed stays in the field."""
    async with opened(reviewer=None) as driver:
        await driver.until_shown("Who are you?")
        await driver.type("a b")
        await driver.press("enter")
        await driver.until_shown("Who are you?", "a b", "handle")
        assert driver.app.gateway.reviewer is None


async def test_the_filter_shows_only_what_has_every_word(opened) -> None:
    """Typing after / narrows the list at once; escape brings all back."""
    async with opened() as driver:
        await driver.until_shown("borresen2021")
        await driver.press("slash")
        await driver.type("case")
        await driver.until(lambda: "borresen2021" not in driver.text, "the cohort is filtered out")
        assert "imagina2018" in driver.text
        await driver.press("escape")
        await driver.until_shown("borresen2021")


async def test_the_filter_finds_authors_and_folds_accents(opened, review) -> None:
    """Whoever types without accents finds what is printed with them, and the other way round."""
    with open_review(review, "anna") as session:
        edit_record.edit(session, "itch", {"authors": "Müller J; Łukasz P"})
    async with opened() as driver:
        await driver.until_shown("borresen2021")
        await driver.press("slash")
        for name in ("muller", "lukasz", "MÜLLER"):
            driver.app.screen.query_one("#filter").value = name
            await driver.until(
                lambda: ["itch"] == [row.key for row in driver.app.screen.query_one("#list").rows], name
            )


async def test_the_reasons_of_a_suggested_design_are_shown(opened) -> None:
    """w shows the phrases that decided on the design."""
    async with opened() as driver:
        await driver.until_shown("borresen2021", progress("psm-cohort"))
        await driver.press("w")
        await driver.until_shown("why this design", "propensity-matched retrospective cohort", "(title)")


async def test_a_checklist_is_confirmed_by_the_reviewer(opened) -> None:
    """c lists the checklists, enter takes one, and the study is no longer only a suggestion."""
    async with opened() as driver:
        await driver.until_shown("borresen2021", "suggested")
        await driver.press("c")
        await driver.until_shown("Checklist for borresen2021", "psm-cohort is", "✓ psm-cohort")
        await driver.press("enter")
        await driver.until_shown("confirmed")


async def test_a_checklist_with_which_work_is_done_is_changed_only_with_a_reason(opened, appraised) -> None:
    """The refusal becomes the question why; the reason is saved with the change."""
    async with opened(appraised) as driver:
        await driver.until_shown("baricitinib", "submitted")
        await driver.press("c")
        await driver.until_shown("Checklist for baricitinib")
        place = [key for key, _ in driver.app.screen.choices].index("single-arm")
        await driver.press("home", *["down"] * place, "enter")
        await driver.until_shown("Another checklist for baricitinib", "anna done")
        await driver.type("two groups")
        await driver.press("ctrl+s")
        await driver.until_shown("single-arm     ───── 0/")
    with open_review(appraised, "anna") as session:
        assert "two groups" == history.list_events(session, "baricitinib")[-1].reason


async def test_a_document_is_added_from_the_screen(opened, tmp_path: Path) -> None:
    """a asks for a path and tells what became of it; the cursor stands on the new study."""
    path = tmp_path / "new.txt"
    path.write_text(
        "Recovery of one patient: a case report\n\nOno A.\n\nAbstract\nA 60-year-old woman got baricitinib.\n"
    )
    async with opened() as driver:
        await driver.until_shown("borresen2021")
        await driver.press("a")
        await driver.until_shown("Add a document")
        driver.app.screen.query_one("#line").value = str(path)
        await driver.press("enter")
        await driver.until_shown("What became of each file", "added:")
        await driver.press("escape")
        await driver.until_shown("6 studies")


async def test_a_path_that_is_not_there_is_told(opened) -> None:
    """A wrong path changes nothing and says so."""
    async with opened() as driver:
        await driver.until_shown("borresen2021")
        await driver.press("a")
        await driver.until_shown("Add a document")
        await driver.type("nowhere.txt")
        await driver.press("enter")
        await driver.until_shown("not done: cannot be read: No such file")


async def test_help_lists_every_key_of_the_screen(opened) -> None:
    """? shows the commands of the screen in front, with a sentence each."""
    async with opened() as driver:
        await driver.until_shown("borresen2021")
        await driver.press("question_mark")
        await driver.until_shown("Keys: Studies", "Find a study and appraise it", "Next for you")
        await driver.type("again")
        await driver.until_shown("Show all studies again")
        await driver.press("escape", *["pagedown"] * 6)
        await driver.until_shown("every answer is saved")


async def test_a_review_that_cannot_be_opened_ends_with_its_reason(opened, tmp_path: Path) -> None:
    """The application closes and hands the one-line reason to the command line."""
    foreign = tmp_path / "foreign.db"
    foreign.write_text("this is no review")
    async with opened(str(foreign)) as driver:
        await driver.until(lambda: driver.app.failure is not None, "the application ended")
        assert "foreign.db" in str(driver.app.failure)
    assert "this is no review" == foreign.read_text()


async def test_an_appraisal_is_upgraded_after_saying_what_is_kept(opened, review, monkeypatch) -> None:
    """Only where the own one is older; leaving the question changes nothing, enter does it."""
    old = load_checklist(OLD / "case-report.yaml")
    with open_review(review, "anna") as session, monkeypatch.context() as before:
        before.setattr(known_checklists, "find_checklist", lambda _: old)
        for item in ("1.3", "2.1"):
            appraisals.answer(session, "pretend2016", item, "Y")
    async with opened(size=(120, 40)) as driver:
        await driver.until_shown("pretend2016")
        await driver.press("c")
        await driver.until_shown("Checklist for borresen2021")
        assert "Upgrade" not in driver.text
        await driver.press("escape", "down", "down", "down", "c")
        await driver.until_shown("Checklist for pretend2016", "Upgrade")
        await driver.press("home", "enter")
        await driver.until_shown("Upgrade the appraisal of pretend2016?", "1 answer is kept", "0.1.0 → 0.2.2")
        await driver.press("escape", "c")
        await driver.until_shown("Checklist for pretend2016", "Upgrade")
        await driver.press("home", "enter")
        await driver.until_shown("1 answer is kept")
        await driver.press("enter")
        await driver.until_shown("Upgraded: 1 answer kept, 1 asked again")
    with open_review(review, "anna") as session:
        sheet = appraisals.judge_study(session, "pretend2016")
    assert ("0.2.2", {"1.3": "Y"}) == (sheet.checklist.version, sheet.codes)


async def test_a_low_window_is_left_to_the_list(opened) -> None:
    """The studies, and no card of the one under the cursor, where there is room for one of them only."""
    async with opened(size=(60, 10)) as driver:
        await driver.until_shown("▌borresen2021", "itch")
        assert "Warm sand" not in driver.text
        await driver.pilot.resize_terminal(60, 24)
        await driver.until_shown("Warm sand")


def test_columns_are_as_wide_as_the_longest_names() -> None:
    """The checklist is cut before the study, and both only where the line is short."""
    assert (14, 16) == columns(78, (14, 16), signs=1, with_allocated=False).cells[:2]
    assert (13, 16) == columns(77, (13, 16), signs=1, with_allocated=False).cells[:2]
    assert (14, 14) == columns(78, (14, 40), with_allocated=False).cells[:2]
    assert (24, 20) == columns(200, (90, 90), with_allocated=False).cells[:2]


@given(
    st.integers(77, 300),
    st.tuples(st.integers(0, 60), st.integers(0, 60)),
    st.booleans(),
    st.sampled_from((1, 3)),
)
def test_columns_fill_no_more_than_the_line(width, names, with_allocated, signs) -> None:
    """From 77 cells on; in shorter lines the last columns are cut."""
    shape = columns(width, names, signs=signs, with_allocated=with_allocated)
    line = headings(shape)
    assert len(line) - (len("title") if shape.title else 0) + shape.title <= width


def work_as(role: str, monkeypatch) -> None:
    """Let whoever opens the review be somebody with a role in a team."""
    monkeypatch.setattr(Gateway, "role", property(lambda gateway: role if gateway.is_open else ""))


@pytest.mark.parametrize(("role", "is_offered"), [("reviewer", False), ("lead", True), ("", True)])
async def test_adding_and_confirming_is_offered_to_leads_of_a_team(
    opened, monkeypatch, role, is_offered
) -> None:
    """The server refuses both to a reviewer."""
    work_as(role, monkeypatch)
    async with opened() as driver:
        await driver.until_shown("▌borresen2021", "0/27", "Appraise", "(suggested: w why")
        assert is_offered == ("a Add" in driver.text)
        assert is_offered == ("w why, c" in driver.text)


async def test_the_keys_at_the_foot_follow_without_the_focus(opened, monkeypatch) -> None:
    """A page of a browser tells that it has none until the first key is typed."""
    roles = [""]
    monkeypatch.setattr(Gateway, "role", property(lambda _: roles[0]))
    async with opened() as driver:
        await driver.until_shown("▌borresen2021", "0/27", "a Add")
        monkeypatch.setattr(App, "app_focus", False)
        roles[0] = "reviewer"
        driver.app.screen.refresh_bindings()
        for _ in range(5):
            await driver.pilot.pause()
        assert "a Add" not in driver.text


async def test_a_reader_is_offered_nothing_that_the_server_would_refuse(opened, monkeypatch) -> None:
    """No appraisal and no adding; enter opens the documents of the study."""
    work_as("reader", monkeypatch)
    async with opened() as driver:
        await driver.until_shown("▌borresen2021", "Filter", "(suggested: w why)")
        for words in ("0/27", "· new", "◐ draft"):
            assert words not in driver.text
        assert "Appraise" not in driver.text
        assert "Add" not in driver.text
        assert "next open" not in driver.text
        await driver.press("a", "n", "enter")
        await driver.until_shown("Documents of borresen2021", "1 json_line.txt")
        await driver.press("1")
        await driver.until_shown("json_line.txt", "1 Open it")


async def test_what_others_submit_meanwhile_is_shown_without_a_key(opened, review) -> None:
    """The list reads again what is in sight, and keeps its place."""
    async with opened() as driver:
        await driver.until_shown("borresen2021", "0/27")
        await driver.press("down")
        appraise(review, "bea", {})
        assert "● 1" not in driver.text
        driver.app.screen.look_anew()
        await driver.until_shown("● 1", "▌imagina2018")


@pytest.mark.parametrize("width", [80, 110, 111, 119])
async def test_no_column_of_the_list_is_cut_at_any_usual_width(opened, width) -> None:
    """Also beside the card, from 110 columns."""
    async with opened(size=(width, 30)) as driver:
        await driver.until_shown("judgement        others", "single-arm-covid")
