"""Change the review from the list of studies: who works, documents, checklists, calibration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench import config
from workbench.counts import count
from workbench.errors import ConflictError, WorkbenchError
from workbench.served import is_served
from workbench.tui.dialogs.text_prompt import NEEDED_IN_HISTORY, LineDialog, TextDialog
from workbench.tui.plain import join, plain, stack
from workbench.tui.screens.studies.study_text import file_outcome

# The use cases are imported where they are called: the first frame does not wait for the store.
if TYPE_CHECKING:
    from typing import TypeAlias

    from textual.content import Content

    from workbench.review.documents.add import AddReport
    from workbench.review.studies.checklist_choice import Choice
    from workbench.review.studies.known_studies import StudyListing, StudyRow
    from workbench.tui.screens.appraise.screen import AppraiseScreen
    from workbench.tui.screens.base import WorkbenchScreen
    from workbench.tui.screens.read.screen import ReadScreen
    from workbench.tui.screens.studies.screen import StudiesScreen

    StudyScreen: TypeAlias = StudiesScreen | ReadScreen | AppraiseScreen

UPGRADE = ":upgrade"
"""Stands in the list of checklists for taking the own appraisal to the newer version of the same one."""
_UPGRADE_TELLS = "my appraisal to the newer version; shows first what is kept"


async def ask_who(screen: StudyScreen, given: str = "") -> None:
    """Ask for the reviewer's handle until one is given that can be used, or the question is left.

    Args:
        screen: where it is asked.
        given: a handle that was given already and that nobody here has; it is asked about first.
    """
    from workbench.review.reviewers import handles

    if is_served():
        screen.say("Who works here is settled by the link that you came in with")
        return
    value, trouble = given, ""
    known = [reviewer.handle for reviewer in await screen.gateway.ask(handles.list_reviewers)]
    explanation = (
        "A short name for you, such as your initials: letters, digits, dot, dash. It stands beside "
        "your answers and is remembered; others are shown none of your work before both have submitted."
    )
    known_here = f"Known here: {', '.join(known)}" if known else ""
    is_given = bool(given)
    while True:
        if not is_given:
            lines = filter(None, [explanation, known_here, trouble])
            answer = await screen.ask(
                LineDialog("Who are you?", "\n".join(lines), value=value, keeps_draft=False)
            )
            if answer is None:
                return
            value = answer
        is_given, trouble = False, ""
        try:
            if not await is_somebody(screen, value):
                continue
            await screen.gateway.work_as(value)
        except WorkbenchError as error:
            trouble = str(error)
            continue
        config.remember_reviewer(screen.gateway.reviewer or value)
        return


async def is_somebody(screen: WorkbenchScreen, handle: str) -> bool:
    """Return True if a reviewer has a handle, or the handle of a new one is confirmed.

    Raises:
        WorkbenchError: no handle is written so.
    """
    from workbench.review.reviewers import handles
    from workbench.tui.dialogs.message import ConfirmDialog

    standing = await screen.gateway.ask(handles.standing_of, handle)
    if standing.is_known or not standing.others:
        return True
    lines = [plain(f"{standing.in_words()}.")]
    if standing.near:
        lines.append(plain(f"Leave this and give {standing.near} if that is who is meant."))
    elif standing.made_for:
        lines.append(
            plain(f"Leave this and give {standing.made_for} if that is you: you can be renamed after.")
        )
    dialog = ConfirmDialog(
        f"Add {standing.handle} as a new reviewer?", stack(lines), does="adds the reviewer"
    )
    return await screen.ask(dialog) is not None


async def set_unknown_aside(screen: StudyScreen) -> str:
    """Go on as nobody where nobody here has the handle that was given; return that handle, else nothing."""
    from workbench.review.reviewers import handles

    given = screen.gateway.reviewer
    if given is None:
        return ""
    try:
        standing = await screen.gateway.ask(handles.standing_of, given)
    except WorkbenchError:
        pass  # no handle is written so, which the question will say
    else:
        if standing.is_known or not standing.others:
            return ""
    screen.gateway.forget_reviewer()
    return given


async def is_known_who_works(screen: StudyScreen) -> bool:
    """Return True if somebody said who is working, after asking where nobody did."""
    if screen.gateway.reviewer is None:
        await ask_who(screen)
        await screen.read_studies()
    return screen.gateway.reviewer is not None


async def add_documents(screen: StudiesScreen) -> None:
    """Ask for a path, add what is there, and tell what became of each file."""
    from workbench.review.documents import add as adding
    from workbench.tui.dialogs.message import MessageDialog

    if screen.gateway.reviewer is None:
        await ask_who(screen)
    reports: list[AddReport] = []

    async def add(path: str) -> None:
        made = await screen.gateway.ask(adding.add_paths, [screen.workbench.files.source(path)])
        if not made or all(report.status == "failed" for report in made):
            raise WorkbenchError("\n".join(report.message for report in made) or "no file is there")
        reports.extend(made)

    dialog = LineDialog(
        "Add a document",
        "The path of a file, or of a folder: then the files directly in it.",
        needed=f"Type a {screen.workbench.files.word}; tab completes it.",
        save=add,
        does="adds",
        is_path=True,
    )
    if await screen.ask(dialog) is None:
        return
    added = [report.study_key for report in reports if report.status == "added"]
    await screen.read_studies(added[0] if added else None)
    body = stack([file_outcome(report) for report in reports])
    screen.app.push_screen(MessageDialog("What became of each file", body))


async def choose_checklist(screen: StudyScreen, row: StudyRow | StudyListing) -> bool:
    """Let the reviewer choose a checklist for a study; return True if one was chosen."""
    if screen.gateway.reviewer is None:
        await ask_who(screen)
    chosen = await _ask_which(screen, row.key, row.checklist)
    while chosen == ADD_FILE:
        chosen = await _ask_which(screen, row.key, await add_checklist(screen) or ADD_FILE)
    if chosen == UPGRADE:
        return await _upgrade(screen, row.key)
    if chosen == TAKE_BACK:
        await _take_back_design(screen, row.key)
        return False
    if chosen is None or not await _change_checklist(screen, row.key, chosen):
        return False
    await screen.read_studies(row.key)
    return True


TAKE_BACK = ":design"
"""Stands in the list of checklists for the design that a checklist took away in an earlier version."""
ADD_FILE = "+"
"""Stands among the ids of checklists for a file that is to be added; no id is written so."""


async def _ask_which(screen: StudyScreen, study: str, here: str | None) -> str | None:
    """Let the reviewer choose one of the checklists, or that a file shall be added."""
    from workbench.review.appraisals.upgrade import is_older
    from workbench.review.studies.checklist_choice import list_choices
    from workbench.review.studies.earlier_design import earlier_design
    from workbench.review.studies.known_studies import NONE
    from workbench.tui.dialogs.choice import ChoiceDialog

    offered = await screen.gateway.ask(list_choices, study)
    upgrades = [(UPGRADE, _upgrade_choice())] if await screen.gateway.ask(is_older, study) else []
    design = await screen.gateway.ask(earlier_design, study)
    if design is not None:
        upgrades.append((TAKE_BACK, _take_back_choice(design)))
    kept = "Appraisals with another checklist are kept as they are."
    warnings = "".join(f"\n! {warning}" for warning in offered.warnings)
    choices = [(choice.checklist.id, _choice(choice)) for choice in offered.choices]
    # Behind those that fit, where it is seen however many there are.
    fitting = sum(1 for choice in offered.choices if choice.fit)
    choices.insert(fitting, (ADD_FILE, plain("  Add a checklist from a file …", "italic")))
    choices.append((NONE, plain("  No checklist", "italic")))
    return await screen.ask(
        ChoiceDialog(
            f"Checklist for {study}",
            [*upgrades, *choices],
            explanation=f"{offered.in_words()} ✓ fits the design.\n{kept}{warnings}",
            chosen=here,
        )
    )


async def _upgrade(screen: StudyScreen, study: str) -> bool:
    """Show what an upgrade keeps and asks again, and do it if the reviewer agrees."""
    from workbench.review.appraisals.upgrade import plan_upgrades, upgrade
    from workbench.tui.dialogs.message import ConfirmDialog

    try:
        plans = await screen.gateway.ask(plan_upgrades, study)
    except ConflictError as conflict:
        screen.say(str(conflict))
        return False
    lines = [plain(plan.in_words(), lines=True) for plan in plans]
    lines.append(plain("Notes and quotes stay. What is taken away stands in the history (h)."))
    if not await screen.ask(
        ConfirmDialog(f"Upgrade the appraisal of {study}?", stack(lines), does="upgrades")
    ):
        return False
    await screen.gateway.ask(upgrade, study)
    await screen.read_studies(study)
    screen.say(
        f"Upgraded: {count(len(plans[0].kept), 'answer')} kept, {len(plans[0].asked_again)} asked again."
    )
    return True


def _upgrade_choice() -> Content:
    return join(plain("↑ ", "$text-success"), plain(f"{'Upgrade':<20}", "bold"), plain(_UPGRADE_TELLS))


def _take_back_choice(design: str) -> Content:
    from workbench.output.design_names import design_in_words

    tells = f"the design before the checklist was chosen: {design_in_words(design)}"
    return join(plain("↶ ", "$text-success"), plain(f"{'Take back':<20}", "bold"), plain(tells))


async def _take_back_design(screen: StudyScreen, study: str) -> None:
    """Give a study the design that a checklist took away; the checklist stays."""
    from workbench.review.studies.edit_record import take_back_design

    design = await screen.gateway.ask(take_back_design, study)
    await screen.read_studies(study)
    screen.say(f"{study} is a {design} again")


def _choice(choice: Choice) -> Content:
    mark = plain("✓ " if choice.fit else "  ", "$text-success")
    brought = "" if choice.is_built_in else " · your own"
    name = plain(f"{choice.checklist.id:<19} ", "bold")
    return join(mark, name, plain(choice.checklist.title), plain(brought, "$text-muted"))


async def add_checklist(screen: StudyScreen) -> str | None:
    """Ask for the path of a definition until one is added or the question is left; return its id."""
    from workbench.review.checklists.own_checklists import add_files
    from workbench.tui.dialogs.message import MessageDialog

    path = ""
    while True:
        dialog = LineDialog(
            "Add a checklist from a file",
            "The path of a definition (YAML). It is proved, and its text is kept in the review; "
            "`workbench checklists new FILE` writes a starter.",
            value=path,
            does="adds",
            is_path=True,
        )
        given = await screen.ask(dialog)
        if given is None or not given.strip():
            return None
        path = given.strip()
        try:
            source = screen.workbench.files.source(path)
        except WorkbenchError as error:
            await screen.ask(MessageDialog("Not added", plain(str(error))))
            continue
        (added,) = await screen.gateway.ask(add_files, [source])
        lines = [plain(line) for line in added.lines]
        if added.ok:
            if lines:
                await screen.ask(MessageDialog(f"Added {added.checklist_id}, with warnings", stack(lines)))
            return added.checklist_id
        await screen.ask(MessageDialog("Not added", stack([plain(added.in_words()), *lines])))


async def _change_checklist(screen: StudyScreen, study: str, chosen: str) -> bool:
    """Assign the checklist; where work is done with another one, ask first why. False where left."""
    from workbench.review.studies import known_studies

    try:
        await screen.gateway.ask(known_studies.assign, study, chosen)
    except ConflictError as conflict:
        explanation = str(conflict)
    else:
        return True

    async def save(reason: str) -> None:
        await screen.gateway.ask(known_studies.assign, study, chosen, reason=reason)

    heading = f"Another checklist for {study}"
    dialog = TextDialog(heading, explanation, needed=NEEDED_IN_HISTORY, save=save)
    return await screen.ask(dialog) is not None


async def exclude_or_include(screen: StudyScreen, row: StudyRow | StudyListing) -> None:
    """Ask for the reason, then leave a study out of the review, or take it in again."""
    from workbench.review.studies import exclusion

    async def save(reason: str) -> None:
        use_case = exclusion.exclude if row.excluded is None else exclusion.include
        await screen.gateway.ask(use_case, row.key, reason)

    if row.excluded is None:
        heading = f"Why is {row.key} left out?"
        told = "It leaves tables, agreement and certainty; the table of excluded studies shows the reason."
    else:
        heading = f"Why is {row.key} taken in again?"
        told = f"It was left out: {row.excluded}"
    if await screen.ask(TextDialog(heading, told, needed=NEEDED_IN_HISTORY, save=save)) is not None:
        await screen.read_studies(row.key)
        screen.say(f"{row.key} is {'excluded' if row.excluded is None else 'included again'}")


async def flip_calibration(screen: StudiesScreen, row: StudyRow) -> None:
    """Say what marking a study as calibration, or taking the mark away, does, and do it if confirmed."""
    from workbench.review.reviewers import calibration
    from workbench.tui.dialogs.message import ConfirmDialog

    change = await screen.gateway.ask(calibration.plan_calibration, row.key, not row.calibration)
    if not change.is_needed:  # somebody else was quicker
        await screen.read_studies(row.key)
        return
    body = stack([plain(line) for line in change.lines])
    if await screen.ask(
        ConfirmDialog(
            change.question, body, does="marks it" if not row.calibration else "takes the mark away"
        )
    ):
        await screen.gateway.ask(calibration.calibrate, row.key, not row.calibration)
        await screen.read_studies(row.key)
        screen.say(f"{row.key} is {'no' if row.calibration else 'a'} calibration study")
