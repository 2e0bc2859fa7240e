"""Measure how reading grows with hostile text: `python benchmarks/hostile_input.py`.

A file that repeats one awkward piece is what makes a careless pattern or parser take the square of its
length. Each reader is given every piece at two lengths, one four times the other. Reading in a straight
line takes four times as long, the square sixteen times; a figure near 4 is what to look for, and `least` is
the same ratio for hashing the same bytes in the same run.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from workbench.intake import IntakeError, best_passages, clean_text, find_quote, nearest_passage
from workbench.intake.documents.webpage import extract
from workbench.intake.references import is_reference_file, read_references

GROWTH = 4
LEAST_SECONDS = 0.02
"""Below this a ratio says more about the clock than about the reader."""

PAGE_UNITS = (
    "<!--", "<a ", "</a ", "<![cdata[", "<?", "<a b='", '<a b="c" ', "&", "&#", "<", "<script>", "<p>",
    "<p hidden>", "</p>", " ", "\n", "<title>", "<meta name=a content=b>", "<b a=", "<div><p></div>",
)  # fmt: skip
TEXT_UNITS = (
    "<p>", "<p ", "&lt;", "&", "\u00ad", " ", "\n", " \n", "\f", "-\n", "a-\n", "BACKGROUND",
    ".METHODS",
    "<sub>1", "*a", "**", "\x1b[", "word\n", "1\n\f", "a sentence of more than thirty letters\n",
    '"a": "\\u0041", ', "References\n", "# a\n",
)  # fmt: skip
TEXT_FRONTS = ("", '{"title": "', "# A\n\n## B\n")
QUOTE_UNITS = ("a", "a ", "-", " ", "the of and ", "\n", ". A", "ﬁ", "₂", "a-\n")
REFERENCE_UNITS = (
    "TY  - JOUR\nTI  - ", "PMID- 1\nTI  - ", "%0 J\n%T ", "@a{b,title={", "@a{\n",
    '[{"issued":', "<record>",
    "<xml><records><record><a>", 'Title,DOI\n"', "{",
    "\\", "\\u ", "$", "a,", "; ", " and ", "(12345)", "&lt;",
    "<b ", "\n", " ", ",",
)  # fmt: skip
REFERENCE_FRONTS = (
    "TY  - JOUR\nAU  - ",
    "PMID- 1\nTI  - ",
    "%0 J\n%T ",
    "@article{a,\nauthor={",
    "@article{a, title = x ",
    '[{"type":"a","id":"b","title":"',
    "<xml><records><record><titles><title>",
    "Title,Authors,DOI\na,",
)


@dataclass(frozen=True, slots=True)
class Reader:
    """One way in for foreign text, and what it is fed."""

    name: str
    read: Callable[[str], object]
    fronts: tuple[str, ...]
    units: tuple[str, ...]

    def texts(self, length: int) -> Iterator[tuple[str, str]]:
        """Yield the name of each repeated piece, and a text of about `length` characters made of it."""
        for front in self.fronts:
            for unit in self.units:
                end = '"}' if front.startswith("{") else ""
                yield f"{front!r} + {unit!r}", front + unit * (length // len(unit)) + end


def read_page(text: str) -> None:
    """Read a saved web page."""
    extract("<html><body>word " + text)


def search(text: str) -> None:
    """Search a quote that is there, one that is not, the nearest passage, and the passages of some cues."""
    find_quote(text, "the of ands were")
    find_quote(text, "a" * 500 + "b")
    nearest_passage(text, "the of and a were")
    best_passages(text, ["the", "a", "of and", "-"])


def read_reference_file(text: str) -> None:
    """Read a file of references, whatever its form; refuse one that has none."""
    data = text.encode()
    is_reference_file(data, "x.bib")
    with suppress(IntakeError):
        read_references(data, "x.bib")


READERS = (
    Reader("web page", read_page, ("",), PAGE_UNITS),
    Reader("cleaned text", clean_text, TEXT_FRONTS, TEXT_UNITS),
    Reader("quotes and passages", search, ("",), QUOTE_UNITS),
    Reader("references", read_reference_file, REFERENCE_FRONTS, REFERENCE_UNITS),
)


def seconds(read: Callable[[str], object], text: str) -> float:
    """Return the shorter of two runs, in seconds of this process."""
    took = []
    for _ in range(2):
        begin = time.process_time()
        read(text)
        took.append(time.process_time() - begin)
    return min(took)


def hashing(text: str) -> float:
    """Measure the seconds to go over the same characters a hundred times without looking at them."""
    data = text.encode("utf-8", "replace")
    return seconds(lambda _: [hashlib.sha256(data).digest() for _ in range(100)], text)


def worst(reader: Reader, length: int) -> tuple[float, float, float, str]:
    """Return growth, least growth, seconds of the longer text, and the piece for which growth was worst."""
    growths = [(0.0, 0.0, 0.0, "nothing took long enough to compare")]
    short, long = reader.texts(length), reader.texts(length * GROWTH)
    for (name, text), (_, longer) in zip(short, long, strict=True):
        took = seconds(reader.read, longer)
        if took >= LEAST_SECONDS:
            growth = took / max(seconds(reader.read, text), 1e-9)
            growths.append((growth, hashing(longer) / max(hashing(text), 1e-9), took, name))
    return max(growths)


def main() -> None:
    """Print a line for each reader."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--length", type=int, default=25_000, help="characters of the shorter text")
    length = parser.parse_args().length
    sys.stdout.write(f"{length:,} and {length * GROWTH:,} characters; in a straight line: {GROWTH}\n")
    sys.stdout.write(f"{'reader':<22}{'growth':>8}{'least':>8}{'seconds':>9}  worst piece\n")
    for reader in READERS:
        growth, least, took, name = worst(reader, length)
        sys.stdout.write(f"{reader.name:<22}{growth:>8.1f}{least:>8.1f}{took:>9.2f}  {name}\n")


if __name__ == "__main__":
    main()
