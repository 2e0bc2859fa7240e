"""The table of how independence is known, pair by pair."""

from __future__ import annotations

from workbench.review.exchange.verify.independence_status import MEANING, Independence
from workbench.review.exchange.verify.verify import verify
from workbench.review.publish.report import report
from workbench.review.session import ReviewSession
from workbench.review.tables.build import build_table


def test_the_table_of_independence_has_each_pair_as_verify_tells_it(judged: ReviewSession) -> None:
    """With what each status means; it is a part of the report too."""
    (table,) = build_table(judged, "independence")
    told = [
        (pair.study, pair.checklist, pair.first, pair.second, str(pair.status))
        for pair in verify(judged.db.location).pairs
    ]
    assert sorted(told) == sorted(row[:5] for row in table.rows)
    assert 15 == len(table.rows)
    assert any(MEANING[Independence.SHARED] in note for note in table.notes)
    (part,) = [each for each in report(judged).tables if each.name == "independence"]
    assert part.rows == table.rows


def test_the_table_of_independence_of_one_reviewer_says_so(anna: ReviewSession) -> None:
    """There is nothing to compare, and no meaning to explain."""
    (table,) = build_table(anna, "independence")
    assert () == table.rows
    assert "no two people have submitted appraisals of the same result yet" in table.notes
