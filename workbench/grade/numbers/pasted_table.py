"""Read a small table that somebody pastes, cell by cell, as the fields of a finding.

Rows are groups and columns are what is given of them, or the other way round; or each row is the name of a
field and its value. Every cell is accounted for: it goes into a field, or it is said why not.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.grade.numbers.fields import FIELDS, read_field
from workbench.grade.numbers.numbers import MEASURES

MOST_ROWS, MOST_COLUMNS = 20, 30
"""A larger table is none of one finding."""
GROUPS = ("treatment", "comparison")
_COMPARISON = re.compile(
    r"\b(?:comparison|comparator|controls?|placebo|sham|usual|standard|untreated|unexposed|no treatment)\b"
)
_PARTS: Mapping[str, str] = {
    **dict.fromkeys(("event", "events", "cases", "deaths", "responders", "number of events"), "events"),
    **dict.fromkeys(("total", "n", "patients", "people", "participants", "number", "all"), "total"),
    **dict.fromkeys(("%", "percent", "per cent", "percentage"), "percent"),
    "mean": "mean",
    **dict.fromkeys(("sd", "standard deviation"), "sd"),
    "median": "median",
    **dict.fromkeys(("q1", "25 %", "25%"), "q1"),
    **dict.fromkeys(("q3", "75 %", "75%"), "q3"),
}
"""Names of what is given of a group → the field's name without the group."""
_EFFECT: Mapping[str, str] = {
    **dict.fromkeys(("estimate", "effect"), "estimate"),
    **dict.fromkeys(("lower", "lower limit", "lower ci", "ci lower", "lci"), "lower"),
    **dict.fromkeys(("upper", "upper limit", "upper ci", "ci upper", "uci"), "upper"),
    **dict.fromkeys(("p", "p value", "pvalue"), "p"),
    "measure": "measure",
}
"""Names of what is given of both groups together → the field's name."""
_BEFORE = re.compile(r"\b(?:before|baseline|pre)\b")
_AFTER = re.compile(r"\b(?:after|post|at|follow up)\b")
_NUMERIC = re.compile(r"(?:p\s*)?[<>≤≥=±]{0,2}\s*[-+−–]?\s*[.·]?\d", re.IGNORECASE)
_NUMBER = r"[-+−–]?\s*\d*[.·]?\d+(?:[.·]\d+)?"
_OF = re.compile(rf"(?P<a>\d+)\s*(?:/|of)\s*(?P<b>\d+)(?:\s*[(\[]\s*(?P<c>{_NUMBER})\s*%?\s*[)\]])?")
_WITH_PERCENT = re.compile(rf"(?P<a>\d+)\s*[(\[]\s*(?P<c>{_NUMBER})\s*%?\s*[)\]]")
_WITH_SPREAD = re.compile(
    rf"(?P<a>{_NUMBER})\s*(?:±\s*(?P<b>{_NUMBER})|[(\[]\s*(?:SD\s*)?(?P<c>{_NUMBER})\s*[)\]])"
)
_WITH_RANGE = re.compile(
    rf"(?P<a>{_NUMBER})\s*[(\[]\s*(?P<b>{_NUMBER})\s*(?:to|,|;|-|–|—)\s*(?P<c>{_NUMBER})\s*[)\]]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, or a part of one such as the total in "14/17".

    Attributes:
        row, column: where it stands, from 1.
        field: the field that it goes into; empty for none.
        problem: what is wrong with it; empty for nothing.
    """

    row: int
    column: int
    text: str
    field: str = ""
    problem: str = ""

    @property
    def place(self) -> str:
        """Where the cell stands, in words, with what stands in it."""
        shown = self.text if len(self.text) <= 40 else f"{self.text[:39]}…"
        return f"row {self.row}, column {self.column} (“{shown}”)"


@dataclass(frozen=True, slots=True)
class PastedTable:
    """Hold the cells of a table, names of rows and columns left out, in their order."""

    cells: tuple[Cell, ...]

    @property
    def values(self) -> dict[str, str]:
        """By field, the text that goes into it, also where it cannot be read as a number."""
        values: dict[str, str] = {}
        for cell in self.cells:
            if cell.field:
                values.setdefault(cell.field, cell.text)
        return values

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong, each with the cell."""
        return tuple(f"{cell.place}: {cell.problem}" for cell in self.cells if cell.problem)


Grid = list[list[Cell]]


def is_table(text: str) -> bool:
    """Return True if a pasted text has rows or columns of cells, rather than words or one number.

    >>> is_table("Sand\\t14"), is_table("a, 14, 17\\nb, 9, 17"), is_table("14, 17")
    (True, True, True)
    >>> is_table("Of ten, 4 were saved"), is_table("14"), is_table("Two, and\\nsix more")
    (False, False, False)
    """
    grid = _grid(text)
    cells = [cell.text for row in grid for cell in row if cell.text]
    if not any(map(_NUMERIC.match, cells)):
        return False
    if "\t" in text:
        return any(len(row) > 1 for row in grid)
    if len(grid) > 1:
        return all(len(row) > 1 for row in grid) and len({len(row) for row in grid}) == 1
    return len(cells) > 1 and all(map(_NUMERIC.match, cells))


def read_table(text: str, columns: Sequence[str] = ()) -> PastedTable:
    """Read the cells of a table as fields of a finding.

    Args:
        text: rows in lines, cells set apart by tabs, else semicolons, else commas.
        columns: what the columns are where none has a name, such as ("events", "total"); without it that
            is told by how many there are.

    >>> read_table("\\tEvents\\tTotal\\nSand\\t14\\t17\\nControl\\t9\\tx").values
    {'treatment_events': '14', 'treatment_total': '17', 'comparison_events': '9', 'comparison_total': 'x'}
    >>> read_table("14/17, 9/17\\n").values
    {'treatment_events': '14', 'treatment_total': '17', 'comparison_events': '9', 'comparison_total': '17'}
    >>> read_table("Events\\t14\\t9\\nTotal\\t17\\tmany").problems
    ("row 2, column 3 (“many”): 'many' is not a number",)
    """
    grid = _grid(text)
    if len(grid) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in grid):
        first = grid[0][0] if grid and grid[0] else Cell(1, 1, "")
        size = f"a table of one finding has at most {MOST_ROWS} rows and {MOST_COLUMNS} columns"
        return PastedTable((replace(first, problem=size),))
    placed = _pairs(grid) or _groups(grid, columns)
    return PastedTable(tuple(_checked(placed)))


def _grid(text: str) -> Grid:
    """Return the cells by row; rows without any are left out, and cells are counted where they stand."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    sign = next((sign for sign in "\t;" if any(sign in line for line in lines)), ",")
    rows = csv.reader(lines, delimiter=sign, skipinitialspace=True)
    grid = [
        [Cell(number, place, " ".join(cell.split())) for place, cell in enumerate(row, 1)]
        for number, row in enumerate(rows, 1)
    ]
    return [row for row in grid if any(cell.text for cell in row)]


def _pairs(grid: Grid) -> list[Cell]:
    """Read rows of a field's name and its value; nothing where they are not."""
    if not grid or any(len([cell for cell in row if cell.text]) != 2 for row in grid):
        return []
    fields = [_field_named(row[0].text) for row in grid]
    if not all(fields):
        return []
    values = [next(cell for cell in row[1:] if cell.text) for row in grid]
    pairs = zip(fields, values, strict=True)
    return [part for field, cell in pairs for part in _split(cell, field, "")]


def _groups(grid: Grid, columns: Sequence[str]) -> list[Cell]:
    """Read rows of groups below names of columns, whichever way the table lies."""
    if _is_turned(grid):
        width = max(len(row) for row in grid)
        grid = [[row[n] if n < len(row) else Cell(0, 0, "") for row in grid] for n in range(width)]
    header, body = (grid[0], grid[1:]) if _is_header(grid) else ([], grid)
    has_labels = bool(body) and all(not row[0].text or not _NUMERIC.match(row[0].text) for row in body)
    names = [cell.text for cell in header[1:]] if has_labels else [cell.text for cell in header]
    labels = [row[0].text if has_labels else "" for row in body]
    rows = [row[1:] if has_labels else row for row in body]
    if not header:
        rows, labels = _as_two_groups(rows, labels)
    given = names or list(columns) or _usual(max((len(row) for row in rows), default=0))
    groups = _group_names(labels)
    placed: list[Cell] = []
    for group, label, row in zip(groups, labels, rows, strict=True):
        for place, cell in enumerate(row):
            if cell.text:
                name = given[place] if place < len(given) else ""
                placed += _of_group(cell, group, label, name)
    return placed


def _of_group(cell: Cell, group: str, label: str, name: str) -> list[Cell]:
    """Place a cell by its group and the name of its column."""
    part, measure = _part_named(name)
    if not part:
        why = f"“{name}” names no field" if name else "its column has no name, and none is expected here"
        return [replace(cell, problem=f"left out: {why}")]
    if part not in _EFFECT.values():
        if not group:
            return [replace(cell, problem=f"left out: “{label}” would be a third group, and there are two")]
        part = f"{group}_{part}"
    cells = _split(cell, part, group)
    return [*cells, replace(cell, text=measure, field="measure")] if measure else cells


def _as_two_groups(rows: Grid, labels: list[str]) -> tuple[Grid, list[str]]:
    """Take one row of "14/17" and "9/17" without names as two groups."""
    if len(rows) == 1 and len(rows[0]) == 2 and all(_OF.fullmatch(cell.text) for cell in rows[0]):
        return [[cell] for cell in rows[0]], ["", ""]
    return rows, labels


def _group_names(labels: Sequence[str]) -> list[str]:
    """Tell which rows are the treated and the compared: by their names, else by their order."""
    compared = [bool(_COMPARISON.search(label.casefold())) for label in labels]
    if sum(compared) != 1 or (len(labels) == 1 and not compared[0]):
        return [GROUPS[place] if place < len(GROUPS) else "" for place in range(len(labels))]
    others = [place for place, is_compared in enumerate(compared) if not is_compared]
    return [
        "comparison" if is_compared else "treatment" if place == others[0] else ""
        for place, is_compared in enumerate(compared)
    ]


def _is_header(grid: Grid) -> bool:
    return len(grid) > 1 and not any(
        _NUMERIC.match(cell.text) and not _part_named(cell.text)[0] for cell in grid[0]
    )


def _is_turned(grid: Grid) -> bool:
    """Return True if what is given stands in the first column, and the groups beside each other."""
    down = sum(bool(_part_named(row[0].text)[0]) for row in grid if row)
    across = sum(bool(_part_named(cell.text)[0]) for cell in (grid[0] if grid else ()))
    return down > across


def _usual(width: int) -> list[str]:
    """Return what columns without names are: by how many there are."""
    return {1: ["events"], 2: ["events", "total"], 3: ["total", "mean", "sd"]}.get(width, [])


def _part_named(name: str) -> tuple[str, str]:
    """Return the field of a column, without its group, and the measure where the name is one.

    >>> _part_named("Mean (SD) at baseline"), _part_named("n/N (%)"), _part_named("RR (95% CI)")
    (('before_mean', ''), ('events', ''), ('estimate', 'RR'))
    """
    words = name.casefold().replace("_", " ").replace("-", " ").strip()
    before = "before_" if _BEFORE.search(words) else ""
    words = _AFTER.sub(" ", _BEFORE.sub(" ", words))
    main, _, inside = words.partition("(")
    main = " ".join(main.replace(",", " ").split()).strip(" .:")
    if main in ("n/n", "events/total") or (main in ("n", "no.", "number", "patients") and "%" in inside):
        return "events", ""
    if main.upper() in MEASURES:
        return "estimate", main.upper()
    if main in _EFFECT:
        return _EFFECT[main], ""
    part = _PARTS.get(main, "")
    if before and part in ("mean", "sd", "median", "q1", "q3"):
        return f"{before}{part}", ""
    return part, ""


def _field_named(name: str) -> str:
    """Return the field with a name, as the store, the form or an option calls it."""
    wanted = name.casefold().strip(" :").removeprefix("--").replace("-", "_").replace(" ", "_")
    by_name = {field: field for field in FIELDS}
    by_title = {
        field.title.casefold().replace(": ", "_").replace(" ", "_"): name for name, field in FIELDS.items()
    }
    by_option = {
        f"{rest}_{group}": field
        for field in FIELDS
        for group, _, rest in [field.partition("_")]
        if group in GROUPS
    }
    return {**by_option, **by_title, **by_name}.get(wanted.replace(":_", "_"), "") or _EFFECT.get(
        wanted.replace("_", " "), ""
    )


def _split(cell: Cell, field: str, group: str) -> list[Cell]:
    """Divide a cell with several numbers, such as "14/17 (82.4 %)" or "5.2 ± 1.1", between their fields."""
    stem, _, part = field.rpartition("_")
    stem = f"{stem}_" if stem else ""
    if part == "events" and (match := _OF.fullmatch(cell.text)):
        fields = (f"{stem}events", f"{stem}total", f"{stem}percent")
        return _parts_of(cell, fields, (match["a"], match["b"], match["c"]))
    if part == "events" and (match := _WITH_PERCENT.fullmatch(cell.text)):
        return _parts_of(cell, (f"{stem}events", f"{stem}percent"), (match["a"], match["c"]))
    if part == "mean" and (match := _WITH_SPREAD.fullmatch(cell.text)):
        return _parts_of(cell, (f"{stem}mean", f"{stem}sd"), (match["a"], match["b"] or match["c"]))
    if part in ("median", "estimate") and (match := _WITH_RANGE.fullmatch(cell.text)):
        ends = ("lower", "upper") if part == "estimate" else (f"{stem}q1", f"{stem}q3")
        return _parts_of(cell, (field, *ends), (match["a"], match["b"], match["c"]))
    return [replace(cell, field=field)]


def _parts_of(cell: Cell, fields: Sequence[str], texts: Sequence[str | None]) -> list[Cell]:
    return [replace(cell, field=field, text=text) for field, text in zip(fields, texts, strict=True) if text]


def _checked(cells: Sequence[Cell]) -> list[Cell]:
    """Say of each cell what is wrong with it: it cannot be read, or another one is in its field."""
    taken: dict[str, str] = {}
    checked = []
    for cell in cells:
        if not cell.field:
            checked.append(cell)
            continue
        if cell.field in taken:
            if cell.field == "measure" and taken["measure"] == cell.text:
                continue
            there = f"left out: {FIELDS[cell.field].title} is {taken[cell.field]} already"
            checked.append(replace(cell, field="", problem=there))
            continue
        taken[cell.field] = cell.text
        try:
            read_field(FIELDS[cell.field], cell.text)
        except ValueError as error:
            checked.append(replace(cell, problem=str(error)))
        else:
            checked.append(cell)
    return checked
