"""Write the history of changes of a final report in words: what was done, to what, and no identities."""

from __future__ import annotations

import re

_WHOLE = {
    "body": "Body of evidence",
    "calibration": "For calibration",
    "decide": "Settled",
    "handout": "File handed out",
    "header": "Header of the summary of findings",
    "merge": "Files merged",
    "override": "Judgement overridden",
    "preliminary.shared": "Before the items, for all studies",
    "preliminary": "Before the items",
    "reopen": "Reopened",
    "start": "Start of a body of evidence",
    "submit": "Submitted",
    "undo": "Taken back",
}
"""What an action is called that its own words do not tell."""

_DONE = {
    "add": "added",
    "assign": "chosen",
    "confirm": "confirmed",
    "create": "made",
    "edit": "changed",
    "exclude": "left out",
    "export": "written",
    "fill": "filled in",
    "import": "imported",
    "include": "taken in again",
    "lift": "lifted",
    "merge": "merged",
    "receive": "received",
    "remove": "taken away",
    "replace": "replaced",
    "restore": "restored",
    "split": "split",
    "start": "begun",
    "withdraw": "withdrawn",
    "write": "written",
}
_IDENTITY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def action_in_words(action: str) -> str:
    """Return what was done: of an action of two words, the thing and what became of it.

    >>> action_in_words("document.add"), action_in_words("answer"), action_in_words("decide")
    ('Document added', 'Answer', 'Settled')
    >>> action_in_words("newer.thing")
    'Newer thing'
    """
    thing, _, verb = action.partition(".")
    words = _WHOLE.get(action) or " ".join(filter(None, [thing, _DONE.get(verb, verb)])).replace("_", " ")
    return words[:1].upper() + words[1:]


def name_in_words(name: str) -> str:
    """Return the name of a value without what makes it one of the program.

    >>> name_in_words("checklist_id"), name_in_words("time_point")
    ('checklist', 'time point')
    """
    return name.removesuffix("_id").replace("_", " ")


def is_identity(value: object) -> bool:
    """Return True for a value that only tells one row of the database from another."""
    return isinstance(value, str) and _IDENTITY.fullmatch(value) is not None
