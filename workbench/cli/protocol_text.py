"""Show the protocol as text for a terminal, and as rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.cli import output
from workbench.cli.paragraphs import Paragraph, set_in_lines

if TYPE_CHECKING:
    from workbench.cli.invocation import Invocation
    from workbench.review.admin.protocol import Protocol, ProtocolLine

_INDENT = "    "
_NEXT = "`workbench protocol set FIELD VALUE` writes a field."


def write_protocol(invocation: Invocation, fmt: str) -> None:
    """Print the protocol in a format."""
    from workbench.output.table import Table
    from workbench.review.admin.protocol import read_protocol
    from workbench.review.tables.protocol import COLUMNS, rows_of

    with invocation.open_review() as session:
        protocol = read_protocol(session)
    if fmt == "text":
        output.write(set_in_lines(_paragraphs(protocol), output.width()))
        output.say(_NEXT)
        return
    output.write_tables([Table("protocol", "", COLUMNS, rows_of(protocol.lines), protocol.notes)], fmt)


def _paragraphs(protocol: Protocol) -> Iterator[Paragraph]:
    for line in protocol.lines:
        if not line.is_preliminary:
            yield from _line(line)
    entered = [line for line in protocol.lines if line.is_preliminary]
    if entered:
        yield Paragraph("")
        yield Paragraph("Entered in appraisals, for all studies of a checklist:")
        for line in entered:
            yield from _line(line)
    if protocol.notes:
        yield Paragraph("")
    for note in protocol.notes:
        yield Paragraph(note, running=True)


def _line(line: ProtocolLine) -> Iterator[Paragraph]:
    """Write the field, its lines, and who wrote them; a preliminary with the words in which it is asked."""
    name = line.title if "." in line.field else line.field
    if not line.value:
        yield Paragraph(f"{name}: –" + (f" ({line.remark})" if line.remark else ""), rest=_INDENT)
        return
    yield Paragraph(name, rest=_INDENT)
    for words in line.value.splitlines():
        yield Paragraph(words, _INDENT, _INDENT + "  ", running=True)
    if line.written:
        yield Paragraph(f"[{line.written}]", _INDENT, _INDENT + "  ", running=True)
