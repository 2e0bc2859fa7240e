"""Declare what the keys of the evidence screens do."""

from __future__ import annotations

from workbench.tui.commands import Command

_LISTING = (
    Command("page(-1)", ("pageup",), "Page up", "A page up"),
    Command("page(1)", ("pagedown",), "Page down", "A page down"),
    Command("jump(0)", ("home",), "First", "First line"),
    Command("jump(-1)", ("end",), "Last", "Last line"),
)
_DETAIL = (
    Command("detail(-1)", ("ctrl+up", "shift+pageup"), "Words up", "Scroll the text below the list up",
            shown="ctrl+up"),
    Command("detail(1)", ("ctrl+down", "shift+pagedown"), "Words down", "Scroll the text below the list down",
            shown="ctrl+down"),
)  # fmt: skip

EVIDENCE = (
    Command("trace", ("enter",), "Trace", "From this cell back to ratings, appraisals, answers and quotes",
            True, "has_row"),
    Command("rate", ("e",), "Rate", "Rate the domain in front, with a reason; on an outcome: change it", True,
            "has_row"),
    Command("confirm", ("k",), "Confirm", "It holds: after a change, or for a second reviewer", True,
            "can_confirm", hides=True),
    Command("next_open", ("n",), "Next", "The next cell that is not rated, or stale",
            needs="has_row"),
    Command("enter_body", ("b",), "Body", "Effect, baseline risk, comment and statement of this body",
            True, "has_studies"),
    Command("take_away", ("delete",), "Take away", "Take one thing that was entered away, with a reason",
            needs="has_entries"),
    Command("choose_start", ("s",), "Start", "Start GRADE elsewhere for these studies, with a reason",
            needs="has_starts"),
    Command("header", ("h",), "Header", "Population, setting, treatment, comparison above the summary"),
    Command("findings", ("f",), "Findings", "The studies' numbers for this outcome; enter or change them",
            True, "has_row"),
    Command("add", ("a",), "Add", "Add an outcome", True),
    Command("move(-1,0)", ("up",), "Up", "Row before"),
    Command("move(1,0)", ("down",), "Down", "Row after"),
    Command("move(0,-1)", ("left",), "Left", "Cell to the left"),
    Command("move(0,1)", ("right",), "Right", "Cell to the right"),
    *_LISTING,
    *_DETAIL,
    Command("reload", ("r",), "Reload", "Read anew, with what others did in the meantime"),
    Command("leave", ("escape",), "Studies", "Back to the studies", True),
)  # fmt: skip

FINDINGS = (
    Command("enter_numbers", ("enter", "f"), "Numbers", "Enter or change the numbers of this study",
            True, "has_line"),
    Command("remove", ("delete",), "Remove", "Take the numbers away, with a reason", needs="has_numbers"),
    Command("other_study", ("s",), "Study", "Name a study that the list does not show", True),
    Command("move(-1)", ("up", "k"), "Up", "Study before"),
    Command("move(1)", ("down", "j"), "Down", "Study after"),
    *_LISTING,
    *_DETAIL,
    Command("reload", ("r",), "Reload", "Read anew, with what others did in the meantime"),
    Command("leave", ("escape",), "Evidence", "Back to the evidence", True),
)  # fmt: skip

TRACE = (
    Command("open", ("enter", "space"), "Open or fold", "Show or fold what stands below this line", True),
    Command("unfold", ("right",), "Deeper", "Show what stands below this line, then go there"),
    Command("fold", ("left",), "Back up", "Fold this line, then go to the one above it"),
    Command("unfold_all", ("x",), "Open all", "Show everything, down to the quotes", True),
    Command("move(-1)", ("up", "k"), "Up", "Line before"),
    Command("move(1)", ("down", "j"), "Down", "Line after"),
    *_LISTING,
    *_DETAIL,
    Command("leave", ("escape",), "Evidence", "Back to the evidence", True),
)
