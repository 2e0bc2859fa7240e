"""Finding and listing studies."""

from __future__ import annotations

from pathlib import Path

import pytest

from checklists import list_checklists
from workbench.errors import ConflictError, NotFoundError
from workbench.review.appraisals import answers, submission
from workbench.review.documents import add
from workbench.review.studies import known_studies
from workbench.review.studies.checklist_choice import list_choices, studies_without
from workbench.review.studies.progress import read_progress


@pytest.mark.parametrize(
    "text", ["borresen2021", "borr", "10.5555/sand.2021.7", "https://doi.org/10.5555/SAND.2021.7"]
)
def test_a_study_is_found_by_key_prefix_and_doi(anna, text) -> None:
    """A prefix will do where it is clear; a DOI in any of its forms."""
    assert "borresen2021" == known_studies.find(anna, text).key


def test_an_unclear_prefix_names_what_it_could_be(anna) -> None:
    """The message lists the keys."""
    other = Path(anna.db.location).with_name("other.txt")
    other.write_text("Seasons of one patient: a case report\n\nAbstract\nA man got baricitinib.\n")
    add.add_paths(anna, [other])
    with pytest.raises(ConflictError, match="seasons, seaweed"):
        known_studies.find(anna, "sea")


def test_an_unknown_study_says_how_to_list_them(anna) -> None:
    """Not found, with the command that helps."""
    with pytest.raises(NotFoundError, match="workbench studies"):
        known_studies.find(anna, "nobody1999")


def test_the_listing_has_the_agreed_shape(anna) -> None:
    """Other programs rely upon these keys in this order; further ones may stand between them."""
    shape = known_studies.show_study(anna, "borresen2021").as_json()
    agreed = [
        "key", "title", "authors", "year", "journal", "doi", "pmid", "pmcid", "registration", "design",
        "design_reasons", "design_confirmed_by", "checklist", "documents", "appraisals", "abstract",
        "calibration",
    ]  # fmt: skip
    assert agreed == [name for name in shape if name in agreed]
    assert "psm_retrospective_cohort" == shape["design"]


def test_progress_counts_what_is_asked_not_what_there_is(anna) -> None:
    """psm-cohort has 28 judged items; one of them is asked only after a certain answer."""
    rows = [row for row in known_studies.rows(anna) if row.key == "borresen2021"]
    assert (0, 27) == _progress(anna, rows)
    answers.answer(anna, "borresen2021", "5.1", "NI")
    assert (1, 28) == _progress(anna, rows)


def _progress(session, rows):
    (known,) = read_progress(session, rows).values()
    return known.answered, known.asked


def test_confirming_the_checklist_is_remembered(anna) -> None:
    """A suggestion becomes a decision with a name."""
    assert known_studies.show_study(anna, "itch").design_confirmed_by is None
    assert "anna" == known_studies.assign(anna, "itch", "case-series").design_confirmed_by


def test_an_unknown_checklist_is_answered_with_the_nearest(anna) -> None:
    """A slip of the pen is answered with the id that was meant."""
    with pytest.raises(NotFoundError, match="psm-cohort"):
        known_studies.assign(anna, "itch", "psm-cohrt")


def test_a_checklist_with_which_work_is_done_changes_only_with_a_reason(anna, fill) -> None:
    """What is done would drop out of tables and agreement; who is done is named, the reason is history."""
    from workbench.review.admin import history

    fill(anna)
    submission.submit(anna, "pretend2016")
    with pytest.raises(ConflictError, match=r"with case-report already \(anna done\).* give a reason"):
        known_studies.assign(anna, "pretend2016", "case-series")
    assert "case-report" == known_studies.find(anna, "pretend2016").checklist
    assert (
        "case-series"
        == known_studies.assign(anna, "pretend2016", "case-series", reason="two cases").checklist
    )
    assert "two cases" == history.list_events(anna, "pretend2016")[-1].reason


def test_anothers_draft_asks_for_no_reason(anna, bea) -> None:
    """That somebody else has begun is not told by a refusal."""
    answers.answer(bea, "pretend2016", "1.1", "Y")
    assert "jbi-case-reports" == known_studies.assign(anna, "pretend2016", "jbi-case-reports").checklist


def test_the_checklist_that_fits_comes_first_and_is_said(anna) -> None:
    """All are on offer; the suggested one is marked, and which one the study has now."""
    offered = list_choices(anna, "borr")
    assert ("psm-cohort", "suggested") == (offered.choices[0].checklist.id, offered.choices[0].fit)
    assert {checklist.id for checklist in list_checklists()} == {
        choice.checklist.id for choice in offered.choices
    }
    assert "psm-cohort" == offered.suggested == offered.assigned
    assert (
        "borresen2021 (propensity-matched retrospective cohort): psm-cohort is suggested"
        in offered.in_words()
    )


def test_a_study_of_a_design_without_a_checklist_says_why(anna) -> None:
    """In the list of its checklists, and under the list of studies."""
    other = Path(anna.db.location).with_name("review.txt")
    other.write_text(
        "Mud for heels: a narrative review\n\nAbstract\nIn this narrative review we discuss mud.\n"
    )
    (report,) = add.add_paths(anna, [other])
    reason = "it is not a study, so there is nothing to appraise"
    offered = list_choices(anna, report.study_key)
    assert (None, None) == (offered.suggested, offered.assigned)
    assert f"{report.study_key} (narrative review): {reason}." == offered.in_words()
    assert f"Without a checklist: {report.study_key} (narrative review): {reason}." in studies_without(
        anna, known_studies.list_studies(anna)
    )
