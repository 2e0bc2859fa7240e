"""Papers that were retracted, and notices that retract others."""

from __future__ import annotations

import pytest

from store.bibliography import Bibliography
from workbench.intake import StudyText, retraction_of
from workbench.intake.references import as_study, read_references


@pytest.mark.parametrize(
    ("study", "begins"),
    [
        (StudyText(publication_types=("Journal Article", "Retracted Publication")), "Retracted: the index"),
        (StudyText(publication_types=("retracted publication",)), "Retracted: the index"),
        (StudyText(publication_types=("Retraction of Publication",)), "A notice"),
        (StudyText(Bibliography(title="RETRACTED ARTICLE: Oats for oboists")), "Retracted: its title"),
        (StudyText(Bibliography(title="[Retracted] Oats for oboists")), "Retracted: its title"),
        (StudyText(Bibliography(title="WITHDRAWN: Oats for oboists")), "Retracted: its title"),
        (StudyText(Bibliography(title="Oats for oboists [Retracted]")), "Retracted: its title"),
        (StudyText(Bibliography(title="Retraction: Oats for oboists")), "A notice"),
        (StudyText(Bibliography(title="Retraction Note to: Oats for oboists")), "A notice"),
        (StudyText(Bibliography(title="Notice of retraction of “Oats”")), "A notice"),
        (StudyText(text="Oats for oboists\nRetraction in\n  J Reed. 2022"), "Retracted: the text"),
        (StudyText(text="Oats\nThis article has been retracted.\nTen had oats."), "Retracted: the text"),
        (StudyText(Bibliography(title="Retraction of the lower lip in oboists")), ""),
        (StudyText(Bibliography(title="Oats and lid retraction in oboists")), ""),
        (StudyText(Bibliography(title="Withdrawn oboists")), ""),
        (StudyText(text="Two of the trials that we found were retracted."), ""),
        (StudyText(publication_types=("Case Reports",)), ""),
    ],
)
def test_retractions_are_told_by_index_title_and_text(study: StudyText, begins: str) -> None:
    """A retracted paper and a notice are told apart; the word elsewhere says nothing."""
    sentence = retraction_of(study)
    assert (True, bool(begins)) == (sentence.startswith(begins), bool(sentence))


@pytest.mark.parametrize(
    "text",
    [
        "PMID- 1\nTI  - Oats for oboists\nPT  - Retracted Publication\n",
        "PMID- 1\nTI  - Oats for oboists\nRIN - J Reed. 2022;1:2. PMID: 9\n",
        "TY  - JOUR\nTI  - RETRACTED: Oats for oboists\nER  - \n",
        "TY  - JOUR\nTI  - Oats for oboists\nM3  - Retracted Publication\nER  - \n",
        "Title,DOI,Publication Type\nOats,10.5555/a,Journal Article; Retracted Publication\n",
    ],
)
def test_records_of_retracted_papers_say_so(text: str) -> None:
    """Each form has its own way to say it, and none is lost."""
    (record,) = read_references(text.encode(), "a.csv" if text.startswith("Title") else "a.txt").records
    assert retraction_of(as_study(record)).startswith("Retracted")
