"""Put the keys of the screens in place of the commands that messages of use cases name."""

from __future__ import annotations

import re

KEYS = {
    "add": "a on the list of studies",
    "agreement": "g on the list of studies",
    "allocate": "s on the list of studies",
    "assign": "c on the list of studies",
    "backup": "B on the list of studies",
    "body": "b in the evidence",
    "checklists show": "c on the list of studies",
    "compare": "m on the list of studies",
    "conflicts": "C on the list of studies",
    "duplicates": "D on the list of studies",
    "duplicates distinct": "D on the list of studies",
    "duplicates merge": "D on the list of studies",
    "duplicates split": "D on the list of studies",
    "edit": "e on the list of studies",
    "exclude": "x on the list of studies",
    "finding": "f in the evidence",
    "include": "x on the list of studies",
    "judge": "enter on the list of studies",
    "merge": "M on the list of studies",
    "outcomes": "v on the list of studies",
    "outcomes add": "a in the evidence",
    "override": "O where the study is appraised",
    "answer": "p or a number where the study is appraised",
    "preliminary": "p where the study is appraised",
    "protocol set": "P on the list of studies",
    "protocol": "P on the list of studies",
    "reconcile": "a number, c or = in the comparison",
    "reopen": "R where the study is appraised",
    "reviewer": "W on the list of studies",
    "reviewer add": "W on the list of studies",
    "studies": "the list of studies",
    "submit": "S where the study is appraised",
    "table answers": "t on the list of studies",
    "updates": "l on the list of studies",
}
"""By verb of a command, the key that does the same and where."""

_SPECIAL = (
    (re.compile(r"`workbench reconcile [^`]*--reopen[^`]*`"), "R in the comparison"),
    (re.compile(r"`workbench assign [^`]*--upgrade[^`]*`"), "c on the list of studies, then Upgrade"),
    (re.compile(r"`workbench edit [^`]*--design[^`]*`"), "e on the list of studies, field Design"),
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
