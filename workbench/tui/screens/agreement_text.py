"""Put agreement into words: a line of the list, the line in front, everything of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import set_cell_size
from textual.content import Content

from workbench.hidden_characters import show
from workbench.output.symbols import symbol_of
from workbench.tui.plain import fill, join, plain, stack
from workbench.tui.widgets.headed_list import Group

if TYPE_CHECKING:
    from workbench.review.reviewers.agreement import AgreementLine, AgreementReport, Coefficient

COLUMNS = (8, 7, 6, 22, 12)
"""Cells of id, studies that differ, per cent agreement, default coefficient, kappa."""

HEADINGS = ("line", "differ", "agree", "AC1/AC2 (95 %)", "kappa")
MOST_NAMED = 4
"""Studies named below the list; all are behind enter."""

NOT_DEFINED = "not defined"
COUNTED = {
    "collapsed": "answers collapsed",
    "as given": "answers as given",
    "ordered levels": "ordered levels",
}
GROUPS = {
    "≠": ("reviewers differ", "bold $text-error"),
    "=": ("reviewers agree", "bold $text-success"),
    "·": ("no study was rated twice", "bold $text-muted"),
}


def title(report: AgreementReport, place: int, of: int, as_given: bool) -> str:
    """Return the title bar: which report, of whom, counted how."""
    parts = [
        f"Agreement {place}/{of}" if of > 1 else "Agreement",
        " and ".join(report.pair) if report.pair else ", ".join(report.reviewers),
        "calibration" if report.calibration else "main studies",
        "answers as given" if as_given else "answers collapsed",
        report.title,
    ]
    return " · ".join(parts)


def headings() -> Content:
    """Return the line above the list."""
    return plain(
        "    " + " ".join(set_cell_size(word, size) for word, size in zip(HEADINGS, COLUMNS, strict=True))
    )


def key_of(line: AgreementLine) -> str:
    """Return what names a line in the list."""
    return f"{line.kind}:{line.id}"


def groups(report: AgreementReport) -> list[Group]:
    """Group the lines: where reviewers differ, where they agree, where nothing can be said."""
    kinds: dict[str, list[tuple[str, Content]]] = {mark: [] for mark in GROUPS}
    for line in report.lines:
        kinds[_sign(line)].append((key_of(line), _row(line)))
    return [
        Group(plain(f"{mark} {GROUPS[mark][0]} ({len(lines)})", GROUPS[mark][1]), tuple(lines))
        for mark, lines in kinds.items()
    ]


def _sign(line: AgreementLine) -> str:
    if not line.rated_twice:
        return "·"
    return "≠" if line.disagreements else "="


def _row(line: AgreementLine) -> Content:
    mark = _sign(line)
    default, kappa = default_coefficient(line), kappa_coefficient(line)
    cells = (
        show(line.id),
        f"{len(line.disagreements)}/{line.rated_twice}",
        per_cent(line.percent_agreement),
        _figure(default),
        NOT_DEFINED if kappa is None or kappa.value is None else f"{kappa.value:.2f}",
    )
    fitted = " ".join(fill(cell, size) for cell, size in zip(cells, COLUMNS, strict=True))
    return join(plain(f"{mark} ", GROUPS[mark][1]), plain(f"{fitted} "), plain(line.title, "$text-muted"))


def default_coefficient(line: AgreementLine) -> Coefficient | None:
    """Return Gwet's AC1 or AC2: it stays stable when nearly all answers are alike."""
    return next((each for each in line.coefficients if each.name.startswith("gwet")), None)


def kappa_coefficient(line: AgreementLine) -> Coefficient | None:
    """Return Cohen's kappa, or that of three and more reviewers."""
    return next((each for each in line.coefficients if "kappa" in each.name), None)


def per_cent(share: float | None) -> str:
    """Format a share of 1 as a percentage."""
    return "–" if share is None else f"{share * 100:.0f} %"


def _figure(coefficient: Coefficient | None) -> str:
    if coefficient is None or coefficient.value is None:
        return NOT_DEFINED
    lower, upper = coefficient.lower, coefficient.upper
    if coefficient.name == "percent_agreement":
        ends = "no interval" if lower is None else f"{per_cent(lower)} to {per_cent(upper)}"
        return f"{per_cent(coefficient.value)} ({ends})"
    if lower is None or upper is None:
        return f"{coefficient.value:.2f} (no interval)"
    return f"{coefficient.value:.2f} ({lower:.2f} to {upper:.2f})"


def line_in_front(report: AgreementReport, line: AgreementLine) -> Content:
    """Describe a line in a few rows, the studies that differ before any figure."""
    parts = [plain(f"{line.id}  {line.title}", "bold")]
    if line.disagreements:
        parts.append(plain(f"differ in: {_named(report, line)}"))
    parts.append(plain(_numbers(line), "$text-muted"))
    for coefficient in (default_coefficient(line), kappa_coefficient(line)):
        if coefficient is not None:
            because = f": {coefficient.undefined_because}" if coefficient.undefined_because else ""
            parts.append(plain(f"{coefficient.title} {_figure(coefficient)}{because}", "$text-muted"))
    return stack(parts)


def _named(report: AgreementReport, line: AgreementLine) -> str:
    first = line.disagreements[:MOST_NAMED]
    named = " · ".join(f"{study} ({_codes(report, line, codes)})" for study, codes in first)
    more = len(line.disagreements) - len(first)
    return f"{named} and {more} more (enter)" if more else named


def _codes(report: AgreementReport, line: AgreementLine, codes: tuple[str, ...]) -> str:
    names = report.pair or report.reviewers
    return ", ".join(f"{name} {_word(line, code)}" for name, code in zip(names, codes, strict=True))


def _word(line: AgreementLine, code: str) -> str:
    """Return a level in words, the code of an answer as it is, and whatever stands for a missing one."""
    is_level = line.scale == "ordered levels" and code in line.categories
    return symbol_of(code).word.lower() if is_level else code


def _numbers(line: AgreementLine) -> str:
    return (
        f"{line.studies} {'study' if line.studies == 1 else 'studies'}, "
        f"{line.rated_twice} rated twice; {line.ratings} ratings, "
        f"{line.missing} missing; {COUNTED.get(line.scale, line.scale)}"
        + (f"; {line.left_out} beside the order left out" if line.left_out else "")
    )


def everything(report: AgreementReport, line: AgreementLine) -> Content:
    """Describe all that is known of a line: studies that differ, coefficients, prevalence, counts, notes."""
    parts = [plain(line.title, "bold"), plain(_numbers(line)), Content("")]
    parts.append(plain(f"{len(line.disagreements)} of {line.rated_twice} studies differ", "bold"))
    parts.extend(
        join(plain(f"  {study}  ", "bold"), plain(_codes(report, line, codes)))
        for study, codes in line.disagreements
    )
    parts.extend([Content(""), plain("Agreement, with 95 % intervals", "bold")])
    for coefficient in line.coefficients:
        parts.extend(_coefficient(coefficient))
    parts.extend(plain(because, "$text-muted") for because in _missing(line))
    parts.extend([Content(""), plain("Prevalence", "bold"), plain(f"  {_prevalence(line)}")])
    if line.counts is not None:
        parts.extend([Content(""), *_counts(report, line)])
    if report.notes:
        parts.extend([Content(""), *(plain(note, "$text-muted") for note in report.notes)])
    return stack(parts)


def _missing(line: AgreementLine) -> list[str]:
    """Say why intervals and labels are not there, each reason once."""
    chance = [coefficient for coefficient in line.coefficients if coefficient.name != "percent_agreement"]
    intervals = (coefficient.interval_undefined_because for coefficient in line.coefficients)
    labels = (coefficient.label_hidden_because for coefficient in chance if coefficient.value is not None)
    return [
        *(f"  no interval: {because}" for because in dict.fromkeys(intervals) if because),
        *(f"  no label: {because}" for because in dict.fromkeys(labels) if because),
    ]


def _coefficient(coefficient: Coefficient) -> list[Content]:
    name = plain(f"  {fill(show(coefficient.title), 34)} ")
    if coefficient.value is None:
        because = coefficient.undefined_because or ""
        return [join(name, plain(NOT_DEFINED)), plain(f"    {because}", "$text-muted")]
    label = f" {coefficient.label}" if coefficient.label else ""
    return [join(name, plain(f"{_figure(coefficient):<22}"), plain(label, "bold"))]


def _prevalence(line: AgreementLine) -> str:
    shares = zip(line.categories, line.prevalence, strict=False)
    return (
        " · ".join(f"{_word(line, category)} {per_cent(share)}" for category, share in shares)
        or "nobody rated"
    )


COUNTS_WIDTH = 68
"""Cells that a table of counts may take in the window."""


def _counts(report: AgreementReport, line: AgreementLine) -> list[Content]:
    first, second = (report.pair or report.reviewers)[:2]
    size = max(4, min(15, COUNTS_WIDTH // (len(line.categories) + 1) - 1))
    names = [fill(show(_word(line, category)), size) for category in line.categories]
    rows = [plain(f"Counts: rows {first}, columns {second}", "bold")]
    rows.append(plain("  " + " ".join([" " * size, *names]), "$text-muted"))
    for name, counts in zip(names, line.counts or (), strict=False):
        rows.append(plain("  " + " ".join([name, *(f"{count:<{size}}" for count in counts)])))
    return rows


def worst(report: AgreementReport) -> Content:
    """List the items with the lowest agreement and their guidance: talking helps most there."""
    parts: list[Content] = []
    for item, text, guidance, share in report.worst_items:
        parts.append(join(plain(f"{item}  {per_cent(share)}  ", "bold"), plain(text, "bold")))
        parts.extend([plain(guidance, lines=True), Content("")])
    return stack(parts)
