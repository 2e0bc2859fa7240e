"""Declare what the keys of the evidence screens do."""

from __future__ import annotations

from workbench.tui.commands import Command, copying

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

RATING = tuple(
    Command(
        f"rate({number})",
        (str(number),),
        "Rate",
        "Rate the domain in front with the choice of this number, and give a reason",
        footer=number == 1,
        needs="has_row",
        shown="1…9" if number == 1 else "",
    )
    for number in range(1, 10)
)
"""A key for each level; help and footer show the first, which stands for all."""

EVIDENCE = (
    Command("trace", ("enter", "e"), "Trace", "From this cell back to ratings, appraisals and quotes",
            True, "has_row"),
    Command("confirm", ("equals_sign",), "Still holds", "It holds: after a change, or for a second reviewer",
            True,            "can_confirm", hides=True),
    Command("next_open", ("n",), "Next", "The next cell that is not rated, or stale",
            True, "has_row"),
    Command("next_open(-1)", ("N",), "Previous", "The previous cell that is not rated, or stale",
            needs="has_row"),
    Command("enter_body", ("o",), "Write", "Effect, baseline risk, comment and statement of this body",
            True, "has_studies"),
    Command("take_away", ("0", "delete"), "Take away", "Take one thing that was entered away, with a reason",
            needs="has_entries"),
    Command("choose_start", ("c",), "Start", "Start GRADE elsewhere for these studies, with a reason",
            needs="has_starts"),
    Command("particulars", ("p",), "Particulars",
            "The outcome, or what stands above the summary: population, setting, …", True),
    Command("findings", ("f",), "Figures", "The studies' numbers for this outcome; enter or change them",
            True, "has_row"),
    Command("add", ("a",), "Add", "Add an outcome", True),
    copying("Copy the words on the cell in front"),
    Command("move(-1,0)", ("up",), "Up", "Previous row"),
    Command("move(1,0)", ("down",), "Down", "Next row"),
    Command("move(0,-1)", ("left",), "Left", "Cell to the left"),
    Command("move(0,1)", ("right",), "Right", "Cell to the right"),
    *_LISTING,
    *_DETAIL,
    Command("reload", ("ctrl+r",), "Read anew", "Read anew, with what others did in the meantime"),
    Command("leave", ("escape",), "Studies", "Back to the studies", True),
)  # fmt: skip

FINDINGS = (
    Command("enter_numbers", ("enter", "f"), "Numbers", "Enter or change the numbers of this study",
            True, "has_line"),
    Command("remove", ("0", "delete"), "Remove", "Take the numbers away, with a reason", needs="has_numbers"),
    Command("other_study", ("a",), "Study", "Name a study that the list does not show", True),
    Command("move(-1)", ("up", "k"), "Up", "Previous study"),
    Command("move(1)", ("down", "j"), "Down", "Next study"),
    *_LISTING,
    *_DETAIL,
    Command("reload", ("ctrl+r",), "Read anew", "Read anew, with what others did in the meantime"),
    Command("leave", ("escape",), "Back", "Back to where you came from", True),
)  # fmt: skip

TRACE = (
    Command("open", ("enter",), "Open or fold", "Show or fold what stands below this line", True),
    Command("unfold", ("right",), "Deeper", "Show what stands below this line, then go there"),
    Command("fold", ("left",), "Back up", "Fold this line, then go to the one above it"),
    copying("Copy the line in front in full, such as a quote"),
    Command("fold_all", ("z",), "Open all", "Show everything, down to the quotes, or fold it", True),
    Command("move(-1)", ("up", "k"), "Up", "Previous line"),
    Command("move(1)", ("down", "j"), "Down", "Next line"),
    *_LISTING,
    *_DETAIL,
    Command("leave", ("escape",), "Back", "Back to where you came from", True),
)
IN_HELP = (RATING[0], *EVIDENCE)
"""What help and palette of the evidence list: the number keys in one line."""
