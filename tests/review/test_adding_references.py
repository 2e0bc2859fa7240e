"""Files of references: a study for each record that is new; duplicates listed, merged only on request."""

from __future__ import annotations

import pytest

from workbench.review.admin import history
from workbench.review.documents import add
from workbench.review.studies import known_studies

RIS = """TY  - JOUR
TI  - Clay packs for cold feet: a case series
AU  - Hop, Grace
PY  - 2019
AB  - We treated three patients with clay. All patients felt warmer.
DO  - 10.5555/clay.1
ER  -
TY  - JOUR
TI  - Clay packs for cold feet: a case series
AU  - Hop, G
PY  - 2019
JO  - Feet Today
DO  - https://doi.org/10.5555/CLAY.1
ER  -
TY  - JOUR
TI  - Warm sand for stiff shoulder
AU  - Børresen, Ada
DO  - 10.5555/sand.2021.7
PMCID - PMC77
ER  -
"""


RECORD = "TY  - JOUR\nTI  - Study number {n} of clay\nAU  - Hop{n}, G\nPY  - 2019\nER  - \n"


@pytest.fixture
def ris(tmp_path):
    """Three records: one new, the same again, and one of a study that is in the review."""
    path = tmp_path / "found.ris"
    path.write_text(RIS, encoding="utf-8")
    return path


def test_new_records_become_studies_and_others_are_listed(anna, ris) -> None:
    """One study is added; of each other record the report says which study it is, and by what."""
    (report,) = add.add_paths(anna, [ris])
    assert "added" == report.status
    assert "3 records read, 1 added as a study, 2 are studies already known" in report.message
    assert any("record 2 is the same study as record 1 (DOI" in line for line in report.records)
    assert any("record 3 is borresen2021" in line for line in report.records)
    study = known_studies.show_study(anna, "hop2019")
    assert ("case_series", "case-series", "") == (study.design, study.checklist, study.bibliography.journal)
    assert ["abstract"] == [one.kind for one in study.documents]


def test_merging_fills_what_is_empty_and_tells(anna, ris) -> None:
    """The journal comes from the second record; the study in the review keeps its title and is told of."""
    before = known_studies.show_study(anna, "borresen2021")
    (report,) = add.add_paths(anna, [ris], merge=True)
    assert "Feet Today" == known_studies.show_study(anna, "hop2019").bibliography.journal
    assert any("filled journal" in line for line in report.records)
    after = known_studies.show_study(anna, "borresen2021")
    assert before.bibliography.title == after.bibliography.title
    assert any(line.startswith("borresen2021: filled") for line in report.records)


def test_what_was_filled_stands_in_the_history(anna, tmp_path) -> None:
    """Who filled what, from what."""
    path = tmp_path / "more.ris"
    path.write_text("TY  - JOUR\nTI  - Warm sand\nDO  - 10.5555/sand.2021.7\nJO  - Sand\nC2  - PMC1\nER  -\n")
    add.add_paths(anna, [path], merge=True)
    filled = [one for one in history.list_events(anna, "borresen2021") if one.action == "study.fill"]
    assert all(one.reviewer == "anna" for one in filled)
    assert len(filled) <= 1


def test_adding_the_file_again_adds_nothing(anna, ris) -> None:
    """Every record is known by then."""
    add.add_paths(anna, [ris])
    (report,) = add.add_paths(anna, [ris])
    assert "duplicate" == report.status
    assert 6 == len(known_studies.rows(anna))


def test_an_interruption_leaves_nothing_half_done(anna, tmp_path) -> None:
    """Whatever stops the adding, either all records are studies or none is."""
    path = tmp_path / "many.ris"
    records = (
        f"TY  - JOUR\nTI  - Study number {n} of clay\nAU  - Hop{n}, G\nPY  - 2019\nER  - \n"
        for n in range(120)
    )
    path.write_text("".join(records))

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add.add_paths(anna, [path], on_records=stop)
    assert 5 == len(known_studies.rows(anna))


def test_progress_is_told_now_and_then(anna, tmp_path) -> None:
    """Done and expected, the last time with all done."""
    path = tmp_path / "many.ris"
    records = (
        f"TY  - JOUR\nTI  - Study number {n} of clay\nAU  - Hop{n}, G\nPY  - 2019\nER  - \n"
        for n in range(120)
    )
    path.write_text("".join(records))
    told = []
    add.add_paths(anna, [path], on_records=lambda done, total: told.append((done, total)))
    assert [(50, 120), (100, 120), (120, 120)] == told


POSTERS = """AN  - 1
TY  - ABST
TI  - P-101: Mud wraps in stiff necks
AU  - Quill, P.
DO  - 10.5555/supp.all
ER  -
TY  - ABST
ER  -
TY  - ABST
TI  - P-102: Peat baths for knees
AU  - Marsh, T.
DO  - 10.5555/supp.all
AB  - Thirty carpet layers had peat.
ER  -
TY  - JOUR
TI  - Clay compresses in goalkeepers
AU  - Oda, K.
PY  - 2019
ER  -
TY  - JOUR
TI  - Clay compresses in goalkeepers
AU  - Oda K
PY  - 2020
ER  -
"""


@pytest.mark.parametrize("merge", [False, True])
def test_posters_of_one_supplement_are_studies_each(anna, tmp_path, merge) -> None:
    """A shared DOI joins no different works, merging or not; it is told, with the numbers of the file."""
    path = tmp_path / "posters.ris"
    path.write_text(POSTERS)
    (report,) = add.add_paths(anna, [path], merge=merge)
    assert "4 of 5 records read, 4 added" in report.message
    mud = known_studies.show_study(anna, "quill")
    assert "" == mud.bibliography.abstract
    told = "\n".join(report.records)
    apart = "stands on different works, which stay apart: quill (record 1) and marsh (record 3)"
    assert f"DOI 10.5555/supp.all {apart}" in told
    assert (
        "possible duplicate: oda2019 (record 4) and oda2020 (record 5) have the same title, 2019 and 2020"
        in told
    )


def test_document_with_the_doi_of_another_work_is_added(anna, tmp_path) -> None:
    """A chapter whose DOI stands on a study of another title and author is no duplicate."""
    (tmp_path / "posters.ris").write_text(POSTERS)
    add.add_paths(anna, [tmp_path / "posters.ris"])
    chapter = tmp_path / "chapter.txt"
    chapter.write_text(
        "Title: Felt for flutes\nAuthors: Ada Malt\nDOI: 10.5555/supp.all\n\nAbstract\nTen had felt."
    )
    (report,) = add.add_paths(anna, [chapter])
    assert ("added", "malt") == (report.status, report.study_key)


def test_retraction_is_shown_at_the_study(anna, tmp_path) -> None:
    """It stands first among the reasons, where the study is shown."""
    path = tmp_path / "retracted.nbib"
    path.write_text("PMID- 9\nTI  - Oats for oboists\nFAU - Malt, A\nPT  - Retracted Publication\n")
    add.add_paths(anna, [path])
    assert (
        known_studies.show_study(anna, "malt").design_reasons[0].startswith("Retracted: the index calls it")
    )
