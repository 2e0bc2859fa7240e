"""From each design to its checklists: none is forgotten, on either side."""

from __future__ import annotations

import pytest

from checklists import list_checklists
from workbench.intake import DESIGN_NAMES, ROUTES, checklists_for, population_of, reason_for_none
from workbench.intake.design.clues import CLUES
from workbench.output.design_names import design_in_words


def test_every_design_that_intake_can_name_has_a_route() -> None:
    """The designs of the clues, of the second designs and of the routes are the same."""
    assert set(DESIGN_NAMES) == set(ROUTES)
    assert {clue.design for clue in CLUES} <= set(ROUTES)


@pytest.mark.parametrize("design", sorted(ROUTES))
def test_a_design_leads_to_a_checklist_or_says_why_not(design: str) -> None:
    """The reason goes on after a colon: small letters at the start, no full stop."""
    route = ROUTES[design]
    assert route.checklists or route.reason
    assert not route.reason.endswith(".")
    assert route.reason == route.reason.strip()
    assert "_" not in design_in_words(design)


def test_checklists_and_routes_name_each_other() -> None:
    """A built-in checklist is in the route of exactly the designs that its definition says it is for."""
    routed = {(name, design) for design, route in ROUTES.items() for name in route.checklists}
    declared = {
        (checklist.id, design)
        for checklist in list_checklists()
        if checklist.applies_to is not None
        for design in checklist.applies_to.design_classes
    }
    assert routed == declared


def test_no_route_names_a_checklist_twice() -> None:
    """The first is suggested, the others fit as well."""
    for design, route in ROUTES.items():
        assert len(route.checklists) == len(set(route.checklists)), design


def test_the_checklist_for_one_population_is_suggested_for_it_only() -> None:
    """A study of people with COVID-19 gets it; every other one gets that without words on COVID-19."""
    covid, asthma = (population_of({"title": f"Mist in {ill}"}) for ill in ("COVID-19 pneumonia", "asthma"))
    assert ("single-arm-covid", "minors") == checklists_for("single_arm_before_after", covid)
    assert ("single-arm", "minors") == checklists_for("single_arm_before_after", asthma)


def test_populations_of_the_definitions_are_those_of_the_routes() -> None:
    """One definition names a population, and it is the one that is routed by it."""
    named = {each.id: each.applies_to.population for each in list_checklists()}
    assert {"single-arm-covid": "COVID-19"} == {name: each for name, each in named.items() if each}


@pytest.mark.parametrize("design", [None, "n_of_1"])
def test_an_unknown_design_has_a_reason(design: str | None) -> None:
    """Such as one that a newer version of the program wrote into the review."""
    assert () == checklists_for(design)
    assert reason_for_none(design)
