"""Show a JSON record as a text: its fields one below the other, without quotation marks and escapes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from workbench.intake.documents.text_map import Edit

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[{}\[\],:]|[^\s"{}\[\],:]++', re.DOTALL)
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL
)
_UNLABELLED = frozenset({"", "title", "articletitle", "abstract", "abstracttext"})
_NOTHING = frozenset({"null", "true", "false", '""'})
_LONGEST_LABEL = 60


def unfold(text: str, start: int, end: int) -> Iterator[Edit]:
    """The edits that make ``text[start:end]`` readable: a paragraph for each field, in the record's order.

    >>> from workbench.intake.documents.text_map import edited, unchanged
    >>> line = '{"title": "Mud \\\\u0026 \\\\"so\\\\"", "year": 2020, "authors": ["A B", "C D"], "doi": null}'
    >>> print(edited(unchanged(line), unfold(line, 0, len(line))).text)
    Mud & "so"
    <BLANKLINE>
    year: 2020
    <BLANKLINE>
    authors: A B, C D
    """
    done, shown_key = start, (-1, -1)
    for key, begin, stop in _values(text, start, end):
        apart = "\n\n" if done > start else ""
        name = text[slice(*key)]
        if key == shown_key:
            yield Edit(done, begin, ", ")
        elif "\\" in name or len(name) > _LONGEST_LABEL or _bare(name) in _UNLABELLED:
            yield Edit(done, begin, apart)
        else:
            yield Edit(done, key[0], apart)
            yield Edit(key[1], begin, ": ")
        shown_key, done = key, stop
        for escape in _ESCAPE.finditer(text, begin, stop):
            yield Edit(escape.start(), escape.end(), _meaning(escape[0]))
    yield Edit(done, end, "\n\n" if end < len(text) else "")


def _bare(name: str) -> str:
    """A key by its letters."""
    return re.sub("[^a-z]", "", name.casefold())


def _values(text: str, start: int, end: int) -> Iterator[tuple[tuple[int, int], int, int]]:
    """Each value that says something: where the key of the outermost object is, and where the value is."""
    kinds: list[str] = []
    key, expects_key = (start, start), False
    for match in _TOKEN.finditer(text, start, end):
        token = match[0]
        if token in ("{", "["):
            kinds.append(token)
            expects_key = token == "{"
        elif token in ("}", "]"):
            if kinds:
                kinds.pop()
        elif token == ",":
            expects_key = bool(kinds) and kinds[-1] == "{"
        elif token == ":":
            expects_key = False
        elif expects_key:
            if len(kinds) < 3 and kinds.count("{") == 1:
                key = (match.start() + 1, match.end() - 1)
        elif token not in _NOTHING:
            quoted = token.startswith('"')
            yield (
                key,
                match.start() + quoted,
                match.end() - (quoted and token.endswith('"') and len(token) > 1),
            )


def _meaning(escape: str) -> str:
    """What an escape stands for; half a pair of surrogates stands for nothing that can be stored."""
    try:
        meaning = str(json.loads(f'"{escape}"'))
    except ValueError:
        return escape[1:]
    return "\ufffd" if "\ud800" <= meaning <= "\udfff" else meaning
