"""Comparing and reconciling, driven by keys."""

from __future__ import annotations

import pytest

from store.answers import set_code
from tests.shared.progress import progress
from workbench.errors import ConflictError
from workbench.review.admin.protocol import write_protocol
from workbench.review.appraisals import answers as appraisals
from workbench.review.appraisals import submission
from workbench.review.appraisals.own_sheet import changing, find_result
from workbench.review.reviewers import handles
from workbench.review.reviewers import reconcile as comparing
from workbench.review.session import open_review
from workbench.review.studies import known_studies

SIZES = [(80, 24), (120, 40)]
STUDY = "pretend2016"
SECRET = "bea thinks this is a [bold]fluke[/ 2020]"
DIFFERENT = {"1.3": "PN", "2.1": "Y", "2.3": "N"}
"""Where bea differs from anna, who answers PY throughout."""


def name_of(size: tuple[int, int]) -> str:
    """Part of a frame's name."""
    return f"{size[0]}x{size[1]}"


def appraise(
    review: str, reviewer: str, codes: dict[str, str], *, submit: bool = True, result: str = ""
) -> None:
    """Answer every item PY except where something else is given."""
    with open_review(review, reviewer) as session:
        sheet = appraisals.judge_study(session, STUDY, result=result)
        with changing(session, find_result(session, sheet)) as own:
            for item in sheet.checklist.items:
                set_code(own.draft, item.id, codes.get(item.id, "PY"))
        if submit:
            submission.submit(session, STUDY, result=result)


def appraise_points(review: str, reviewer: str, code: str) -> None:
    """Answer the first item with some points, the others with two; submit."""
    with open_review(review, reviewer) as session:
        for item in appraisals.judge_study(session, STUDY).form.items:
            appraisals.answer(session, STUDY, item.id, code if item.id == "1" else "TWO")
        submission.submit(session, STUDY)


@pytest.fixture
def both(review: str) -> str:
    """The review after anna and bea have submitted the fourth study; bea wrote a note on 1.3."""
    appraise(review, "bea", DIFFERENT, submit=False)
    with open_review(review, "bea") as session:
        appraisals.note(session, STUDY, "1.3", SECRET)
        submission.submit(session, STUDY)
    appraise(review, "anna", {})
    return review


def consensus_of(review: str, target: str) -> comparing.ComparedLine:
    """A line of the comparison, read anew from the file."""
    with open_review(review, "anna") as session:
        return next(line for line in comparing.compare(session, STUDY).lines if line.id == target)


async def enter(driver) -> None:
    """Open the comparison of the fourth study."""
    await driver.until_shown("borresen2021", progress("psm-cohort"))
    await driver.press("down", "down", "down", "g", "c")
    await driver.until_shown("consensus", "differ")


@pytest.mark.parametrize("size", SIZES, ids=name_of)
async def test_differences_come_first_with_notes_of_both_in_sight(opened, both, size) -> None:
    """What changes a judgement, what differs besides, what agrees; below or beside it the line in front."""
    async with opened(both, size=size) as driver:
        await enter(driver)
        await driver.until_shown("▸ ! 1.3", "PN Probably no", "bea thinks this", "no consensus yet")
        await driver.check_frame(f"compare-{name_of(size)}")


async def test_what_others_agree_meanwhile_is_shown_without_a_key(opened, both) -> None:
    """The cursor stays on its line."""
    async with opened(both) as driver:
        await enter(driver)
        await driver.press("down")
        await driver.until_shown("▸ ! 2.3")
        with open_review(both, "bea") as session:
            comparing.reconcile(session, STUDY, "1.3", "PN", "dates are missing")
        assert "D5 ⊕⊕  3 unresolved" in driver.text
        driver.app.screen.look_anew()
        await driver.until_shown("2 unresolved · 3 of 20 differ", "▸ ! 2.3")
        assert "2.3" == driver.app.screen.line.id


async def test_a_comparison_that_may_no_longer_be_seen_says_that_something_changed(opened, both) -> None:
    """Nobody is sent back without a key; ctrl+r does that, and says why."""
    async with opened(both) as driver:
        await enter(driver)
        with open_review(both, "bea") as session:
            submission.reopen(session, STUDY, reason="a second look")
        driver.app.screen.look_anew()
        await driver.until_shown("Others changed something here", "ctrl+r")


async def test_before_both_have_submitted_nothing_of_the_other_is_shown(opened, review) -> None:
    """g c gives the reason in a line and stays on the studies."""
    appraise(review, "bea", DIFFERENT)
    with open_review(review, "anna") as session:
        appraisals.answer(session, STUDY, "1.1", "Y")
    async with opened(review) as driver:
        await driver.until_shown("borresen2021", progress("psm-cohort"))
        await driver.press("down", "down", "down", "g", "c")
        await driver.until_shown("not done:", "finish it first with")
        assert "Studies" == driver.app.screen.title
        assert "workbench" not in driver.text
        assert "PN" not in driver.text
        assert "consensus" not in driver.text


async def test_a_number_takes_the_answer_of_a_reviewer_with_a_reason(opened, both) -> None:
    """2 takes the second reviewer's, ctrl+s saves; the line shows what was agreed and why."""
    async with opened(both) as driver:
        await enter(driver)
        await driver.press("2")
        await driver.until_shown("Why is 1.3 so?", "bea: PN Probably no", "Nobody is named who settles it")
        await driver.type("dates are missing")
        await driver.press("ctrl+s")
        await driver.until_shown(
            "1.3 is agreed. 2 unresolved: 2.1, 2.3", "dates are missing", "consensus is a draft"
        )
    line = consensus_of(both, "1.3")
    assert "PN" == line.consensus.code
    assert "dates are missing" in line.consensus_reason


async def test_a_number_without_a_reviewer_changes_nothing(opened, both) -> None:
    """Two reviewers have two numbers."""
    async with opened(both) as driver:
        await enter(driver)
        await driver.press("3")
        await driver.until_shown("There are 2 reviewers")


async def test_another_code_can_be_chosen(opened, both) -> None:
    """c lists all codes of the line; the one chosen becomes the consensus."""
    async with opened(both) as driver:
        await enter(driver)
        await driver.press("c")
        await driver.until_shown("Consensus on 1.3", "No information")
        await driver.press("end", "enter")
        await driver.until_shown("Why is 1.3 so?")
        await driver.type("not told")
        await driver.press("ctrl+s")
        await driver.until_shown("1.3 is agreed")
    assert "NI" == consensus_of(both, "1.3").consensus.code


async def test_a_comment_is_written_on_the_line_in_front_and_taken_away(opened, both) -> None:
    """It stands below what both said, as it was typed, and the list offers to take it away."""
    async with opened(both) as driver:
        await enter(driver)
        await driver.press("o")
        await driver.until_shown("write a comment on 1.3", "write a comment on the study")
        await driver.press("enter")
        await driver.until_shown("Comment on 1.3")
        await driver.press("ctrl+s")
        await driver.until_shown("an empty one is not kept")
        await driver.type("see [b]page 3")
        await driver.press("ctrl+s")
        await driver.until_shown("# see [b]page 3", "The comment on 1.3 is kept")
        assert ["see [b]page 3"] == [each.text for each in consensus_of(both, "1.3").comments]
        await driver.press("o")
        await driver.until_shown("take away “see [b]page 3”")
        await driver.press("end", "enter")
        await driver.until_shown("The comment is taken away")
    assert () == consensus_of(both, "1.3").comments


async def test_no_key_slips_past_the_question_for_the_reason(opened, both) -> None:
    """What is typed ahead stands in the dialog and takes nobody's answer."""
    async with opened(both) as driver:
        await enter(driver)
        await driver.press("1", "2", "2")
        await driver.until_shown("Why is 1.3 so?", "anna: PY")
        assert "22" == driver.app.screen.query_one("#words").text


async def test_a_reason_is_not_lost_when_saving_fails(opened, both, monkeypatch) -> None:
    """The dialog comes back with the words and with what went wrong."""

    def locked(*args: object, **kwargs: object) -> None:
        raise ConflictError("the file is locked")

    async with opened(both) as driver:
        await enter(driver)
        monkeypatch.setattr(comparing, "reconcile", locked)
        await driver.press("1")
        await driver.until_shown("Why is 1.3 so?")
        await driver.type("seen")
        await driver.press("ctrl+s")
        await driver.until_shown("not done: the file is locked", "seen")
        monkeypatch.undo()
        await driver.press("ctrl+s")
        await driver.until_shown("1.3 is agreed")
    assert "PY" == consensus_of(both, "1.3").consensus.code


async def test_a_third_person_can_decide(opened, both) -> None:
    """d says who decides from then on; it is kept with the reason."""
    async with opened(both) as driver:
        await enter(driver)
        await driver.press("p")
        await driver.until_shown("Who decides?")
        await driver.press("down", "enter")
        await driver.until_shown("Who is the third person?")
        await driver.type("cleo")
        await driver.press("enter")
        await driver.until_shown("From now on decided by cleo")
        await driver.press("1")
        await driver.until_shown("Decided by cleo")
        await driver.type("so")
        await driver.press("ctrl+s")
        await driver.until_shown("1.3 is agreed")
    assert "cleo" in consensus_of(both, "1.3").consensus_reason


async def test_whom_the_protocol_names_is_offered(opened, both) -> None:
    """One key less than to type the handle."""
    with open_review(both, "anna") as session:
        write_protocol(session, "adjudicator", "cleo")
    async with opened(both) as driver:
        await enter(driver)
        await driver.press("p")
        await driver.until_shown("Who decides?", "cleo, whom the protocol names", "another person")
        await driver.press("down", "enter")
        await driver.until_shown("From now on decided by cleo")


async def test_next_leaves_out_what_is_resolved(opened, both) -> None:
    """n goes from difference to difference and comes back to the beginning."""
    async with opened(both) as driver:
        await enter(driver)
        unresolved = driver.app.screen.comparison.unresolved
        seen = [driver.app.screen.line.id]
        for _ in unresolved[1:]:
            await driver.press("n")
            seen.append(driver.app.screen.line.id)
        await driver.press("n")
        assert set(unresolved) == set(seen)
        assert seen[0] == driver.app.screen.line.id


async def test_unresolved_lines_are_counted_in_one_way(opened, both) -> None:
    """The frame of the list counts those that the strip and the messages count."""
    async with opened(both) as driver:
        await enter(driver)
        number = len(driver.app.screen.comparison.unresolved)
        await driver.until_shown(f"{number} unresolved", f"1 of {number} unresolved")
        await driver.press("n")
        await driver.until_shown(f"2 of {number} unresolved")


async def test_finishing_names_what_is_unresolved(opened, both) -> None:
    """F with open differences goes to the first and lists them; nothing is submitted."""
    async with opened(both) as driver:
        await enter(driver)
        await driver.press("end", "S")
        await driver.until_shown("unresolved: ", "▸ ! 1.3")
        assert "none" == driver.app.screen.comparison.consensus_state


async def test_warnings_without_room_say_so_and_are_shown_whole_by_a_key(opened, review) -> None:
    """Three lines stand above the list; a long one ends in a sign and the key."""
    for name, claim in (("anna", "long words " * 30), ("bea", "other words " * 30)):
        with open_review(review, name) as session:
            appraisals.answer(session, STUDY, "P4", claim + "end")
        appraise(review, name, {})
    async with opened(review) as driver:
        await enter(driver)
        await driver.until_shown("⚑ before the items, P4", "… w: all")
        await driver.press("w")
        await driver.until_shown("what to know first", "other words end”")


async def test_what_was_judged_is_settled_in_words_of_the_own(opened, review) -> None:
    """S goes to it first of all, c offers what both have and other words, and then S submits."""
    for name, claim in (("anna", "fever goes"), ("bea", "survival at 90 days")):
        with open_review(review, name) as session:
            appraisals.answer(session, STUDY, "P1", claim)
        appraise(review, name, {})
    async with opened(review) as driver:
        await enter(driver)
        await driver.press("end", "S")
        await driver.until_shown("▸ ! P1", "differ in what comes before the items", "1 unresolved: P1")
        await driver.press("c")
        await driver.until_shown("1 fever goes  anna", "2 survival at 90 days  bea", "other words …")
        await driver.press("3")
        await driver.until_shown("Consensus on P1", "Treatment and claimed effect being judged")
        await driver.type(" and comes back")
        await driver.press("ctrl+s")
        await driver.until_shown("Why is P1 so?", "fever goes and comes back")
        await driver.type("both told it")
        await driver.press("ctrl+s")
        await driver.until_shown("P1 is agreed. Nothing is unresolved")
        await driver.press("S")
        await driver.until_shown("Finish the consensus")
        await driver.press("enter")
        await driver.until_shown("consensus SUBMITTED")
    assert "fever goes and comes back" == consensus_of(review, "P1").consensus.code


async def test_a_consensus_is_reached_by_keys_alone(opened, both) -> None:
    """One difference after another, then F and y; from then on nothing changes it."""
    async with opened(both) as driver:
        await enter(driver)
        screen = driver.app.screen
        while screen.comparison.unresolved:
            left = len(screen.comparison.unresolved)
            if screen.line.id not in screen.comparison.unresolved:
                await driver.press("n")
            await driver.press("1")
            await driver.until_shown("Nobody is named who settles it")
            await driver.type("so")
            await driver.press("ctrl+s")
            await driver.until(
                lambda before=left: len(screen.comparison.unresolved) < before, "one difference less"
            )
        await driver.press("S")
        await driver.until_shown("Finish the consensus on pretend2016?", "enter submits")
        await driver.press("enter")
        await driver.until_shown("consensus SUBMITTED")
        await driver.press("2")
        await driver.until_shown("consensus SUBMITTED")
        assert "Compare" == driver.app.screen.title
        await driver.press("R")
        await driver.until_shown("Why is the consensus reopened?")
        await driver.type("typo")
        await driver.press("ctrl+s")
        await driver.until_shown("consensus is a draft")


async def test_a_submitted_consensus_offers_what_can_be_done_with_it(opened, both) -> None:
    """No answer can be taken any more; a key that would says why, and the strip has what was agreed."""
    with open_review(both, "anna") as session:
        for line in comparing.compare(session, STUDY).unresolved:
            comparing.reconcile(session, STUDY, line, "=bea", "dates are missing")
        comparing.finish_consensus(session, STUDY)
    async with opened(both) as driver:
        await enter(driver)
        await driver.until_shown("R Reopen", "D1 ⊕⊖⇒⊖", "SUBMITTED")
        lines = [driver.text.splitlines()[1], driver.text.splitlines()[-2]]
        assert not [line for line in lines if "…" in line]
        keys = driver.text.splitlines()[-1]
        assert not [word for word in ("Take", "Other", "Submit") if word in keys]
        await driver.press("1")
        await driver.until_shown("the consensus is submitted: R reopens it, with a reason")


async def test_what_was_agreed_can_be_taken_back(opened, both) -> None:
    """0 opens the difference again."""
    with open_review(both, "anna") as session:
        comparing.reconcile(session, STUDY, "1.3", "=bea", "dates are missing")
    async with opened(both) as driver:
        await enter(driver)
        await driver.until_shown("2 unresolved")
        await driver.press("0")
        await driver.until_shown("1.3 is open again", "3 unresolved")
    assert consensus_of(both, "1.3").consensus is None


async def test_three_reviewers_stand_side_by_side_on_a_small_screen(opened, both) -> None:
    """Every reviewer has a column and a number, at 80 cells too."""
    appraise(both, "cleo", {"1.1": "NI"})
    async with opened(both) as driver:
        await enter(driver)
        await driver.until_shown("1 anna", "2 bea", "3 cleo", "consensus")
        await driver.check_frame("compare-three-80x24")


@pytest.mark.parametrize("size", SIZES, ids=name_of)
@pytest.mark.parametrize("others", [(), ("bartholomea_von_hohenstein",)], ids=["two", "three"])
async def test_the_words_of_an_item_have_more_room_than_those_of_the_answers(
    opened, both, size, others
) -> None:
    """Whatever the reviewers are called; a code stands for an answer, and nothing for an item."""
    for name in others:
        appraise(both, name, {"1.1": "NI"})
    async with opened(both, size=size) as driver:
        await enter(driver)
        least = 22 if others else 28
        lists = "\n".join(row for row in driver.text.splitlines() if row.startswith("┃"))
        shown = [line.title[:least] in lists for line in driver.app.screen.comparison.lines]
        assert sum(shown) >= 7  # as many rows as the smaller window has


async def test_points_are_chosen_by_their_number_where_the_consensus_is_too(opened, review) -> None:
    """0 takes no points and 2 two, as in the appraisal; the list writes the points, not their codes."""
    with open_review(review, "anna") as session:
        known_studies.assign(session, STUDY, "minors", reason="surgery")
    for name, code in (("anna", "TWO"), ("bea", "ONE")):
        with open_review(review, name) as session:
            appraisals.answer(session, STUDY, "P1", "non_comparative")
        appraise_points(review, name, code)
    async with opened(review) as driver:
        await driver.until_shown("borresen2021", progress("psm-cohort"))
        await driver.press("down", "down", "down", "g", "c")
        await driver.until_shown("consensus", "differ", "1 2 Take")
        assert "TWO" not in driver.text
        await driver.press("c")
        await driver.until_shown("2 2: told", "1 1: told", "0 0: not told")
        assert "TWO" not in driver.text
        await driver.press("0")
        await driver.until_shown("Why is 1 so?", "0: not told")
        await driver.type("silent")
        await driver.press("ctrl+s")
        await driver.until_shown("1 is agreed")
    assert "ZERO" == consensus_of(review, "1").consensus.code


async def test_the_list_to_choose_from_says_who_has_what(opened, both) -> None:
    """c lists all codes, with the reviewers who gave them."""
    async with opened(both) as driver:
        await enter(driver)
        await driver.press("c")
        await driver.until_shown("PN Probably no  bea", "PY Probably yes  anna")


async def test_what_may_no_longer_be_seen_leaves_the_screen(opened, both) -> None:
    """After the other has reopened, ctrl+r goes back to the studies and says why."""
    async with opened(both) as driver:
        await enter(driver)
        with open_review(both, "bea") as session:
            submission.reopen(session, STUDY, "a slip")
        await driver.press("ctrl+r")
        await driver.until_shown("not done:", "5 studies")
        assert "fluke" not in driver.text


async def test_that_somebody_reopened_after_seeing_the_other_is_shown(opened, both) -> None:
    """The warning stands above the list."""
    with open_review(both, "bea") as session:
        submission.reopen(session, STUDY, "a slip")
        submission.submit(session, STUDY)
    async with opened(both) as driver:
        await enter(driver)
        await driver.until_shown("⚑", "bea", "reopened")


async def test_what_was_changed_later_stands_beside_what_was_submitted(opened, both) -> None:
    """The line in front has both; the columns keep what was independent."""
    with open_review(both, "bea") as session:
        submission.reopen(session, STUDY, "a slip")
        appraisals.answer(session, STUDY, "1.3", "NI")
        submission.submit(session, STUDY)
    async with opened(both, size=(120, 40)) as driver:
        await enter(driver)
        await driver.until_shown("▸ ! 1.3", "PN Probably no", "later: NI")


async def test_several_results_are_asked_for(opened, both) -> None:
    """Where more than one result was judged, g c asks which is compared."""
    for reviewer in ("anna", "bea"):
        appraise(both, reviewer, {"1.1": "N"} if reviewer == "bea" else {}, result="death")
    async with opened(both) as driver:
        await driver.until_shown("borresen2021", progress("psm-cohort"))
        await driver.press("down", "down", "down", "g", "c")
        await driver.until_shown("Which result is compared?", "whole study", "death")
        await driver.press("down", "enter")
        await driver.until_shown("pretend2016 · death", "▸ ! 1.1")


async def test_the_whole_of_a_line_has_a_window_of_its_own(opened, both) -> None:
    """enter shows all notes of the line in front, to scroll through."""
    async with opened(both) as driver:
        await enter(driver)
        await driver.press("enter")
        await driver.until_shown("pretend2016 · 1.3", "arrows scroll", SECRET)


async def test_the_studies_say_how_to_get_here_and_still_show_help(opened) -> None:
    """At 80 cells the keys to other screens and for help are in the footer."""
    async with opened() as driver:
        await driver.until_shown("borresen2021", progress("psm-cohort"), "g Go to", "? Help")


async def test_differences_without_effect_are_taken_over_with_one_reason(opened, review) -> None:
    """= asks whose answers, then why; the protocol's third person is offered, and a judgement stays open."""
    appraise(review, "anna", {"1.3": "PN"})
    appraise(review, "bea", {"1.1": "PN", "2.1": "N"})
    with open_review(review, "anna") as session:
        write_protocol(session, "adjudicator", "cleo")
    async with opened(review) as driver:
        await enter(driver)
        await driver.until_shown("open (p: cleo, whom the protocol")
        await driver.press("=")
        await driver.until_shown("Take over 2 differences that change no judgement?", "1.1, 1.3")
        await driver.press("down", "enter")
        await driver.until_shown(
            "Why can they be taken over?", "(esc, then p: cleo, whom the protocol names)"
        )
        await driver.type("nothing follows from them")
        await driver.press("ctrl+s")
        await driver.until_shown("1.1, 1.3: agreed as bea has it", "unresolved: 2.1")
        await driver.press("=")
        await driver.until_shown("No open difference is left that changes no judgement.")
    assert ("PN", "PY") == tuple(consensus_of(review, item).consensus.code for item in ("1.1", "1.3"))


async def test_the_list_says_what_waits_for_whoever_decides_and_what_was_agreed(opened, both) -> None:
    """Without an appraisal of the own; afterwards the agreed judgement stands in the list for everybody."""
    with open_review(both, "anna") as session:
        write_protocol(session, "adjudicator", "cara")
        handles.add_reviewer(session, "cara", "", is_new=True)
    async with opened(both, "cara") as driver:
        await driver.until_shown("≠ compare")
        await driver.press("end", "up")
        await driver.until_shown("▌pretend2016", "yours to decide: g c")
        assert "0/" not in next(line for line in driver.text.splitlines() if "▌pretend2016" in line)
    with open_review(both, "cara") as session:
        for target in DIFFERENT:
            comparing.reconcile(session, STUDY, target, "=bea", "read again")
        level = comparing.finish_consensus(session, STUDY)
        agreed = next(line.consensus.label for line in level.lines if line.kind == "overall")
    async with opened(both, "anna") as driver:
        await driver.press("end", "up")
        await driver.until(
            lambda: any("▌pretend2016" in line and agreed in line for line in driver.text.splitlines()),
            "the agreed judgement is in the list",
        )
        row = next(line for line in driver.text.splitlines() if "▌pretend2016" in line)
        await driver.until_shown(f"✓ agreed  {row.split('✓ agreed')[1].split('–')[0].split('●')[0].strip()}")
