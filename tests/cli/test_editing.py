"""`workbench edit` corrects the record of a study."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run


def _study(as_ana: Run) -> dict[str, object]:
    return as_ana("studies", "--format", "json").json[0]


def test_every_field_can_be_corrected_and_taken_away(as_ana: Run) -> None:
    """What was typed is what `studies` gives; an empty text takes a value away; the history has both."""
    key = str(_study(as_ana)["key"])
    typed = {
        "title": "Mud in ten harpists",
        "authors": "Quill A; Reed B",
        "year": "2019",
        "journal": "J Harp",
        "volume": "12",
        "issue": "3 Suppl",
        "pages": "pp. 45–50",
        "doi": "https://doi.org/10.5555/mud.1",
        "pmid": "12345",
        "pmcid": "pmc77",
        "registration": "NCT01234567",
    }
    done = as_ana("edit", key, *(part for name, value in typed.items() for part in (f"--{name}", value)))
    assert 0 == done.code
    stored = {name: _study(as_ana)[name] for name in typed}
    assert stored == typed | {
        "authors": ["Quill A", "Reed B"],
        "year": 2019,
        "pages": "45-50",
        "doi": "10.5555/mud.1",
        "pmcid": "PMC77",
    }
    assert 0 == as_ana("edit", key, "--journal", "").code
    assert "" == _study(as_ana)["journal"]
    (last,) = [
        event
        for event in as_ana("history", key, "--format", "json").json
        if event["after"] == {"journal": ""}
    ]
    assert ("study.edit", {"journal": "J Harp"}) == (last["action"], last["before"])


def test_the_key_before_still_finds_the_study(as_ana: Run) -> None:
    """After a new key the old one is understood, until another study has it."""
    before = str(_study(as_ana)["key"])
    assert 0 == as_ana("edit", before, "--key", "mud2019").code
    assert "mud2019" == _study(as_ana)["key"]
    assert "mud2019" in as_ana("show", before).out
    assert 3 == as_ana("show", "never-there").code


def test_the_design_is_corrected_and_the_checklist_stays(as_ana: Run) -> None:
    """The design counts as confirmed by who corrected it; none takes it away."""
    before = _study(as_ana)
    assert 0 == as_ana("edit", str(before["key"]), "--design", "cross_sectional").code
    after = _study(as_ana)
    assert ("cross_sectional", "ana") == (after["design"], after["design_confirmed_by"])
    assert before["checklist"] == after["checklist"]
    assert 0 == as_ana("edit", str(before["key"]), "--design", "Case-control study").code
    assert "case_control" == _study(as_ana)["design"]
    assert 0 == as_ana("edit", str(before["key"]), "--design", "none").code
    assert None is _study(as_ana)["design"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--year", "20O4"), "a year has four digits"),
        (("--year", "3020"), "yet to come"),
        (("--doi", "not a doi"), "a DOI begins with 10."),
        (("--pmid", "12a"), "a PMID is a number"),
        (("--pmcid", "PMCx"), "a PMCID is PMC and a number"),
        (("--key", "a b"), "holds white space"),
        (("--design", "cross_sectionl"), "did you mean"),
        ((), "nothing to change was given"),
    ],
)
def test_what_is_no_value_is_refused_and_nothing_changes(
    as_ana: Run, options: tuple[str, ...], words: str
) -> None:
    """One line says what the field takes; a good value given beside a bad one is not saved either."""
    before = _study(as_ana)
    refused = as_ana("edit", str(before["key"]), *(("--title", "T", *options) if options else ()))
    assert 2 == refused.code
    assert words in " ".join(refused.err.split())
    assert before == _study(as_ana)


def test_a_key_that_another_study_has_is_refused(as_ana: Run) -> None:
    """Nothing is written then."""
    from pathlib import Path

    Path("other.txt").write_text("Mud baths in harpists: a case report\n\nQuill A.\n\nAbstract\nA man.\n")
    assert 0 == as_ana("add", "other.txt").code
    first, second = (study["key"] for study in as_ana("studies", "--format", "json").json)
    refused = as_ana("edit", first, "--key", second)
    assert 4 == refused.code
    assert "already" in refused.err
