"""Describe a figure in words, for readers who cannot see it; its title is beside it as the caption."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import singledispatch

from workbench.counts import count
from workbench.output.figures.page import Page
from workbench.output.figures.subjects import (
    Agreements,
    Bars,
    Certainties,
    Disagreements,
    Forest,
    ForestBlock,
    ForestPanel,
    ForestRow,
    Lights,
    Panels,
    Subject,
)
from workbench.output.print_signs import in_print
from workbench.output.symbols import symbol_of

_NAMED = 5
_MOST = 2_000
"""Characters; screen readers read an alternative text in one go."""
_STUDIES, _MOST_OF_FOREST = 12, 600
"""How many studies of a forest are named at most, and the characters of its text."""


def alt_text(subject: Subject) -> str:
    """Return what the figure shows, in one paragraph: what it is, its finding, then row by row."""
    if isinstance(subject, Panels):
        told = " ".join(f"{_title_of(part)}{_told(part)}" for part in subject.parts)
    else:
        told = _told(subject)
    text = in_print(" ".join(told.split()))
    return text if len(text) <= _MOST else text[: _MOST - 1].rstrip() + "…"


def _title_of(part: Subject) -> str:
    """Return the title of a panel, unless its words begin with what it is of."""
    return "" if isinstance(part, Forest) and part.outcome else f"{part.title}. "


def words_of(subject: Subject, page: Page) -> str:
    """Return what a page of a figure shows: the rows that are on it, where the figure has rows."""
    if page.rows is not None:
        shown = slice(page.rows.start, page.rows.stop)
        match subject:
            case Certainties(rows=bodies):
                subject = replace(subject, rows=bodies[shown])
            case Disagreements(rows=results):
                subject = replace(subject, rows=results[shown])
    return alt_text(subject)


def _told(subject: Subject) -> str:
    kind, rows = described(subject)
    return " ".join(part for part in (f"{kind}.", finding_of(subject), f"{rows}." if rows else "") if part)


@singledispatch
def finding_of(subject: object) -> str:
    """Return what a figure shows at a glance, in a sentence; empty where its rows say it all."""
    return ""


@finding_of.register
def _(subject: Lights) -> str:
    wholes = [place for place, (_, title) in enumerate(subject.columns) if not title]
    found = []
    for place in wholes:
        words = Counter(subject.symbol(place, levels[place]).word for _, levels in subject.rows)
        found.append(f"{subject.columns[place][0]}: {_counted(words, len(subject.rows))}")
    return f"{'; '.join(found)}." if found else ""


@finding_of.register
def _(subject: Bars) -> str:
    found = []
    for number, (name, shares) in enumerate(subject.bars):
        if subject.is_whole(number) and any(shares):
            given = [pair for pair in zip(shares, subject.symbols(number), strict=True) if pair[0]]
            given.sort(key=lambda each: -each[0])
            if len(given) == 1:
                found.append(f"{name}: all {given[0][1].word}")
            else:
                found.append(f"{name}: {', '.join(f'{symbol.word} {share:.0%}' for share, symbol in given)}")
    return f"{'; '.join(found)}." if found else ""


@finding_of.register
def _(subject: Certainties) -> str:
    words = Counter(row.word for row in subject.rows)
    return f"Of the bodies of evidence, {_counted(words, len(subject.rows))}." if words else ""


@finding_of.register
def _(subject: Disagreements) -> str:
    shares = [(share, column) for column, share in zip(subject.columns, subject.shares, strict=True) if share]
    if not shares:
        return "Reviewers differ on no item."
    most = max(share for share, _ in shares)
    named = ", ".join([column for share, column in shares if share == most][:_NAMED])
    number = f"{len(shares)} of {count(len(subject.columns), 'item')}"
    return f"Reviewers differ on {number}, most often on {named} ({most:.0%})."


def _counted(words: Counter[str], total: int) -> str:
    """Return how often each word stands there, the most frequent first."""
    return ", ".join(f"{number} of {total} {word}" for word, number in words.most_common())


@singledispatch
def described(subject: object) -> tuple[str, str]:
    """Return of which kind a figure is, and its rows, both without a full stop.

    Raises:
        TypeError: there are none for this kind.
    """
    raise TypeError(f"no words for a figure of {type(subject).__name__}")


@described.register
def _(subject: Lights) -> tuple[str, str]:
    rows = "; ".join(f"{name}: {', '.join(_judged(subject, levels))}" for name, levels in subject.rows)
    size = f"{count(len(subject.rows), 'row')} by {count(len(subject.columns), 'column')}"
    return f"Matrix of judgements, {size}", rows


def _judged(subject: Lights, levels: tuple[str | None, ...]) -> list[str]:
    """Return each judgement of a row where it has a whole, else how often each level stands in it."""
    if any(not title for _, title in subject.columns):
        judged = [
            (f"{name} {subject.symbol(column, level).word}", not title)
            for column, ((name, title), level) in enumerate(zip(subject.columns, levels, strict=True))
        ]
        judged.sort(key=lambda each: not each[1])  # the whole first: a long text may be cut
        return [told for told, _ in judged]
    words = (subject.symbol(column, level).word for column, level in enumerate(levels))
    return [f"{number} {word}" for word, number in Counter(words).items()]


@described.register
def _(subject: Bars) -> tuple[str, str]:
    bars = []
    for number, (name, shares) in enumerate(subject.bars):
        words = zip(subject.symbols(number), shares, strict=True)
        bars.append(f"{name}: {', '.join(f'{symbol.word} {share:.0%}' for symbol, share in words if share)}")
    return "Stacked bars", "; ".join(bars)


@described.register
def _(subject: Certainties) -> tuple[str, str]:
    return "Certainty of the evidence", "; ".join(f"{row.label}: {row.word}" for row in subject.rows)


@described.register
def _(subject: Forest) -> tuple[str, str]:
    """Name a dozen studies, or as many as a text of some length has room for, and count the others."""
    kind = f"Forest plot{f', {subject.outcome}' if subject.outcome else ''}: {_shown_in(subject)}"
    studies = sum(len(block.rows) for block in subject.blocks)
    for named in range(min(studies, _STUDIES), -1, -1):
        rows = _panels_in_words(subject.panels, named)
        if len(f"{kind}. {rows}.") <= _MOST_OF_FOREST:
            break
    return kind, rows


def _shown_in(subject: Forest) -> str:
    judged = any(block.columns for block in subject.blocks)
    if not subject.has_estimates:
        return f"no study has an estimate{'; the overall judgement of each' if judged else ''}"
    return f"estimates with 95 % intervals{' and the overall judgement' if judged else ''} of each study"


def _panels_in_words(panels: Sequence[ForestPanel], named: int) -> str:
    """Return the studies of each measure, the first ones by name, and an effect that somebody entered."""
    told = []
    for panel in panels:
        rows = [(row, _overall_of(row, block)) for block in panel.blocks for row in block.rows]
        shown, others = rows[:named], Counter(overall for _, overall in rows[named:])
        named -= len(shown)
        texts = [_study_in_words(row, overall, panel) for row, overall in shown]
        if others:
            number = others.total()
            counted = f"and {number} more" if shown else count(number, "study")
            judged = [f"{times} {overall}" for overall, times in others.most_common() if overall]
            texts.append(f"{counted} (overall {', '.join(judged)})" if judged else counted)
        if panel.pooled is not None:
            texts.append(f"{panel.pooled.label}: {panel.pooled.words}")
        told.append(f"{panel.measure}: {'; '.join(texts)}")
    return ". ".join(told)


def _study_in_words(row: ForestRow, overall: str, panel: ForestPanel) -> str:
    """Return a study with its estimate and its judgement; without a mark that a note below explains."""
    is_said = row.words.casefold() == panel.measure.casefold()
    estimate = "" if is_said else f": {row.words.rstrip(' †')}"
    return f"{row.label}{estimate}{f', overall {overall}' if overall else ''}"


def _overall_of(row: ForestRow, block: ForestBlock) -> str:
    """Return the judgement of the whole in words, of several wholes the first; empty where there is none."""
    for (_, title), level, order in zip(block.columns, row.levels, block.orders, strict=True):
        if not title:
            return symbol_of(level, order).word.lower()
    return ""


@described.register
def _(subject: Agreements) -> tuple[str, str]:
    rows = "; ".join(f"{row.label} {row.series} {row.remark}".strip() for row in subject.rows)
    return "Agreement with intervals", rows


@described.register
def _(subject: Disagreements) -> tuple[str, str]:
    rows = []
    for name, cells in subject.rows:
        columns = (column for column, differs in zip(subject.columns, cells, strict=True) if differs)
        rows.append(f"{name}: {', '.join(columns)}")
    return "Items on which reviewers differ", "; ".join(rows) or "none"
