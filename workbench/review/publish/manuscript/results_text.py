"""Write the results of a report: the studies, their risk of bias, the agreement, and the certainty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from workbench.grade import SummaryRow, summary_of_findings
from workbench.output.print_signs import tight_percent
from workbench.output.report.content import Paragraph
from workbench.output.report.table_places import Matter
from workbench.output.symbols import symbol_of
from workbench.review.appraisals.level_sheets import AppraisalOfTable
from workbench.review.evidence.ratings import overall_of
from workbench.review.publish.manuscript.cited_text import sentence_of_studies
from workbench.review.publish.manuscript.manuscript_sentences import Sentence, joined, studies, within
from workbench.review.publish.manuscript.methods_text import HEADINGS
from workbench.review.tables.appraisal_cells import orders_of
from workbench.review.tables.evidence_cells import graded_bodies
from workbench.review.tables.material import Of, gather_levels
from workbench.review.view import View

_ALONE = "Findings of one group, which tell nothing of an effect, were reported for "
_NOWHERE = "There are only findings of one group, which tell nothing of an effect, for "
_MOST_NAMED = 12
"""Studies of one judgement that are named; of more their number stands alone."""


def result_paragraphs(view: View, of: Of, written: Sequence[Sentence]) -> list[Paragraph]:
    """Return the results by paragraphs, as far as the viewer may see them.

    Args:
        view: a reading of the review.
        of: which appraisals.
        written: the sentences of the methods, of which some tell results.
    """
    told = [each for each in written if each.is_result]
    agreement = [each.text for each in told if each.part == "agreement"]
    judgements = (*_judgements(view, of), *(each.text for each in told if each.part != "agreement"))
    paragraphs: dict[Matter, tuple[str, Iterable[str]]] = {
        "studies": ("Included studies", sentence_of_studies(view)),
        "bias": ("Risk of bias", judgements),
        "certainty": (HEADINGS["certainty"], _certainty(view)),
        "agreement": (HEADINGS["agreement"], agreement),
    }
    return [
        Paragraph(tight_percent(text), heading, matter)
        for matter, (heading, sentences) in paragraphs.items()
        if (text := " ".join(sentences))
    ]


def _judgements(view: View, of: Of) -> Iterator[str]:
    """Say for each checklist, and each whole that it judges, which studies got which judgement."""
    for sheets in gather_levels(view, of).by_form():
        checklist = sheets[0].form
        wholes = checklist.targets[len(checklist.judged_domains) :]
        orders = dict(zip(checklist.targets, orders_of(checklist), strict=True))
        for target in wholes:
            by_level, apart = _by_level(sheets, target, view)
            order = [level for level in orders[target].levels if level in by_level]
            parts = [
                f"{symbol_of(level, orders[target]).word.lower()} for {_named(by_level[level])}"
                for level in (*order, *(level for level in by_level if level not in order))
            ]
            if apart:
                parts.append(f"not reconciled yet for {_named(apart)}")
            whole = "the overall judgement" if len(wholes) == 1 else f"“{checklist.title_of(target)}”"
            if parts:
                yield f"With the checklist “{checklist.title}”, {whole} was {joined(parts)}."


def _by_level(
    sheets: Sequence[AppraisalOfTable], target: str, view: View
) -> tuple[dict[str, list[str]], list[str]]:
    """Return the labels of the studies by what was judged, and of those whose reviewers differ.

    Only what is submitted counts. A study that is judged for several results may have several judgements.
    """
    given: dict[tuple[str, str], set[str]] = {}
    for sheet in sheets:
        level = dict(zip(sheet.checklist.targets, sheet.finals, strict=True)).get(target)
        if sheet.submitted and level is not None:
            given.setdefault((view.label_of(sheet.study.key), sheet.result_label), set()).add(level)
    by_level: dict[str, dict[str, None]] = {}
    for (label, _), levels in given.items():
        if len(levels) == 1:
            by_level.setdefault(next(iter(levels)), {})[label] = None
    apart = dict.fromkeys(label for (label, _), levels in given.items() if len(levels) > 1)
    return {level: list(labels) for level, labels in by_level.items()}, list(apart)


def _named(labels: Sequence[str]) -> str:
    number = studies(len(labels))
    return f"{number} ({joined(labels)})" if len(labels) <= _MOST_NAMED else number


def _certainty(view: View) -> Iterator[str]:
    """Say for each body in which something is compared what is known and how surely, then name the others."""
    summary = summary_of_findings(graded_bodies(view))
    compared = [row for row in summary.rows if row.body.compared]
    for row in compared:
        yield _body(row)
    others = list(dict.fromkeys(row.body.name for row in summary.rows if not row.body.compared))
    if others:
        yield f"{_ALONE if compared else _NOWHERE}{joined(list(map(within, others)))}."
    overall = overall_of(view)
    if overall is not None and overall.certainty and summary.rows:
        because = overall.because
        for name in {row.body.name for row in summary.rows}:
            because = because.replace(name, within(name))
        yield f"Over all outcomes the certainty was {because}."


def _body(row: SummaryRow) -> str:
    effect, people = row.body.effect, f"participants {row.participants}"
    if effect is None:
        found = f"no effect estimate was entered, {people}"
    else:
        numbers = row.relative_effect.text.removeprefix(f"{effect.measure} ").replace("(", "(95 % CI ", 1)
        found = f"the {effect.measure} was {numbers}, {people}"
    _, _, level = row.certainty.text.partition(" ")  # behind the symbols
    certainty = (
        "the certainty was not rated yet" if row.body.certainty is None else f"the certainty was {level}"
    )
    sentence = f"For {within(row.body.name)}, {found}; {certainty}."
    return f"{sentence} {row.statement.text}" if row.statement.text else sentence
