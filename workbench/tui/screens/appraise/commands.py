"""Declare what the keys of the appraisal do."""

from __future__ import annotations

from workbench.tui.commands import Command, HelpGroup

ANSWERING = tuple(
    Command(
        f"answer({number})",
        (str(number),),
        "Answer",
        "Give the answer with this number",
        footer=number == 1,
        needs="can_answer",
        shown="1-9" if number == 1 else "",
    )
    for number in (*range(1, 10), 0)
)
"""A key for each answer that an item can have; 0 is one where answers are points, and clears elsewhere."""


def _moving(action: str, keys: tuple[str, ...], label: str, tells: str, shown: str = "") -> Command:
    return Command(action, keys, label, tells, needs="is_ready", shown=shown)


def _reading(action: str, key: str, label: str, tells: str) -> Command:
    return Command(action, (key,), label, tells, footer=True, needs="is_ready")


def _changing(
    action: str, key: str, label: str, tells: str, *, spare: bool = False, needs: str = "can_change"
) -> Command:
    return Command(action, (key,), label, tells, footer=True, needs=needs, shown=key, spare=spare)


COMMANDS = (
    Command("decide", ("enter",), "Questions", "Answer what is asked before the items", True,
            "begins_with_questions", hides=True),
    _reading("evidence", "e", "Passage", "Next passage that this item may rest on, its quotes first"),
    _changing("quote", "q", "Quote", "Tie the selected words or sentence to this item; in the text enter too",
              needs="can_answer"),
    Command("next_open", ("n",), "Next", "Go to the next judged item without an answer", True, "can_change"),
    _reading("view", "v", "View", "Text and items, text wide, items wide"),
    _changing("note", "o", "Note", "Write a note on this item", needs="can_answer"),
    _reading("why", "w", "Why", "Why the judgement came out as it did, from this domain on"),
    _changing("undo", "u", "Undo", "Take back the last change", spare=True),
    _changing("override", "O", "Override", "Override a judgement, or judge yourself, with a reason",
              spare=True),
    _changing("redo", "U", "Redo", "Bring again what was taken back last", spare=True),
    _changing("submit", "S", "Submit", "Submit the appraisal", spare=True),
    _moving("evidence(-1)", ("E",), "Previous passage", "Go to the previous passage", "E"),
    Command("next_open(-1)", ("N",), "Previous", "Go to the previous judged item without an answer",
            needs="can_change", shown="N"),
    _moving("find", ("slash",), "Find", "Find words in the documents of the study"),
    _moving("find_all", ("ctrl+a",), "Find in all", "Find words in the texts of all studies"),
    _moving("headings", ("h",), "Headings", "Choose a heading of the text and go there"),
    _moving("back", ("b",), "Back", "Go back to where the text was read before the last jump"),
    _moving("follow", ("t",), "Follow", "Let the text go to the first passage of each item, or stay"),
    _moving("fold", ("z",), "Folds", "Open or fold the parts that are not the study, such as references"),
    _moving("mark", ("m",), "Mark", "Mark the selected words for yourself, with or without a margin note"),
    _moving("marks", ("M",), "Marks", "List your marks: go there, quote one, take one away", "M"),
    Command("nothing_found", ("x",), "Nothing found", "Answer no information; note that you found nothing",
            needs="can_answer"),
    Command("untie", ("Q",), "Remove quote", "Take the last quote of this item away", needs="can_answer",
            shown="Q"),
    Command("reopen", ("R",), "Reopen", "Make a submitted appraisal a draft again, with a reason", True,
            "is_submitted", "R"),
    Command("clear", ("delete",), "Clear", "Take the answer away; so does 0 where it is no answer",
            needs="can_answer", shown="0 delete"),
    Command("direction", ("D",), "Direction", "Predict the direction of bias beside a judgement",
            needs="can_predict", shown="D"),
    _moving("move(-1)", ("up", "k"), "Up", "Previous item; in the text the previous sentence"),
    _moving("move(1)", ("down", "j"), "Down", "Next item; in the text the next sentence"),
    _moving("select", ("space",), "Select", "In the text: begin a selection of words, or end it"),
    _moving("item(-1)", ("comma",), "Previous item", "Previous item, also where the text has the keys", ","),
    _moving("item(1)", ("full_stop",), "Next item", "Next item, also where the text has the keys", "."),
    _moving("domain(-1)", ("left_square_bracket",), "Previous domain", "First item of the previous domain"),
    _moving("domain(1)", ("right_square_bracket",), "Next domain", "First item of the next domain"),
    _moving("particulars", ("p",), "Particulars", "What is asked before the items, and what the study is"),
    _moving("figures", ("f",), "Figures", "See and enter the numbers of the study"),
    _moving("result", ("r",), "Result", "Choose which result of the study is judged"),
    _moving("document", ("d",), "Documents", "Choose which document of the study is read"),
    Command("assign", ("c",), "Checklist", "Choose another checklist for the study", needs="is_ready"),
    Command("switch", ("tab",), "Switch", "Give the keys to the text, or to the items"),
    Command("split(-1)", ("less_than_sign",), "Text narrower", "Make the text narrower, side by side",
            shown="<"),
    Command("split(1)", ("greater_than_sign",), "Text wider", "Make the text wider, side by side",
            shown=">"),
    Command("page(-1)", ("pageup",), "Page up", "Scroll the text up, or the items where they have the keys"),
    Command("page(1)", ("pagedown",), "Page down", "Scroll the text down, or the items"),
    Command("guidance(-1)", ("ctrl+up", "shift+pageup"), "Item up", "Scroll the item in front up"),
    Command("guidance(1)", ("ctrl+down", "shift+pagedown"), "Item down", "Scroll the item in front down"),
    _moving("copy", ("y",), "Copy", "Copy the selected words, or the words of the item"),
    Command("leave", ("escape",), "Back", "End a selection, else go back; answers are saved", True),
)  # fmt: skip

HELP_GROUPS: tuple[HelpGroup, ...] = (
    (
        "Answer and judge",
        (
            "decide",
            "answer",
            "next_open",
            "next_open(-1)",
            "note",
            "quote",
            "untie",
            "nothing_found",
            "clear",
            "undo",
            "redo",
            "why",
            "override",
            "direction",
            "submit",
            "reopen",
        ),
    ),
    (
        "Find in the text",
        (
            "evidence",
            "evidence(-1)",
            "find",
            "find_all",
            "headings",
            "back",
            "follow",
            "fold",
            "document",
            "mark",
            "marks",
            "select",
            "copy",
        ),
    ),
    (
        "Move and arrange",
        (
            "item(1)",
            "item(-1)",
            "move(1)",
            "move(-1)",
            "domain(1)",
            "domain(-1)",
            "page(1)",
            "page(-1)",
            "guidance(1)",
            "guidance(-1)",
            "switch",
            "view",
            "split(-1)",
            "split(1)",
            "leave",
        ),
    ),
    ("About the study", ("particulars", "figures", "result", "assign")),
)

IN_HELP = (
    Command(
        "answer", ("1",), "Answer", "Give the answer with this number", needs="can_answer", shown="1 … 9"
    ),
    *COMMANDS,
)
"""What help and palette list: the number keys in one line."""
