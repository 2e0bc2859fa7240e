"""Save a table, figure, text or export as a file: ask, make it beside the keys, ask before replacing."""

from __future__ import annotations

import asyncio
import os
import shlex
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.review.publish.file_outputs import REPORT, FileOutput, file_outputs
from workbench.review.publish.save_files import FileContents, SaveRequest, describe_contents, make_files
from workbench.review.sentences import name_some
from workbench.tui.dialogs.message import ConfirmDialog
from workbench.tui.dialogs.progress import ProgressDialog
from workbench.tui.key_words import in_keys
from workbench.tui.plain import plain, stack
from workbench.tui.screens.save_choice import SaveChoice
from workbench.tui.screens.save_form import Describe, SaveForm

if TYPE_CHECKING:
    from textual.content import Content

    from workbench.output.made_files import MadeFiles
    from workbench.tui.screens.base import WorkbenchScreen

PATIENCE = 0.3
"""Seconds after which a window says that the file is being made; sooner, it would only flicker."""
MOST_WARNINGS = 12
USUAL_FILE = "review.db"
"""The review that the command line opens where none is named."""


async def save_file(screen: WorkbenchScreen, key: str) -> None:
    """Ask what to save until it is saved or the question is left; what was chosen stays after a failure.

    Args:
        screen: the screen in front.
        key: of what it shows, in `file_outputs`.
    """
    outputs = await asyncio.to_thread(file_outputs)
    key = key if key in outputs else REPORT
    describe = _describer(screen)

    async def describe_output(output: FileOutput) -> Content:
        return await describe(_usual_request(screen, output))

    while (chosen := await screen.ask(SaveChoice(outputs, key, describe_output))) is not None:
        key = chosen
        if await _save_output(screen, outputs[key], describe):
            return


async def _save_output(screen: WorkbenchScreen, output: FileOutput, describe: Describe) -> bool:
    """Ask for format and path until it is saved; return False where the user goes back to the list."""
    form = SaveForm(output, describe)
    while await screen.ask(form):
        request, values = form.request, form.values
        try:
            made = await _make(screen, request)
            if made is None:
                screen.say(f"No longer waiting for {request.path}: no file is written")
                return True
            if await _may_replace(screen, made):
                files = screen.workbench.files
                # What goes to a browser goes through the pipe of the screen, which one thread writes to.
                names = await asyncio.to_thread(files.give, made) if files.has_shell else files.give(made)
                same = _command(screen, request)
                screen.say(f"Wrote {name_some(names)}" + (f" · the same: {same}" if same else ""))
                return True
            trouble = "Not saved: another name keeps what is there."
        except WorkbenchError as error:
            trouble = in_keys(str(error))
        form = SaveForm(output, describe, values=values, trouble=trouble)
    return False


def _usual_request(screen: WorkbenchScreen, output: FileOutput) -> SaveRequest:
    """Return what is asked for where nothing was chosen but what is saved."""
    suffix = next(iter(output.ways))
    place = screen.workbench.files.place(output.default_name(suffix))
    return SaveRequest(output, place, {option.id: option.default for option in output.options(suffix)})


def _describer(screen: WorkbenchScreen) -> Describe:
    """Return what tells the contents of a file; what was told once is kept."""
    known: dict[object, FileContents] = {}

    async def describe(request: SaveRequest) -> Content:
        asked = (request.output.key, request.suffix, *request.values.items())
        if asked not in known:  # the path changes with each letter, and nothing goes in because of it
            known[asked] = await screen.gateway.compute(describe_contents, request)
        contents = known[asked]
        files = screen.workbench.files
        lines = [plain(f"Into {request.path.parent.absolute()}", "$text-muted")] if files.has_shell else []
        lines.append(plain("What goes in", "bold"))
        if contents.refusal:
            lines.append(plain(f"Not now: {in_keys(contents.refusal)}", "$text-warning"))
        lines += [plain(line) for line in contents.lines]
        if there := await asyncio.to_thread(screen.workbench.files.standing, request.path):
            lines.append(plain(there, "$text-warning"))
        if same := _command(screen, request):
            lines.append(plain(f"The same: {same}", "$text-muted"))
        warnings = [in_keys(line) for line in contents.warnings]
        lines += [plain(f"! {line}") for line in warnings[:MOST_WARNINGS]]
        if len(warnings) > MOST_WARNINGS:
            lines.append(plain(f"! and {len(warnings) - MOST_WARNINGS} more"))
        return stack(lines)

    return describe


async def _make(screen: WorkbenchScreen, request: SaveRequest) -> MadeFiles | None:
    """Make the files in a thread; None where nobody waits for them any more.

    Raises:
        WorkbenchError: they cannot be made.
    """
    far = [0, 0]

    def on_progress(done: int, total: int) -> None:
        far[:] = done, total

    def how_far() -> str:
        return f"{far[0]:,} of {far[1]:,} rows" if far[1] else ""

    request = replace(request, on_progress=on_progress)
    # What leaves a line in the history goes in order with other changes.
    call = screen.gateway.ask if request.writes_history else screen.gateway.compute
    making = asyncio.ensure_future(call(make_files, request))
    await asyncio.wait({making}, timeout=PATIENCE)
    if not making.done() and not await screen.ask(
        ProgressDialog(f"Making {request.path.name}", making, how_far)
    ):
        making.cancel()
        return None
    return await making


async def _may_replace(screen: WorkbenchScreen, made: MadeFiles) -> bool:
    """Return True if nothing would be replaced, or it may be."""
    taken = await asyncio.to_thread(screen.workbench.files.replaced, made)
    if not taken:
        return True
    words = [plain("These are there already, and would be replaced as a whole:"), *map(plain, taken)]
    heading = f"Replace {name_some([PurePath(path).name for path in taken])}?"
    answer: bool | None = await screen.ask(ConfirmDialog(heading, stack(words), does="replaces"))
    return bool(answer)


def _command(screen: WorkbenchScreen, request: SaveRequest) -> str:
    """Return the command that writes the same; of a review on a server without its address.

    Empty where the user has no shell.
    """
    if not screen.workbench.files.has_shell:
        return ""
    location = screen.gateway.location
    where = ""
    if "://" not in location and location != USUAL_FILE:
        near = os.path.relpath(location)
        where = f" --db {shlex.quote(min(near, location, key=len))}"
    return f"`{request.command.replace('workbench', f'workbench{where}', 1)}`"
