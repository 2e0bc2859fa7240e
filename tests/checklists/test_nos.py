"""The two checklists after the Newcastle-Ottawa scale: their stars, and the AHRQ convention over them."""

from __future__ import annotations

import csv
from functools import reduce
from itertools import product
from pathlib import Path

import pytest

from checklists import Checklist, find_checklist, judge, prove

GOLDEN = Path(__file__).parent / "golden_nos_ahrq.csv"
ROWS = list(csv.DictReader(GOLDEN.read_text("utf-8").splitlines()))
"""Every way to have 0 to 4, 0 to 2 and 0 to 3 stars, with what the convention as printed makes of it."""

THIRD = {"nos-cohort": "TO", "nos-case-control": "TE"}
"""The total of the third domain: outcome or exposure."""

checklist_ids = pytest.mark.parametrize("checklist_id", sorted(THIRD))


def with_stars(checklist: Checklist, *stars: int) -> dict[str, str]:
    """Answers that give so many stars in each domain, and the worst answer elsewhere."""
    answers: dict[str, str] = {}
    for domain, wanted in zip(checklist.domains, stars, strict=True):
        for place, item in enumerate(domain.items):
            codes = checklist.codes(item.id)
            answers[item.id] = codes[0] if place < wanted else codes[-1]
    return answers


@checklist_ids
def test_it_is_proved(checklist_id: str) -> None:
    """No objection, in few states."""
    assert () == prove(find_checklist(checklist_id)).problems


@checklist_ids
def test_the_table_is_whole(checklist_id: str) -> None:
    """60 rows: each number of stars for each domain once."""
    sizes = [len(domain.items) for domain in find_checklist(checklist_id).domains]
    assert 60 == reduce(lambda product_, size: product_ * (size + 1), sizes, 1)
    stars = {tuple(int(row[name]) for name in ("selection", "comparability", "outcome")) for row in ROWS}
    assert stars == set(product(*(range(size + 1) for size in sizes)))


@checklist_ids
@pytest.mark.parametrize("row", ROWS, ids=["-".join(list(row.values())[:3]) for row in ROWS])
def test_the_convention_is_met(checklist_id: str, row: dict[str, str]) -> None:
    """Stars and level are those of the row, for both forms."""
    checklist = find_checklist(checklist_id)
    stars = [int(row[name]) for name in ("selection", "comparability", "outcome")]
    verdict = judge(checklist, with_stars(checklist, *stars))
    expected = dict(zip(("TS", "TC", THIRD[checklist_id]), stars, strict=True)) | {"T": int(row["stars"])}
    assert expected == verdict.totals
    assert verdict.overall is not None
    assert row["ahrq"] == verdict.overall.final


@checklist_ids
def test_a_star_is_given_by_the_choices_that_the_scale_marks(checklist_id: str) -> None:
    """The first choice always, the second where there is one, and nothing else."""
    checklist = find_checklist(checklist_id)
    for item in checklist.items:
        points = checklist.points(item.id)
        starred = {code for code in checklist.codes(item.id) if points.get(code)}
        assert starred == {"A", "B"} & set(checklist.codes(item.id)), item.id
        assert {1} == {points[code] for code in starred}


@checklist_ids
def test_where_nothing_is_described_there_is_no_star_and_the_study_is_poor(checklist_id: str) -> None:
    """Silence is the worst answer of the scale, not a middle one."""
    checklist = find_checklist(checklist_id)
    silent = {item.id: "D" if "D" in checklist.codes(item.id) else "C" for item in checklist.items}
    verdict = judge(checklist, silent)
    assert (0, "poor") == (verdict.totals["T"], verdict.overall and verdict.overall.final)


@checklist_ids
def test_no_domain_is_judged_and_the_source_of_the_levels_is_said(checklist_id: str) -> None:
    """Good, fair and poor are somebody else's convention over totals."""
    checklist = find_checklist(checklist_id)
    assert {"none"} == {domain.judged_by for domain in checklist.domains}
    assert "AHRQ" in (checklist.overalls["overall"].source or "")
    assert {
        level: label for level in checklist.levels if "AHRQ" not in (label := checklist.label(level))
    } == {}


@checklist_ids
def test_the_level_is_open_until_the_stars_decide(checklist_id: str) -> None:
    """Two stars for selection lost leave fair at best; nothing for comparability is poor at once."""
    checklist = find_checklist(checklist_id)
    verdict = judge(checklist, {"S1": "D", "S2": "C"})
    assert verdict.overall is not None
    assert ("fair", "poor") == verdict.overall.possible
    assert (0, 2) == verdict.total_limits["TS"]
    lost = judge(checklist, {"C1": "C", "C2": "C"}).overall
    assert lost is not None
    assert "poor" == lost.final
