"""Studies that two files merged as duplicates, each in its own way, and what follows them in a merge."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.review.test_merging import ben, ben_file, merge  # noqa: F401
from workbench.review.appraisals import answers
from workbench.review.exchange.merge import decide
from workbench.review.exchange.merge.merge_files import merge_files
from workbench.review.exchange.verify.verify import verify
from workbench.review.reviewers.remarks import write_remark
from workbench.review.session import ReviewSession
from workbench.review.studies import duplicates, known_studies


def test_what_follows_a_study_settles_conflicts_in_the_same_merge(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
) -> None:
    """The texts go on to where the study stands merged, so a second merge has nothing left to say of them."""
    one, two, three, four = [row.key for row in known_studies.rows(anna)][:4]
    duplicates.merge(anna, one, three, "the same patients")
    duplicates.merge(anna, four, two, "the same patients")
    duplicates.merge(ben, two, three, "the same patients")
    (planned,) = merge_files(anna, [Path(ben.db.location)], dry_run=True)
    assert [] == decide.list_conflicts(anna)
    merged = merge(anna, ben)
    assert merged.changed
    assert merged.lines == planned.lines
    waiting = decide.list_conflicts(anna)
    assert waiting
    told = [line.detail[:8] for line in planned.lines if line.kind == "to decide"]
    assert sorted(line.id for line in waiting) == sorted(told)
    assert not merge(anna, ben).changed
    assert waiting == decide.list_conflicts(anna)
    assert () == verify(anna.db.location).faults


@pytest.mark.parametrize("kept_first", [True, False])
def test_a_comment_on_a_duplicate_comes_no_sooner_than_the_appraisal_of_its_author(
    anna: ReviewSession,
    ben: ReviewSession,  # noqa: F811
    kept_first: bool,
) -> None:
    """Whichever study is kept: her words are not in his file while she has a draft."""
    one, two = [row.key for row in known_studies.rows(anna)][:2]
    answers.answer(anna, two, "1.1", "Y")
    write_remark(anna, two, "CANARY of anna")
    duplicates.merge(ben, *((one, two) if kept_first else (two, one)), "the same patients")
    merge(anna, ben)
    merge(ben, anna)
    merge(ben, anna)
    assert b"CANARY of anna" in Path(anna.db.location).read_bytes()
    assert b"CANARY of anna" not in Path(ben.db.location).read_bytes()
