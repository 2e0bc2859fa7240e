"""Put the keys of the screens in place of the commands that messages of use cases name."""

from __future__ import annotations

import re

KEYS = {
    "withdraw": "d on the list of studies",
    "add": "a on the list of studies",
    "agreement": "g g",
    "allocate": "s on the list of studies",
    "assign": "c on the list of studies",
    "backup": "B on the list of studies",
    "body": "o in the evidence",
    "checklists show": "c on the list of studies",
    "compare": "g c",
    "conflicts": "C on the list of studies",
    "duplicates": "g d",
    "duplicates distinct": "g d",
    "duplicates merge": "g d",
    "duplicates split": "g d",
    "edit": "p on the list of studies",
    "exclude": "X on the list of studies",
    "finding": "f in the evidence",
    "include": "X on the list of studies",
    "judge": "enter on the list of studies",
    "merge": "J on the list of studies",
    "outcomes": "g e",
    "outcomes add": "a in the evidence",
    "override": "O where the study is appraised",
    "answer": "p or a number where the study is appraised",
    "preliminary": "p where the study is appraised",
    "protocol set": "g p",
    "protocol": "g p",
    "reconcile": "a number, c or = in the comparison",
    "reopen": "R where the study is appraised",
    "reviewer": "g w",
    "reviewer add": "g w",
    "studies": "the list of studies",
    "submit": "S where the study is appraised",
    "table answers": "g t, then 5",
    "undo": "u where the study is appraised",
    "redo": "U where the study is appraised",
    "characteristic": "p on the list of studies",
    "seal": "L on the list of studies",
    "reviewer key": "L on the list of studies",
    "reviewer link": "L on the list of studies",
    "reviewer rename": "p in the progress (g w)",
    "updates": "l on the list of studies",
}
"""By verb of a command, the key that does the same and where."""

_SPECIAL = (
    (
        re.compile(r"Pass --reviewer HANDLE, set WORKBENCH_REVIEWER, or open the workbench once"),
        "W on the list of studies (g s) asks",
    ),
    (re.compile(r"`workbench add [^`]*--to[^`]*`"), "d on the list of studies"),
    (re.compile(r"`workbench reconcile [^`]*--reopen[^`]*`"), "R in the comparison"),
    (re.compile(r"`workbench assign [^`]*--upgrade[^`]*`"), "c on the list of studies, then Upgrade"),
    (re.compile(r"`workbench edit [^`]*--design[^`]*`"), "p on the list of studies, Record, field Design"),
)
_COMMAND = re.compile(r"`workbench ([a-z]+)(?: ([a-z]+))?[^`]*`")


def in_keys(words: str) -> str:
    """Name keys in place of the commands in a message; a command without a key stays.

    >>> in_keys("ono is not submitted by you: finish it first with `workbench submit ono`")
    'ono is not submitted by you: finish it first with S where the study is appraised'
    >>> in_keys("list them with `workbench verify --format json`")
    'list them with `workbench verify --format json`'
    """
    for pattern, keys in _SPECIAL:
        words = pattern.sub(keys, words)
    return _COMMAND.sub(_key_of, words)


def _key_of(match: re.Match[str]) -> str:
    verb, part = match[1], match[2] or ""
    return KEYS.get(f"{verb} {part}") or KEYS.get(verb) or match[0]
