"""Put agreement into words: a line of the list, the line in front, everything of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import set_cell_size
from textual.content import Content

from workbench.counts import count
from workbench.hidden_characters import show
from workbench.output.symbols import symbol_of
from workbench.review.reviewers.agreement_words import (
    NOT_DEFINED,
    agreed_in_words,
    beside,
    label_in_words,
    left_out_in_words,
    many,
    percent,
    raw_of,
    signed,
    value_in_words,
)
from workbench.tui.plain import fill, join, plain, stack
from workbench.tui.screens.base import COMPUTING
from workbench.tui.widgets.headed_list import Group

if TYPE_CHECKING:
    from workbench.agreement.intervals.registry import Interval
    from workbench.review.reviewers.agreement import AgreementLine, AgreementReport, Coefficient

COLUMNS = {"line": 8, "agree": 7, "raw": 6, "AC1/AC2 (95 %)": 22, "left out": 9, "kappa": 6}
"""Cells of id, studies that agree, raw agreement, default coefficient, pairs that it leaves out, kappa."""

ONE_STUDY = "– from one study"
"""Stands in the list in place of a coefficient that one study cannot show."""
NO_COEFFICIENT = "No coefficient is shown from one study; enter opens what the formulas give."
ALL_FROM_ONE = "no coefficient is shown; enter opens what the formulas give"
"""Stands above the list where no line has more than one study, so that the lines need not say it."""
LIST_HEADING = "Where reviewers differ, and how far they agree"
MOST_NAMED = 4
"""Studies named below the list; all are behind enter."""

GROUPS = {
    "≠": ("reviewers differ", "bold $text-error"),
    "=": ("reviewers agree", "bold $text-success"),
    "·": ("no study was rated twice", "bold $text-muted"),
}


def title(report: AgreementReport, place: int, of: int, as_given: bool) -> str:
    """Return the text of the strip: which report, of whom, counted how."""
    parts = [
        f"Agreement {place}/{of}" if of > 1 else "",
        " and ".join(report.pair) if report.pair else ", ".join(report.reviewers),
        "calibration" if report.calibration else "main studies",
        "answers as given" if as_given else "answers collapsed",
        report.title,
    ]
    return " · ".join(filter(None, parts))


def is_of_one_study(report: AgreementReport) -> bool:
    """Return True if no line of a report has been rated twice in more than one study."""
    return max((line.rated_twice for line in report.lines), default=0) == 1


def heading_of_list(report: AgreementReport) -> str:
    """Return what stands in the border of the list."""
    if is_of_one_study(report):
        return f"Where reviewers differ and where they agree, in one {report.subject}"
    return LIST_HEADING


def headings(report: AgreementReport) -> Content:
    """Return the line above the list."""
    words = [set_cell_size(name, COLUMNS[name]) for name in _columns(report)]
    return plain("    " + " ".join([*words, ALL_FROM_ONE] if is_of_one_study(report) else words))


def _columns(report: AgreementReport) -> list[str]:
    """Return the columns that say something of a report, so that the words of the items have the rest."""
    if is_of_one_study(report):
        return ["line"]
    has_left_out = any(_left_out(default_coefficient(line)) for line in report.lines)
    return [name for name in COLUMNS if has_left_out or name != "left out"]


def kind_of_interval(kind: Interval) -> Content:
    """Return a kind of interval as it is offered, with where it is too narrow."""
    caution = plain(f" · {kind.caution}", "$text-muted") if kind.caution else plain("")
    return join(plain(f"{kind.title} ({kind.name})"), caution)


def key_of(line: AgreementLine) -> str:
    """Return what names a line in the list."""
    return f"{line.kind}:{line.id}"


def groups(report: AgreementReport) -> list[Group]:
    """Group the lines: where reviewers differ, where they agree, where nothing can be said."""
    kinds: dict[str, list[tuple[str, Content]]] = {mark: [] for mark in GROUPS}
    for line in report.lines:
        kinds[_sign(line)].append((key_of(line), _row(report, line)))
    return [
        Group(plain(f"{mark} {GROUPS[mark][0]} ({len(lines)})", GROUPS[mark][1]), tuple(lines))
        for mark, lines in kinds.items()
    ]


def _sign(line: AgreementLine) -> str:
    if not line.rated_twice:
        return "·"
    return "≠" if line.disagreements else "="


def _row(report: AgreementReport, line: AgreementLine) -> Content:
    mark = _sign(line)
    default, kappa = default_coefficient(line), kappa_coefficient(line)
    cells = {
        "line": show(line.id),
        "agree": f"{line.agreed}/{line.rated_twice}",
        "raw": percent(line.percent_agreement),
        "AC1/AC2 (95 %)": ONE_STUDY if line.rated_twice == 1 else _figure(report, default),
        "left out": _left_out(default),
        "kappa": "–"
        if kappa is None or kappa.value is None or line.rated_twice == 1
        else signed(kappa.value),
    }
    fitted = " ".join(fill(cells[name], COLUMNS[name]) for name in _columns(report))
    return join(plain(f"{mark} ", GROUPS[mark][1]), plain(f"{fitted} "), plain(line.title, "$text-muted"))


def default_coefficient(line: AgreementLine) -> Coefficient | None:
    """Return Gwet's AC1 or AC2: it stays stable when nearly all answers are alike."""
    return next((each for each in line.coefficients if each.name.startswith("gwet")), None)


def kappa_coefficient(line: AgreementLine) -> Coefficient | None:
    """Return Cohen's kappa, or that of three and more reviewers."""
    return next((each for each in line.coefficients if "kappa" in each.name), None)


def _figure(report: AgreementReport, coefficient: Coefficient | None) -> str:
    words = value_in_words(coefficient)
    has_none = coefficient is not None and coefficient.value is not None and coefficient.lower is None
    if not has_none:
        return words
    return f"{words} ({'no interval' if report.has_intervals else COMPUTING})"


def _left_out(coefficient: Coefficient | None) -> str:
    """Write how many pairs of how many a coefficient leaves out; empty where it compares them all."""
    if coefficient is None or not coefficient.pairs_left_out:
        return ""
    return f"{coefficient.pairs_left_out}/{coefficient.pairs + coefficient.pairs_left_out}"


def line_in_front(report: AgreementReport, line: AgreementLine) -> Content:
    """Describe a line in a few rows, the studies that differ before any figure."""
    parts = [plain(f"{line.id}  {line.title}", "bold")]
    parts.append(plain(_raw(report, line)))
    if line.disagreements:
        parts.append(plain(f"differ in: {_named(report, line)}"))
    parts.append(plain(_numbers(report, line), "$text-muted"))
    if line.rated_twice == 1:
        return stack(parts if is_of_one_study(report) else [*parts, plain(NO_COEFFICIENT, "$text-muted")])
    default, kappa = default_coefficient(line), kappa_coefficient(line)
    companion = beside(line, default) if default is not None else None
    parts.extend(_in_front(report, each) for each in (default, companion or kappa) if each is not None)
    return stack(parts)


def _raw(report: AgreementReport, line: AgreementLine) -> str:
    """Say the counts and the raw agreement, which come before any coefficient."""
    agreed = f"{agreed_in_words(line, report.subject)} ({line.unit})"
    raw = raw_of(line)
    return (
        f"{agreed}: {_figure(report, raw) if raw else percent(line.percent_agreement)}"
        if line.rated_twice
        else agreed
    )


def _in_front(report: AgreementReport, coefficient: Coefficient) -> Content:
    left_out = left_out_in_words(coefficient)
    told = [
        f"{coefficient.title} {_figure(report, coefficient)}{f', {left_out}' if left_out else ''}",
        *(each for each in (coefficient.undefined_because, coefficient.interval_caution) if each),
    ]
    return plain(": ".join(told), "$text-muted")


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


def _numbers(report: AgreementReport, line: AgreementLine) -> str:
    return (
        f"{line.studies} {many(report.subject, line.studies)}, {line.rated_twice} rated twice; "
        f"{count(line.ratings, 'rating')}, {line.missing} missing"
        + (f", {line.left_out} beside the order" if line.left_out else "")
    )


def everything(report: AgreementReport, line: AgreementLine) -> Content:
    """Describe all that is known of a line: studies that differ, coefficients, prevalence, counts, notes."""
    parts = [plain(line.title, "bold"), plain(_raw(report, line)), plain(_numbers(report, line)), Content("")]
    subject = many(report.subject, line.rated_twice)
    verb = "differs" if line.rated_twice == 1 else "differ"
    differ = f"{len(line.disagreements)} of {line.rated_twice} {subject} {verb} ({line.unit})"
    parts.append(plain(differ, "bold"))
    parts.extend(
        join(plain(f"  {study}  ", "bold"), plain(_codes(report, line, codes)))
        for study, codes in line.disagreements
    )
    if line.rated_twice == 1:
        heading = "What the formulas give from one study; it shows no agreement beyond chance"
    else:
        heading = "Agreement, with 95 % intervals"
    parts.extend([Content(""), plain(heading, "bold")])
    for coefficient in line.coefficients:
        parts.extend(_coefficient(report, coefficient))
    missing = _missing(line) if report.has_intervals else [f"  intervals and labels: {COMPUTING}"]
    parts.extend(plain(because, "$text-muted") for because in missing)
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
    cautions = (coefficient.interval_caution for coefficient in line.coefficients)
    labels = (coefficient.label_hidden_because for coefficient in chance if coefficient.value is not None)
    return [
        *(f"  no interval: {because}" for because in dict.fromkeys(intervals) if because),
        *(f"  no label: {because}" for because in dict.fromkeys(labels) if because),
        *(f"  caution: {because}" for because in dict.fromkeys(cautions) if because),
    ]


def _coefficient(report: AgreementReport, coefficient: Coefficient) -> list[Content]:
    name = plain(f"  {fill(show(coefficient.title), 34)} ")
    if coefficient.value is None:
        because = coefficient.undefined_because or ""
        return [join(name, plain(NOT_DEFINED)), plain(f"    {because}", "$text-muted")]
    shown = [join(name, plain(_figure(report, coefficient)))]
    if label := label_in_words(coefficient):
        shown.append(plain(f"    {label}, by the lower end", "bold"))
    if left_out := left_out_in_words(coefficient):
        shown.append(plain(f"    {left_out}: a rating is beside the order", "$text-muted"))
    return shown


def _prevalence(line: AgreementLine) -> str:
    shares = zip(line.categories, line.prevalence, strict=False)
    return (
        " · ".join(f"{_word(line, category)} {percent(share)}" for category, share in shares)
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
        parts.append(join(plain(f"{item}  {percent(share)}  ", "bold"), plain(text, "bold")))
        parts.extend([plain(guidance, lines=True), Content("")])
    return stack(parts)
