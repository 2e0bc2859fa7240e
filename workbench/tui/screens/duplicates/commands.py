"""Declare what the keys of the screen of duplicates do."""

from __future__ import annotations

from workbench.tui.commands import Command

COMMANDS = (
    Command("look", ("enter",), "Both", "Both records in full, with a mark where they differ", True,
            "has_pair"),
    Command("merge(1)", ("1",), "Keep 1", "They are one study: keep the first, merge the second into it",
            True, "is_open_pair"),
    Command("merge(2)", ("2",), "Keep 2", "They are one study: keep the second, merge the first into it",
            True, "is_open_pair"),
    Command("distinct", ("3",), "Distinct", "They are two studies: do not list them again", True,
            "is_open_pair"),
    Command("take_back", ("0", "delete"), "Take back",
            "Take the decision under the cursor back: split, or list again",
            True, "is_decided"),
    Command("name", ("a",), "Add", "Name two studies that may be the same and are not listed", False,
            "is_ready"),
    Command("move(-1)", ("up", "k"), "Up", "Previous pair"),
    Command("move(1)", ("down", "j"), "Down", "Next pair"),
    Command("page(-1)", ("pageup",), "Page up", "A page up in the list"),
    Command("page(1)", ("pagedown",), "Page down", "A page down in the list"),
    Command("jump(0)", ("home",), "First", "First pair"),
    Command("jump(-1)", ("end",), "Last", "Last pair"),
    Command("reload", ("ctrl+r",), "Read anew", "Look for pairs anew"),
    Command("leave", ("escape",), "Studies", "Back to the studies", True),
)  # fmt: skip
