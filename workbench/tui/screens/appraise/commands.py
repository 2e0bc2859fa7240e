"""Declare what the keys of the appraisal do."""

from __future__ import annotations

from workbench.tui.commands import Command

ANSWERING = tuple(
    Command(
        f"answer({number})", (str(number),), "Answer", "Give the answer with this number", needs="can_answer"
    )
    for number in range(1, 10)
)
"""A key for each answer that an item can have."""


def _moving(action: str, keys: tuple[str, ...], label: str, tells: str) -> Command:
    return Command(action, keys, label, tells, needs="is_ready")


def _reading(action: str, key: str, label: str, tells: str) -> Command:
    return Command(action, (key,), label, tells, footer=True, needs="is_ready")


def _changing(
    action: str, key: str, label: str, tells: str, *, spare: bool = False, needs: str = "can_change"
) -> Command:
    return Command(action, (key,), label, tells, footer=True, needs=needs, shown=key, spare=spare)


COMMANDS = (
    _reading("next_open", "n", "Next", "Go to the next item without an answer"),
    _reading("why", "w", "Why", "Why the judgement came out as it did: rules and answers"),
    _reading("evidence", "e", "Evidence", "Jump to the next passage with a cue of this item"),
    _changing("quote", "q", "Quote", "Tie the selected words to this item", needs="can_answer"),
    _changing("note", "o", "Note", "Write a note on this item", needs="can_answer"),
    _changing("undo", "u", "Undo", "Take back the last change"),
    _changing("override", "O", "Override", "Set a final judgement that differs, with a reason",
              spare=True),
    _changing("submit", "S", "Submit", "Submit the appraisal"),
    _moving("find", ("slash",), "Find", "Find words in the text"),
    _moving("find_next", ("f",), "Find next", "Go to where the words stand next"),
    _moving("to_quote", ("b",), "Back to quote", "Go to the passage that is quoted for this item"),
    _moving("fold", ("z",), "Folds", "Open or fold the parts that are not the study, such as references"),
    Command("nothing_found", ("x",), "Nothing found", "Answer no information; note that it was searched for",
            needs="can_answer"),
    Command("untie", ("Q",), "Remove quote", "Take the last quote of this item away", needs="can_answer",
            shown="Q"),
    Command("reopen", ("R",), "Reopen", "Make a submitted appraisal a draft again, with a reason", True,
            "is_submitted", "R"),
    Command("clear", ("0", "delete"), "Clear", "Take the answer away", needs="can_answer"),
    Command("direction", ("D",), "Direction", "Predict the direction of bias beside a judgement",
            needs="can_predict", shown="D"),
    _moving("move(-1)", ("up", "k"), "Up", "Item before"),
    _moving("move(1)", ("down", "j"), "Down", "Item after"),
    _moving("domain(-1)", ("left_square_bracket",), "Domain before", "First item of the domain before"),
    _moving("domain(1)", ("right_square_bracket",), "Domain after", "First item of the domain after"),
    _moving("before_reading", ("p",), "Before reading", "Fill in what the checklist asks before the items"),
    _moving("characterise", ("i",), "Facts", "Enter what the study is, with the selected words"),
    _moving("result", ("r",), "Result", "Choose which result of the study is judged"),
    _moving("document", ("d",), "Document", "Read the next document of the study"),
    Command("view", ("v",), "View", "Text and checklist, text alone, checklist alone"),
    Command("switch", ("tab",), "Switch", "Go between checklist and text; there shift and arrows select"),
    Command("page(-1)", ("pageup",), "Page up", "Scroll the text up"),
    Command("page(1)", ("pagedown",), "Page down", "Scroll the text down"),
    Command("read_on", ("g",), "Guidance", "Read the guidance on; at its end, again from its beginning"),
    Command("guidance(-1)", ("ctrl+up", "shift+pageup"), "Guidance up", "Scroll the guidance up"),
    Command("guidance(1)", ("ctrl+down", "shift+pagedown"), "Guidance down", "Scroll the guidance down"),
    Command("leave", ("escape",), "Back", "Back to the studies; everything is saved", True),
)  # fmt: skip

IN_HELP = (
    Command(
        "answer", ("1",), "Answer", "Give the answer with this number", needs="can_answer", shown="1 … 9"
    ),
    *COMMANDS,
)
"""What help and palette list: the number keys in one line."""
