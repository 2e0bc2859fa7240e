"""The agreement screen, driven by keys."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import ClassVar

import pytest

from checklists import judge
from store.answers import set_code
from tests.shared.progress import progress
from workbench.errors import ConflictError
from workbench.review.appraisals import answers as appraisals
from workbench.review.appraisals import submission
from workbench.review.appraisals.own_sheet import changing, find_result
from workbench.review.reviewers import agreement as agreeing
from workbench.review.reviewers.agreement import AgreementLine, AgreementReport, Coefficient
from workbench.review.reviewers.coefficients import Intervals
from workbench.review.session import open_review
from workbench.tui.screens import agreement_text as texts

SIZES = [(80, 24), (120, 40)]
SERIES = ("imagina2018", "itch")
"""The two case series among the invented studies."""


def name_of(size: tuple[int, int]) -> str:
    """Part of a frame's name."""
    return f"{size[0]}x{size[1]}"


def appraise(review: str, reviewer: str, study: str, codes: dict[str, str]) -> None:
    """Submit an appraisal with Y everywhere except where something else is given."""
    with open_review(review, reviewer) as session:
        sheet, given = appraisals.judge_study(session, study), {}
        with changing(session, find_result(session, sheet)) as own:
            while unanswered := judge(sheet.checklist, given).unanswered:
                given[unanswered[0]] = codes.get(unanswered[0], "Y")
                set_code(own.draft, unanswered[0], given[unanswered[0]])
        submission.submit(session, study)


@pytest.fixture
def both(review: str) -> str:
    """Two case series by anna and bea, who differ on two items of one of them."""
    for study in SERIES:
        appraise(review, "anna", study, {})
    appraise(review, "bea", "imagina2018", {"1.1": "N", "2.1": "NI"})
    appraise(review, "bea", "itch", {"1.1": "PY"})
    return review


async def enter(driver) -> None:
    """Open the agreement from the studies."""
    await driver.until_shown("borresen2021", progress("psm-cohort"))
    await driver.press("g", "g")
    await driver.until(lambda: driver.app.screen.title == "Agreement", "the agreement is in front")


def has_intervals(driver) -> bool:
    """Return True once the report in front is computed with its intervals."""
    report = driver.app.screen.report
    return report is not None and report.has_intervals


def of_one_line(**changes: object) -> list[AgreementReport]:
    """A report with one line, made by hand."""
    coefficients = (
        Coefficient("gwet_ac1", "Gwet's AC1", 0.52, 0.11, 0.8, 0.2, None, "moderate", None),
        Coefficient("alpha", "Alpha", 0.41, None, None, 0.2, None, None, "only 9 studies", "too few"),
        Coefficient("cohen_kappa", "Cohen's kappa", None, None, None, None, "only one category was used",
                    None, "the coefficient is not defined"),
    )  # fmt: skip
    line = AgreementLine(
        "item", "1.1", "Was it [bold]so[/ 2020]?", 12, 24, 1, 11, 10 / 11, coefficients, ((9, 1), (1, 0)),
        ("favourable", "unfavourable"), (0.9, 0.1), (("study[/]", ("Y", "N")),), "collapsed",
    )  # fmt: skip
    report = AgreementReport("x", "Made by hand", ("anna", "bea"), None, False, (line,), ("a note [/]",), ())
    return [replace(report, **changes)]  # type: ignore[arg-type]


class Planned:
    """A report made by hand, before it is computed; the names of those that were are kept.

    Args:
        report: the report.
        go_on: what its intervals wait for; None: nothing.
    """

    computed: ClassVar[list[tuple[str, str] | None]] = []

    def __init__(self, report: AgreementReport, go_on: threading.Event | None = None) -> None:
        self.checklist_id, self.pair, self.report = report.checklist_id, report.pair, report
        self.go_on = go_on

    def compute(self, *, intervals: Intervals = "all") -> AgreementReport:
        """Return the report."""
        if intervals == "none":
            return replace(self.report, lines=tuple(map(without_intervals, self.report.lines)),
                           has_intervals=False)  # fmt: skip
        if self.go_on is not None:
            self.go_on.wait(20)
        self.computed.append(self.pair)
        return self.report


def without_intervals(line: AgreementLine) -> AgreementLine:
    """The line with the values of its coefficients alone."""
    coefficients = (
        replace(each, lower=None, upper=None, se=None, label=None, label_hidden_because="no interval")
        for each in line.coefficients
    )
    return replace(line, coefficients=tuple(coefficients))


def planned(go_on: threading.Event | None = None, **changes: object) -> list[Planned]:
    """The report with one line, before it is computed."""
    return [Planned(report, go_on) for report in of_one_line(**changes)]


@pytest.mark.parametrize("size", SIZES, ids=name_of)
async def test_lines_on_which_reviewers_differ_come_first(opened, both, size) -> None:
    """The whole, domains and items with differences, then what agrees; the studies that differ below."""
    async with opened(both, size=size) as driver:
        await enter(driver)
        await driver.until_shown("reviewers differ", "differ in: imagina2018")
        await driver.until(lambda: has_intervals(driver), "the intervals are there")
        await driver.check_frame(f"agreement-{name_of(size)}")


@pytest.mark.parametrize("size", SIZES, ids=name_of)
async def test_behind_a_line_stands_everything_that_is_known_of_it(opened, both, size) -> None:
    """enter: the studies that differ with both codes, each coefficient, prevalence, table of counts."""
    async with opened(both, size=size) as driver:
        await enter(driver)
        await driver.until_shown("reviewers differ")
        await driver.until(lambda: has_intervals(driver), "the intervals are there")
        while driver.app.screen.line.id != "1.1":
            await driver.press("down")
        await driver.press("enter")
        await driver.until_shown("Agreement on 1.1", "1 of 2 studies differ", "anna Y, bea N")
        await driver.check_frame(f"agreement-line-{name_of(size)}")


async def test_without_two_submitted_there_is_a_sentence_instead_of_figures(opened, review) -> None:
    """An empty agreement says what is missing."""
    async with opened(review) as driver:
        await enter(driver)
        await driver.until(lambda: "computing" not in driver.text, "computed")
        assert "kappa" not in driver.text
        assert driver.app.screen.has_class("empty")


async def test_nothing_of_another_is_shown_before_both_have_submitted(opened, review) -> None:
    """A study that only the other submitted is in no line."""
    appraise(review, "bea", "itch", {"1.1": "PN"})
    async with opened(review) as driver:
        await enter(driver)
        await driver.until(lambda: "computing" not in driver.text, "computed")
        assert "itch" not in driver.text


async def test_what_is_not_defined_says_why(opened, review, monkeypatch) -> None:
    """No number stands where there is none; hidden labels have their reason; user text shows as it is."""
    monkeypatch.setattr(agreeing, "plan_reports", lambda session, **chosen: planned())
    async with opened(review, size=(120, 40)) as driver:
        await enter(driver)
        await driver.until_shown("not defined: only one category was used", "[bold]so[/ 2020]", "a note [/]")
        await driver.press("enter")
        await driver.until_shown("Agreement on 1.1", "moderate", "no label: only 9 studies")
        await driver.until_shown(
            "no interval: too few", "study[/]", "favourable 90 %", "Counts: rows anna, columns bea"
        )


async def test_from_one_study_the_list_gives_no_coefficient(opened, review, monkeypatch) -> None:
    """Where others have more studies the line says so; the formula's value stands behind the line."""
    first = of_one_line()[0].lines[0]
    lines = (replace(first, rated_twice=1), replace(first, id="1.2", rated_twice=2))
    monkeypatch.setattr(agreeing, "plan_reports", lambda session, **chosen: planned(lines=lines))
    async with opened(review) as driver:
        await enter(driver)
        await driver.until_shown("– from one study")
        row = next(line for line in driver.text.splitlines() if "– from one study" in line)
        assert "0.52" not in row
        await driver.press("enter")
        await driver.until_shown("Agreement on 1.1", "0.52")


@pytest.mark.parametrize("size", SIZES, ids=name_of)
async def test_of_one_study_alone_it_is_said_once_and_items_have_the_room(
    opened, review, monkeypatch, size
) -> None:
    """No column stands empty, and the words of an item are whole at 80 columns."""
    words = "All eligible patients were enrolled, or those who were not are told"
    first = replace(of_one_line()[0].lines[0], rated_twice=1, title=words[:60])
    lines = (first, replace(first, id="1.2"))
    monkeypatch.setattr(agreeing, "plan_reports", lambda session, **chosen: planned(lines=lines))
    async with opened(review, size=size) as driver:
        await enter(driver)
        await driver.until_shown("in one study", texts.ALL_FROM_ONE)
        rows = [line for line in driver.text.splitlines() if words[:60] in line]
        assert 2 == len([row for row in rows if "≠" in row])
        for absent in (texts.ONE_STUDY, texts.NO_COEFFICIENT, "kappa"):
            assert absent not in driver.text


async def test_a_column_that_no_line_fills_is_left_out(opened, both) -> None:
    """Its room goes to the words of the items."""
    async with opened(both) as driver:
        await enter(driver)
        await driver.until_shown("reviewers differ", "kappa")
        assert "left out" not in driver.text


async def test_while_it_is_computed_no_old_figure_is_shown(opened, review, monkeypatch) -> None:
    """The line "computing" stands in place of the figures, and keys still work."""
    go_on = threading.Event()

    def slow(session: object, *, as_given: bool, **chosen: object) -> list[Planned]:
        if as_given:
            go_on.wait(20)
        return planned()

    monkeypatch.setattr(agreeing, "plan_reports", slow)
    async with opened(review) as driver:
        try:
            await enter(driver)
            await driver.until_shown("0.52 (0.11 to 0.80)")
            await driver.press("c")
            await driver.until_shown("computing …", "answers as given")
            assert "0.52" not in driver.text
            await driver.press("c")
            await driver.until_shown("0.52 (0.11 to 0.80)", "answers collapsed")
        finally:
            go_on.set()


async def test_values_are_shown_while_their_intervals_are_computed(opened, review, monkeypatch) -> None:
    """Each value says that its interval is coming; the cursor stays where it was put meanwhile."""
    go_on = threading.Event()
    first = of_one_line()[0].lines[0]
    lines = (first, replace(first, id="1.2"))
    monkeypatch.setattr(agreeing, "plan_reports", lambda session, **chosen: planned(go_on=go_on, lines=lines))
    async with opened(review, size=(120, 40)) as driver:
        try:
            await enter(driver)
            await driver.until_shown("0.52 (computing …)", "differ in: study[/]")
            assert "0.11" not in driver.text
            assert "no interval" not in driver.text
            await driver.press("down", "enter")
            await driver.until_shown("Agreement on 1.2", "intervals and labels: computing …")
            assert "too few" not in driver.text
            await driver.press("escape")
        finally:
            go_on.set()
        await driver.until_shown("0.52 (0.11 to 0.80)", "1.2  Was it")
        assert "computing" not in driver.text
        assert "1.2" == driver.app.screen.line.id


async def test_the_pair_in_front_stays_when_counted_another_way(opened, review, monkeypatch) -> None:
    """s shows the same two reviewers, wherever their report stands among the others."""
    pairs = [("anna", "bea"), ("bea", "cleo")]

    def plan_reports(session: object, *, as_given: bool, **chosen: object) -> list[Planned]:
        return [planned(pair=pair)[0] for pair in (reversed(pairs) if as_given else pairs)]

    monkeypatch.setattr(agreeing, "plan_reports", plan_reports)
    async with opened(review) as driver:
        await enter(driver)
        await driver.until_shown("Agreement 1/2 · anna and bea")
        await driver.press("right_square_bracket")
        await driver.until_shown("Agreement 2/2 · bea and cleo")
        await driver.press("c")
        await driver.until_shown("Agreement 1/2 · bea and cleo", "answers as given")


async def test_a_report_is_computed_when_it_comes_to_the_front(opened, review, monkeypatch) -> None:
    """The first is shown before any other is computed, and none is computed twice."""
    pairs = [None, ("anna", "bea"), ("bea", "cleo")]
    monkeypatch.setattr(Planned, "computed", [])
    monkeypatch.setattr(
        agreeing, "plan_reports", lambda session, **chosen: [planned(pair=pair)[0] for pair in pairs]
    )
    async with opened(review) as driver:
        await enter(driver)
        await driver.until_shown("Agreement 1/3", "0.52 (0.11 to 0.80)")
        assert Planned.computed == [None]
        await driver.press("left_square_bracket")
        await driver.until_shown("Agreement 3/3 · bea and cleo", "0.52 (0.11 to 0.80)")
        await driver.press("right_square_bracket")
        await driver.until_shown("Agreement 1/3", "0.52 (0.11 to 0.80)")
        assert Planned.computed == [None, ("bea", "cleo")]


async def test_answers_as_given_are_the_other_way_to_count(opened, both) -> None:
    """s: Y and PY are one answer when collapsed, two as given."""
    async with opened(both) as driver:
        await enter(driver)
        await driver.until(lambda: driver.app.screen.report is not None, "it is computed")
        collapsed = next(one for one in driver.app.screen.report.lines if one.id == "1.1")
        await driver.press("c")
        await driver.until_shown("answers as given")
        await driver.until(lambda: driver.app.screen.report is not None, "it is computed anew")
        given = next(one for one in driver.app.screen.report.lines if one.id == "1.1")
        assert (1, 2) == (len(collapsed.disagreements), len(given.disagreements))


async def test_three_reviewers_have_a_report_a_pair(opened, both) -> None:
    """] goes from all reviewers together to each pair and round again, [ goes back."""
    for study in SERIES:
        appraise(both, "cleo", study, {"2.1": "N"})
    async with opened(both, reviewer="anna") as driver:
        await enter(driver)
        await driver.until_shown("Agreement 1/4", "anna, bea, cleo")
        await driver.press("right_square_bracket")
        await driver.until_shown("Agreement 2/4", "anna and bea")
        await driver.press("left_square_bracket", "left_square_bracket")
        await driver.until_shown("Agreement 4/4", "bea and cleo")


async def test_calibration_studies_stand_apart(opened, both) -> None:
    """K asks and marks a study, k changes to the calibration, w shows its worst items with their guidance."""
    async with opened(both) as driver:
        await driver.until_shown("borresen2021", progress("psm-cohort"))
        await driver.press("down", "K")
        await driver.until_shown("Mark imagina2018 for calibration?", "is excluded instead")
        await driver.press("escape", "K")
        await driver.until_shown("Mark imagina2018 for calibration?")
        await driver.press("enter")
        await driver.until_shown(
            "imagina2018 is a calibration study", "K▌imagina2018", "left out of agreement"
        )
        await driver.press("g", "g")
        await driver.until_shown("main studies", "agreed on 1 of 1 study")
        await driver.press("K")
        await driver.until_shown("calibration", "differ in: imagina2018")
        await driver.press("w")
        await driver.until_shown("Items with the lowest agreement", "1.1  0 %")
        await driver.press("escape", "escape", "K")
        await driver.until_shown("Take the calibration mark of imagina2018 away?")
        await driver.press("enter")
        await driver.until_shown("imagina2018 is no calibration study")


async def test_an_error_of_the_review_is_shown(opened, review, monkeypatch) -> None:
    """The sentence stands where the figures would."""

    def refuse(session: object, **chosen: object) -> list[Planned]:
        raise ConflictError("appraisals of two versions cannot be compared")

    monkeypatch.setattr(agreeing, "plan_reports", refuse)
    async with opened(review) as driver:
        await enter(driver)
        await driver.until_shown("appraisals of two versions cannot be compared")
        await driver.press("escape")
        await driver.until_shown("5 studies")


async def test_the_kind_of_interval_can_be_chosen(opened, both) -> None:
    """i offers all kinds, each with where it is too narrow; the notes say which one is in front."""
    async with opened(both) as driver:
        await enter(driver)
        await driver.until_shown("reviewers differ")
        assert driver.app.screen.interval == "free_study"
        first = driver.app.screen.report
        await driver.press("i")
        await driver.until_shown("Which interval?", "(free_study)", "(linearised)", "too narrow below about")
        await driver.press("4")
        await driver.until(
            lambda: driver.app.screen.title == "Agreement" and driver.app.screen.report not in (None, first),
            "the agreement is computed anew",
        )
        screen = driver.app.screen
        assert screen.interval == "jackknife"
        assert "jackknife" in " ".join(screen.report.notes)
        figures = [each.value for line in screen.report.lines for each in line.coefficients]
        assert figures == [each.value for line in first.lines for each in line.coefficients]
