"""A sheet that the caller has in hand is answered as it is, and what comes back is what the review holds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from statements import counting

from workbench.errors import ConflictError, WorkbenchError
from workbench.review.appraisals import answers, overrides, quotes, submission, texts
from workbench.review.appraisals.sheets import Sheet
from workbench.review.session import ReviewSession, open_review
from workbench.review.studies import known_studies

STUDY = "pretend2016"
ITEMS, CODES, NOTES = ("1.1", "2.1", "3.3"), ("Y", "PN", "NI"), ("", "as read", "read twice")

Change = Callable[[ReviewSession, str | Sheet], object]


def tie(start: int) -> Change:
    """Tie a passage to an item."""

    def change(session: ReviewSession, study: str | Sheet) -> Sheet:
        document = texts.texts(session, STUDY)[0]
        return quotes.tie_quote(session, study, "1.1", document.id, start, start + 9)

    return change


def untie(session: ReviewSession, study: str | Sheet) -> object:
    """Take the first quote away; nothing where there is none."""
    here = answers.judge_study(session, STUDY)
    return quotes.untie_quote(session, study, here.quotes[0].id) if here.quotes else here


CHANGES: st.SearchStrategy[Change] = st.one_of(
    st.builds(
        lambda item, code: lambda s, study: answers.answer(s, study, item, code),
        st.sampled_from(ITEMS),
        st.sampled_from(CODES),
    ),
    st.builds(
        lambda item, code, words: lambda s, study: answers.answer(s, study, item, code, note=words),
        st.sampled_from(ITEMS),
        st.sampled_from(CODES),
        st.sampled_from(NOTES),
    ),
    st.builds(
        lambda item, words: lambda s, study: answers.note(s, study, item, words),
        st.sampled_from(ITEMS),
        st.sampled_from(NOTES),
    ),
    st.builds(lambda item: lambda s, study: answers.clear_answer(s, study, item), st.sampled_from(ITEMS)),
    st.builds(lambda item: lambda s, study: answers.nothing_found(s, study, item, 2), st.sampled_from(ITEMS)),
    st.builds(lambda value: lambda s, study: answers.answer(s, study, "P2", value), st.just("abstract")),
    st.builds(
        lambda level: lambda s, study: overrides.override(s, study, "D1", level, "why"), st.just("high")
    ),
    st.just(lambda s, study: overrides.clear_override(s, study, "D1")),
    st.builds(tie, st.sampled_from((3, 20))),
    st.just(untie),
    st.just(lambda s, study: answers.undo(s, study)[0]),
    st.just(lambda s, study: submission.submit(s, study)),
    st.just(lambda s, study: submission.reopen(s, study, "why")),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(CHANGES, st.booleans()), max_size=10))
def test_the_sheet_after_a_change_is_what_the_review_holds(anna, changes) -> None:
    """Whatever is changed, with the study's key or with a sheet of before, the sheet is as one read anew."""
    in_hand = answers.judge_study(anna, STUDY)
    for change, by_key in changes:
        try:
            after = change(anna, STUDY if by_key else in_hand)
        except WorkbenchError:
            continue
        assert answers.judge_study(anna, STUDY) == after


def test_a_sheet_of_before_does_not_hide_what_was_done_meanwhile(anna, review) -> None:
    """Anna answers on two screens: on the second one her first answer is there after the next one."""
    in_hand = answers.judge_study(anna, STUDY)
    with open_review(review, "anna") as elsewhere:
        answers.answer(elsewhere, STUDY, "1.1", "Y", note="first")
    after = answers.answer(anna, in_hand, "1.2", "N")
    assert {"1.1": "Y", "1.2": "N"} == after.worksheet.codes
    assert answers.judge_study(anna, STUDY) == after


def test_a_sheet_that_was_submitted_meanwhile_is_not_changed(anna, fill, review) -> None:
    """The answer is refused as a conflict, and the submitted answers stay as they were."""
    fill(anna, "Y")
    in_hand = answers.judge_study(anna, STUDY)
    with open_review(review, "anna") as elsewhere:
        submitted = submission.submit(elsewhere, STUDY)
    with pytest.raises(ConflictError, match="is submitted; reopen it first"):
        answers.answer(anna, in_hand, "1.1", "N")
    assert submitted.worksheet == answers.judge_study(anna, STUDY).worksheet


@pytest.mark.parametrize("is_begun", [True, False])
def test_an_answer_does_not_go_to_another_checklist(anna, review, is_begun) -> None:
    """Where another checklist was chosen meanwhile, an answer to the one in hand is refused, begun or not."""
    if is_begun:
        answers.answer(anna, STUDY, "1.1", "Y")
    in_hand = answers.judge_study(anna, STUDY)
    with open_review(review, "bea") as elsewhere:
        known_studies.assign(elsewhere, STUDY, "case-series", reason="tried")
    with pytest.raises(ConflictError, match="is judged with case-series by now, not with case-report"):
        answers.answer(anna, in_hand, "1.1", "N")
    assert "not_started" == answers.judge_study(anna, STUDY).state


@pytest.mark.parametrize("by_key", [True, False])
def test_an_answer_takes_few_statements(anna, by_key) -> None:
    """A code on a begun appraisal takes ten statements at most, one fewer with the sheet in hand."""
    in_hand = answers.answer(anna, STUDY, "1.1", "Y")
    with counting() as statements:
        answers.answer(anna, STUDY if by_key else in_hand, "1.1", "N")
    assert (10 if by_key else 9, 1) == (len(statements.sent), statements.writing)


def test_an_answer_with_note_and_quote_takes_few_statements(anna) -> None:
    """With a note and a passage it is fifteen at most, with what is said about the passage."""
    words = " ".join(texts.texts(anna, STUDY)[0].text.split()[10:18])
    before = answers.answer(anna, STUDY, "1.1", "Y", note="as it was")
    with counting() as statements:
        answers.answer(anna, STUDY, "1.1", "N", note="as it is", quote=words)
        quotes.remarks(anna, before.study, words)
    assert (14, 1) == (len(statements.sent), statements.writing)


def test_an_answer_is_judged_once(anna, monkeypatch) -> None:
    """What follows from an answer is worked out after it, and not before."""
    from workbench.review.appraisals import sheets

    answers.answer(anna, STUDY, "1.1", "Y")
    judged: list[dict[str, str]] = []
    monkeypatch.setattr(sheets, "judge", lambda *given, **_: judged.append(given[1]))
    answers.answer(anna, STUDY, "1.1", "N")
    assert [{"1.1": "N"}] == judged
