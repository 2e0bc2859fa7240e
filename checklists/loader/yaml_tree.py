"""Turn YAML text into a tree of places, and refuse what a definition never needs.

The events of the parser are read one by one, so that aliases, tags and deep nesting are refused before
anything is built, and no input can exhaust the stack or the memory.
"""

from __future__ import annotations

import re
from typing import Any, Final, NoReturn

import yaml

from checklists.errors import ChecklistError, Problem, quoted
from checklists.loader.document import Findings, Place, not_text

MAX_BYTES: Final = 1 << 20
MAX_DEPTH: Final = 20
MAX_VALUES: Final = 20_000
_SHOWN: Final = 60
"""Characters of a line that a message shows."""
TOO_LARGE: Final = f"the file is larger than {MAX_BYTES // 1024} KiB; a definition has some 25 KiB"

# The C parser is ten times faster; PyYAML may have been built without it.
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVER: Final[Any] = yaml.resolver.Resolver()
_CONSTRUCTOR: Final = yaml.constructor.SafeConstructor()
_TYPED_TAGS: Final = {f"tag:yaml.org,2002:{kind}" for kind in ("bool", "int", "float", "null", "timestamp")}
_TAB_FIRST: Final = re.compile(r" *\t")
_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def read_document(text: str, file: str) -> tuple[Place, Findings]:
    """Read one YAML document.

    Args:
        text: The document.
        file: Its name, for messages.

    Returns:
        The mapping at the top, and the problems that did not stop the reading: keys given twice, keys that
        are not text.

    Raises:
        ChecklistError: If it is empty, too large, no YAML, no mapping, or uses an alias, an anchor, a tag,
            deep nesting or a control character.
    """
    _check_characters(text, file)
    builder = _Builder(Findings(file))
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        _refuse_tab(text, file, mark.line if mark is not None else 0)
        _refuse_missing_colon(text, file, error)
        reason = " ".join(str(part) for part in (error.problem, error.context) if part)
        hint = "; put texts with a colon, a comma or a quote in quotes" if "flow" in reason else ""
        refuse(file, mark.line + 1 if mark is not None else 1, f"this is not valid YAML: {reason}{hint}")
    except yaml.YAMLError as error:
        refuse(file, 1, f"this is not valid YAML: {' '.join(str(error).split())}")
    root = builder.root
    if root is None or (root.kind == "scalar" and not root.raw):
        refuse(file, 1, "the file is empty; a checklist definition is expected")
    if root.kind != "mapping":
        refuse(
            file, root.line, f"a checklist definition is a mapping (key: value), and this is a {root.kind}"
        )
    return root, builder.findings


def _refuse_missing_colon(text: str, file: str, error: yaml.MarkedYAMLError) -> None:
    """Name the line that has a key and no colon, which YAML notices only lines later.

    Raises:
        ChecklistError: There is one.
    """
    if error.problem != "could not find expected ':'" or error.context_mark is None:
        return
    place = error.context_mark.line
    lines = text.split("\n")
    line = lines[place].strip() if place < len(lines) else ""
    shown = line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
    refuse(file, place + 1, f"a colon is missing after the key in {quoted(shown)}: write `key: value`")


def _refuse_tab(text: str, file: str, near: int) -> None:
    """Name a tab in the indentation of a line, or of the one before, as the reason why the text is no YAML.

    Raises:
        ChecklistError: There is one.
    """
    lines = text.split("\n")
    for place in (near, near - 1):
        if 0 <= place < len(lines) and _TAB_FIRST.match(lines[place]):
            refuse(
                file, place + 1, "the line begins with a tab, and YAML wants spaces: indent it with spaces"
            )


def refuse(file: str, line: int, message: str) -> NoReturn:
    """Stop reading with a single problem."""
    raise ChecklistError(problems=[Problem(file, "", line, message)])


def _check_characters(text: str, file: str) -> None:
    # Checked before encoding, which a lone surrogate would not survive.
    bad = _FORBIDDEN.search(text)
    if bad is not None:
        line = text.count("\n", 0, bad.start()) + 1
        refuse(file, line, f"the control character U+{ord(bad.group()):04X} does not belong in a definition")
    if len(text) > MAX_BYTES or len(text.encode()) > MAX_BYTES:
        refuse(file, 1, TOO_LARGE)


class _Builder:
    """A builder of the tree, which takes the parser's events one by one."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.root: Place | None = None
        self._open: list[Place] = []
        self._keys: list[tuple[str, int] | None] = []
        self._values = 0

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark is not None else 1
        if isinstance(event, yaml.NodeEvent):
            self._check(event, line)
        if isinstance(event, yaml.ScalarEvent):
            self._attach(self._scalar(event, line))
        elif isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            self._descend(Place("list" if isinstance(event, yaml.SequenceStartEvent) else "mapping", line))
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            self._open.pop()
            self._keys.pop()
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            self._refuse(line, "a file holds one definition; here a second YAML document begins")

    def _check(self, event: yaml.NodeEvent, line: int) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(line, f"aliases (*{event.anchor}) are refused; write the value out")
        if event.anchor is not None:
            self._refuse(line, f"anchors (&{event.anchor}) are refused; write the value out")
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._refuse(line, f"tags ({tag}) are refused; write the plain value")
        self._values += 1
        if self._values > MAX_VALUES:
            self._refuse(line, f"more than {MAX_VALUES:,} values; a definition has some 2,000")

    def _descend(self, place: Place) -> None:
        if len(self._open) >= MAX_DEPTH:
            self._refuse(place.line, f"nested more than {MAX_DEPTH} levels deep")
        self._attach(place)
        self._open.append(place)
        self._keys.append(None)

    def _attach(self, place: Place) -> None:
        if not self._open:
            self.root = place
            return
        holder = place.parent = self._open[-1]
        if holder.kind == "list":
            place.key = len(holder.children)
            holder.children[place.key] = place
        elif self._keys[-1] is None:
            self._keys[-1] = self._key(place), place.line
        else:
            # What stands under a key is found by the key, even where it begins on a later line.
            place.key, place.line = self._keys[-1]
            self._keys[-1] = None
            if place.key in holder.children:
                first = holder.children[place.key].line
                self.findings.add(
                    place, f"the key {quoted(place.key)} is given twice (first on line {first})"
                )
            else:
                holder.children[place.key] = place

    def _key(self, place: Place) -> str:
        if place.kind != "scalar":
            self._refuse(place.line, f"a key must be a single word, and here it is a {place.kind}")
        if place.text is None:
            place.key = place.raw
            self.findings.add_misread(place, f"a key must be text, but {not_text(place)}")
        return place.raw

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> Place:
        value: object = event.value
        # Quoted text is text; what is bare is whatever YAML 1.1 takes it for.
        if event.implicit[0]:
            tag = _RESOLVER.resolve(yaml.ScalarNode, event.value, (True, False))
            if tag in _TYPED_TAGS:
                value = self._typed(tag, event.value)
        bad = _FORBIDDEN.search(event.value)
        if bad is not None:
            code = f"U+{ord(bad.group()):04X}"
            self._refuse(line, f"the control character {code} does not belong in a definition")
        return Place("scalar", line, value=value, raw=event.value)

    def _typed(self, tag: str, raw: str) -> object:
        try:
            return _CONSTRUCTOR.construct_object(yaml.ScalarNode(tag, raw))
        except (ValueError, OverflowError):  # a date such as 2020-99-99, a number of a million digits
            return float("nan")

    def _refuse(self, line: int, message: str) -> NoReturn:
        refuse(self.findings.file, line, message)
