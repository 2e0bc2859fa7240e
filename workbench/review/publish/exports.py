"""List the exports of a review: the command line takes its kinds from here.

A new export is a module of this room with a function `build`, and a line in `EXPORTS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench import packages
from workbench.errors import UsageError
from workbench.output.render import FORMATS
from workbench.review.deferred import deferred

if TYPE_CHECKING:
    from workbench.output.exports.export import Export
    from workbench.review.tables.material import Of
    from workbench.review.view import View

_HERE = "workbench.review.publish"
AS_FOLDER = "folder"
"""Stands for the suffix where a whole review is written as a folder."""
FORMAT_OF = {table_format.suffix: name for name, table_format in FORMATS.items() if table_format.suffix}
"""The formats of exports that are tables, by the suffix of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """The choices of a user for an export.

    Attributes:
        kind: the name of the export in `EXPORTS`.
        suffix: of the file; of a whole review also `AS_FOLDER`.
        checklist: the id of the only checklist that is wanted; None: all, in files of their own where needed.
        of: the consensus where there is one and else what each has, or the independent appraisals alone.
        shape: of robvis.
        weights: of robvis: also the participants of each study, in the column that it weighs by.
        name: of the file, for what is written beside it.
        visible_only: of a whole review: leave out what the viewer may not see, rather than refuse.
        with_wording: also the texts of checklists that are somebody else's.
        on_progress: of a whole review: told now and then how many rows of how many are done.
    """

    kind: str
    suffix: str = "csv"
    checklist: str | None = None
    of: Of = "consensus"
    shape: str = "generic"
    weights: bool = False
    name: str = ""
    visible_only: bool = False
    with_wording: bool = False
    on_progress: Callable[[int, int], None] | None = None

    def require_suffix(self, *allowed: str) -> None:
        """Refuse a file that the export cannot be written as.

        Raises:
            UsageError: the suffix is none of those allowed.
        """
        if self.suffix not in allowed:
            ways = ", ".join(f".{suffix}" for suffix in allowed)
            raise UsageError(f"{self.kind} cannot be written as .{self.suffix}: use {ways}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportKind:
    """One way to write a review for another program.

    Attributes:
        title: what people call it.
        build: makes the files.
        meant_by: the suffix of a file that means this export where no kind is said; empty: none.
        explained: what its name does not say, in the help of the command line; empty: nothing.
        suffixes: of the files that it can be written as, the usual one first; also `AS_FOLDER`.
        choices: the fields of `ExportRequest` that change what comes out.
    """

    title: str
    build: Callable[[View, ExportRequest], Export]
    meant_by: str = ""
    explained: str = ""
    suffixes: tuple[str, ...] = ("csv",)
    choices: tuple[str, ...] = ("checklist", "of")


_AS_TABLE = ("csv", *(suffix for suffix in FORMAT_OF if suffix != "csv"))
_by_numbers = deferred(f"{_HERE}.instrument_export")


def _instrument(title: str) -> ExportKind:
    """Declare an export by the item numbers of a published instrument."""
    return ExportKind(title=title, build=_by_numbers, suffixes=_AS_TABLE)


EXPORTS: dict[str, ExportKind] = {
    "review": ExportKind(
        title="The whole review",
        build=deferred(f"{_HERE}.review_export"),
        meant_by="zip",
        suffixes=("zip", AS_FOLDER),
        choices=("visible_only", "with_wording"),
    ),
    "robvis": ExportKind(
        title="robvis",
        build=deferred(f"{_HERE}.robvis_export"),
        choices=("checklist", "of", "shape", "weights"),
    ),
    "revman": ExportKind(title="RevMan", build=deferred(f"{_HERE}.revman_export")),
    "long": ExportKind(title="The long form", build=deferred(f"{_HERE}.long_export"), suffixes=_AS_TABLE),
    "meta": ExportKind(
        title="Wide rows for metafor and meta",
        build=deferred(f"{_HERE}.meta_export"),
        explained="a row a study and outcome for metafor and meta, with a script to start from",
        suffixes=_AS_TABLE,
        choices=("checklist",),
    ),
    "ris": ExportKind(
        title="References as RIS",
        build=deferred(f"{_HERE}.reference_export", "ris"),
        meant_by="ris",
        suffixes=("ris",),
        choices=(),
    ),
    "bibtex": ExportKind(
        title="References as BibTeX",
        build=deferred(f"{_HERE}.reference_export", "bibtex"),
        meant_by="bib",
        suffixes=("bib",),
        choices=(),
    ),
    "csl": ExportKind(
        title="References as CSL-JSON",
        build=deferred(f"{_HERE}.reference_export", "csl"),
        suffixes=("json",),
        choices=(),
    ),
    "jbi-case-series": _instrument("JBI checklist for case series"),
    "jbi-case-report": _instrument("JBI checklist for case reports"),
    "jbi-cross-sectional": _instrument("JBI checklist for cross-sectional studies"),
    "nos-cohort": _instrument("Newcastle-Ottawa scale, cohort"),
    "nos-case-control": _instrument("Newcastle-Ottawa scale, case-control"),
    "murad": _instrument("Murad 2018"),
    "minors": _instrument("MINORS"),
}
"""By the name that the command line takes, in the order in which its help lists them."""


def packaged_exports() -> tuple[dict[str, ExportKind], tuple[str, ...]]:
    """Return the exports that installed packages bring, by name, and a line for each that cannot be used.

    A package declares an entry point in the group `appraisal_workbench.exports` that names an `ExportKind`.
    """
    loaded = packages.load_group(packages.EXPORTS)
    kinds: dict[str, ExportKind] = {}
    warnings = list(loaded.warnings)
    for each in loaded.brought:
        if not isinstance(each.value, ExportKind):
            why = "it is no ExportKind"
        elif each.name in EXPORTS or each.name in kinds:
            why = "there is an export of that name"
        else:
            kinds[each.name] = each.value
            continue
        warnings.append(f"the export {each.name} of the package {each.package} is left out: {why}")
    return kinds, tuple(warnings)


def kind_meant_by(suffix: str) -> str | None:
    """Return the kind that the suffix of a file means by itself."""
    return next((name for name, kind in EXPORTS.items() if kind.meant_by and kind.meant_by == suffix), None)
