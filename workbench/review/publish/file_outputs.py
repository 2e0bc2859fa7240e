"""List everything that can be saved as a file, with its formats, from the registries of the review room.

A new table, figure, export or format is listed here by itself.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from workbench.errors import UsageError
from workbench.output.figures.image_files import FORMATS as PICTURES
from workbench.output.render import FORMATS
from workbench.review.publish.exports import AS_FOLDER, EXPORTS, ExportKind, packaged_exports
from workbench.review.publish.figures import FIGURES
from workbench.review.publish.file_options import EXPORTED, OPTIONS, FileOption, in_command
from workbench.review.publish.make_files import REPORT_SUFFIXES
from workbench.review.tables.registry import TABLES

Verb = Literal["table", "plot", "report", "export", "methods"]
REPORT, METHODS = "report", "methods"
TEXT = "txt"
"""The suffix of the methods text as plain lines."""
EXPORT_PREFIX = "export "
"""Stands before the name of an export, which may be that of a table too."""

WORDS = {
    "docx": "Word",
    "xlsx": "Excel",
    "html": "HTML",
    "md": "Markdown",
    "tex": "LaTeX",
    "txt": "Text",
    "zip": "Archive",
    AS_FOLDER: "Folder",
    "bib": "BibTeX",
}
"""What people call a format, where that is not its suffix in capitals."""
_TEXTS = "Report and manuscript"
_PART_OF_EXPORT = {
    **dict.fromkeys(("review", "robvis", "revman", "long", "meta"), "Data of the review"),
    **dict.fromkeys(("ris", "bibtex", "csl"), "References of the studies"),
}
"""The headings of exports that are no checklists."""
_SPELLINGS = {"tif": "tiff"}
"""Suffixes that mean another one, which is offered."""


@dataclass(frozen=True, slots=True)
class FileOutput:
    """One thing that can be saved.

    Attributes:
        key: finds it in `file_outputs`.
        name: what the command line calls it.
        title: what people call it.
        part: the heading that it stands under.
        ways: the verb of the command line that writes it, by suffix, in the order in which they are offered.
    """

    key: str
    name: str
    title: str
    part: str
    ways: Mapping[str, Verb]

    def options(self, suffix: str) -> tuple[FileOption, ...]:
        """Return what can be chosen for it in a format, in the order of `OPTIONS`."""
        wanted = set(_options_of(self, suffix))
        chosen = [option for option in OPTIONS.values() if option.id in wanted]
        if self.ways[suffix] == "export":  # other programs take one row a study and reviewer
            chosen = [EXPORTED if option.id == EXPORTED.id else option for option in chosen]
        return tuple(chosen)

    def default_name(self, suffix: str) -> str:
        """Return the name of a file, or of a folder, for it in a format."""
        return f"{self.name}-export" if suffix == AS_FOLDER else f"{self.name}.{suffix}"

    def suffix_in(self, path: PurePath) -> str:
        """Return the format that the name of a file means.

        Raises:
            UsageError: it means none that this can be saved as.
        """
        suffix = path.suffix.lower().removeprefix(".")
        suffix = _SPELLINGS.get(suffix, suffix)
        if suffix in self.ways:
            return suffix
        if not suffix and AS_FOLDER in self.ways:
            return AS_FOLDER
        known = ", ".join(f".{each}" for each in self.ways if each != AS_FOLDER)
        raise UsageError(f"The name of the file says its format: end it with one of {known}")

    def command(self, path: PurePath, values: Mapping[str, str]) -> str:
        """Return the command that writes the same.

        Args:
            path: of the file or folder.
            values: by option, what is chosen.
        """
        suffix = self.suffix_in(path)
        target = shlex.quote(str(path))
        chosen = in_command({option.id: values.get(option.id, "") for option in self.options(suffix)})
        verb = self.ways[suffix]
        if verb == "plot":
            return f"workbench plot {self.name} -o {target}{chosen}"
        if verb == "report":
            only = f" --only {self.name}" if self.name in TABLES else ""
            return f"workbench report -o {target}{only}{chosen}"
        if verb == "export":
            return f"workbench export -o {target} --as {shlex.quote(self.name)}{chosen}"
        if verb == "methods":
            fmt = "" if suffix == TEXT else f" --format {format_of(suffix)}"
            return f"workbench methods{fmt}{chosen} > {target}"
        return f"workbench table {self.name} --format {format_of(suffix)}{chosen} > {target}"


def word_for(suffix: str) -> str:
    """Return what people call a format.

    >>> word_for("docx"), word_for("csv")
    ('Word', 'CSV')
    """
    return WORDS.get(suffix, suffix.upper())


def format_of(suffix: str) -> str:
    """Return the name of the format of tables with a suffix."""
    return next(entry.name for entry in FORMATS.values() if entry.suffix == suffix)


def file_outputs() -> dict[str, FileOutput]:
    """Return everything that can be saved, by key, part by part."""
    return {output.key: output for output in _every_output()}


def _every_output() -> Iterator[FileOutput]:
    pictures: dict[str, Verb] = {suffix: "plot" for suffix in PICTURES if suffix not in _SPELLINGS}
    rows: dict[str, Verb] = {entry.suffix: "table" for entry in FORMATS.values() if entry.suffix}
    office: dict[str, Verb] = {"docx": "report", "xlsx": "report"}
    for name, table in TABLES.items():
        drawn = pictures if name in FIGURES else {}
        yield FileOutput(name, name, table.title, "Tables", _usual_first({**office, **rows, **drawn}))
    for name, figure in FIGURES.items():
        if name not in TABLES:
            yield FileOutput(name, name, figure.title, "Figures", pictures)
    whole: dict[str, Verb] = dict.fromkeys(REPORT_SUFFIXES, "report")
    yield FileOutput(REPORT, REPORT, "The report: all tables, figures, appraisals", _TEXTS, whole)
    written: dict[str, Verb] = {TEXT: "methods", **dict.fromkeys(rows, "methods")}
    yield FileOutput(METHODS, METHODS, "Methods and results sentences", _TEXTS, written)
    kinds: dict[str, ExportKind] = {**EXPORTS, **packaged_exports()[0]}
    for name, kind in kinds.items():
        ways: dict[str, Verb] = dict.fromkeys(kind.suffixes, "export")
        yield FileOutput(EXPORT_PREFIX + name, name, kind.title, _part_of(name), ways)


def _part_of(export: str) -> str:
    """Return the heading of an export."""
    if export not in EXPORTS:
        return "Of installed packages"
    return _PART_OF_EXPORT.get(export, "Filled checklists for other programs")


def _usual_first(ways: dict[str, Verb]) -> dict[str, Verb]:
    """Put what is opened by a double click first, then what programs read."""
    order = ("docx", "xlsx", "html", "csv", "md", "tex")
    return {suffix: ways[suffix] for suffix in (*order, *(each for each in ways if each not in order))}


def _options_of(output: FileOutput, suffix: str) -> Iterator[str]:
    verb = output.ways[suffix]
    if verb == "table":
        yield from ("of", "final", "label")
    elif verb == "plot":
        yield from ("label", "checklist", "palette", "width", "panels", "font")
        if suffix in ("png", "tiff"):
            yield "dpi"
        if FIGURES[output.name].is_by_study:
            yield from ("studies", "order")
    elif verb == "report":
        yield from ("label", "final")
        if output.key == REPORT:
            yield from ("only", "with_wording")
        if suffix == "docx":
            yield from ("template", "font")
    elif verb == "methods":
        yield from ("label", "short", "facts")
    else:
        yield from {**EXPORTS, **packaged_exports()[0]}[output.name].choices
        if suffix in ("csv", "tsv"):
            yield "bom"
