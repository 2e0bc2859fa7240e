"""What the checklists after published instruments share: whence they come, and that no question is lost."""

from __future__ import annotations

import pytest

from checklists import Checklist, find_checklist, judge


def run(domain: int, last: int, prefix: str = "", suffix: str = "") -> list[str]:
    """The published numbers of a domain, from the first to the last."""
    return [f"{prefix}{domain}.{number}{suffix}" for number in range(1, last + 1)]


# Every question of the published form, by the numbers that others use.
PUBLISHED = {
    "rob-2": [
        *run(1, 3),
        *run(2, 7, suffix="-assignment"),
        *run(2, 6, suffix="-adhering"),
        *run(3, 4),
        *run(4, 5),
        *run(5, 3),
    ],
    "robins-i-v2": [
        *run(1, 4, suffix="A"),
        *run(1, 5, suffix="B"),
        *run(2, 5),
        *run(3, 8),
        *run(4, 11),
        *run(5, 3),
        *run(6, 4),
    ],
    "quadas-3": [*run(1, 4), *run(2, 4), *run(3, 8), *run(4, 4)],
    "amstar-2": [
        *(str(number) for number in range(1, 17)),
        *(f"{number}-{kind}" for number in (9, 11) for kind in ("randomised", "non-randomised")),
    ],
    "inspect-sr": [*run(1, 3), *run(2, 5), *run(3, 2), *run(4, 11)],
    "jbi-case-series": [str(number) for number in range(1, 11)],
    "jbi-cross-sectional": [str(number) for number in range(1, 9)],
    "minors": [str(number) for number in range(1, 13)],
    "nos-case-control": ["S1", "S2", "S3", "S4", "C1", "C2", "E1", "E2", "E3"],
    "nos-cohort": ["S1", "S2", "S3", "S4", "C1", "C2", "O1", "O2", "O3"],
}


@pytest.fixture(params=sorted(PUBLISHED))
def instrument(request: pytest.FixtureRequest) -> Checklist:
    """Each of them."""
    return find_checklist(request.param)


def test_every_published_question_has_one_item(instrument: Checklist) -> None:
    """Each published number is pointed to by exactly one item, and no other number is."""
    own = f"{instrument.id}:"
    pointed = [
        reference.removeprefix(own)
        for item in instrument.items
        for reference in item.crosswalk
        if reference.startswith(own)
    ]
    assert sorted(PUBLISHED[instrument.id]) == sorted(pointed)


def test_the_published_number_is_shown(instrument: Checklist) -> None:
    """Readers see the number that the published form has, whatever the id is."""
    for item in instrument.items:
        published = item.crosswalk[0].partition(":")[2].partition("-")[0]
        assert item.shown in (published, published.rstrip("AB"), item.id), item.id
        assert item.id == item.shown or item.id[:-1] == item.shown


def test_the_head_names_source_and_licence(instrument: Checklist) -> None:
    """Whoever opens the file reads whose structure it is, how to cite it, and whose the sentences are."""
    head = instrument.source.partition("schema:")[0]
    assert "Cite:" in head
    assert "our" in head
    assert "doi" in head
    assert "licence" in head or "CC BY" in head
    assert ("original", "draft") == (instrument.wording, instrument.status)


def test_every_item_helps_to_answer_it(instrument: Checklist) -> None:
    """Each item says how to choose among the answers, and by what words its passage is found."""
    for item in instrument.items:
        assert item.text.endswith((".", "?")), item.id
        assert item.guidance, item.id
        assert item.cues, item.id


def test_studies_are_told_where_to_go(instrument: Checklist) -> None:
    """Each says which studies it is for, and where others belong."""
    assert instrument.applies_to is not None
    assert instrument.applies_to.include_if
    assert instrument.applies_to.use_another_if


@pytest.mark.parametrize("name", ["rob-2", "robins-i-v2"])
def test_a_predicted_direction_judges_nothing(name: str) -> None:
    """It is recorded beside a judgement, and no rule reads it."""
    checklist = find_checklist(name)
    answers = {"D3.direction": "towards_null", "overall.direction": "unpredictable"}
    assert judge(checklist, {}).domains == judge(checklist, answers).domains
