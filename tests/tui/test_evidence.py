"""The evidence screen and the form of a finding, driven by keys."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.shared.progress import progress
from workbench.errors import ConflictError
from workbench.review.admin import protocol
from workbench.review.evidence import body_entries, findings, outcomes, summary_header
from workbench.review.evidence import ratings as certainties
from workbench.review.evidence import trace as tracing
from workbench.review.evidence.trace import Node
from workbench.review.session import open_review
from workbench.review.studies.exclusion import exclude
from workbench.tui.screens.evidence.cell_text import cell_in_front
from workbench.tui.screens.evidence.grid import EvidenceGrid
from workbench.tui.screens.evidence.result_kinds import KINDS, guess_kind

SIZES = [(80, 24), (120, 40)]
NUMBERS = {
    "treatment_events": "14",
    "treatment_total": "17",
    "comparison_events": "9",
    "comparison_total": "17",
    "p": "0.049",
}
"""A p value that no test of these two groups gives."""

QUOTED = Node("quote", "Events were counted from the register [/]")
TRACED = Node(
    "certainty",
    "very low",
    (
        Node(
            "rating",
            "imprecision −1 serious",
            (
                Node(
                    "appraisal",
                    "borresen2021 by anna",
                    (Node("domain", "D1 serious", (Node("answer", "1.1 N", (QUOTED,)),)),),
                ),
            ),
        ),
        Node("rating", "indirectness: not rated", (Node("missing", "nobody rated it"),)),
    ),
)
"""A trace made by hand, down to a quote with brackets."""


def name_of(size: tuple[int, int]) -> str:
    """Part of a frame's name."""
    return f"{size[0]}x{size[1]}"


@pytest.fixture
def graded(review: str) -> str:
    """Three outcomes: one with two bodies of evidence and a rating, one with one study, one without."""
    with open_review(review, "anna") as session:
        outcomes.add_outcome(session, "survival", time_point="90 days", better="higher", importance=9)
        outcomes.add_outcome(session, "oxygen ratio [/ of [bold]", unit="mmHg", better="higher", importance=5)
        outcomes.add_outcome(session, "adverse events", better="lower")
        findings.record_finding(session, "borresen2021", "survival", NUMBERS, source="table 2")
        alive = {"single_arm": "yes", "treatment_events": "4", "treatment_total": "5"}
        findings.record_finding(session, "imagina2018", "survival", alive)
        ratio = {
            "treatment_total": "5",
            "treatment_before_mean": "90",
            "treatment_mean": "160",
            "unit": "mmHg",
        }
        findings.record_finding(session, "imagina2018", "oxygen", {"single_arm": "yes"} | ratio)
        certainties.rate(session, "survival", "imprecision", -2, "23 events in 34 people", body="cohort-high")
    return review


def at_noon(evidence):
    """The evidence as if everything had been rated at one known time, for frames."""

    def moved(session):
        noon = datetime(2026, 1, 2, 12, tzinfo=UTC)
        reading = evidence(session)
        rated_at_noon = [
            replace(
                row,
                ratings=tuple(replace(one, changed_at=one.changed_at and noon) for one in row.ratings),
                recently=(),
            )
            for row in reading.rows
        ]
        return replace(reading, rows=tuple(rated_at_noon))

    return moved


async def enter(driver) -> None:
    """Open the evidence from the studies."""
    await driver.until_shown("borresen2021", progress("psm-cohort"))
    await driver.press("g", "e")
    await driver.until(lambda: driver.app.screen.title == "Evidence", "the evidence is in front")
    await driver.until(lambda: "reading" not in driver.text, "it is read")


async def go_to(driver, column: str) -> None:
    """Move the cursor to a column."""
    await driver.press(*["left"] * 9)
    while driver.app.screen.column != column:
        await driver.press("right")


def rating(review: str, domain: str, outcome: str = "survival", body: int = 0):
    """A rating, read anew from the file."""
    with open_review(review, "anna") as session:
        row = certainties.evidence(session, outcome=outcome)[body]
    return next(one for one in row.ratings if one.domain == domain)


def fields_of(review: str, outcome: str = "survival") -> dict[str, dict[str, str]]:
    """The numbers of each study, read anew from the file."""
    with open_review(review, "anna") as session:
        return {one.study: one.fields for one in findings.list_findings(session, outcome=outcome)}


async def test_signs_and_short_names_are_told_in_words_where_there_is_room(opened, graded) -> None:
    """A code such as −2*! says nothing to whoever sees it first."""
    async with opened(graded, size=(120, 40)) as driver:
        await driver.until_shown("borresen2021")
        await driver.press("g", "e")
        await driver.until_shown("survival (90 days)", "* not as suggested", "~ stale: basis changed")
        words = driver.text.replace("\u00a0", " ")
        assert "Imp imprecision" in words
        assert "Cnf plausible confounding" in words
        await driver.pilot.resize_terminal(80, 24)
        await driver.until_shown("* differs  ~ stale")


async def test_the_rating_of_imprecision_has_one_absolute_interval(opened, graded) -> None:
    """Two that are reckoned in two ways read as an error; the other one stands in the certainty."""
    async with opened(graded, size=(120, 40)) as driver:
        await driver.until_shown("borresen2021")
        await driver.press("g", "e")
        await driver.until_shown("survival (90 days)")
        grid = driver.app.screen.query_one(EvidenceGrid)
        grid.go_to(0, 4)
        await driver.until_shown("imprecision", "-19.5 to +542.0", "RR 1.56 (0.94 to 2.56)")
        assert "30 fewer to 471 more" not in driver.text
        await driver.press("end")
        grid.go_to(0, 9)
        await driver.until_shown("30 fewer to 471 more")


@pytest.mark.parametrize("size", SIZES, ids=name_of)
async def test_outcomes_stand_by_domains_with_the_cell_in_front_in_words(
    opened, graded, size, monkeypatch
) -> None:
    """A row a body of evidence; below, suggested and final side by side with arithmetic and reason."""
    monkeypatch.setattr(certainties, "read_evidence", at_noon(certainties.read_evidence))
    async with opened(graded, size=size) as driver:
        await enter(driver)
        await go_to(driver, "Imprecision")
        await driver.until_shown("23 events in 34 people", "Suggested")
        await driver.check_frame(f"evidence-{name_of(size)}")


def test_a_reason_that_is_the_suggestion_s_is_said_once(graded) -> None:
    """Another one stands beside it: then both are needed."""

    def cohort(session):
        return next(row for row in certainties.read_evidence(session).rows if row.key == "cohort-high")

    with open_review(graded, "anna") as session:
        suggested = next(
            rating
            for rating in cohort(session).ratings
            if rating.suggested is not None and rating.because and not rating.rated_by
        )
        reason = suggested.because
        certainties.rate(
            session, "survival", suggested.domain, suggested.suggested, reason, body="cohort-high"
        )
        row = cohort(session)
    words = cell_in_front(row, suggested.domain).plain
    assert (1, 1) == (words.count(reason), words.count("for this reason"))
    other = cell_in_front(row, "Imprecision").plain
    assert "23 events in 34 people" in other
    assert "for this reason" not in other


async def test_what_a_certainty_hangs_on_comes_after_the_evidence(opened, graded, monkeypatch) -> None:
    """The evidence is there while it is worked out, and says so; the cursor stays where it was put."""
    go_on = threading.Event()

    def slow(session, reading):
        go_on.wait(20)
        return [replace(row, hangs_on=("[b]one answer",)) for row in reading.rows]

    monkeypatch.setattr(certainties, "what_rows_hang_on", slow)
    async with opened(graded, size=(120, 40)) as driver:
        try:
            await enter(driver)
            await driver.press("down")
            await go_to(driver, "certainty")
            await driver.until_shown("Hangs on", "computing …")
            row = driver.app.screen.row
        finally:
            go_on.set()
        await driver.until_shown("Hangs on", "[b]one answer")
        assert "computing" not in driver.text
        assert (row.outcome.id, row.key) == (driver.app.screen.row.outcome.id, driver.app.screen.row.key)


async def test_an_empty_review_says_what_to_do(opened, review) -> None:
    """Without outcomes there is no grid but the way to the first one; keys that need a cell do nothing."""
    async with opened(review) as driver:
        await enter(driver)
        await driver.until_shown("No outcomes yet.")
        await driver.press("1", "enter", "=", "f", "n", "right", "down")
        assert "Evidence" == driver.app.screen.title
        await driver.check_frame("evidence-empty-80x24")


async def test_an_outcome_is_added_with_a_form(opened, review) -> None:
    """a opens the form, arrows go from field to field, ctrl+s saves; the cursor stands on the outcome."""
    async with opened(review) as driver:
        await enter(driver)
        await driver.press("a")
        await driver.until_shown("A new outcome")
        await driver.type("death")
        await driver.press("enter")
        await driver.type("28 days")
        await driver.press("down", "down")
        await driver.type("lower")
        await driver.press("down")
        await driver.type("9")
        await driver.press("ctrl+s")
        await driver.until_shown("death (28 days)", "1 outcome", "no numbers")
    with open_review(review, "anna") as session:
        added = outcomes.list_outcomes(session)[0]
    assert ("death", "28 days", "lower", 9) == (added.name, added.time_point, added.better, added.importance)


async def test_a_refused_outcome_stays_in_its_form(opened, graded) -> None:
    """The reason is shown, the cursor goes to the field to mend, nothing that was typed is lost."""
    async with opened(graded) as driver:
        await enter(driver)
        await driver.press("a")
        await driver.until_shown("A new outcome")
        await driver.type("imaging")
        await driver.press("down", "down", "down", "down")
        await driver.type("ten")
        await driver.press("ctrl+s")
        await driver.until_shown("Not saved:", "importance is a whole number from 1 to 9", "imaging")
        await driver.press("backspace", "backspace", "backspace", "6", "ctrl+s")
        await driver.until_shown("4 outcomes")


async def test_a_form_that_was_left_comes_back_as_it_was(opened, graded) -> None:
    """esc leaves without saving; opening the form again shows what was typed, after another screen too."""
    async with opened(graded) as driver:
        await enter(driver)
        await driver.press("a")
        await driver.until_shown("A new outcome")
        await driver.type("imaging")
        await driver.press("escape")
        await driver.until_shown("Not saved; kept as a draft")
        await driver.press("escape")
        await driver.until(lambda: driver.app.screen.title == "Studies", "the studies")
        await enter(driver)
        await driver.press("a")
        await driver.until_shown("A new outcome", "imaging")
        await driver.press("ctrl+s")
        await driver.until_shown("4 outcomes")
        await driver.press("escape")
        await driver.until_shown("5 studies")


async def test_what_was_typed_and_not_saved_is_marked_from_outside(opened, graded) -> None:
    """The row of the outcome, the header, the words on its cells and the list of studies say so."""
    async with opened(graded) as driver:
        await enter(driver)
        await driver.press("a")
        await driver.until_shown("A new outcome")
        await driver.type("imaging")
        await driver.press("escape")
        await driver.until_shown("✐ a new outcome typed and not saved", "all saved · ✐ unsaved text")
        await go_to(driver, "RiskOfBias")
        await driver.press("2")
        await driver.until_shown("Why is risk of bias")
        await driver.type("half a reason")
        await driver.press("escape")
        await driver.until_shown("▸✐survival", "✐ typed and not saved: reason for risk of bias")
        await driver.press("down", "down", "2")
        await driver.until_shown("Why is risk of bias")
        assert "half a reason" not in driver.text
        await driver.press("escape", "escape")
        await driver.until_shown("5 studies", "in the evidence")
        await enter(driver)
        await driver.until_shown("✐survival")
        await go_to(driver, "RiskOfBias")
        await driver.press("2")
        await driver.until_shown("half a reason")
        await driver.press("ctrl+s")
        await driver.until(lambda: "✐survival" not in driver.text, "it is saved")


async def test_an_outcome_is_changed_from_its_own_cell(opened, graded) -> None:
    """p opens its form with what is there."""
    async with opened(graded) as driver:
        await enter(driver)
        await go_to(driver, "outcome")
        await driver.press("p", "1")
        await driver.until_shown("Outcome: survival", "90 days", "higher")
        await driver.press("end")
        await driver.type(" at home")
        await driver.press("ctrl+s")
        await driver.until_shown("survival at home")
        await driver.until_shown("importance: critical (9)")


async def test_thresholds_stand_in_the_form_of_the_outcome(opened, graded) -> None:
    """A number needs its source; what was refused stays as it was typed."""
    async with opened(graded) as driver:
        await enter(driver)
        await go_to(driver, "outcome")
        await driver.press("p", "1")
        await driver.until_shown("Outcome: survival")
        await driver.press("down", "down", "down", "down", "down")
        await driver.type("28 to 90 days")
        await driver.press("down")
        await driver.until_shown("per 1,000, or in the unit of the outcome")
        await driver.type("50")
        await driver.press("ctrl+s")
        await driver.until_shown("Not saved:", "benefit that matters: say where it is", "50")
        await driver.press("down", "down", "down", "down", "down")
        await driver.type("panel of patients")
        await driver.press("ctrl+s")
        await driver.until_shown("follow-up: 28 to 90 days", "matters: benefit 50")
    with open_review(graded, "anna") as session:
        (line,) = (line for line in outcomes.list_outcomes(session) if line.name == "survival")
    assert ("28 to 90 days", "benefit 50") == (line.follow_up, line.thresholds.short)


async def test_a_rating_needs_a_reason_unless_it_is_not_serious(opened, graded) -> None:
    """The number of a level asks why; an empty reason is not taken."""
    async with opened(graded) as driver:
        await enter(driver)
        await go_to(driver, "Indirectness")
        await driver.press("2")
        await driver.until_shown("Why is indirectness −1 serious?")
        await driver.press("ctrl+s")
        await driver.until_shown("A reason is needed")
        await driver.type("other illness")
        await driver.press("ctrl+s")
        await driver.until_shown("indirectness: −1 serious", "other illness", "(rated: anna, ")
    after = rating(graded, "Indirectness")
    assert (-1, "other illness", "anna") == (after.final, after.reason, after.rated_by)


async def test_another_level_starts_without_the_reason_of_the_old_one(opened, graded) -> None:
    """The reason of the same level stands in the field, with the cursor behind it."""
    reasons = []
    async with opened(graded) as driver:
        await enter(driver)
        await go_to(driver, "Indirectness")
        for level, words in (("−1 serious", "ill"), ("−1 serious", "ness"), ("−2 very serious", "many")):
            await driver.press("3" if "very" in level else "2")
            await driver.until_shown(f"Why is indirectness {level}?")
            await driver.type(words)
            await driver.press("ctrl+s")
            await driver.until_shown(f"indirectness: {level}")
            reasons.append(rating(graded, "Indirectness").reason)
    assert ["ill", "illness", "many"] == reasons


async def test_not_serious_needs_no_reason(opened, graded) -> None:
    """Level 0 is saved without words where nothing else is suggested."""
    async with opened(graded) as driver:
        await enter(driver)
        await go_to(driver, "Indirectness")
        await driver.press("1")
        await driver.until_shown("Why is indirectness 0 not serious?")
        await driver.press("ctrl+s")
        await driver.until_shown("indirectness: 0 not serious")
    assert 0 == rating(graded, "Indirectness").final


async def test_no_column_moves_when_a_cell_is_rated(opened, graded) -> None:
    """Other than what is suggested, confirmed by somebody: the longest cell that there can be."""
    async with opened(graded) as driver:
        await enter(driver)
        before = driver.app.screen.query_one(EvidenceGrid).columns
    with open_review(graded, "anna") as session:
        protocol.write_protocol(session, "adjudicator", "bea")
        certainties.rate(session, "survival", "imprecision", -3, "other than suggested", body="cohort-high")
    with open_review(graded, "bea") as session:
        certainties.confirm(session, "survival", "imprecision", body="cohort-high")
    async with opened(graded) as driver:
        await enter(driver)
        await driver.until_shown("−3*=")
        assert before == driver.app.screen.query_one(EvidenceGrid).columns


async def test_a_level_stays_in_its_place_when_it_is_rated(opened, graded) -> None:
    """What is suggested has its sign behind the level."""
    async with opened(graded) as driver:
        await enter(driver)
        await driver.until_shown("−1?", "0?", "−1? suggested")


async def test_a_refused_reason_comes_back(opened, graded, monkeypatch) -> None:
    """What a use case refuses is shown with its reason, and the words stand in the field again."""
    real = certainties.rate
    refusals = [ConflictError("somebody else was quicker [/]")]

    def once(*given, **named):
        if refusals:
            raise refusals.pop()
        return real(*given, **named)

    monkeypatch.setattr(certainties, "rate", once)
    async with opened(graded) as driver:
        await enter(driver)
        await go_to(driver, "Indirectness")
        await driver.press("2")
        await driver.until_shown("Why is indirectness")
        await driver.type("other illness")
        await driver.press("ctrl+s")
        await driver.until_shown("not done: somebody else was quicker [/]", "other illness")
        await driver.press("ctrl+s")
        await driver.until_shown("indirectness: −1 serious")
    assert "other illness" == rating(graded, "Indirectness").reason


async def test_keys_typed_ahead_do_not_slip_past_a_dialog(opened, graded) -> None:
    """A number and what follows at once reach the dialogs, not the grid below them."""
    async with opened(graded) as driver:
        await enter(driver)
        await go_to(driver, "Indirectness")
        await driver.press("2", "a", "k", "f", "ctrl+s")
        await driver.until_shown("indirectness: −1 serious")
    assert "akf" == rating(graded, "Indirectness").reason


async def test_the_second_body_of_an_outcome_is_rated_by_itself(opened, graded) -> None:
    """Bodies of evidence are never mixed: the row in front is the one that is rated."""
    async with opened(graded) as driver:
        await enter(driver)
        await go_to(driver, "Indirectness")
        await driver.press("down", "2")
        await driver.until_shown("Why is indirectness")
        await driver.type("one centre")
        await driver.press("ctrl+s")
        await driver.until_shown("indirectness: −1 serious")
    assert (None, -1) == tuple(rating(graded, "Indirectness", body=body).final for body in (0, 1))


async def test_a_rating_that_a_change_came_after_is_confirmed(opened, graded) -> None:
    """~ marks it, the words say so, = confirms it."""
    with open_review(graded, "anna") as session:
        findings.record_finding(session, "borresen2021", "survival", NUMBERS | {"treatment_events": "13"})
    async with opened(graded) as driver:
        await enter(driver)
        await go_to(driver, "Imprecision")
        await driver.until_shown("1 stale", "−2~", "Stale: rated on ")
        await driver.press("equals_sign")
        await driver.until_shown("Confirmed: imprecision −2")
        assert "−2~" not in driver.text
    assert not rating(graded, "Imprecision").stale


async def test_next_goes_to_what_is_not_rated(opened, graded) -> None:
    """n leaves out what is rated, and what no study has numbers for."""
    async with opened(graded) as driver:
        await enter(driver)
        await go_to(driver, "Inconsistency")
        await driver.press("n", "n")
        assert "PublicationBias" == driver.app.screen.column


@pytest.mark.parametrize("size", SIZES, ids=name_of)
async def test_a_cell_is_traced_down_to_a_quote(opened, graded, monkeypatch, size) -> None:
    """enter opens the trace, x unfolds everything, the line in front stands below in full."""
    asked: list[object] = []

    def trace(session: object, outcome: object, *, domain: str | None = None) -> Node:
        asked.append(domain)
        bodies = (replace(TRACED, key="cohort-high"), replace(TRACED, key="single-arm-low"))
        return Node("outcome", "survival (90 days)", bodies)

    monkeypatch.setattr(tracing, "trace", trace)
    async with opened(graded, size=size) as driver:
        await enter(driver)
        await go_to(driver, "certainty")
        await driver.press("enter")
        await driver.until_shown("survival (90 days) · certainty", "imprecision −1 serious")
        assert "from the register" not in driver.text
        await driver.press("z", "down", "down", "down", "down", "down")
        await driver.until_shown("quote: Events were counted from the register [/]")
        await driver.check_frame(f"evidence-trace-{name_of(size)}")
        await driver.press("escape")
        await go_to(driver, "Imprecision")
        await driver.press("enter")
        await driver.until_shown("survival (90 days) · imprecision")
    assert [None, "Imprecision"] == asked


async def test_the_trace_of_a_body_is_its_own(opened, graded) -> None:
    """From the second body of an outcome the trace shows that body's study and numbers, not the first's."""
    async with opened(graded) as driver:
        await enter(driver)
        await go_to(driver, "Imprecision")
        await driver.press("down", "enter")
        await driver.until(lambda: driver.app.screen.title == "Trace", "the trace is in front")
        await driver.press("z")
        await driver.until_shown("imagina2018: 4/5")
        assert "borresen2021" not in driver.text


@pytest.mark.parametrize("size", SIZES, ids=name_of)
async def test_the_findings_of_an_outcome_show_what_their_numbers_say(opened, graded, size) -> None:
    """f lists the studies; a flag has its arithmetic and innocent explanations, never a verdict."""
    async with opened(graded, size=size) as driver:
        await enter(driver)
        await driver.press("f")
        await driver.until_shown("Studies with numbers (2)", "⚑1", "11 tests")
        await driver.check_frame(f"evidence-findings-{name_of(size)}")


@pytest.mark.parametrize("size", SIZES, ids=name_of)
async def test_the_form_says_while_typing_what_the_numbers_give(opened, graded, size) -> None:
    """Beside the fields, or below them, stand problems first and then the checks."""
    async with opened(graded, size=size) as driver:
        await enter(driver)
        await driver.press("f")
        await driver.until_shown("Studies with numbers (2)")
        await driver.press("enter")
        await driver.until_shown("borresen2021 · survival", "11 tests")
        await driver.check_frame(f"evidence-form-{name_of(size)}")
        await driver.press("end", "0")
        await driver.until_shown("1 thing cannot stand", "140 events are more than")


async def open_form(driver, study: str = "borresen2021") -> None:
    """Open the form of a study that has numbers for survival."""
    await enter(driver)
    await driver.press("f")
    await driver.until_shown("Studies with numbers (2)")
    if study != "borresen2021":
        await driver.press("down")
    await driver.press("enter")
    await driver.until_shown(f"{study} · survival")
    await driver.until(lambda: driver.app.screen.field_here is not None, "the first field has the keys")
    await driver.press("up")
    await driver.until(
        lambda: driver.app.screen.focused is driver.app.screen.kinds, "the kinds have the keys"
    )


async def test_the_form_shows_the_fields_of_the_kind_and_those_that_are_filled_in(opened, graded) -> None:
    """Another kind hides only what is empty; what was saved stays in sight and is saved again."""
    before = fields_of(graded)["borresen2021"]
    async with opened(graded) as driver:
        await open_form(driver)
        form = driver.app.screen
        assert ("events", False) == (form.kinds.kind.label, "lower" in form.shown)
        await driver.press("5")
        await driver.until_shown("●effect")
        assert {"measure", "lower", *NUMBERS} <= set(form.shown)
        assert "test" not in form.shown
        await driver.press("left", "left", "left")
        await driver.until_shown("●means")
        assert {"treatment_sd", *NUMBERS} <= set(form.shown)
        await driver.press("ctrl+s")
        await driver.until_shown("Saved: borresen2021")
    assert before == fields_of(graded)["borresen2021"]


async def test_one_key_shows_all_fields_and_what_is_typed_there_stays_in_sight(opened, graded) -> None:
    """It is saved from the short form, too."""
    async with opened(graded) as driver:
        await open_form(driver)
        form = driver.app.screen
        await driver.press("ctrl+o")
        await driver.until_shown("ctrl+o short form")
        assert [field.id for field in form.fields] == form.shown
        while form.field_here is None or form.field_here.id != "statistic":
            await driver.press("down")
        await driver.type("t(34) = 2.31")
        await driver.press("ctrl+o")
        await driver.until_shown("ctrl+o all fields", "t(34) = 2.31")
        assert form.field_here.id == "statistic"
        assert "estimate" not in form.shown
        await driver.press("ctrl+s")
        await driver.until_shown("Saved: borresen2021")
    assert "t(34) = 2.31" == fields_of(graded)["borresen2021"]["statistic"]


async def test_the_kind_is_guessed_and_a_single_arm_is_said_to_be_one(opened, graded) -> None:
    """The yes that the kind brought goes with it; one that was entered stays."""
    async with opened(graded) as driver:
        await open_form(driver, "imagina2018")
        form = driver.app.screen
        assert "single arm" == form.kinds.kind.label
        await driver.press("1")
        assert "yes" == form.values["single_arm"]
        assert "single_arm" in form.shown
        await driver.press("escape")
        await driver.press("a")
        await driver.until_shown("Which study?")
        await driver.type("itch")
        await driver.press("enter")
        await driver.until_shown("itch · survival", "●events")
        form = driver.app.screen
        assert "single_arm" not in form.shown
        await driver.press("3")
        assert "yes" == form.values["single_arm"]
        await driver.press("1")
        assert "" == form.values["single_arm"]
        await driver.press("escape")
        await driver.until(lambda: driver.app.screen.title == "Findings", "the findings")
        assert "not saved" not in driver.text
    assert "yes" == fields_of(graded)["imagina2018"]["single_arm"]


async def test_a_reason_of_a_hidden_field_brings_it_into_sight(opened, graded, monkeypatch) -> None:
    """The cursor stands in it, and the reason below it."""

    def refuse(*given, **named):
        raise findings.NumbersError((findings.Problem("lower", "the lower limit is missing [/]"),))

    monkeypatch.setattr(findings, "record_finding", refuse)
    async with opened(graded) as driver:
        await open_form(driver)
        await driver.press("ctrl+s")
        await driver.until_shown("the lower limit is missing [/]", "lower limit  ")
        assert "lower" == driver.app.screen.field_here.id


async def test_a_draft_of_a_rare_field_is_in_sight_again(opened, graded) -> None:
    """It decides the kind where it says one; ctrl+r brings back what is saved, with nothing of it hidden."""
    async with opened(graded) as driver:
        await open_form(driver)
        await driver.press("4")
        while getattr(driver.app.screen.field_here, "id", "") != "treatment_before_mean":
            await driver.press("down")
        await driver.type("90")
        await driver.press("escape")
        await driver.until_shown("✐ not saved")
        await driver.press("enter")
        await driver.until_shown("Draft of", "●before–after")
        form = driver.app.screen
        assert {"treatment_before_mean", *NUMBERS} <= set(form.shown)
        await driver.press("ctrl+r")
        await driver.until_shown("Discarded")
        assert set(NUMBERS) <= set(form.shown)


async def test_a_kind_and_numbers_in_one_burst_reach_their_places(opened, graded) -> None:
    """The arrow waits until the number before it has chosen the kind."""
    async with opened(graded) as driver:
        await open_form(driver)
        for key in ("x", "3", "down", "n", "o", "ctrl+s"):
            driver.app.simulate_key(key)
        await driver.until_shown("Saved: borresen2021")
    saved = fields_of(graded)["borresen2021"]
    assert NUMBERS.items() <= saved.items()
    assert "yes" != saved.get("single_arm")


def test_the_kinds_ask_fields_that_there_are_and_few_of_them() -> None:
    """Eight at most, so that a short form is short."""
    known = {field.id for field in findings.FIELDS}
    assert all(kind.fields <= known and len(kind.fields) <= 8 for kind in KINDS)


@pytest.mark.parametrize(
    ("filled", "expected"),
    [
        ((), "events"),
        (("treatment_total", "p"), "events"),
        (("comparison_percent", "estimate"), "events"),
        (("treatment_median", "treatment_total"), "means"),
        (("treatment_before_median", "comparison_events"), "before–after"),
        (("lower", "treatment_total"), "effect"),
        (("wording", "treatment_total"), "sentence"),
        (("wording", "estimate"), "effect"),
    ],
)
def test_a_kind_is_guessed_from_what_is_filled_in(filled: tuple[str, ...], expected: str) -> None:
    """Blanks count as nothing."""
    assert expected == guess_kind(dict.fromkeys(filled, "1") | {"sentence": " ", "single_arm": ""}).label


async def test_refused_numbers_stay_in_the_form_with_every_reason(opened, graded) -> None:
    """ctrl+s saves nothing while anything cannot stand; esc keeps the entries for the next time."""
    before = fields_of(graded)
    async with opened(graded) as driver:
        await enter(driver)
        await driver.press("f")
        await driver.until_shown("Studies with numbers (2)")
        await driver.press("enter")
        await driver.until_shown("11 tests")
        await driver.press("end", "0", "down", "end", "x", "ctrl+s")
        await driver.until_shown("Not saved:", "17x", "140")
        assert before == fields_of(graded)
        await driver.press("escape")
        await driver.until_shown("✐ not saved")
        await driver.press("enter")
        await driver.until_shown("17x", "140")
        await driver.press("end", "backspace", "down", "end", "backspace", "backspace", "8", "ctrl+s")
        await driver.until_shown("Saved: borresen2021")
    assert "18" == fields_of(graded)["borresen2021"]["treatment_total"]


async def test_keys_that_come_faster_than_they_are_worked_off_reach_their_fields(opened, graded) -> None:
    """A burst fills field after field in order, and ctrl+s at its end saves all of it."""
    async with opened(graded) as driver:
        await enter(driver)
        await driver.press("f")
        await driver.until_shown("Studies with numbers (2)")
        await driver.press("enter")
        await driver.until_shown("11 tests")
        for key in ("end", "backspace", "3", "enter", "end", "backspace", "9", "ctrl+s"):
            driver.app.simulate_key(key)
        await driver.until_shown("Saved: borresen2021")
    saved = fields_of(graded)["borresen2021"]
    assert ("13", "19") == (saved["treatment_events"], saved["treatment_total"])


async def test_an_excluded_study_is_not_asked_for_numbers(opened, graded) -> None:
    """What is left out of the review stands neither with numbers nor without."""
    with open_review(graded, "anna") as session:
        exclude(session, "itch", "retracted")
    async with opened(graded) as driver:
        await enter(driver)
        await driver.press("f")
        await driver.until_shown("Studies without (2)")
        assert "itch" not in driver.text


async def test_a_study_without_numbers_gets_them(opened, graded) -> None:
    """The study under the cursor is the one whose form opens."""
    async with opened(graded) as driver:
        await enter(driver)
        await driver.press("f")
        await driver.until_shown("Studies without (3)")
        await driver.press("a")
        await driver.until_shown("Which study?")
        await driver.type("itch")
        await driver.press("enter")
        await driver.until_shown("itch · survival")
        await driver.press("3", "down")
        assert "yes" == driver.app.screen.values["single_arm"]
        await driver.press("down")
        await driver.type("2")
        await driver.press("down")
        await driver.type("3")
        await driver.press("ctrl+s")
        await driver.until_shown("Saved: itch", "Studies with numbers (3)")
        await driver.press("escape")
        await driver.until(lambda: driver.app.screen.title == "Evidence", "back at the evidence")
    expected = {"single_arm": "yes", "treatment_events": "2", "treatment_total": "3"}
    assert expected == fields_of(graded)["itch"]


async def test_an_empty_form_of_numbers_finds_no_fault_before_something_is_typed(opened, graded) -> None:
    """What is missing is said once a number stands there; the yes of a single arm is the form's own."""
    async with opened(graded) as driver:
        await enter(driver)
        await driver.press("f")
        await driver.until_shown("Studies without (3)")
        await driver.press("a")
        await driver.until_shown("Which study?")
        await driver.type("itch")
        await driver.press("enter")
        await driver.until_shown("itch · survival", "appears here while you type")
        await driver.press("3", "down")
        await driver.until_shown("appears here while you type")
        assert "cannot stand" not in driver.text
        await driver.press("down")
        await driver.type("2")
        await driver.until_shown("1 thing cannot stand")


async def test_numbers_are_taken_away_only_with_a_reason(opened, graded) -> None:
    """delete asks why; the study stands among those without numbers afterwards."""
    async with opened(graded) as driver:
        await enter(driver)
        await driver.press("f")
        await driver.until_shown("Studies with numbers (2)")
        await driver.press("delete")
        await driver.until_shown("Why are the numbers of borresen2021 taken away?")
        await driver.press("ctrl+s")
        await driver.until_shown("A reason is needed")
        await driver.type("wrong outcome")
        await driver.press("ctrl+s")
        await driver.until_shown("Taken away", "Studies with numbers (1)")
    assert ["imagina2018"] == list(fields_of(graded))


async def test_text_of_users_shows_as_it_is(opened, graded) -> None:
    """Brackets in an outcome's name are no markup anywhere."""
    async with opened(graded, size=(120, 40)) as driver:
        await enter(driver)
        await driver.press("down", "down")
        await driver.until_shown("oxygen ratio [/ of [bold]")
        await driver.press("f")
        await driver.until_shown("› Findings", "oxygen ratio [/ of [bold]")
        await driver.press("enter")
        await driver.until_shown("imagina2018 · oxygen ratio [/ of [bold]")


def row_of(review: str, outcome: str = "survival", body: int = 0):
    """A body of evidence, read anew from the file."""
    with open_review(review, "anna") as session:
        return certainties.evidence(session, outcome=outcome)[body]


async def type_ratio(driver, lower: str = "1.01") -> None:
    """Fill in effect and baseline risk, field by field."""
    for text in ("RR", "1.56", lower, "2.40", "", "one study, adjusted", "9/17", "its comparison group"):
        if text:
            await driver.type(text)
        await driver.press("down")


@pytest.mark.parametrize("size", SIZES, ids=name_of)
async def test_effect_and_baseline_are_entered_with_a_form_that_says_what_they_mean(
    opened, graded, size
) -> None:
    """The absolute effect stands beside the fields while one types, and in the detail once it is saved."""
    async with opened(size=size) as driver:
        await enter(driver)
        await driver.press("o")
        await driver.until_shown("Body of evidence")
        await type_ratio(driver)
        await driver.until_shown("absolute effect")
        await driver.check_frame(f"evidence-body-form-{name_of(size)}")
        await driver.press("ctrl+s")
        await driver.until_shown("Saved: survival")
        await go_to(driver, "certainty")
        await driver.until_shown("RR 1.56 (1.01 to 2.40)")
    row = row_of(graded)
    assert ("RR 1.56 (1.01 to 2.40)", "anna") == (row.effect, row.entry("baseline").entered_by)
    assert "296 more per 1,000 (5 more to 471 more)" == row.absolute


async def test_a_refused_effect_stays_in_its_form_with_every_reason(opened, graded) -> None:
    """Nothing of it is kept, and it comes back when the form was left."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("o")
        await driver.until_shown("Body of evidence")
        await type_ratio(driver, lower="3")
        await driver.press("ctrl+s")
        await driver.until_shown("3 is above the upper limit 2.40")
        await driver.press("escape")
        await driver.until_shown("Not saved; kept as a draft")
        await driver.press("o")
        await driver.until_shown("1.56")
    assert {""} == {entry.text for entry in row_of(graded).entries}


async def test_an_entry_is_taken_away_with_a_reason(opened, graded) -> None:
    """Emptying its fields does not do; the form says what does."""
    with open_review(graded, "anna") as session:
        body_entries.enter(session, "survival", {"comment": "Few."}, body="cohort-high")
    async with opened() as driver:
        await enter(driver)
        await driver.press("o")
        await driver.until_shown("Body of evidence")
        await driver.press("up", "up", "up", *["backspace"] * 4, "ctrl+s")
        await driver.until_shown("press delete to take it away")
        await driver.press("escape")
        await driver.until_shown("Not saved")
        await driver.press("delete")
        await driver.until_shown("What is taken away?")
        await driver.press("enter")
        await driver.until_shown("Why is the comment taken away?")
        await driver.type("it says nothing")
        await driver.press("ctrl+s")
        await driver.until_shown("Taken away: comment")
    assert "" == row_of(graded).entry("comment").text


async def test_another_start_is_chosen_with_a_reason(opened, graded) -> None:
    """The row says what is kept under the old one."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("c")
        await driver.until_shown("Where does GRADE start?")
        await driver.press("down", "enter")
        await driver.until_shown("start at start_low?")
        await driver.type("no trial")
        await driver.press("ctrl+s")
        await driver.until_shown("Start: start_low")
        await go_to(driver, "outcome")
        await driver.until_shown("kept for studies with a comparison, start high;")
    row = row_of(graded)
    assert "low" == row.start
    assert "start_low), not high: no trial" in row.start_because


async def test_the_header_is_entered_with_a_form(opened, graded) -> None:
    """It stands above the tables."""
    async with opened() as driver:
        await enter(driver)
        await driver.press("p", "2")
        await driver.until_shown("Above the summary of findings")
        await driver.type("adults [/")
        await driver.press("ctrl+s")
        await driver.until_shown("Saved: the header")
    with open_review(graded, "anna") as session:
        assert "adults [/" == summary_header.read_header(session)["population"]


async def test_an_entry_from_before_a_change_is_confirmed_on_the_certainty(opened, graded) -> None:
    """A sign stands at the certainty until somebody looked at it."""
    with open_review(graded, "anna") as session:
        body_entries.enter(session, "survival", {"comment": "Few."}, body="cohort-high")
        findings.record_finding(session, "borresen2021", "survival", NUMBERS | {"p": "0.05"})
    async with opened() as driver:
        await enter(driver)
        await go_to(driver, "certainty")
        await driver.until_shown("not yet~")
        await driver.press("equals_sign")
        await driver.until_shown("Confirmed: comment")
    assert not row_of(graded).entry("comment").stale


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 50)], ids=name_of)
async def test_the_grid_takes_the_lines_that_it_needs_and_no_cell_is_cut(opened, graded, size) -> None:
    """The rest is for words on the cell in front, and effect and certainty stand in full."""
    async with opened(graded, size=size) as driver:
        await enter(driver)
        grid, front = (driver.app.screen.query_one(name) for name in ("#grid", "#front"))
        assert len(grid.rows) == grid.size.height
        assert front.outer_size.height >= size[1] // 2
        shown = "not yet" if size[0] < 110 else "RR 1.56 (0.94 to 2.56)"
        assert shown in driver.text
        driver.app.screen.query_one("#grid").show_rows(
            [replace(row, certainty="very_low", symbols="⊕◯◯◯", entries=()) for row in grid.rows]
        )
        await driver.until_shown("⊕◯◯◯ very low")
        assert all(last.start + last.width <= grid.size.width for last in grid.columns[-1:])


async def test_a_rating_says_what_it_rests_on_and_comes_to(opened, graded) -> None:
    """Studies, effect and certainty of the body stand below the rating, in every column."""
    async with opened(graded, size=(120, 40)) as driver:
        await enter(driver)
        await driver.until_shown("Rests on  borresen2021", "Effect    RR 1.56", "Certainty not yet:")
