"""Build the forest beside the traffic light: of each outcome the study estimates and their judgements.

Nothing is pooled by the program: the only summary is one that a person entered, with its source.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence

from workbench.grade import MEASURES, Effect
from workbench.grade.numbers.study_estimate import PROPORTION, StudyEstimate, study_estimate
from workbench.grade.numbers.wording import percent
from workbench.output.figures.subjects import Forest, ForestBlock, ForestPanel, ForestRow
from workbench.review.evidence.bodies import Body, Member
from workbench.review.evidence.entries import EFFECT
from workbench.review.publish.figure_layout import Layout
from workbench.review.publish.row_order import rank_of
from workbench.review.publish.traffic_light_figure import columns_of_layout
from workbench.review.tables.material import Of
from workbench.review.tables.summary_weights import final_of
from workbench.review.view import View

_NONE = ""
"""Stands for the measure of a study without an estimate."""

_LONGEST_PART = 80
"""Bytes of a file's name that stand for an outcome; file systems take 255 in all."""
_NOT_APPRAISED = "Not appraised for this outcome, as far as you may see"
_NOT_PRINTED = "not estimable"


def build(view: View, of: Of, checklist: str | None) -> list[Forest]:
    """Return a figure an outcome that has findings.

    Args:
        view: a reading of the review.
        of: makes no difference: the appraisal that counts for the certainty is shown.
        checklist: only studies with this checklist.
    """
    bodies: dict[str, list[Body]] = defaultdict(list)
    for body in view.evidence.bodies:
        if body.members:
            bodies[body.outcome.label].append(body)
    made = (_forest(label, group, checklist, view) for label, group in bodies.items())
    return [forest for forest in made if forest.panels]


def _forest(label: str, bodies: Sequence[Body], checklist: str | None, view: View) -> Forest:
    members: dict[str, list[tuple[Member, StudyEstimate | None]]] = defaultdict(list)
    for body in bodies:
        for member in body.members:
            wanted = view.only is None or member.study.key in view.only
            if wanted and checklist in (None, member.checklist.id if member.checklist else None):
                estimate = study_estimate(member.numbers)
                members[estimate.measure if estimate else _NONE].append((member, estimate))
    panels = tuple(
        _panel(measure, members[measure], _pooled(bodies, measure), bodies[0].outcome.better, view)
        for measure in (*MEASURES, PROPORTION, _NONE)
        if measure in members
    )
    notes = ["Squares are alike: no study is weighted, and the estimates are not pooled."]
    estimates = [estimate for group in members.values() for _, estimate in group if estimate]
    if any(each.source == "counts" and each.measure == "RR" for each in estimates):
        notes.append("† computed from the counts of both groups")
    if any(each.measure == PROPORTION for each in estimates):
        notes.append("Shares of single groups have exact 95 % intervals and compare nothing.")
    if any(row.overridden for panel in panels for block in panel.blocks for row in block.rows):
        notes.append("* overridden by the reviewer, with a reason")
    missing = sorted((member.study.key for member, _ in members.get(_NONE, ())), key=view.place_of)
    if missing:
        named = ", ".join(map(view.label_of, missing))
        notes.append(f"Not estimable from what is reported: {named}")
    name = _file_part("-".join(re.findall(r"\w+", label)) or "outcome")
    return Forest(name, f"Study estimates and risk of bias: {label}", panels, tuple(notes), label)


def _file_part(name: str) -> str:
    """Return the part of a file's name that stands for an outcome: its beginning and a mark, if it is long.

    >>> _file_part("Death"), len(_file_part("x" * 300))
    ('Death', 87)
    """
    if len(name.encode()) <= _LONGEST_PART:
        return name
    begin = name.encode()[:_LONGEST_PART].decode(errors="ignore").rstrip("-")
    return f"{begin}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"


def _panel(
    measure: str,
    members: Sequence[tuple[Member, StudyEstimate | None]],
    pooled: tuple[Effect, str] | None,
    better: str,
    view: View,
) -> ForestPanel:
    blocks: dict[object, list[tuple[Member, StudyEstimate | None]]] = defaultdict(list)
    for member, estimate in members:
        form = member.sheet.form if member.sheet is not None else None
        blocks[(form.id, form.targets) if form is not None else None].append((member, estimate))
    kind = MEASURES.get(measure)
    title = kind.title if kind else "share of the group" if measure == PROPORTION else _NOT_PRINTED
    row, note = None, ""
    if pooled is not None:
        effect, source = pooled
        row = ForestRow("Entered", effect.estimate, effect.lower, effect.upper, _words(effect), ())
        note = f"Entered, not computed here: {source}" if source else "Entered, not computed here"
    return ForestPanel(
        f"{title[:1].upper()}{title[1:]}",
        float(kind.no_effect) if kind is not None else None,
        bool(kind and kind.is_ratio),
        tuple(_block(group, view) for group in blocks.values()),
        row,
        note,
        *sides_of(measure, better),
    )


_QUANTITIES = {"RR": "risk", "OR": "odds", "HR": "hazard", "IRR": "rate", "RD": "risk"}
"""What a comparison of two groups is of; of a difference of means it is the values themselves."""


def sides_of(measure: str, better: str) -> tuple[str, str]:
    """Return what estimates below and above no effect mean; nothing where nothing is compared.

    Which group they favour is said where the review says which direction of the outcome is better. A hazard
    ratio of an outcome that is better higher may be of its opposite, so that its own words are said there.
    """
    kind = MEASURES.get(measure)
    if kind is None or not kind.compares:
        return "", ""
    is_clear = better == "lower" or (better == "higher" and measure != "HR")
    if is_clear:
        sides = ("favours the treatment", "favours the comparison")
        return sides if better == "lower" else (sides[1], sides[0])
    quantity = _QUANTITIES.get(measure, "values")
    return f"{quantity} lower with the treatment", f"{quantity} higher with the treatment"


def _pooled(bodies: Sequence[Body], measure: str) -> tuple[Effect, str] | None:
    """Return the effect that somebody entered for several studies of this measure, with its source."""
    for body in bodies:
        effect = body.entries.effect
        if effect is not None and effect.measure == measure and len(body.members) > 1:
            return effect, body.entries.source(EFFECT)
    return None


def _block(members: Sequence[tuple[Member, StudyEstimate | None]], view: View) -> ForestBlock:
    first = members[0][0].sheet
    if first is None:
        rows = tuple(_row(member, estimate, (), view) for member, estimate in _ordered(members, view))
        return ForestBlock(_NOT_APPRAISED, (), (), rows)
    layout = Layout(first.form)
    rows = tuple(_row(member, estimate, layout.targets, view) for member, estimate in _ordered(members, view))
    return ForestBlock(first.form.title, columns_of_layout(layout), layout.orders, rows)


def _ordered(
    members: Sequence[tuple[Member, StudyEstimate | None]], view: View
) -> list[tuple[Member, StudyEstimate | None]]:
    """Return the studies as asked; unasked by their overall judgement, the best first, then by year."""

    def place(pair: tuple[Member, StudyEstimate | None]) -> tuple[int | str, ...]:
        study, sheet = pair[0].study, pair[0].sheet
        year = study.bibliography.year or 9999
        if view.order == "label":
            return (view.place_of(study.key),)
        if view.order == "key":
            return (study.key,)
        rank = 0 if view.order == "year" else 99 if sheet is None else rank_of(sheet)
        return rank, year, view.place_of(study.key)

    return sorted(members, key=place)


def _row(member: Member, estimate: StudyEstimate | None, targets: Sequence[str], view: View) -> ForestRow:
    sheet = member.sheet
    starred = sheet.overridden if sheet is not None and sheet.overrides else ()
    levels = tuple(final_of(sheet, target) for target in targets) if sheet is not None else ()
    overridden = frozenset(place for place, target in enumerate(targets) if target in starred)
    label = view.label_of(member.study.key)
    label += " (draft)" if sheet is not None and not sheet.submitted else ""
    if estimate is None:
        return ForestRow(label, None, None, None, _NOT_PRINTED, levels, overridden)
    ends = (estimate.estimate, estimate.lower, estimate.upper)
    return ForestRow(label, *ends, _estimate_in_words(estimate), levels, overridden)


def _estimate_in_words(estimate: StudyEstimate) -> str:
    if estimate.measure == PROPORTION:
        shares = (estimate.estimate, estimate.lower, estimate.upper)
        value, lower, upper = (_whole_percent(share) for share in shares if share is not None)
        return f"{value} ({lower} to {upper})"
    ends = (estimate.estimate, estimate.lower, estimate.upper)
    words = _words(Effect(estimate.measure, *ends, estimate.confidence))
    return f"{words} †" if estimate.source == "counts" else words


def _whole_percent(share: float) -> str:
    """Write a share without decimals, unless it would seem nobody or everybody and is not.

    >>> [_whole_percent(share) for share in (0.541, 1, 0.001, 0.998)]
    ['54 %', '100 %', '0.1 %', '99.8 %']
    """
    whole = f"{100 * share:.0f}"
    seems_none_or_all = whole in ("0", "100") and 0 < share < 1
    return percent(share) if seems_none_or_all else f"{whole} %"


def _words(effect: Effect) -> str:
    return str(effect).removeprefix(f"{effect.measure} ")
