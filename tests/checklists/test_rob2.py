"""The checklist after RoB 2: the published algorithm on every combination, and what whole forms come to."""

from __future__ import annotations

import pytest

from checklists import Checklist, find_checklist, judge, oxford_level, prove
from tests.checklists.forms import NO, NO_OR_SILENT, YES, YES_OR_SILENT, Given, Question, fill, forms

FULL = ("Y", "PY", "PN", "N", "NI")
NO_NI = ("Y", "PY", "PN", "N")
COMMON = {"P6": "people_in_parallel"}
ASSIGNMENT = COMMON | {"P1": "assignment"}
DEPARTURES = ("other_treatments", "failures_in_delivery", "non_adherence")
ADHERING = COMMON | {"P1": "adhering", "P2": ", ".join(DEPARTURES)}

# Sterne JAC, et al. BMJ 2019;366:l4898, doi 10.1136/bmj.l4898, and the tool of 22 August 2019: when each
# question is asked, and the flow from answers to levels. Written from the published flow, not from the file
# under test.
RANDOMISATION = tuple(Question(number, FULL) for number in ("1.1", "1.2", "1.3"))
ASSIGNED = (
    Question("2.1", FULL),
    Question("2.2", FULL),
    Question("2.3", FULL, lambda given: given["2.1"] in YES_OR_SILENT or given["2.2"] in YES_OR_SILENT),
    Question("2.4", FULL, lambda given: given.get("2.3") in YES),
    Question("2.5", FULL, lambda given: given.get("2.4") in YES_OR_SILENT),
    Question("2.6", FULL),
    Question("2.7", FULL, lambda given: given["2.6"] in NO_OR_SILENT),
)
MISSING = (
    Question("3.1", FULL),
    Question("3.2", NO_NI, lambda given: given["3.1"] in NO_OR_SILENT),
    Question("3.3", FULL, lambda given: given.get("3.2") in NO),
    Question("3.4", FULL, lambda given: given.get("3.3") in YES_OR_SILENT),
)
MEASURING = (
    Question("4.1", FULL),
    Question("4.2", FULL),
    Question("4.3", FULL, lambda given: given["4.1"] in NO_OR_SILENT and given["4.2"] in NO_OR_SILENT),
    Question("4.4", FULL, lambda given: given.get("4.3") in YES_OR_SILENT),
    Question("4.5", FULL, lambda given: given.get("4.4") in YES_OR_SILENT),
)
REPORTED = tuple(Question(number, FULL) for number in ("5.1", "5.2", "5.3"))


def adhered(addressed: tuple[str, ...]) -> tuple[Question, ...]:
    """The questions on the effect of adhering, where these departures are addressed."""
    questions = []
    if "other_treatments" in addressed:
        questions += [
            Question("2.1", FULL),
            Question("2.2", FULL),
            Question(
                "2.3", FULL, lambda given: given["2.1"] in YES_OR_SILENT or given["2.2"] in YES_OR_SILENT
            ),
        ]
    if "failures_in_delivery" in addressed:
        questions.append(Question("2.4", FULL))
    if "non_adherence" in addressed:
        questions.append(Question("2.5", FULL))
    questions.append(Question("2.6", FULL, departures_matter))
    return tuple(questions)


def departures_matter(given: Given) -> bool:
    """Return True if a departure that is addressed occurred and matters, or may have."""
    return (
        given.get("2.3") in NO_OR_SILENT
        or given.get("2.4") in YES_OR_SILENT
        or given.get("2.5") in YES_OR_SILENT
    )


def published_randomisation(given: Given) -> str:
    """Domain 1."""
    if given["1.2"] in NO:
        return "high"
    if given["1.2"] == "NI":
        return "high" if given["1.3"] in YES else "some_concerns"
    if given["1.1"] in NO:
        return "some_concerns"
    return "some_concerns" if given["1.3"] in YES else "low"


def published_assignment(given: Given) -> str:
    """Domain 2, effect of assignment: the worse of the way of departures and that of the analysis."""
    if (given["2.1"] in NO and given["2.2"] in NO) or given["2.3"] in NO:
        departures = 0
    elif given["2.3"] == "NI" or given["2.4"] in NO or given["2.5"] in YES:
        departures = 1
    else:
        departures = 2
    analysis = 0 if given["2.6"] in YES else 1 if given["2.7"] in NO else 2
    return ("low", "some_concerns", "high")[max(departures, analysis)]


def published_adhering(given: Given) -> str:
    """Domain 2, effect of adhering."""
    if not departures_matter(given):
        return "low"
    return "some_concerns" if given["2.6"] in YES else "high"


def published_missing(given: Given) -> str:
    """Domain 3."""
    if given["3.1"] in YES or given["3.2"] in YES or given["3.3"] in NO:
        return "low"
    return "some_concerns" if given["3.4"] in NO else "high"


def published_measuring(given: Given) -> str:
    """Domain 4."""
    if given["4.1"] in YES or given["4.2"] in YES:
        return "high"
    if given["4.3"] in NO or given["4.4"] in NO:
        return "some_concerns" if given["4.2"] == "NI" else "low"
    return "some_concerns" if given["4.5"] in NO else "high"


def published_reported(given: Given) -> str:
    """Domain 5."""
    picked = (given["5.2"], given["5.3"])
    if any(answer in YES for answer in picked):
        return "high"
    if "NI" in picked:
        return "some_concerns"
    return "low" if given["5.1"] in YES else "some_concerns"


@pytest.fixture(scope="module")
def rob2() -> Checklist:
    """The shipped checklist."""
    return find_checklist("rob-2")


def test_it_is_proved(rob2: Checklist) -> None:
    """It loads and is proved: for assignment, and for adhering with each set of departures."""
    assert () == prove(rob2).problems


@pytest.mark.parametrize(
    ("domain", "questions", "published", "combinations"),
    [
        ("D1", RANDOMISATION, published_randomisation, 125),
        ("D2A", ASSIGNED, published_assignment, 13277),
        ("D3", MISSING, published_missing, 110),
        ("D4", MEASURING, published_measuring, 493),
        ("D5", REPORTED, published_reported, 125),
    ],
)
def test_domain_judges_as_published(
    rob2: Checklist, domain: str, questions: tuple[Question, ...], published: object, combinations: int
) -> None:
    """Every combination of answers is asked what is published, and judged as published."""
    assert callable(published)
    suffix = domain.removeprefix("D2") if domain.startswith("D2") else ""
    checked = 0
    for form in forms(questions):
        verdict = judge(rob2, ASSIGNMENT | {number + suffix: code for number, code in form.items()})
        asked = [item for item in verdict.asked if rob2.domain_of(item).id == domain]
        assert [number + suffix for number in form] == asked, form
        assert published(form) == verdict.domain(domain).suggested, form
        checked += 1
    assert combinations == checked


@pytest.mark.parametrize(
    "addressed",
    [
        DEPARTURES,
        *((each,) for each in DEPARTURES),
        *(tuple(each for each in DEPARTURES if each != out) for out in DEPARTURES),
    ],
)
def test_adhering_judges_as_published(rob2: Checklist, addressed: tuple[str, ...]) -> None:
    """Whatever departures are addressed, only theirs are asked about, and judged as published."""
    chosen = COMMON | {"P1": "adhering", "P2": ", ".join(addressed)}
    for form in forms(adhered(addressed)):
        verdict = judge(rob2, chosen | {f"{number}B": code for number, code in form.items()})
        asked = [item for item in verdict.asked if rob2.domain_of(item).id == "D2B"]
        assert [f"{number}B" for number in form] == asked, form
        assert published_adhering(form) == verdict.domain("D2B").suggested, form


@pytest.mark.parametrize(
    ("preliminaries", "manner", "levels", "overall"),
    [
        (ASSIGNMENT, "best", "low low low low low", "low"),
        (ADHERING, "best", "low low low low low", "low"),
        (ASSIGNMENT, "worst", "high high high high high", "high"),
        (ADHERING, "worst", "high high high high high", "high"),
        (ASSIGNMENT, "silent", "some_concerns high high high some_concerns", "high"),
        (ADHERING, "silent", "some_concerns high high high some_concerns", "high"),
    ],
)
def test_whole_form(
    rob2: Checklist, preliminaries: dict[str, str], manner: str, levels: str, overall: str
) -> None:
    """The best form is low, the worst high, and a report that tells nothing is high."""
    verdict = judge(rob2, fill(rob2, preliminaries, manner))  # type: ignore[arg-type]
    assert levels.split() == [domain.final for domain in verdict.domains]
    assert verdict.overall is not None
    assert overall == verdict.overall.final


@pytest.mark.parametrize(
    ("change", "domain", "level", "overall"),
    [
        pytest.param({"1.2": "NI"}, "D1", "some_concerns", "some_concerns", id="concealment is not told"),
        pytest.param({"1.2": "NI", "1.3": "Y"}, "D1", "high", "high", id="and the groups differ too much"),
        pytest.param({"2.1A": "Y", "2.2A": "Y", "2.3A": "N"}, "D2A", "low", "low", id="open, as in practice"),
        pytest.param(
            {"2.6A": "N", "2.7A": "PN"}, "D2A", "some_concerns", "some_concerns", id="a few left out"
        ),
        pytest.param({"3.1": "N", "3.2": "PY"}, "D3", "low", "low", id="gaps, and the result stands"),
        pytest.param(
            {"4.3": "Y", "4.4": "Y", "4.5": "PN"}, "D4", "some_concerns", "some_concerns", id="known"
        ),
        pytest.param({"5.1": "NI"}, "D5", "some_concerns", "some_concerns", id="no plan is found"),
    ],
)
def test_pattern(rob2: Checklist, change: dict[str, str], domain: str, level: str, overall: str) -> None:
    """A form that is best but for one thing comes to the level that is published for it."""
    verdict = judge(rob2, fill(rob2, ASSIGNMENT, "best") | change)
    assert level == verdict.domain(domain).final
    assert verdict.overall is not None
    assert overall == verdict.overall.final


def test_only_the_chosen_effect_is_asked(rob2: Checklist) -> None:
    """The other effect's domain is not there, and answers given to it before are passed over."""
    answers = fill(rob2, ADHERING, "worst") | ASSIGNMENT
    assert "D2B" not in [domain.id for domain in judge(rob2, answers).domains]


def test_several_concerns_are_left_to_the_reviewer(rob2: Checklist) -> None:
    """Two domains with some concerns do not become high; a flag asks the reviewer to decide."""
    verdict = judge(rob2, fill(rob2, ASSIGNMENT, "best") | {"1.2": "NI", "5.1": "NI"})
    assert verdict.overall is not None
    assert "some_concerns" == verdict.overall.final
    assert ["F1"] == [flag.id for flag in verdict.flags]


def test_cluster_trial_is_flagged(rob2: Checklist) -> None:
    """A trial of clusters is pointed to the version of the tool that is made for it."""
    verdict = judge(rob2, fill(rob2, ASSIGNMENT, "best") | {"P6": "clusters"})
    assert ["F2"] == [flag.id for flag in verdict.flags]


def test_certainty_starts_high(rob2: Checklist) -> None:
    """Randomised trials start at high certainty and at Oxford level 2, and lose up to two levels for bias."""
    assert rob2.grade is not None
    start = rob2.grade.starts[rob2.grade.default]
    assert ("high", {"low": 0, "some_concerns": -1, "high": -2}) == (start.start, dict(start.risk_of_bias))
    assert 2 == oxford_level(rob2, fill(rob2, ASSIGNMENT, "best"))
