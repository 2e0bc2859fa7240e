"""Change the consensus: take a reviewer's answer, choose another code, finish; saved before it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.counts import count
from workbench.review.reviewers import reconcile
from workbench.tui.dialogs.choice import ChoiceDialog
from workbench.tui.dialogs.message import ConfirmDialog
from workbench.tui.dialogs.text_prompt import NEEDED_FOR_AGREEMENT, NEEDED_IN_HISTORY, LineDialog, TextDialog
from workbench.tui.plain import join, plain
from workbench.tui.screens.compare.comparison_text import finishing, option_words, spoken, unresolved_words

if TYPE_CHECKING:
    from textual.content import Content

    from workbench.review.reviewers.reconcile import ComparedLine, Comparison
    from workbench.tui.screens.compare.screen import CompareScreen

_ALL_DONE = "Nothing is unresolved; S (shift+s) submits."


async def take_answer(screen: CompareScreen, line: ComparedLine, number: int) -> None:
    """Ask for the reason and agree on what the reviewer with this number has."""
    if number > len(line.sides):
        screen.say(f"There are {len(line.sides)} reviewers; c chooses another code")
        return
    side = line.sides[number - 1]
    if side.code is None:
        screen.say(f"{side.reviewer} has nothing for {line.id}; c chooses a code")
        return
    what = f"{side.reviewer}: {spoken(line, side).plain}"
    await _agree_on(screen, line, f"={side.reviewer}", what)


async def choose_code(screen: CompareScreen, line: ComparedLine) -> None:
    """Agree on a code that is chosen from all that the checklist has for a line."""
    if not line.options:  # such as a domain that is not asked in this variant
        screen.say(f"{line.id} has nothing to choose from")
        return
    choices = [(code, _option(line, code, label)) for code, label in line.options]
    if line.takes_words:
        choices.append(("", plain("other words …")))
    chosen = line.consensus.code if line.consensus else None
    dialog = ChoiceDialog(
        f"Consensus on {line.id}",
        choices,
        explanation=line.title,
        chosen=chosen or line.sides[0].code,
        numbers=line.option_numbers,
    )
    code = await screen.ask(dialog)
    if code == "":
        given = line.consensus or line.sides[0]
        code = await screen.ask(LineDialog(f"Consensus on {line.id}", line.title, value=given.code or ""))
    if code is not None and code.strip():
        await _agree_on(screen, line, code, dict(line.options).get(code, code))


def _option(line: ComparedLine, code: str, label: str) -> Content:
    """Write an option with whoever has it."""
    who = [side.reviewer for side in line.sides if side.code == code]
    return join(plain(option_words(code, label)), plain(f"  {', '.join(who)}" if who else "", "$text-muted"))


async def _agree_on(screen: CompareScreen, line: ComparedLine, code: str, what: str) -> None:
    """Ask for the reason and save it with what is agreed on a line."""
    here, decided_by = screen.comparison, screen.decided_by

    async def save(reason: str) -> None:
        after = await screen.gateway.ask(
            reconcile.reconcile,
            here.study,
            line.id,
            code,
            reason,
            decided_by=_named(here, decided_by),
            result=here.result,
        )
        screen.show_comparison(after)
        screen.say(f"{line.id} is agreed. {unresolved_words(after) if after.unresolved else _ALL_DONE}")

    explanation = f"{what}\n{decision_words(here, decided_by)}"
    heading = f"Why is {line.id} so?"
    await screen.ask(TextDialog(heading, explanation, needed=NEEDED_FOR_AGREEMENT, save=save))


def _named(comparison: Comparison, decided_by: str) -> str | None:
    """Return who decides, or None where nobody chose it: what holds without saying is no claim."""
    return None if decided_by == comparison.usual_decider else decided_by


def decision_words(comparison: Comparison, decided_by: str) -> str:
    """Say who decides, and whom the protocol names instead; nobody may be named."""
    named = comparison.adjudicator
    if decided_by == reconcile.DISCUSSION:
        whom = f": {named}, whom the protocol names" if named else " names a discussion or a person"
        return f"Nobody is named who settles it (esc, then p{whom})."
    if not named or decided_by.casefold() == named.casefold():
        return f"Decided by {decided_by}."
    return f"Decided by {decided_by} (esc, then p: {named}, whom the protocol names)."


async def take_over(screen: CompareScreen) -> None:
    """Settle all open differences that change no judgement as one reviewer has them, with one reason."""
    here, decided_by = screen.comparison, screen.decided_by
    lines = here.open_without_effect
    if not lines:
        screen.say("No open difference is left that changes no judgement.")
        return
    ids = ", ".join(line.id for line in lines)
    choices = [(name, plain(f"as {name} has them")) for name in here.reviewers]
    heading = f"Take over {count(len(lines), 'difference')} that change no judgement?"
    name = await screen.ask(ChoiceDialog(heading, choices, explanation=ids))
    if name is None:
        return

    async def save(reason: str) -> None:
        after, settled = await screen.gateway.ask(
            reconcile.take_over,
            here.study,
            name,
            reason,
            decided_by=_named(here, decided_by),
            result=here.result,
        )
        screen.show_comparison(after)
        waiting = unresolved_words(after) if after.unresolved else _ALL_DONE
        screen.say(f"{', '.join(settled)}: agreed as {name} has it. {waiting}")

    explanation = f"{ids}\nOne reason for all, as {name} has them.\n{decision_words(here, decided_by)}"
    heading = "Why can they be taken over?"
    await screen.ask(TextDialog(heading, explanation, needed=NEEDED_FOR_AGREEMENT, save=save))


async def withdraw(screen: CompareScreen, line: ComparedLine) -> None:
    """Take back what was agreed on a line."""
    here = screen.comparison
    screen.show_comparison(
        await screen.gateway.ask(reconcile.withdraw, here.study, line.id, result=here.result)
    )
    screen.say(f"{line.id} is open again")


async def reopen(screen: CompareScreen) -> None:
    """Make a submitted consensus a draft again, with a reason."""
    here = screen.comparison

    async def save(reason: str) -> None:
        after = await screen.gateway.ask(reconcile.reopen_consensus, here.study, reason, result=here.result)
        screen.show_comparison(after)

    heading, explanation = "Why is the consensus reopened?", "The reason stands in the history."
    await screen.ask(TextDialog(heading, explanation, needed=NEEDED_IN_HISTORY, save=save))


async def choose_who_decides(screen: CompareScreen) -> None:
    """Ask who decides from now on: a discussion, or a third person who is named."""
    named = screen.comparison.adjudicator
    is_discussion = screen.decided_by in (reconcile.DISCUSSION, reconcile.SAID_DISCUSSION)
    choices = [(reconcile.SAID_DISCUSSION, plain("a discussion between the reviewers"))]
    if named:
        choices.append((named, plain(f"{named}, whom the protocol names")))
    choices.append(("", plain("a third person …" if not named else "another person …")))
    known = [choice for choice, _ in choices]
    chosen = reconcile.SAID_DISCUSSION if is_discussion else screen.decided_by
    chosen = chosen if chosen in known else ""
    given = await screen.ask(ChoiceDialog("Who decides?", choices, chosen=chosen))
    if given == "":
        before = "" if is_discussion else screen.decided_by
        given = await screen.ask(LineDialog("Who is the third person?", "A handle or a name.", value=before))
    if given and given.strip():
        screen.decided_by = given.strip()
        screen.show_comparison(screen.comparison)
        screen.say(f"From now on decided by {screen.decided_by}")


async def finish(screen: CompareScreen) -> None:
    """Submit the consensus, after showing what was agreed upon; what is unresolved comes first."""
    here = screen.comparison
    if here.unresolved:
        missing = set(here.unresolved)
        screen.go_to(next(line.id for line in here.lines if line.id in missing))
        screen.say(unresolved_words(here))
        return
    if await screen.ask(
        ConfirmDialog(f"Finish the consensus on {here.study}?", finishing(here), does="submits")
    ):
        after = await screen.gateway.ask(reconcile.finish_consensus, here.study, result=here.result)
        screen.show_comparison(after)
        screen.say("The consensus is submitted.")
