"""Hold what each key means, the same on all screens; a test compares the commands of every screen with it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a key means on all screens.

    Attributes:
        words: the meaning, for people.
        actions: the actions of screens that are of this meaning.
    """

    words: str
    actions: frozenset[str]


def _of(words: str, *actions: str) -> Meaning:
    return Meaning(words, frozenset(actions))


_NUMBERS = _of(
    "take the choice with that number", "answer", "take", "rate", "table", "show", "merge", "distinct"
)
_HELP = _of("help", "help")
_UP = _of("scroll the words beside or below up", "detail", "guidance")
_DOWN = _of("scroll the words beside or below down", "detail", "guidance")
_BACK = _of("take back what was chosen here", "clear", "withdraw", "take_away", "remove", "take_back")

MEANINGS: dict[str, Meaning] = {
    **{str(number): _NUMBERS for number in range(1, 10)},
    "0": _of(f"{_BACK.words}; no point, where answers are points", "answer", *_BACK.actions),
    "delete": _BACK,
    "enter": _of(
        "open what is in front",
        "open",
        "look",
        "trace",
        "write",
        "enter",
        "enter_numbers",
        "read_on",
        "decide",
    ),
    "escape": _of("back", "leave", "unfilter"),
    "tab": _of("next pane", "switch"),
    "up": _of("line before", "move"),
    "k": _of("line before", "move"),
    "down": _of("line after", "move"),
    "j": _of("line after", "move"),
    "left": _of("cell or branch before", "move", "fold"),
    "right": _of("cell or branch after", "move", "unfold"),
    "pageup": _of("a page up", "page"),
    "pagedown": _of("a page down", "page"),
    "home": _of("the first line", "jump"),
    "end": _of("the last line", "jump"),
    "ctrl+up": _UP,
    "shift+pageup": _UP,
    "ctrl+down": _DOWN,
    "shift+pagedown": _DOWN,
    "comma": _of("item before, also from the text", "item"),
    "full_stop": _of("item after, also from the text", "item"),
    "left_square_bracket": _of("group before: domain, block, report", "domain", "block", "report"),
    "right_square_bracket": _of("group after: domain, block, report", "domain", "block", "report"),
    "space": _of("begin or end a selection", "select", "pick"),
    "n": _of("next that waits for you", "next_open", "next_waiting"),
    "N": _of("previous that waits for you", "next_open", "next_waiting", "previous_open"),
    "e": _of("next text that this rests on", "evidence", "trace"),
    "E": _of("previous text that this rests on", "evidence", "evidence_before", "to_quote"),
    "w": _of("why", "why", "reasons", "worst", "look", "facts"),
    "q": _of("tie the selection to the item", "quote"),
    "Q": _of("untie the last quote", "untie"),
    "m": _of("mark the selection", "mark"),
    "M": _of("list of marks", "marks"),
    "o": _of("write on what is in front", "note", "remark", "enter_body"),
    "x": _of("nothing found; notes that you say so", "nothing_found"),
    "O": _of("judge it yourself, with a reason", "override"),
    "c": _of("choose another", "assign", "choose", "choose_start", "as_given", "short"),
    "equals_sign": _of("accept as it stands", "take_over", "confirm", "take"),
    "f": _of("figures: the numbers of the study", "findings", "enter_numbers", "figures"),
    "p": _of("particulars", "particulars", "before_reading", "characterise", "decided_by", "edit"),
    "d": _of("documents", "document", "documents"),
    "r": _of("other result of the study", "result"),
    "h": _of("headings to jump to", "headings"),
    "slash": _of("find or filter", "find", "filter"),
    "b": _of("back to where you were", "back"),
    "v": _of("panes: both, first, second", "view"),
    "less_than_sign": _of("move the split to the left", "split"),
    "greater_than_sign": _of("move the split to the right", "split"),
    "z": _of("fold", "fold", "fold_all"),
    "a": _of("add", "add", "name", "other_study"),
    "u": _of("undo", "undo"),
    "U": _of("redo", "redo"),
    "S": _of("submit", "submit", "finish"),
    "R": _of("reopen with a reason", "reopen"),
    "g": _of("go to another screen", "go_to"),
    "y": _of("copy", "copy"),
    "ctrl+a": _of("find in the texts of all studies", "find_all"),
    "ctrl+s": _of("save", "save"),
    "question_mark": _HELP,
    "f1": _HELP,
    "ctrl+p": _of("all commands", "command_palette"),
    "ctrl+t": _of("theme: light, dark or other colours", "choose_theme"),
    "ctrl+r": _of("read anew, with what others did", "reload"),
    "ctrl+z": _of("suspend", "suspend_process"),
    "ctrl+q": _of("quit", "quit"),
    "ctrl+c": _of("copy what is selected; twice: quit", "interrupt"),
    # What only one or two screens have, under letters that mean nothing else anywhere.
    "t": _of("the text follows the item, or stays", "follow"),
    "s": _of("share out: who appraises", "allocate", "draw"),
    "l": _of("look again: what is new or changed", "updates"),
    "A": _of("only what is allocated to you", "only_mine"),
    "B": _of("backup", "backup"),
    "C": _of("what has two values after a merge", "conflicts"),
    "D": _of("direction of bias", "direction"),
    "F": _of("is it final, and what is open", "final"),
    "H": _of("hand out a file", "handout"),
    "I": _of("import work made elsewhere", "import"),
    "i": _of("another kind of interval", "interval"),
    "J": _of("join the file of a co-reviewer", "merge_file"),
    "K": _of("calibration", "calibrate", "calibration"),
    "L": _of("keys and seals", "keys"),
    "T": _of("trail: who changed what", "history"),
    "W": _of("who is working", "reviewer"),
    "X": _of("exclude, or take in again", "exclude"),
}
"""By key, as Textual names it."""
