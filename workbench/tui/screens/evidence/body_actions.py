"""Enter what belongs to a body of evidence beside its ratings, and the header of its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from workbench.errors import WorkbenchError
from workbench.grade import CERTAINTY_WORDS
from workbench.review.evidence import body_entries, starts, summary_header
from workbench.tui.dialogs.choice import ChoiceDialog
from workbench.tui.dialogs.form import FormDialog, FormField, Refused, Values
from workbench.tui.dialogs.text_prompt import NEEDED_IN_HISTORY, Save, TextDialog
from workbench.tui.plain import join, plain, stack
from workbench.tui.screens.evidence.cells import name_of
from workbench.tui.unsaved_texts import BODY

if TYPE_CHECKING:
    from workbench.review.evidence.ratings import BodyRow, StartLine
    from workbench.tui.gateway import Gateway
    from workbench.tui.screens.evidence.screen import EvidenceScreen


async def fill_in_body(screen: EvidenceScreen, row: BodyRow) -> None:
    """Show the form of effect, baseline risk, comment and statement until it is saved or left."""
    before = _values(row)
    gateway = screen.gateway

    async def save(values: Values) -> Refused | None:
        return await _save_body(gateway, row, before, values)

    async def preview(values: Values) -> Content:
        problems, sentences = await gateway.ask(lambda _: body_entries.preview(values))
        lines = [plain(f"✗ {problem}", "$text-error") for problem in problems]
        lines += [plain(f"= {sentence}") for sentence in sentences]
        hint = "The absolute effect appears here while you type. Studies are not pooled here."
        return stack(lines or [plain(hint, "$text-muted")])

    fields = [
        FormField(field.id, field.label, field.hint, before[field.id], field.group)
        for field in body_entries.FORM
    ]
    dialog = FormDialog(
        f"Body of evidence: {name_of(row)}, starts {CERTAINTY_WORDS[row.start]}",
        fields,
        save=save,
        preview=preview,
        about=f"{BODY} {row.outcome.id} {row.key}",
    )
    await _show_form(screen, dialog, f"Saved: {name_of(row)}")
    await screen.read_unsaved()


async def _save_body(gateway: Gateway, row: BodyRow, before: Values, values: Values) -> Refused | None:
    """Save only parts that are different; what was emptied is taken away with a reason instead."""
    parts = {body_entries.PART_OF[name] for name in values if values[name].strip() != before[name].strip()}
    changed = {name: text for name, text in values.items() if body_entries.PART_OF[name] in parts}
    filled = {body_entries.PART_OF[name] for name, text in changed.items() if text.strip()}
    if emptied := parts - filled:
        named = " and ".join(sorted(emptied))
        return Refused((f"{named}: leave the form and press delete to take it away, with a reason",))
    if not parts:
        return None
    try:
        await gateway.ask(body_entries.enter, row.outcome.id, changed, body=row.key)
    except WorkbenchError as error:
        problems = getattr(error, "problems", ())
        reasons = tuple(str(problem) for problem in problems) or (str(error),)
        fields = tuple(problem.field for problem in problems)
        return Refused(reasons, fields[0] if fields else "", fields)
    return None


async def remove_entry(screen: EvidenceScreen, row: BodyRow) -> None:
    """Take what was entered away, one part; the reason stands in the history."""
    choices = [
        (entry.part, join(plain(f"{entry.title:<9} ", "bold"), plain(entry.text)))
        for entry in row.entries
        if entry.text
    ]
    part = await screen.ask(ChoiceDialog("What is taken away?", choices))
    if part is None:
        return

    async def save(reason: str) -> None:
        await screen.gateway.ask(body_entries.remove_entry, row.outcome.id, part, reason, body=row.key)

    await _save_with_reason(screen, f"Why is the {part} taken away?", save, f"Taken away: {part}")


async def choose_start(screen: EvidenceScreen, row: BodyRow) -> None:
    """Start GRADE elsewhere for the studies of a body, with a reason."""
    choices = [(f"{start.checklist} {start.name}", _start_line(start)) for start in row.starts]
    now = next((f"{start.checklist} {start.name}" for start in row.starts if start.chosen), None)
    explanation = (
        "Each start has levels for risk of bias and ratings of its own: those of the old start are kept"
        " under it and do not count under the new one."
    )
    heading = f"Where does GRADE start? {name_of(row)}"
    chosen = await screen.ask(ChoiceDialog(heading, choices, explanation=explanation, chosen=now))
    if chosen is None:
        return
    checklist, _, name = chosen.rpartition(" ")

    async def save(reason: str) -> None:
        where = (row.outcome.id, name, reason)
        await screen.gateway.ask(starts.choose_start, *where, checklist=checklist, body=row.key)

    await _save_with_reason(screen, f"Why does {checklist} start at {name}?", save, f"Start: {name}")


async def fill_in_header(screen: EvidenceScreen) -> None:
    """Show the form of what stands above the summary of findings."""
    entered = await screen.gateway.ask(summary_header.read_header)

    async def save(values: Values) -> Refused | None:
        try:
            await screen.gateway.ask(summary_header.enter_header, values)
        except WorkbenchError as error:
            return Refused((str(error),))
        return None

    hint = "empty: taken from the characteristics of the studies"
    fields = [FormField(name, name.capitalize(), hint, text) for name, text in entered.items()]
    await _show_form(
        screen, FormDialog("Above the summary of findings", fields, save=save), "Saved: the header"
    )


async def _show_form(screen: EvidenceScreen, dialog: FormDialog, done: str) -> None:
    """Show a form, and read anew once it is saved."""
    if await screen.ask(dialog):
        screen.load(done=done)


async def _save_with_reason(screen: EvidenceScreen, heading: str, save: Save, done: str) -> None:
    """Ask for the reason of a change, and read anew once it is made."""
    explanation = "The reason stands in the history."
    dialog = TextDialog(heading, explanation, needed=NEEDED_IN_HISTORY, save=save)
    if await screen.ask(dialog) is not None:
        screen.load(done=done)


def _values(row: BodyRow) -> Values:
    """Return the fields of the form as they are entered now."""
    values = dict.fromkeys(body_entries.PART_OF, "")
    for entry in row.entries:
        names = {"risk": "baseline", "text": entry.part}
        values |= {names.get(name, name): text for name, text in entry.fields.items()}
        if f"{entry.part}_source" in values:
            values[f"{entry.part}_source"] = entry.source
    return {name: values[name] for name in body_entries.PART_OF}


def _start_line(start: StartLine) -> Content:
    own = ", the checklist's own" if start.own else ""
    now = " ← now" if start.chosen else ""
    words = f"{start.checklist} starts {CERTAINTY_WORDS[start.level]}"
    return join(plain(f"{words}  "), plain(f"{start.name}{own}{now}", "$text-muted"))
