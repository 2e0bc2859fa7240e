"""Declare what the keys of the comparison do."""

from __future__ import annotations

from workbench.tui.commands import Command, copying

TAKING = tuple(
    Command(
        f"take({number})",
        (str(number),),
        "Take",
        "Take the answer of the reviewer with this number as the consensus, with a reason",
        footer=number == 1,
        needs="can_change",
        shown="1…9" if number == 1 else "",
        hides=True,
    )
    for number in range(1, 10)
)
"""A key for each reviewer; help and footer show the first, which stands for all."""

COMMANDS = (
    Command("next_open", ("n",), "Next", "Go to the next difference on which nothing is agreed yet", True),
    Command("next_open(-1)", ("N",), "Previous", "Go to the previous one on which nothing is agreed yet"),
    Command("choose", ("c",), "Other", "Agree on a code that you choose, with a reason", True,
            "can_change", hides=True),
    Command("take_over", ("equals_sign",), "Take over",
            "Settle all differences that change no judgement as one reviewer has them, with one reason",
            True, "can_change", "=", hides=True),
    Command("remark", ("o",), "Comment", "Write a comment on the line in front, or take one of yours away",
            True),
    Command("decided_by", ("p",), "Decided by", "Say who decides: a discussion, or a third person",
            needs="can_change"),
    Command("withdraw", ("0", "delete"), "Take back", "Take back what was agreed on the line in front",
            needs="can_change"),
    Command("look", ("enter",), "Whole", "Show the line in front alone, with all notes and quotes", True),
    Command("facts", ("w",), "Warnings", "Show all that is to be known about this comparison",
            needs="has_warnings"),
    Command("finish", ("S",), "Submit", "Submit the consensus", True, "can_change", "S", hides=True),
    Command("reopen", ("R",), "Reopen", "Make a submitted consensus a draft again, with a reason",
            True, "is_submitted", "R", hides=True),
    copying("Copy the line in front with all notes and quotes"),
    Command("move(-1)", ("up", "k"), "Up", "Previous line"),
    Command("move(1)", ("down", "j"), "Down", "Next line"),
    Command("page(-1)", ("pageup",), "Page up", "A page up in the list"),
    Command("page(1)", ("pagedown",), "Page down", "A page down in the list"),
    Command("jump(0)", ("home",), "First", "First line"),
    Command("jump(-1)", ("end",), "Last", "Last line"),
    Command("detail(-1)", ("ctrl+up", "shift+pageup"), "Detail up", "Scroll notes and quotes up",
            shown="ctrl+up"),
    Command("detail(1)", ("ctrl+down", "shift+pagedown"), "Detail down", "Scroll notes and quotes down",
            shown="ctrl+down"),
    Command("reload", ("ctrl+r",), "Read anew", "Read anew, with what others did in the meantime"),
    Command("leave", ("escape",), "Back", "Back to the studies; everything is saved", True),
)  # fmt: skip

IN_HELP = (TAKING[0], *COMMANDS)
"""What help and palette list: the number keys in one line."""
