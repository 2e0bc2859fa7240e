"""Declare what the keys of the reading screen do."""

from __future__ import annotations

from workbench.tui.commands import Command, HelpGroup, copying


def _key(
    action: str,
    keys: tuple[str, ...],
    label: str,
    tells: str,
    footer: bool = False,
    shown: str = "",
    spare: bool = False,
) -> Command:
    return Command(action, keys, label, tells, footer, "is_ready", shown, spare)


COMMANDS = (
    _key(
        "enter",
        ("enter",),
        "Enter",
        "Enter the fact in front, with the selected words if there are some",
        True,
    ),
    _key("evidence", ("e",), "Passage", "Jump to the next passage with a cue of the fact in front", True),
    _key("take", ("equals_sign",), "Take", "Enter what is suggested for the fact in front", True, "="),
    _key("characterise", ("p",), "Facts", "Choose what the selected words give, or what to enter", True),
    _key("note", ("o",), "Note", "Write a note on the study as a whole", True),
    _key(
        "exclude",
        ("X",),
        "Exclude",
        "Leave the study out with a reason, or take it in again",
        True,
        shown="X",
        spare=True,
    ),
    _key("assign", ("c",), "Checklist", "Choose a checklist, and judge the study with it", True),
    _key("document", ("d",), "Documents", "Choose which document of the study is read"),
    copying("Copy the words that are selected in the text"),
    _key("find", ("slash",), "Find", "Find words in the documents of the study"),
    _key("find_all", ("ctrl+a",), "Find in all", "Find words in the texts of all studies"),
    _key("headings", ("h",), "Headings", "Choose a heading of the text and go there"),
    _key("back", ("b",), "Back", "Go back to where the text was read before the last jump"),
    _key("mark", ("m",), "Mark", "Mark the selected words for yourself, with or without a margin note"),
    _key("marks", ("M",), "Marks", "List your marks: go there, note on one, take one away", shown="M"),
    _key("to_quote", ("E",), "Its words", "Go to the words that the fact in front rests on", shown="E"),
    _key("fold", ("z",), "Folds", "Open or fold the parts that are not the study, such as references"),
    _key("reasons", ("w",), "Why", "What is known of the study, and why this design was suggested"),
    _key("history", ("T",), "History", "Who changed what, and when, in this study", shown="T"),
    _key("move(-1)", ("up", "k"), "Up", "Previous fact"),
    _key("move(1)", ("down", "j"), "Down", "Next fact"),
    Command("view", ("v",), "View", "Text and facts, text alone, facts alone"),
    Command("switch", ("tab",), "Switch", "Go between facts and text; there shift and arrows select"),
    Command("page(-1)", ("pageup",), "Page up", "Scroll the text up"),
    Command("page(1)", ("pagedown",), "Page down", "Scroll the text down"),
    Command("leave", ("escape",), "Back", "Back to the studies; everything is saved", True),
)

HELP_GROUPS: tuple[HelpGroup, ...] = (
    ("Enter facts", ("enter", "take", "characterise", "evidence", "to_quote", "note")),
    (
        "Find in the text",
        ("find", "find_all", "headings", "back", "fold", "document", "mark", "marks", "copy"),
    ),
    ("Move and arrange", ("move(1)", "move(-1)", "page(1)", "page(-1)", "switch", "view", "leave")),
    ("About the study", ("assign", "exclude", "reasons", "history")),
)
