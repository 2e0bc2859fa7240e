"""The checklist after the draft of ROBINS-I V2: its tables, its triage, its two variants, and whole forms."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checklists import Checklist, find_checklist, judge, oxford_level, prove
from tests.checklists.forms import NO, NO_OR_SILENT, YES, YES_OR_SILENT, Given, Question, fill, forms

STANDARD = ("Y", "PY", "PN", "N", "NI")
NO_NI = ("Y", "PY", "PN", "N")
GRADED_NO = ("Y", "PY", "WN", "SN", "NI")
GRADED_YES = ("SY", "WY", "PN", "N", "NI")
LEVELS = ("low", "moderate", "serious", "critical")
ON = {"PB1": "Y", "PB3": "N"}
ASSIGNMENT = ON | {"PC4": "assignment"}
PER_PROTOCOL = ON | {"PC4": "per_protocol"}
MILD = frozenset({"WN", "NI"})
UNMET = frozenset({"SN", "NI"})


def confounding_of_assignment(given: Given) -> str:
    """Domain 1, variant A."""
    remains = given["1.4"] in YES
    if given["1.1"] in UNMET:
        return "critical" if remains else "serious"
    if given["1.3"] in YES:
        return "critical" if remains or given["1.2"] not in YES else "serious"
    if given["1.2"] in UNMET or remains:
        return "serious"
    return "low" if given["1.1"] in YES and given["1.2"] in YES else "moderate"


def confounding_per_protocol(given: Given) -> str:
    """Domain 1, variant B; the reading that is serious where transcriptions differ."""
    remains = given["1.5"] in YES
    if given["1.1"] not in YES:
        return "critical" if given["1.4"] in YES or remains else "serious"
    if given["1.2"] in UNMET or given["1.3"] in UNMET or remains:
        return "serious"
    return "low" if given["1.2"] in YES and given["1.3"] in YES else "moderate"


def classification(given: Given) -> str:
    """Domain 2: a ladder."""
    if given["2.1"] in YES or given["2.2"] in YES:
        step = 0
    else:
        step = {"SY": 0, "WY": 1, "NI": 1}.get(given["2.3"], 2)
    step += {"SY": 2, "WY": 1, "NI": 1}.get(given["2.4"], 0)
    step += 0 if given["2.5"] in NO else 1
    return LEVELS[min(step, 3)]


def selection(given: Given) -> str:
    """Domain 3: the worse of two panels, and three questions that may mend or worsen a serious one."""
    start = {"WN": 1, "NI": 1, "SN": 2}.get(given["3.1"], 1 if given["3.2"] in YES else 0)
    if given["3.3"] in NO or given.get("3.4") in NO:
        later = 0
    elif "NI" in (given["3.3"], given.get("3.4")):
        later = 1
    else:
        later = 2 if given["3.5"] in YES else 1
    worst = max(start, later)
    if worst < 2:
        return LEVELS[worst]
    if given["3.6"] in YES or given["3.7"] in YES:
        return "moderate"
    return "critical" if given["3.8"] in YES else "serious"


def missing_data(given: Given) -> str:
    """Domain 4: by how the gaps were handled, and one step more where nothing reassures."""
    if all(given[number] in YES for number in ("4.1", "4.2", "4.3")):
        return "low"
    if given["4.4"] in YES_OR_SILENT:
        if given["4.5"] in NO:
            return "low"
        handled = given["4.6"]
    elif given["4.7"] in YES:
        if given["4.8"] not in YES:
            return "serious"
        if given["4.9"] in YES:
            return "low"
        handled = given["4.9"]
    else:
        if given["4.10"] in YES:
            return "low"
        handled = given["4.10"]
    step = 0 if handled in YES else 1 if handled in MILD else 2
    return LEVELS[step + (0 if given["4.11"] in YES else 1)]


def measuring(given: Given) -> str:
    """Domain 5, which is never critical."""
    if given["5.1"] in YES:
        return "serious"
    least = "moderate" if given["5.1"] == "NI" else "low"
    if given["5.2"] in NO:
        return least
    if given["5.3"] == "SY":
        return "serious"
    return least if given["5.3"] in NO else "moderate"


def reported(given: Given) -> str:
    """Domain 6: by counts, where no plan was followed."""
    if given["6.1"] in YES:
        return "low"
    picked = [given[number] for number in ("6.2", "6.3", "6.4")]
    yes, silent = sum(code in YES for code in picked), picked.count("NI")
    if yes >= 2:
        return "critical"
    if yes == 1 or silent == 3:
        return "serious"
    return "moderate" if silent else "low"


def _panel_is_serious(given: Given) -> bool:
    return given["3.1"] == "SN" or given.get("3.5") in YES


def _has_gaps(given: Given) -> bool:
    return any(given[number] in NO_OR_SILENT for number in ("4.1", "4.2", "4.3"))


def _needs_reassurance(given: Given) -> bool:
    return "4.6" in given or any(given.get(number, "Y") not in YES for number in ("4.9", "4.10"))


# When each question is asked: the draft of 20 November 2025, as public transcriptions of its figures have it.
# Written from these, not from the file under test.
D1A = (
    Question("1.1", GRADED_NO),
    Question("1.2", GRADED_NO, lambda given: given["1.1"] not in UNMET),
    Question("1.3", STANDARD, lambda given: given["1.1"] not in UNMET),
    Question("1.4", NO_NI),
)
D1B = (
    Question("1.1", STANDARD),
    Question("1.2", GRADED_NO, lambda given: given["1.1"] in YES),
    Question("1.3", GRADED_NO, lambda given: given.get("1.2", "SN") not in UNMET),
    Question("1.4", STANDARD, lambda given: given["1.1"] not in YES),
    Question("1.5", NO_NI),
)
D2 = (
    Question("2.1", STANDARD),
    Question("2.2", STANDARD, lambda given: given["2.1"] in NO_OR_SILENT),
    Question("2.3", GRADED_YES, lambda given: given.get("2.2") in NO_OR_SILENT),
    Question("2.4", GRADED_YES),
    Question("2.5", STANDARD),
)
D3 = (
    Question("3.1", GRADED_NO),
    Question("3.2", STANDARD),
    Question("3.3", STANDARD),
    Question("3.4", STANDARD, lambda given: given["3.3"] in YES),
    Question("3.5", STANDARD, lambda given: given.get("3.4") in YES),
    Question("3.6", STANDARD, _panel_is_serious),
    Question("3.7", STANDARD, lambda given: given.get("3.6") in NO_OR_SILENT),
    Question("3.8", STANDARD, lambda given: given.get("3.7") in NO_OR_SILENT),
)
# Y and PY, and N and PN, read alike on completeness: one of each keeps the combinations few.
D4 = (
    Question("4.1", ("Y", "N", "NI")),
    Question("4.2", ("PY", "PN", "NI")),
    Question("4.3", ("Y", "N", "NI")),
    Question("4.4", STANDARD, _has_gaps),
    Question("4.5", STANDARD, lambda given: given.get("4.4") in YES_OR_SILENT),
    Question("4.6", GRADED_NO, lambda given: given.get("4.5") in YES_OR_SILENT),
    Question("4.7", STANDARD, lambda given: given.get("4.4") in NO),
    Question("4.8", STANDARD, lambda given: given.get("4.7") in YES),
    Question("4.9", GRADED_NO, lambda given: given.get("4.8") in YES),
    Question("4.10", GRADED_NO, lambda given: given.get("4.7") in NO_OR_SILENT),
    Question("4.11", NO_NI, _needs_reassurance),
)
D5 = (
    Question("5.1", STANDARD),
    Question("5.2", STANDARD),
    Question("5.3", GRADED_YES, lambda given: given["5.2"] in YES_OR_SILENT),
)
D6 = tuple(Question(number, STANDARD) for number in ("6.1", "6.2", "6.3", "6.4"))


@pytest.fixture(scope="module")
def robins() -> Checklist:
    """The shipped checklist."""
    return find_checklist("robins-i-v2")


def test_it_is_proved(robins: Checklist) -> None:
    """It loads and is proved in every variant, and each exemption that it claims is needed."""
    assert () == prove(robins).problems


@pytest.mark.parametrize(
    ("domain", "questions", "published"),
    [
        ("D1A", D1A, confounding_of_assignment),
        ("D1B", D1B, confounding_per_protocol),
        ("D2", D2, classification),
        ("D3", D3, selection),
        ("D4", D4, missing_data),
        ("D5", D5, measuring),
        ("D6", D6, reported),
    ],
)
def test_domain_judges_as_published(
    robins: Checklist, domain: str, questions: tuple[Question, ...], published: Callable[[Given], str]
) -> None:
    """Every combination of answers is asked what the draft asks, and judged as its figure says."""
    suffix = domain.removeprefix("D1") if domain.startswith("D1") else ""
    preliminaries = PER_PROTOCOL if domain == "D1B" else ASSIGNMENT
    for form in forms(questions):
        answers = {number + suffix: code for number, code in form.items()}
        verdict = judge(robins, preliminaries | answers)
        asked = [item for item in verdict.asked if robins.domain_of(item).id == domain]
        assert list(answers) == asked, form
        assert published(form) == verdict.domain(domain).suggested, form


@pytest.mark.parametrize(
    ("preliminaries", "manner", "levels", "overall"),
    [
        (ASSIGNMENT, "best", "low low low low low low", "low"),
        (PER_PROTOCOL, "best", "low low low low low low", "low"),
        (ASSIGNMENT, "worst", "critical critical critical critical serious critical", "critical"),
        (PER_PROTOCOL, "worst", "critical critical critical critical serious critical", "critical"),
        (ASSIGNMENT, "silent", "critical critical moderate serious moderate serious", "critical"),
    ],
)
def test_whole_form(
    robins: Checklist, preliminaries: dict[str, str], manner: str, levels: str, overall: str
) -> None:
    """The best form is low, the worst critical, and silence with signs of confounding is critical too."""
    verdict = judge(robins, fill(robins, preliminaries, manner))  # type: ignore[arg-type]
    assert levels.split() == [domain.final for domain in verdict.domains]
    assert verdict.overall is not None
    assert overall == verdict.overall.final


@pytest.mark.parametrize(
    ("change", "domain", "level"),
    [
        pytest.param({"1.1A": "WN"}, "D1A", "moderate", id="a weak confounder is missing"),
        pytest.param({"1.3A": "Y"}, "D1A", "serious", id="a later value is controlled"),
        pytest.param({"2.1": "N", "2.2": "N", "2.3": "N"}, "D2", "serious", id="the group is settled later"),
        pytest.param({"3.1": "SN", "3.6": "N", "3.7": "N", "3.8": "N"}, "D3", "serious", id="earlier users"),
        pytest.param(
            {"3.1": "SN", "3.6": "N", "3.7": "Y"}, "D3", "moderate", id="and an analysis without them"
        ),
        pytest.param({"4.2": "N", "4.4": "Y", "4.5": "N"}, "D4", "low", id="losses without bearing"),
        pytest.param({"6.1": "NI", "6.3": "NI"}, "D6", "moderate", id="no plan, other analyses unknown"),
    ],
)
def test_pattern(robins: Checklist, change: dict[str, str], domain: str, level: str) -> None:
    """A form that is best but for one thing comes to the level that the draft gives it, domain and whole."""
    verdict = judge(robins, fill(robins, ASSIGNMENT, "best") | change)
    assert level == verdict.domain(domain).final
    assert verdict.overall is not None
    assert level == verdict.overall.final


@pytest.mark.parametrize(
    "triage",
    [{"PB1": "N", "PB2": "PY", "PB3": "N"}, {"PB1": "Y", "PB3": "Y"}, {"PB1": "PN", "PB2": "N", "PB3": "PY"}],
)
def test_triage_stops(robins: Checklist, triage: dict[str, str]) -> None:
    """A result without adjustment that is not worth it, or a meaningless outcome, is critical at once."""
    verdict = judge(robins, triage | {"PC4": "assignment"})
    assert verdict.overall is not None
    assert ("critical", True) == (verdict.overall.final, verdict.overall.stopped)
    assert ((), ()) == (verdict.unanswered, verdict.flags)


def test_without_adjustment_one_may_go_on(robins: Checklist) -> None:
    """A result without adjustment that is held to be worth reading is judged like any other."""
    verdict = judge(robins, {"PB1": "N", "PB2": "PN", "PB3": "N", "PC4": "assignment"})
    assert verdict.overall is not None
    assert not verdict.overall.stopped
    assert "1.1A" in verdict.asked


@pytest.mark.parametrize(("effect", "domain"), [("assignment", "D1A"), ("per_protocol", "D1B")])
def test_effect_decides_the_first_domain(robins: Checklist, effect: str, domain: str) -> None:
    """The effect that the analysis estimates decides which questions on confounding are there."""
    verdict = judge(robins, ON | {"PC4": effect})
    assert [domain, "D2", "D3", "D4", "D5", "D6"] == [each.id for each in verdict.domains]


def test_disputed_step_is_flagged(robins: Checklist) -> None:
    """Where transcriptions of the draft differ the milder level stands, and a flag says so."""
    answers = fill(robins, PER_PROTOCOL, "best") | {"1.2B": "SN", "1.5B": "Y"}
    verdict = judge(robins, answers)
    assert "serious" == verdict.domain("D1B").final
    assert "F4" in [flag.id for flag in verdict.flags]


@pytest.mark.parametrize(
    ("change", "flag"),
    [
        ({"4.2": "N", "4.4": "Y", "4.5": "Y", "4.6": "Y", "4.11": "N", "5.1": "NI"}, "F1"),
        ({"1.3A": "Y", "5.1": "Y"}, "F2"),
    ],
)
def test_adding_up_is_left_to_the_reviewer(robins: Checklist, change: dict[str, str], flag: str) -> None:
    """Two moderate or two serious domains stay what they are; a flag asks the reviewer to decide."""
    verdict = judge(robins, fill(robins, ASSIGNMENT, "best") | change)
    assert verdict.overall is not None
    assert {"F1": "moderate", "F2": "serious"}[flag] == verdict.overall.final
    assert [flag] == [each.id for each in verdict.flags]


def test_certainty_starts_high_or_low(robins: Checklist) -> None:
    """Certainty starts high, as an instrument after ROBINS-I allows, or low with fewer levels lost."""
    assert robins.grade is not None
    assert "start_high" == robins.grade.default
    assert {"start_high", "start_low"} == set(robins.grade.starts)
    assert 3 == oxford_level(robins, fill(robins, ASSIGNMENT, "best"))


def test_draft_is_named(robins: Checklist) -> None:
    """Title and status say that it follows a draft, since both are printed beside every judgement."""
    assert "draft of 20 November 2025" in robins.title
    assert "draft" == robins.status
