"""Writes PDFs of a few lines, so that the tests need no package for it."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


def tiny_pdf(pages: Sequence[Sequence[str]], *, title: str = "", encrypted: bool = False) -> bytes:
    """A PDF with these lines on each page; ``encrypted`` ones ask for a password that nobody knows."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, lines in enumerate(pages):
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {5 + 2 * number} 0 R>>"
        )
        shown = " ".join(f"({_escaped(line)}) Tj T*" for line in lines)
        body = f"BT /F1 9 Tf 12 TL 72 720 Td {shown} ET"
        objects.append(f"<</Length {len(body.encode('cp1252'))}>>stream\n{body}\nendstream")
    objects.append(f"<</Title({_escaped(title)})>>")
    lock = ""
    if encrypted:
        owner, user = "a1" * 32, "b2" * 32
        objects.append(f"<</Filter/Standard/V 1/R 2/O<{owner}>/U<{user}>/P -4>>")
        lock = f"/Encrypt {len(objects)} 0 R/ID[<00><00>]"
    return _assembled(objects, info=4 + 2 * len(pages), lock=lock)


@dataclass(frozen=True)
class Placed:
    """A text at its place: points from the left and the lower edge of the page, at an angle in degrees."""

    left: float
    y: float
    text: str
    size: float = 10
    bold: bool = False
    hidden: bool = False
    angle: float = 0


def placed_pdf(pages: Sequence[Sequence[Placed]], *, title: str = "") -> bytes:
    """Write a PDF whose texts stand where they are said to, drawn in the order that they are given in."""
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    font = "<</Type/Font/Subtype/Type1/BaseFont/{}/Encoding/WinAnsiEncoding>>"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        font.format("Helvetica"),
        font.format("Helvetica-Bold"),
    ]
    for number, page in enumerate(pages):
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>"
            f"/Contents {6 + 2 * number} 0 R>>"
        )
        body = "\n".join(map(_drawn, page))
        objects.append(f"<</Length {len(body.encode('cp1252'))}>>stream\n{body}\nendstream")
    objects.append(f"<</Title({_escaped(title)})>>")
    return _assembled(objects, info=5 + 2 * len(pages), lock="")


def lines(
    left: float, y: float, texts: Iterable[str], *, size: float = 10, leading: float = 12, bold: bool = False
) -> list[Placed]:
    """Return lines that stand below each other."""
    return [Placed(left, y - leading * number, text, size, bold) for number, text in enumerate(texts)]


def _drawn(placed: Placed) -> str:
    """Return the drawing commands of a text."""
    turn = math.radians(placed.angle)
    matrix = f"{math.cos(turn):.4f} {math.sin(turn):.4f} {-math.sin(turn):.4f} {math.cos(turn):.4f}"
    font = f"/F{2 if placed.bold else 1} {placed.size} Tf {3 if placed.hidden else 0} Tr"
    return f"BT {font} {matrix} {placed.left} {placed.y} Tm ({_escaped(placed.text)}) Tj ET"


def swelling_pdf(megabytes: int) -> bytes:
    """A small PDF of one page whose drawing commands swell to so many megabytes when they are unpacked."""
    packer = zlib.compressobj(9)
    line = b"(A line of words that says nothing) Tj T* "
    body = packer.compress(b"BT /F1 9 Tf 72 720 Td ")
    for _ in range(megabytes):
        body += packer.compress(line * (2**20 // len(line)))
    body += packer.compress(b"ET") + packer.flush()
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[4 0 R]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>/Contents 5 0 R>>",
        f"<</Filter[/ASCIIHexDecode/FlateDecode]/Length {2 * len(body)}>>stream\n{body.hex()}\nendstream",
        "<</Title()>>",
    ]
    return _assembled(objects, info=6, lock="")


def _escaped(line: str) -> str:
    """A line as a PDF string."""
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _assembled(objects: Sequence[str], *, info: int, lock: str) -> bytes:
    """Objects, their table, and the trailer."""
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = f"trailer<</Size {size}/Root 1 0 R/Info {info} 0 R{lock}>>\nstartxref\n{len(out)}\n%%EOF"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n".encode() + table + trailer.encode()
