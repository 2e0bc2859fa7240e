"""Load a checklist from YAML, or find every problem with its file, path and line.

Loading checks the shape and the names, in milliseconds. Whether the rules make sense is proved by
`checklists.prove`.
"""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from pydantic import ValidationError

from checklists.errors import ChecklistError
from checklists.language.model import Checklist
from checklists.loader.id_gaps import check_numbering
from checklists.loader.references import check_references
from checklists.loader.shape import report_shape
from checklists.loader.versions import check_version
from checklists.loader.yaml_tree import MAX_BYTES, TOO_LARGE, read_document, refuse


def load_checklist(path: str | PathLike[str]) -> Checklist:
    """Read a definition from a file.

    Args:
        path: A YAML file in UTF-8.

    Raises:
        ChecklistError: If the file cannot be read or the definition has problems; `.problems` has them all.
    """
    return parse_checklist(read_definition(path), str(path))


def read_definition(path: str | PathLike[str]) -> str:
    """Read the text of a file as it is, such as a definition or its texts.

    Args:
        path: A file in UTF-8.

    Raises:
        ChecklistError: If the file cannot be read, is too large or is no UTF-8.
    """
    name = str(path)
    if _is_pipe(name):
        refuse(name, 0, "cannot be read: it is a pipe; write the definition to a file")
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        refuse(name, 0, f"cannot be read: {reason}")
    if len(data) > MAX_BYTES:
        refuse(name, 1, TOO_LARGE)
    try:
        # Decoded whole, without touching the ends of lines: the exact text is what gets pinned.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        refuse(name, line, f"this is not UTF-8: byte 0x{data[error.start]:02X}; save the file as UTF-8")


def _is_pipe(name: str) -> bool:
    """Return True for a named pipe, which would be waited for without end; a shell's own are read."""
    try:
        return Path(name).is_fifo() and not name.startswith("/dev/")
    except (OSError, ValueError):
        return False


def parse_checklist(text: str, name: str = "<text>") -> Checklist:
    """Read a definition from text.

    Args:
        text: The YAML text; it becomes the `.source` of the checklist as it is.
        name: What to call it in messages.

    Raises:
        ChecklistError: If the definition has problems; `.problems` has them all, in the order of the lines.
    """
    root, findings = read_document(text, name)
    checklist = None
    try:
        checklist = Checklist.model_validate(root.plain(), context={"source": text, "file": name})
    except ValidationError as error:
        report_shape(error, root, findings)
    check_version(root, findings)
    check_numbering(root, findings)
    check_references(root, findings)
    if checklist is None or findings.found:
        raise ChecklistError(problems=findings.problems())
    checklist.warn(findings.warnings())
    return checklist
