"""Write files for robvis, the R package (and web page) whose plots journals know.

robvis takes columns by their place, and a judgement by the initials of its words: full words are written. Its
templates caption the columns with the domains of their own instrument, so each is filled by the domains of
that instrument, found by name; every other checklist takes the generic one.
Source: its documentation and the behaviour of its version 0.3.0.900.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from checklists import Checklist
from workbench.errors import UsageError
from workbench.output.exports.appraisals import Appraised, labels_of, one_line
from workbench.output.exports.crosswalk import instead_of_judgements
from workbench.output.exports.csv_rows import guarded, write_rows
from workbench.output.exports.export import Export
from workbench.output.exports.risk_of_bias import targets_of, why_not_risk_of_bias

Shape = Literal["generic", "robins-i", "rob2", "quadas-2"]
SHAPES: tuple[Shape, ...] = get_args(Shape)

_WORDS = {
    "low": "Low",
    "some_concerns": "Some concerns",
    "moderate": "Moderate",
    "high": "High",
    "serious": "Serious",
    "critical": "Critical",
    "no_information": "No information",
    "insufficient_information": "No information",
}


@dataclass(frozen=True, slots=True)
class _Template:
    """A shape whose columns robvis captions itself.

    Attributes:
        tool: its name in robvis.
        checklist: the built-in checklist whose domains it has.
        columns: for each column the domains of the checklist that stand for it, of which an appraisal has one
            (a variant each); none where the checklist has no such domain.
        differs: what else to know of the captions, a sentence without a full stop; empty for nothing.
    """

    tool: str
    checklist: str
    columns: tuple[tuple[str, ...], ...]
    differs: str = ""


_TEMPLATES: Mapping[Shape, _Template] = {
    "rob2": _Template("ROB2", "rob-2", (("D1",), ("D2A", "D2B"), ("D3",), ("D4",), ("D5",))),
    "robins-i": _Template(
        "ROBINS-I",
        "robins-i-v2",
        (("D1A", "D1B"), ("D3",), ("D2",), (), ("D4",), ("D5",), ("D6",)),
        "the template is of the first version: D2 and D3 of the draft of V2 change places in it, and its D4, "
        "departures from the intended treatment, is no domain of the draft and stands as Not applicable",
    ),
    "quadas-2": _Template(
        "QUADAS-2",
        "quadas-3",
        (("D1",), ("D2",), ("D3",), ("D4",)),
        "the template is of the forerunner: its third column is captioned by the reference standard, and its "
        "fourth by flow and timing, which are Target condition and Analysis here",
    ),
}


def make_robvis(
    appraised: Sequence[Appraised],
    shape: Shape = "generic",
    weights: Sequence[int | None] | None = None,
) -> Export:
    """Make the file of one checklist: a row an appraisal, its domains in order, the whole last.

    Args:
        appraised: submitted appraisals with the same checklist; at least one.
        shape: ``generic`` fits all that judge risk of bias; each of the others one instrument.
        weights: of each appraisal, for the last column; rows without one are left out, for it holds numbers.
            None: no such column.

    Raises:
        UsageError: the shape does not fit the checklist, or it does not judge risk of bias.
    """
    checklist = appraised[0].checklist
    refusal = why_not(checklist, shape)
    if refusal:
        raise UsageError(refusal)
    labels = labels_of(appraised)
    columns = _columns(appraised, shape)
    names = [name for name, _ in columns]
    rows = [["Study", *names, "Overall", *(["Weight"] if weights else [])]]
    unknown = []
    for label, appraisal, weight in zip(labels, appraised, weights or [0] * len(labels), strict=True):
        if weight is None:
            unknown.append(label)
            continue
        cells = [_word(_level(appraisal, domains)) for _, domains in columns]
        rows.append(
            [label, *cells, _word(appraisal.verdict.final_overall), *([str(weight)] if weights else [])]
        )
    lost = ["reasons, answers, notes, quotes and overrides", *_about(checklist, shape), *guarded(labels)]
    if shape == "generic" and any(_word(None) in row for row in rows):
        lost.append("the generic summary of robvis counts Not applicable as No information")
    lost += [
        f"{label}: its number of participants is not known, so that it has no weight" for label in unknown
    ]
    return Export({"": write_rows(rows)}, tuple(lost), _how_to_read(checklist, shape, weights is not None))


def why_not(checklist: Checklist, shape: Shape) -> str:
    """Say in a sentence without a full stop why a shape does not fit, and what does; empty if it fits."""
    because = why_not_risk_of_bias(checklist)
    if because:
        use = instead_of_judgements(checklist)
        return f"robvis plots risk of bias, and {checklist.id} has none: {because}; use --as {use}"
    if shape != "generic" and checklist.id != _TEMPLATES[shape].checklist:
        template = _TEMPLATES[shape]
        return (
            f"the {template.tool} template of robvis is for {template.checklist}, "
            f"and {checklist.id} has other domains: use the generic shape"
        )
    return ""


def template_columns(checklist: Checklist) -> tuple[tuple[str, ...], ...]:
    """Return for each column of the template that fits a checklist its domains; none where no one fits."""
    fitting = (template for template in _TEMPLATES.values() if template.checklist == checklist.id)
    return next((template.columns for template in fitting), ())


def fitting_shapes(checklist: Checklist) -> tuple[Shape, ...]:
    """Return the shapes that the checklist can be written in."""
    return tuple(shape for shape in SHAPES if not why_not(checklist, shape))


def _columns(appraised: Sequence[Appraised], shape: Shape) -> list[tuple[str, tuple[str, ...]]]:
    """Return the name of each column, and the domains that stand for it."""
    if shape != "generic":
        return [(f"D{n}", domains) for n, domains in enumerate(_TEMPLATES[shape].columns, start=1)]
    checklist = appraised[0].checklist
    domains = [checklist.domain(target) for target in targets_of(checklist) if target != "overall"]
    return [
        (one_line(domain.title), (domain.id,))
        for domain in domains
        # A variant that none of these appraisals has would be a column of Not applicable.
        if not domain.only_if or any(_level(appraisal, (domain.id,)) for appraisal in appraised)
    ]


def _level(appraisal: Appraised, domains: tuple[str, ...]) -> str | None:
    levels = (appraisal.verdict.final(domain) for domain in domains)
    return next((level for level in levels if level is not None), None)


def _word(level: str | None) -> str:
    # Only submitted appraisals come here: one without a judgement was not asked the domain.
    return "Not applicable" if level is None else _WORDS[level]


def _levels(checklist: Checklist) -> set[str]:
    return {level for target in targets_of(checklist) for level in checklist.levels_of(target)}


def _about(checklist: Checklist, shape: Shape) -> list[str]:
    """Say what the shape itself loses."""
    axes = [axis for axis in checklist.overalls if axis != checklist.main_axis]
    said = [f"the judgements of {axis.replace('_', ' ')}" for axis in axes]
    if shape != "generic":
        differs = _TEMPLATES[shape].differs
        return [*said, differs] if differs else said
    merged = {"moderate": "Moderate as Some concerns", "serious": "Serious as High"}
    shown = [words for level, words in merged.items() if level in _levels(checklist)]
    return [*said, f"the generic plot of robvis shows {' and '.join(shown)}"] if shown else said


def words_in_plots(checklist: Checklist) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what makes the two generic plots show our words beside their colours: light, then summary.

    The traffic light takes them from the worst on, the summary from the best on: one for the other, and low
    would be shown as critical. The summary has no sixth word; it counts what is not applicable as no
    information.
    """
    levels = _levels(checklist)
    worst = "Serious" if "serious" in levels else "High"
    middle = "Moderate" if "moderate" in levels else "Some concerns"
    lights = ("Critical", worst, middle, "Low", "No information", "Not applicable")
    bars = ("Low", middle, worst, "Critical", "No information")
    return lights, bars


def _labels(checklist: Checklist) -> tuple[str, str]:
    """Return these words as arguments in R."""

    def shown(words: tuple[str, ...]) -> str:
        return ", judgement_labels = c(" + ", ".join(f'"{word}"' for word in words) + ")"

    lights, bars = words_in_plots(checklist)
    return shown(lights), shown(bars)


def _how_to_read(checklist: Checklist, shape: Shape, weighted: bool) -> tuple[str, ...]:
    tool = "Generic" if shape == "generic" else _TEMPLATES[shape].tool
    lights, bars = _labels(checklist) if shape == "generic" else ("", "")
    data = f'read.csv("FILE", check.names = FALSE), tool = "{tool}"'
    lines = [
        f"in R: rob_traffic_light({data}{lights})",
        f"in R: rob_summary({data}, weighted = {str(weighted).upper()}, overall = TRUE{bars})",
    ]
    others = [fitting for fitting in fitting_shapes(checklist) if fitting not in ("generic", shape)]
    if others:
        lines.append(
            f"--shape {others[0]} gives the template of {_TEMPLATES[others[0]].tool} with its own captions"
        )
    return tuple(lines)
