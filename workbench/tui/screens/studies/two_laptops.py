"""Hand out a file for a co-reviewer, merge the file that comes back, and decide what then has two values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.counts import count
from workbench.errors import WorkbenchError
from workbench.tui.dialogs.form import FormDialog, FormField, Refused, Values
from workbench.tui.plain import plain, stack

# The use cases are imported where they are called: the first frame does not wait for the store.
if TYPE_CHECKING:
    from textual.content import Content

    from workbench.review.exchange.merge.decide import ConflictLine
    from workbench.review.exchange.merge.merge_files import Merge
    from workbench.tui.screens.studies.screen import StudiesScreen

_MERGE_FIELDS = (
    FormField(
        "path",
        "File",
        "A path: the review of a co-reviewer, an export (.zip or folder), or seals",
        is_path=True,
    ),
    FormField("contents", "Contents", "yes takes what others submitted also where you have not submitted"),
    FormField("unsound", "Unsound", "yes takes a file in which not everything holds"),
    FormField("other_review", "Other review", "yes makes one review of two that were begun apart"),
)
_MERGE_EXPLAINED = (
    "Nothing is lost, and merging a file again changes nothing. Drafts of others stay where they are.",
    "What would happen stands here once the path leads to a file. ctrl+s merges it.",
)
_HANDOUT_FIELDS = (
    FormField("to", "For", "The handle of the co-reviewer"),
    FormField("path", "File", "The review file to make; empty: review-HANDLE.db", is_path=True, writes=True),
)
_HANDOUT_EXPLAINED = (
    "A review file with the studies, documents, protocol, checklists and outcomes, and nobody's work.",
    "ctrl+s makes it. When studies come later, make another one, and let the co-reviewer merge it.",
)
_MOST_SHOWN = 100
"""So many lines stand beside a form; ctrl+l opens all of them in a window."""


async def merge_file(screen: StudiesScreen) -> None:
    """Ask for a file with a preview of what would happen, merge it, then ask what has two values."""
    from workbench.review.exchange.merge.merge_files import merge_files
    from workbench.tui.dialogs.message import MessageDialog

    files = screen.workbench.files
    merges: list[Merge] = []
    tried: list[Merge] = []

    async def preview(values: Values) -> Content:
        if not values["path"].strip():
            return stack([plain(line) for line in _MERGE_EXPLAINED])
        tried.clear()
        try:
            (merge,) = await screen.gateway.compute(
                merge_files,
                [files.source(values["path"])],
                dry_run=True,
                **_accepted(values),
            )
        except WorkbenchError as error:
            return plain(str(error), "$text-warning")
        tried.append(merge)
        return _in_words(merge, most=_MOST_SHOWN)

    async def save(values: Values) -> Refused | None:
        try:
            (merge,) = await screen.gateway.ask(
                merge_files, [files.source(values["path"])], **_accepted(values)
            )
        except WorkbenchError as error:
            return Refused((str(error),), "path")
        merges.append(merge)
        return None

    dialog = FormDialog(
        "Merge a file",
        _MERGE_FIELDS,
        save=save,
        preview=preview,
        does="merges",
        whole=lambda: _in_words(tried[-1]) if tried else None,
    )
    await screen.ask(dialog)
    if not merges:
        return
    here = screen.current
    await _go_on_under_own_handle(screen)
    await screen.read_studies(here.key if here else None)
    screen.say(f"{merges[-1].source} is merged")
    await screen.ask(MessageDialog("What the merge did", _in_words(merges[-1])))
    await decide_conflicts(screen)


async def hand_out(screen: StudiesScreen) -> None:
    """Ask for whom and under which name, and make the file."""
    from workbench.review.exchange.handout import make_handout

    files = screen.workbench.files
    made: list[str] = []

    async def preview(values: Values) -> Content:
        lines = [plain(line) for line in _HANDOUT_EXPLAINED]
        if name := _handout_name(values):
            lines.append(plain(f"It is called {name}.", "bold"))
        return stack(lines)

    async def save(values: Values) -> Refused | None:
        name = _handout_name(values)
        if not name:
            return Refused(("name the co-reviewer or the file to make",), "to")
        try:
            with files.written(name) as path:
                handout = await screen.gateway.ask(make_handout, values["to"].strip(), str(path))
        except WorkbenchError as error:
            return Refused((str(error),), "to")
        made.append(f"Made {name} for {handout.handle}: {count(handout.studies, 'study')}")
        return None

    dialog = FormDialog("Hand out a file", _HANDOUT_FIELDS, save=save, preview=preview, does="makes it")
    await screen.ask(dialog)
    if made:
        screen.say(made[-1])


def _handout_name(values: Values) -> str:
    """Return the name of the file to make: the one that was typed, or one with the handle, or nothing."""
    handle = values["to"].strip()
    return values["path"].strip() or (f"review-{handle}.db" if handle else "")


async def show_conflicts(screen: StudiesScreen) -> None:
    """Let the reviewer decide what has two values, or revise a decision, or say that there is neither."""
    from workbench.review.exchange.merge.decide import list_open_and_decided

    waiting, decided = await screen.gateway.ask(list_open_and_decided)
    if waiting:
        await decide_conflicts(screen)
    elif decided:
        await revise_decisions(screen)
    else:
        screen.say("Nothing has two values: there is nothing to decide after a merge")


_EARLIER = "earlier"
"""The choice that leads to the earlier decisions; no id of a conflict is spelled so."""


async def decide_conflicts(screen: StudiesScreen) -> None:
    """List what has two values until nothing waits or the list is left, with a way to earlier decisions."""
    from workbench.review.exchange.merge.decide import list_open_and_decided
    from workbench.tui.dialogs.choice import ChoiceDialog

    while True:
        lines, decided = await screen.gateway.ask(list_open_and_decided)
        if not lines:
            return
        choices = [(line.id, plain(f"{line.study} {line.in_words()}".strip())) for line in lines]
        if decided:
            number = len(decided)
            which = "the earlier decision" if number == 1 else f"one of {number} earlier decisions"
            choices.append((_EARLIER, plain(f"revise {which}")))
        chosen = await screen.ask(ChoiceDialog("What has two values", choices))
        if chosen is None:
            return
        if chosen == _EARLIER:
            await revise_decisions(screen)
            continue
        line = next(each for each in lines if each.id == chosen)
        values = [("here", plain(f"keep {line.here}")), ("other", plain(f"take {line.other}"))]
        await _decide_one(screen, line, values)


async def revise_decisions(screen: StudiesScreen) -> None:
    """List what was decided after merges until the list is left, and take the other value of one."""
    from workbench.review.exchange.merge.decide import list_open_and_decided
    from workbench.tui.dialogs.choice import ChoiceDialog

    while True:
        _, lines = await screen.gateway.ask(list_open_and_decided)
        if not lines:
            return
        choices = [(line.id, plain(f"{line.study} {line.in_words()}".strip())) for line in lines]
        explanation = "The history keeps the earlier decision, and the revised one as a step of its own."
        chosen = await screen.ask(ChoiceDialog("What was decided", choices, explanation=explanation))
        if chosen is None:
            return
        line = next(each for each in lines if each.id == chosen)
        other = "here" if line.decision == "other" else "other"
        values = [(line.decision, plain(f"leave {line.kept}")), (other, plain(f"take {line.left} instead"))]
        await _decide_one(screen, line, values)


_WHY = "It stands in the history; it may be left empty, which then says only which value was kept."


async def _decide_one(screen: StudiesScreen, line: ConflictLine, values: list[tuple[str, Content]]) -> None:
    """Ask for one of two values and why, and keep it unless it is the one that was decided on already."""
    from workbench.review.exchange.merge.decide import decide
    from workbench.tui.dialogs.choice import ChoiceDialog
    from workbench.tui.dialogs.text_prompt import LineDialog

    explanation = f"{line.study} {line.what}".strip()
    keep = await screen.ask(ChoiceDialog("Which one?", values, explanation=explanation))
    if keep is None or keep == line.decision:
        return

    async def save(reason: str) -> None:
        await screen.gateway.ask(decide, line.id, keep, reason)

    why = LineDialog("Why?", _WHY, save=save, does="decides", about=f"{line.id} {keep}")
    if await screen.ask(why) is None:
        return
    await _go_on_under_own_handle(screen)
    await screen.read_studies(line.study or None)


async def _go_on_under_own_handle(screen: StudiesScreen) -> None:
    """Go on under the handle that a merge or a decision gave the reviewer at work."""
    from workbench.review.reviewers.handles import standing_of

    by = screen.gateway.reviewer
    if by is None:
        return
    standing = await screen.gateway.ask(standing_of, by)
    if standing.present is not None and standing.former_note:
        await screen.gateway.work_as(standing.present)


def _accepted(values: Values) -> dict[str, bool]:
    return {name: _is_yes(values[name]) for name in ("contents", "unsound", "other_review")}


def _is_yes(value: str) -> bool:
    return value.strip().casefold() in ("y", "yes")


def _in_words(merge: Merge, *, most: int | None = None) -> Content:
    """Write what a merge does, one line each; with `most`, so many lines, and how many more there are."""
    if not merge.lines:
        return plain(merge.without_lines)
    lines = [
        plain(f"{line.kind}: {line.study + ': ' if line.study else ''}{line.detail}")
        for line in merge.lines[:most]
    ]
    if more := len(merge.lines) - len(lines):
        lines.append(plain(f"and {more} more: ctrl+l shows all"))
    return stack(lines)
