"""The wording of the code: modules say in a sentence what they are for, loops name what they hold."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = [
    path for room in ("checklists", "store", "workbench") for path in sorted((ROOT / room).rglob("*.py"))
]

NO_VERBS = {
    *("What", "How", "Which", "Where", "Whether", "Who", "Whose", "Why", "When"),
    *("A", "An", "The", "This", "That", "These", "All", "Each", "Every", "One", "Two", "Some", "Its"),
    *("At", "By", "For", "From", "In", "Of", "On", "To", "With", "Without"),
}
"""Words that begin a fragment or a noun phrase, never an instruction."""

_FIRST_WORD = re.compile(r"[A-Z][a-z]+(?=,? )")
_INFLECTED = re.compile(r"[aeiouy][a-z]*ing\b|(?<!s)s\b")
"""A gerund, a verb in the third person, or a noun in the plural."""


def is_instruction(line: str) -> bool:
    """Return True if a line is a sentence that begins with an imperative verb."""
    word = _FIRST_WORD.match(line)
    return (
        word is not None
        and word[0] not in NO_VERBS
        and _INFLECTED.search(word[0]) is None
        and line.endswith(".")
    )


COUNTED = (
    *("answers", "appraisals", "bodies", "cells", "changes", "checklists", "differences", "documents"),
    *("domains", "drafts", "events", "findings", "forms", "items", "judgements", "lines", "notes"),
    *("outcomes", "overrides", "pages", "pairs", "passages", "points", "quotes", "ratings", "records"),
    *("results", "reviewers", "rows", "seals", "states", "steps", "studies", "things", "words"),
)
_COUNTED = re.compile(rf" (?:more |other |open |new |whole |submitted )?({'|'.join(COUNTED)})\b")
MANY = {
    # These numbers are more than one wherever the words are shown.
    *("len(meant)", "len(wanted)", "len(named)", "len(rows)", "len(pairs)", "len(keys)", "len(documents)"),
    *("len(line.sides)", "len(ids)", "len(row)", "len(reviewers)", "len(checklist.items)", "per_study"),
    *(
        "len(self.data)",
        "len(self.rows)",
        "len(entries)",
        "records.count",
        "rows",
        "results",
        "studies",
        "number",
    ),
}


def bare_counts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and words of every number in a text whose noun is always in the plural."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.JoinedStr):
            continue
        for number, words in zip(node.values, node.values[1:], strict=False):
            if isinstance(number, ast.FormattedValue) and isinstance(words, ast.Constant):
                shown = ast.unparse(number.value)
                noun = _COUNTED.match(str(words.value))
                is_number = shown.startswith(("len(", "sum(")) or shown.replace(".", "").isidentifier()
                is_number = is_number and shown not in ("who", "names")
                if noun and is_number and not shown.isupper() and shown not in MANY:
                    yield node.lineno, f"{shown} {noun[1]}"


def first_line(path: Path) -> str:
    """Read the first line of the docstring of a module, empty where it has none."""
    return (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").partition("\n")[0]


def loop_names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and name of every variable of a loop or a comprehension."""
    for node in ast.walk(tree):
        if isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
            for target in ast.walk(node.target):
                if isinstance(target, ast.Name):
                    yield target.lineno, target.id


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Read the answers of an appraisal.", True),
        ("Pass the answers on.", True),
        ("Bring, read and list documents.", True),
        ("Read the answers of an appraisal", False),
        ("What can be laid side by side.", False),
        ("The trace of a certainty.", False),
        ("Pages of a text.", False),
        ("Gathers what speaks for a design.", False),
        ("Cleaning of what is read.", False),
        ("`workbench undo`: the last change taken back.", False),
        ("DOI, PMID and PMCID.", False),
    ],
)
def test_what_counts_as_an_instruction(line: str, expected: bool) -> None:
    """Questions, articles, plurals, third persons, gerunds and fragments are no instructions."""
    assert expected == is_instruction(line)


def test_modules_say_what_they_are_for() -> None:
    """The docstring of every module begins with a sentence that begins with an imperative verb."""
    first_lines = {path.relative_to(ROOT).as_posix(): first_line(path) for path in MODULES}
    assert {} == {path: line for path, line in first_lines.items() if not is_instruction(line)}


def test_loops_name_what_they_hold() -> None:
    """No variable of a loop is called `one`."""
    names = (
        (f"{path.relative_to(ROOT)}:{line}", name)
        for path in MODULES
        for line, name in loop_names(ast.parse(path.read_text("utf-8")))
    )
    assert [] == [place for place, name in names if name == "one"]


def test_what_is_counted_may_be_one() -> None:
    """No text has a number with a noun in the plural but through `workbench.counts.count`."""
    counts = (
        f"{path.relative_to(ROOT)}:{line}: {words}"
        for path in MODULES
        if "workbench" in path.parts
        for line, words in bare_counts(ast.parse(path.read_text("utf-8")))
    )
    assert [] == list(counts)
