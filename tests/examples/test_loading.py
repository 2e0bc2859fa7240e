"""The five example studies."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pydantic
import pytest

from checklists import find_checklist, list_checklists
from workbench.examples import ExampleStudy, example_studies
from workbench.intake import DESIGN_NAMES, Part, make_key, read_document
from workbench.review.studies.known_characteristics import KINDS

STUDIES = example_studies()
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
RUN = 8


def words(text: str) -> list[str]:
    """The words of a text without case and punctuation."""
    return re.findall(r"[^\W_]+", text.casefold())


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of eight consecutive words."""
    found = words(text)
    return {tuple(found[at : at + RUN]) for at in range(len(found) - RUN + 1)}


def own_words(study: ExampleStudy) -> str:
    """All that is said of a study, except title, authors, journal and identifiers."""
    facts = [f"{name} {value} {source}" for name, (value, _, source) in study.characteristics.items()]
    sheet = [line for part in study.sheet for line in (part.heading, *part.lines)]
    return " \n".join([*facts, *study.design_reasons, *sheet])


def test_there_are_five_in_a_stable_order() -> None:
    """The review lists five studies, always in the same order."""
    expected = ["yamakawa2025", "exacerbation", "harada2024", "sugino2023", "baricitinib"]
    assert expected == [study.key for study in STUDIES]


@pytest.mark.parametrize("study", STUDIES, ids=lambda study: study.key)
def test_key_is_what_adding_the_study_would_give(study: ExampleStudy) -> None:
    """The keys follow the rule for all studies, so that adding the articles gives the same ones."""
    printed = study.bibliography
    assert study.key == make_key(printed.authors, printed.year, printed.title, set())


@pytest.mark.parametrize("study", STUDIES, ids=lambda study: study.key)
def test_design_and_checklist_exist(study: ExampleStudy) -> None:
    """Each has a known design, reasons for it, and a built-in checklist for that design."""
    scope = find_checklist(study.checklist).applies_to
    assert study.design in DESIGN_NAMES
    assert study.design_reasons
    assert scope is not None
    assert study.design in scope.design_classes


@pytest.mark.parametrize("study", STUDIES, ids=lambda study: study.key)
def test_facts_fit_the_characteristics_table(study: ExampleStudy) -> None:
    """Participants are a number; condition, treatment, comparison and outcomes are there; all is JSON."""
    assert isinstance(study.facts["participants"], int)
    assert {"condition", "treatment", "comparison", "outcomes", "source_read"} <= study.facts.keys()
    assert study.facts == json.loads(json.dumps(study.facts))


@pytest.mark.parametrize("study", STUDIES, ids=lambda study: study.key)
def test_every_characteristic_has_a_value_and_a_source(study: ExampleStudy) -> None:
    """No hole in what every review has; what rests on words has them in the fact sheet."""
    assert set(KINDS) <= study.characteristics.keys()
    for name, (value, quote, source) in study.characteristics.items():
        assert value != "", name
        assert source, name
        assert quote in study.document_text, name


@pytest.mark.parametrize("study", STUDIES, ids=lambda study: study.key)
def test_sheet_speaks_of_every_domain_of_its_checklist(study: ExampleStudy) -> None:
    """A newcomer finds a part of the sheet for each domain, and what is not reported is spelled out."""
    checklist = next(one for one in list_checklists() if one.id == study.checklist)
    assert len(study.sheet) > len(checklist.domains)
    assert "not reported" in study.document_text
    assert "Contradictions between sources" == study.sheet[-1].heading


@pytest.mark.parametrize(
    ("key", "numbers"),
    [
        ("yamakawa2025", ["17", "82.4", "52.9", "0.049", "0.089"]),
        ("exacerbation", ["175.3 ± 50.3", "247.2 ± 53.6", "220.1 ± 58.6", "9 days"]),
        ("harada2024", ["75.9", "79", "92", "11", "two of three", "five of six"]),
        ("sugino2023", ["37.4 from 46.3", "69.9 from 70.7", "4 mg", "583"]),
        ("baricitinib", ["4 mg twice a day", "NCT04438629"]),
    ],
)
def test_sheet_has_the_numbers(key: str, numbers: list[str]) -> None:
    """The outcomes stand in the sheet with their numbers."""
    text = next(study.document_text for study in STUDIES if study.key == key)
    assert [number for number in numbers if number not in text] == []


@pytest.mark.parametrize("study", STUDIES, ids=lambda study: study.key)
def test_document_says_what_it_is(study: ExampleStudy) -> None:
    """The text is a summary by others, begins with the title, and names what the source does not print."""
    assert study.kind == "summary"
    printed = study.bibliography
    assert study.document_text.startswith(f"{printed.title}\n\nA fact sheet in the words of this project")
    assert ("Year: not printed in the source" in study.document_text) is (printed.year is None)


def test_examples_are_frozen() -> None:
    """Nobody can change an example for the others that read it."""
    with pytest.raises(pydantic.ValidationError):
        STUDIES[0].key = "other"


@pytest.fixture(scope="module")
def printed() -> set[tuple[str, ...]]:
    """Every run of eight words that the five documents print, web page notices aside."""
    found: set[tuple[str, ...]] = set()
    for path in sorted(SEEDS.glob("*.txt")):
        study = read_document(path.read_bytes(), path.name)
        parts = [study.text[s.start : s.end] for s in study.sections if s.part is not Part.BANNER]
        found |= runs(" ".join(parts))
    return found


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five documents are not beside this checkout")
@pytest.mark.parametrize("study", STUDIES, ids=lambda study: study.key)
def test_no_sentence_is_copied(study: ExampleStudy, printed: set[tuple[str, ...]]) -> None:
    """No run of eight words of an example occurs in any of the five documents."""
    assert sorted(runs(own_words(study)) & printed) == []


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five documents are not beside this checkout")
def test_no_fixture_copies_a_document(printed: set[tuple[str, ...]]) -> None:
    """The fixtures for intake have the documents' shapes and not their text."""
    folder = Path(__file__).parents[1] / "intake"
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in (".txt", ".md", ".yaml")]
    assert sorted(run for path in files for run in runs(path.read_text(encoding="utf-8")) & printed) == []
