"""Write files for robvis, the R package (and web page) whose plots journals know.

robvis takes columns by their place, and a judgement by the initials of its words: full words are written,
and a shape only where the checklist's scale and number of domains fit it.
Source: its documentation and the behaviour of its version 0.3.0.900.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from checklists import Checklist
from workbench.errors import UsageError
from workbench.output.exports.appraisals import Appraised, labels_of, one_line
from workbench.output.exports.csv_rows import guarded, write_rows
from workbench.output.exports.export import Export

Shape = Literal["generic", "robins-i", "rob2"]
SHAPES: tuple[Shape, ...] = get_args(Shape)

_WORDS = {
    "low": "Low",
    "some_concerns": "Some concerns",
    "moderate": "Moderate",
    "high": "High",
    "serious": "Serious",
    "critical": "Critical",
    "no_information": "No information",
}


@dataclass(frozen=True, slots=True)
class _Fixed:
    """A shape whose columns robvis knows by number: the tool's name there, and the levels it has."""

    tool: str
    domains: int
    levels: frozenset[str]


_FIXED = {
    "rob2": _Fixed("ROB2", 5, frozenset({"low", "some_concerns", "high", "no_information"})),
    "robins-i": _Fixed(
        "ROBINS-I", 7, frozenset({"low", "moderate", "serious", "critical", "no_information"})
    ),
}


def make_robvis(appraised: Sequence[Appraised], shape: Shape = "generic") -> Export:
    """Make the file of one checklist: a row an appraisal, its domains in order, the whole last.

    Args:
        appraised: submitted appraisals with the same checklist; at least one.
        shape: ``generic`` fits every checklist; ``robins-i`` and ``rob2`` where the scale fits.

    Raises:
        UsageError: the shape does not fit the checklist, or robvis has no word for a level.
    """
    checklist = appraised[0].checklist
    _see_that_it_fits(checklist, shape)
    labels = labels_of(appraised)
    names = [one_line(domain.title) for domain in checklist.judged_domains]
    if shape != "generic":
        names = [f"D{number}" for number in range(1, len(names) + 1)]
    rows = [["Study", *names, "Overall"]]
    for label, appraisal in zip(labels, appraised, strict=True):
        rows.append([label, *map(_word, appraisal.levels), _word(appraisal.verdict.final_overall)])
    lost = ["reasons, answers, notes, quotes and overrides", *_about(checklist, shape), *guarded(labels)]
    if shape == "generic" and any(_word(None) in row for row in rows):
        lost.append("the generic summary of robvis counts Not applicable as No information")
    return Export({"": write_rows(rows)}, tuple(lost), _how_to_read(checklist, shape))


def fitting_shapes(checklist: Checklist) -> tuple[Shape, ...]:
    """Return the shapes that the checklist can be written in."""
    shapes: list[Shape] = []
    for shape in SHAPES:
        try:
            _see_that_it_fits(checklist, shape)
        except UsageError:
            continue
        shapes.append(shape)
    return tuple(shapes)


def _see_that_it_fits(checklist: Checklist, shape: Shape) -> None:
    unknown = [level for level in checklist.levels if level not in _WORDS]
    if unknown:
        raise UsageError(f"robvis has no word for {', '.join(unknown)} of the checklist {checklist.id}")
    if shape == "generic":
        return
    fixed, domains = _FIXED[shape], len(checklist.judged_domains)
    if domains != fixed.domains:
        raise UsageError(
            f"the {fixed.tool} shape of robvis has {fixed.domains} domains and {checklist.id} has {domains}:"
            " use the generic shape"
        )
    foreign = [_WORDS[level] for level in checklist.levels if level not in fixed.levels]
    if foreign:
        raise UsageError(
            f"the {fixed.tool} shape of robvis does not know {', '.join(foreign)}, which {checklist.id} uses:"
            " use the generic shape"
        )


def _word(level: str | None) -> str:
    # Only submitted appraisals come here: one without a judgement was not asked the domain.
    return "Not applicable" if level is None else _WORDS[level]


def _about(checklist: Checklist, shape: Shape) -> tuple[str, ...]:
    """Say what the shape itself loses."""
    if shape != "generic":
        tool = _FIXED[shape].tool
        titles = "; ".join(
            f"D{n} {domain.title}" for n, domain in enumerate(checklist.judged_domains, start=1)
        )
        return (
            f"the domains of {checklist.id}, which robvis captions as if they were those of {tool}: {titles}",
        )
    merged = {"moderate": "Moderate as Some concerns", "serious": "Serious as High"}
    shown = [words for level, words in merged.items() if level in checklist.levels]
    return (f"the generic plot of robvis shows {' and '.join(shown)}",) if shown else ()


def _labels(checklist: Checklist) -> tuple[str, str]:
    """Return the arguments that make the two generic plots show our words beside their colours.

    The traffic light takes them from the worst on, the summary from the best on: one for the other, and low
    would be shown as critical. The summary has no sixth word; it counts what is not applicable as no
    information.
    """
    worst = "Serious" if "serious" in checklist.levels else "High"
    middle = "Moderate" if "moderate" in checklist.levels else "Some concerns"
    lights = ("Critical", worst, middle, "Low", "No information", "Not applicable")
    bars = ("Low", middle, worst, "Critical", "No information")

    def shown(words: tuple[str, ...]) -> str:
        return ", judgement_labels = c(" + ", ".join(f'"{word}"' for word in words) + ")"

    return shown(lights), shown(bars)


def _how_to_read(checklist: Checklist, shape: Shape) -> tuple[str, ...]:
    tool = "Generic" if shape == "generic" else _FIXED[shape].tool
    lights, bars = _labels(checklist) if shape == "generic" else ("", "")
    data = f'read.csv("FILE", check.names = FALSE), tool = "{tool}"'
    lines = [
        f"in R: rob_traffic_light({data}{lights})",
        f"in R: rob_summary({data}, weighted = FALSE, overall = TRUE{bars})",
    ]
    others = [
        _FIXED[fitting].tool for fitting in fitting_shapes(checklist) if fitting not in ("generic", shape)
    ]
    if others:
        lines.append(
            f"the scale and the number of domains would fit {', '.join(others)} too; the domains differ"
        )
    return tuple(lines)
