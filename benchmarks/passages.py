"""Measure whether passages that support an answer are found first: `python benchmarks/passages.py`.

`passages.yaml` names, for each item of the fitting checklist, the sentences that a reader would rest an
answer on. The passages of an item are those that the key `e`, `workbench passages` and `workbench read` list.
Counted are the items whose first passage holds such a sentence, and those of which one of five does.

The example review is always measured. `--articles FOLDER` measures the articles behind it too, which are not
part of this repository, and `--check` the invented texts. `--misses` lists the items that fail. The program
ends with 1 where what was measured misses the aim as a whole: 75 % first, 95 % among five.

The weights of `workbench.intake.quotes.ranking` are fitted to all three parts, while words and phrases were
collected without a look at the invented texts. Fitted without these, the weights find 66 % of their items
first and 92 % among five, which is what to expect of a text that nobody labelled.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml

from checklists import find_checklist
from workbench.examples.loading import example_studies
from workbench.intake.documents.read import read_document
from workbench.review.appraisals.texts import ReadingText, passages, query_of

HERE = Path(__file__).parent
LABELS = HERE / "passages.yaml"
INVENTED = HERE / "passages"
AIM = (75, 95)
"""Per cent of the items: the first passage is right, one of the first five is."""

_ITEMS = re.compile(r"⟦([^⟧]*)⟧")


@dataclass(frozen=True)
class LabelledText:
    """A text with the sentences that support answers.

    Attributes:
        supports: by item id, places in the reading text that lie in such sentences.
    """

    name: str
    checklist: str
    text: ReadingText
    supports: dict[str, list[int]]


@dataclass(frozen=True)
class Outcome:
    """How an item fared: the rank of the first right passage, from 1; None where none is right."""

    text: str
    item: str
    rank: int | None


def reading_text(source: str, kind: str = "abstract") -> ReadingText:
    """Return a text as it is read in a review."""
    identity = uuid4()
    return ReadingText(identity, kind, "text", source, identity, None)


def anchored(name: str, text: ReadingText, labels: dict[str, Any]) -> LabelledText:
    """Find the words of the labels in a text.

    Raises:
        ValueError: words stand nowhere in it.
    """
    supports: dict[str, list[int]] = {}
    for item, anchors in labels["items"].items():
        for words in anchors:
            pattern = r"\s+".join(map(re.escape, words.split()))
            places = [match.start() for match in re.finditer(pattern, text.text)]
            if not places:
                raise ValueError(f"{name}: {words!r} is not in the text")
            supports.setdefault(item, []).extend(places)
    return LabelledText(name, labels["checklist"], text, supports)


def marked(name: str, source: str, checklist: str) -> LabelledText:
    """Take the items behind each sentence out of a text, and keep where they stood."""
    plain, places = "", []
    for piece, items in zip(*[iter([*_ITEMS.split(source), ""])] * 2, strict=True):
        plain += piece
        places += [(item, len(plain.rstrip()) - 1) for item in items.split()]
    text = reading_text(plain)
    supports: dict[str, list[int]] = {}
    for item, place in places:
        supports.setdefault(item, []).append(text.from_source(place, place + 1)[0])
    return LabelledText(name, checklist, text, supports)


def labelled_texts(part: str, articles: Path | None) -> Iterator[LabelledText]:
    """Yield the texts of a part of the labels: example, articles or invented."""
    labels = yaml.safe_load(LABELS.read_text("utf-8"))[part]
    examples = {study.key: study for study in example_studies()}
    for name, label in labels.items():
        if part == "example":
            yield anchored(name, reading_text(examples[name].document_text, "summary"), label)
        elif part == "invented":
            yield marked(name, (INVENTED / name).read_text("utf-8"), label["checklist"])
        elif articles is not None:
            source = read_document((articles / name).read_bytes(), name).text
            yield anchored(name, reading_text(source), label)


def outcomes(text: LabelledText) -> Iterator[Outcome]:
    """Yield how each labelled item of a text fares."""
    checklist = find_checklist(text.checklist)
    for item, places in text.supports.items():
        listed = passages([text.text], query_of(checklist.item(item)))
        ranks = (
            rank
            for rank, passage in enumerate(listed, 1)
            if any(passage.start <= place < passage.end for place in places)
        )
        yield Outcome(text.name, item, next(ranks, None))


def shares(found: list[Outcome]) -> tuple[float, float]:
    """Return the per cent of items with a right first passage, and with a right one among five."""
    first = sum(outcome.rank == 1 for outcome in found)
    five = sum(outcome.rank is not None and outcome.rank <= 5 for outcome in found)
    return 100 * first / len(found), 100 * five / len(found)


def line(name: str, found: list[Outcome]) -> str:
    """Write the counts of a text or of a part."""
    first, five = shares(found)
    return f"{name:28}{len(found):>7}{first:>9.0f} %{five:>9.0f} %"


def write(words: str) -> None:
    """Write a line."""
    sys.stdout.write(f"{words}\n")


def measure(part: str, articles: Path | None, *, misses: bool) -> list[Outcome]:
    """Print the counts of a part; return how its items fared."""
    every: list[Outcome] = []
    for text in labelled_texts(part, articles):
        found = list(outcomes(text))
        every += found
        write(line(f"  {text.name}", found))
        if misses:
            for outcome in found:
                if outcome.rank != 1:
                    write(f"      {outcome.item}: {outcome.rank or 'not found'}")
    if every:
        write(line(part, every))
    return every


def main() -> int:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=Path, help="the folder with the articles behind the example")
    parser.add_argument("--check", action="store_true", help="measure the invented texts too")
    parser.add_argument("--misses", action="store_true", help="list the items that fail")
    options = parser.parse_args()
    parts = ["example", *(["articles"] if options.articles else []), *(["invented"] if options.check else [])]
    write(f"{'':28}{'items':>7}{'first':>11}{'among 5':>11}")
    every = [outcome for part in parts for outcome in measure(part, options.articles, misses=options.misses)]
    write(line("all", every))
    return 0 if all(share >= aim for share, aim in zip(shares(every), AIM, strict=True)) else 1


if __name__ == "__main__":
    sys.exit(main())
