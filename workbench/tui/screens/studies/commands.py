"""Declare what the keys of the studies screen do."""

from __future__ import annotations

from workbench.tui.commands import Command, HelpGroup


def _on_study(
    action: str, key: str, label: str, tells: str, footer: bool = True, spare: bool = False
) -> Command:
    return Command(action, (key,), label, tells, footer, "has_study", spare=spare)


def _on_review(
    action: str, key: str, label: str, tells: str, footer: bool = True, shown: str = ""
) -> Command:
    return Command(action, (key,), label, tells, footer, "is_open", shown)


COMMANDS = (
    _on_study("open", "enter", "Appraise", "Read and judge the study under the cursor"),
    Command(
        "next_waiting(1)", ("n",), "Next for you", "The next study that waits for you", True, "has_study"
    ),
    Command(
        "next_waiting(-1)", ("N",), "Previous", "The previous study that waits for you", needs="has_study"
    ),
    _on_review(
        "filter", "slash", "Filter", "Show only studies with some words in key, title or design", shown="/"
    ),
    _on_review("find_all", "ctrl+a", "Find in texts", "Find words in the texts of all studies", False),
    _on_review("add", "a", "Add", "Add documents as studies"),
    _on_review(
        "import", "I", "Import", "Bring in answers or judgements of a file made elsewhere", False, "I"
    ),
    _on_study("assign", "c", "Checklist", "Confirm or change the checklist of the study", spare=True),
    _on_study(
        "particulars",
        "p",
        "Particulars",
        "Facts and record of the study: people, setting, …; title, authors, …",
    ),
    _on_study(
        "documents",
        "d",
        "Documents",
        "Open, attach, replace or withdraw documents of the study",
        spare=True,
    ),
    _on_study("exclude", "X", "Exclude", "Leave the study out with a reason, or take it in again", False),
    _on_study("reasons", "w", "Why", "Why this design and checklist were suggested", spare=True),
    _on_study("allocate", "s", "Share out", "Choose who is to appraise the study", False),
    _on_review("only_mine", "A", "Yours", "Show only what is allocated to you, or all again", False, "A"),
    Command(
        "calibrate",
        ("K",),
        "Calibration",
        "Mark the study as calibration, or take the mark away",
        needs="has_study",
        shown="K",
    ),
    _on_review(
        "updates",
        "l",
        "Updates",
        "What to look at again, what changed, what is new since you submitted",
        False,
    ),
    _on_study("copy", "y", "Copy", "Copy the study as a reference", False),
    _on_study("history", "T", "Trail", "Who changed what, and when, in this study", False),
    _on_review("backup", "B", "Backup", "Write a copy of the review, also while others work", False, "B"),
    _on_review("handout", "H", "Hand out", "Make a review file for a co-reviewer", False, "H"),
    _on_review("merge_file", "J", "Join", "Unite the review with the file of a co-reviewer", False, "J"),
    _on_review(
        "keys", "L", "Keys", "Your key and the seals held; write your seals, take those of others", False, "L"
    ),
    _on_review(
        "conflicts", "C", "Two values", "Decide what has two values after a merge, or revise that", False, "C"
    ),
    _on_review(
        "reload", "ctrl+r", "Reload", "Read the list anew, with what others did in the meantime", False
    ),
    _on_review("reviewer", "W", "Reviewer", "Say who is working", False),
    Command("unfilter", ("escape",), "Show all", "Show all studies again"),
)

HELP_GROUPS: tuple[HelpGroup, ...] = (
    ("Find a study and appraise it", ("open", "next_waiting(1)", "next_waiting(-1)", "filter", "unfilter",
 "find_all", "only_mine", "updates", "reload")),
    ("The study under the cursor", ("particulars", "documents", "assign", "reasons", "exclude", "allocate",
 "calibrate", "history", "copy")),
    ("Bring in, hand out, unite", ("add", "import", "backup", "handout", "merge_file", "conflicts", "keys")),
    ("You", ("reviewer",)),
)  # fmt: skip

_NOT_FOR_LEADS = frozenset({"merge_file"})
_NOT_FOR_REVIEWERS = _NOT_FOR_LEADS | {"add", "assign", "exclude", "allocate", "calibrate"}
NOT_FOR = {
    "": frozenset[str](),
    "lead": _NOT_FOR_LEADS,
    "reviewer": _NOT_FOR_REVIEWERS,
    "reader": _NOT_FOR_REVIEWERS | {"open", "next_waiting", "only_mine", "import", "conflicts"},
}
"""By role in a team, the actions that nobody of it is offered, since the server refuses what they do."""
