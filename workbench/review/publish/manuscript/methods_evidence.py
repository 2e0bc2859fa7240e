"""Write the methods sentences on certainty, on the checks of numbers, and on the software."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType

from workbench.grade import RatingState, Thresholds
from workbench.grade.body.thresholds import TARGETS, TITLES
from workbench.review.evidence.body_records import BodyRow, RatingLine
from workbench.review.evidence.finding_form import numbers_of
from workbench.review.evidence.findings import checks_of, tally
from workbench.review.publish.manuscript.cited_works import Cite
from workbench.review.publish.manuscript.manuscript_people import People
from workbench.review.publish.manuscript.manuscript_sentences import Sentence, begun, count, fact, joined, was
from workbench.review.view import View
from workbench.version import __version__

CITED_AS = "The appraisal workbench founders. Appraisal workbench, version {version} [software]"
"""How the program is cited, as CITATION.cff has it."""

FOLLOWED: Mapping[str, str] = MappingProxyType(
    {
        "high": "as in GRADE guidelines 18, doi 10.1016/j.jclinepi.2018.01.012",
        "low": "as in Core GRADE, BMJ 2025;389:e083864",
    }
)
"""By the level at which non-randomised studies with a comparison start, which GRADE has it."""

_GRADE = Cite("grade", "GRADE")
_STARTS = (
    Cite("grade-18", ", doi 10.1016/j.jclinepi.2018.01.012", "", in_brackets=True),
    Cite("core-grade-4", ", BMJ 2025;389:e083864", "", in_brackets=True),
    Cite("handbook-5.1", "Cochrane Handbook, version 5.1", in_brackets=True),
)

FOLLOWED_BY_ONE_GROUP: Mapping[str, str] = MappingProxyType(
    {
        "low": "a default of the program, since no rule is published",
        "very_low": "as the Cochrane Handbook, version 5.1, has it for case series and case reports",
    }
)
"""The same for studies with one group."""


def certainty_sentences(view: View, persons: People) -> Iterator[Sentence]:
    """Say which GRADE is followed, what was rated and by whom, and what the number checks looked at."""
    bodies = [(body, row) for body, row in view.bodies if body.members]
    if not bodies:
        return
    rows = [row for _, row in bodies]
    yield from _rated(rows)
    yield from _starts(view)
    yield from _thresholds(view)
    yield from _raters(rows, persons)
    yield from _number_checks(view)


def _rated(rows: Sequence[BodyRow]) -> Iterator[Sentence]:
    """Say how many bodies people rated, and how many rest on levels that are only suggested."""
    graded = [row for row in rows if row.certainty]
    suggested = [row for row in graded if any(_is_only_suggested(line) for line in row.ratings)]
    rated = [row for row in graded if row not in suggested]
    of_all = f"of {len(rows)} {'body' if len(rows) == 1 else 'bodies'} of evidence"
    if rated:
        text = f"Certainty of the evidence was rated with GRADE, domain by domain, for {len(rated)} {of_all}."
        facts = (fact("rated", _keys(rated), "ratings of certainty"),)
        yield Sentence("certainty", text, facts, short=text, cites=(_GRADE,))
    else:
        text = f"Certainty of the evidence is not rated with GRADE {'in every domain ' if graded else ''}yet."
        facts = (fact("bodies of evidence", len(rows), "findings"),)
        yield Sentence("certainty", text, facts, short=text, cites=(_GRADE,))
    if suggested:
        text = (
            f"The certainty of {len(suggested)} {of_all} rests on levels that the program suggested and "
            "nobody has rated."
        )
        facts = (fact("rests on suggested levels", _keys(suggested), "ratings of certainty"),)
        yield Sentence("certainty", text, facts, short=text)


def _is_only_suggested(line: RatingLine) -> bool:
    return line.counts and line.state is RatingState.SUGGESTED


def _keys(rows: Sequence[BodyRow]) -> list[str]:
    return [f"{row.outcome.label}: {row.key}" for row in rows]


def _starts(view: View) -> Iterator[Sentence]:
    """Say where non-randomised studies start, which is where the versions of GRADE differ."""
    compared: dict[str, set[str]] = {}
    single: dict[str, set[str]] = {}
    for body, _ in view.bodies:
        for member in body.members:
            if member.is_randomised or member.start is None:
                continue
            starts = compared if member.is_controlled else single
            starts.setdefault(member.start, set()).add(member.study.key)
    yield from _starts_of("Non-randomised studies with a comparison", compared, FOLLOWED)
    yield from _starts_of("Findings of one group", single, FOLLOWED_BY_ONE_GROUP)


def _starts_of(
    which: str, starts: Mapping[str, Collection[str]], followed: Mapping[str, str]
) -> Iterator[Sentence]:
    if not starts:
        return
    places = [
        f"at {level.replace('_', ' ')}{f' ({followed[level]})' if level in followed else ''}"
        for level in starts
    ]
    mixed = "; these are different versions of GRADE" if followed is FOLLOWED and len(starts) > 1 else ""
    text = f"{which} started {joined(places)}{mixed}."
    facts = tuple(
        fact(f"start at {level}", sorted(keys), "starts of the bodies of evidence")
        for level, keys in starts.items()
    )
    yield Sentence("certainty", text, facts, short=text, cites=_STARTS)


def _thresholds(view: View) -> Iterator[Sentence]:
    """Say what effects were held against: the thresholds of the team, else the rough guide of GRADE."""
    compared = {
        body.outcome.id for body, _ in view.bodies if any(member.is_controlled for member in body.members)
    }
    given = [(each.label, each.thresholds) for each in view.outcomes if each.thresholds.shown]
    if given:
        told = [f"{label}: {_in_words(thresholds)}" for label, thresholds in given]
        facts = tuple(fact(label, thresholds.shown, "outcomes") for label, thresholds in given)
        yield Sentence("certainty", f"Effects were held against thresholds. {'; '.join(told)}.", facts)
    unset = [
        each.label
        for each in view.outcomes
        if each.id in compared and not each.thresholds.has_mid and not each.thresholds.is_null
    ]
    if unset:
        text = (
            f"No threshold was set for {joined(unset)}: imprecision was held there against a rough guide, a "
            "quarter less or more of the risk (0.75 and 1.25; GRADE guidelines 6, "
            "doi 10.1016/j.jclinepi.2011.01.012)."
        )
        cite = Cite("grade-6", ", doi 10.1016/j.jclinepi.2011.01.012", "", in_brackets=True)
        facts = (fact("outcomes without a threshold", unset, "outcomes"),)
        yield Sentence("certainty", text, facts, cites=(cite,))


def _in_words(thresholds: Thresholds) -> str:
    """Return the thresholds of an outcome with their unit and sources.

    >>> from workbench.grade.body.thresholds import Threshold
    >>> _in_words(Thresholds(Threshold(20, "panel of 12 patients"), target="null"))
    'smallest benefit that matters 20 per 1,000 people (panel of 12 patients), intervals against no effect'
    """
    unit = thresholds.unit or "per 1,000 people"
    parts = [
        f"{title} {each.value:.15g} {unit}{f' ({each.source})' if each.source else ''}"
        for name, title in TITLES.items()
        if (each := getattr(thresholds, name)) is not None
    ]
    if thresholds.target:
        parts.append(f"intervals against {TARGETS[thresholds.target]}")
    return ", ".join(parts)


def _raters(rows: Sequence[BodyRow], persons: People) -> Iterator[Sentence]:
    lines = [line for row in rows for line in row.ratings if line.rated_by]
    if not lines:
        return
    made = Counter(line.rated_by for line in lines)
    raters = sorted(made)
    whose = [f"{persons.of(each)}{f' ({made[each]})' if len(made) > 1 else ''}" for each in raters]
    confirmed = Counter(line.confirmed_by for line in lines if line.confirmed_by)
    seconds = [
        f"{'all' if number == len(lines) else number} by {persons.of(handle)}"
        for handle, number in sorted(confirmed.items())
    ]
    apart = [line for line in lines if line.suggested is not None and line.final != line.suggested]
    suggested = sum(line.suggested is not None for line in lines)
    text = (
        f"{begun(count(len(lines), 'rating', 'ratings'))} {was(len(lines))} made by "
        f"{joined(whose)}"
        f"{f', and confirmed by a second person: {joined(seconds)}' if seconds else ''}; "
        f"of {suggested} for which the numbers suggest a level, "
        f"{len(apart)} {'differs' if len(apart) == 1 else 'differ'} from it."
    )
    facts = (
        *persons.facts({*raters, *confirmed}),
        *(fact("confirmed", number, f"{handle}") for handle, number in sorted(confirmed.items())),
        fact("ratings", len(lines), "ratings of certainty"),
        fact("with a suggestion", suggested, "ratings of certainty"),
        fact("that differ from it", len(apart), "ratings of certainty"),
    )
    yield Sentence("certainty", text, facts)
    stale = sum(line.stale for line in lines)
    if stale:
        number = begun(count(stale, "rating was", "ratings were"))
        text = f"{number} made before numbers or appraisals behind {'it' if stale == 1 else 'them'} changed."
        yield Sentence("certainty", text, (fact("stale ratings", stale, "ratings of certainty"),), short=text)


def _number_checks(view: View) -> Iterator[Sentence]:
    better = {outcome.id: outcome.better for outcome in view.outcomes}
    checked = [
        checks_of(numbers, better[finding.outcome_id])
        for finding in view.findings
        if (numbers := numbers_of(finding)) is not None
    ]
    if checked:
        yield Sentence(
            "number checks",
            f"Reported numbers were checked against each other by the program: {tally(checked)}.",
            (fact("tally", tally(checked), "findings"),),
        )


def software_sentences() -> Iterator[Sentence]:
    """Name the program with its version, and say what it did by itself."""
    cited = CITED_AS.format(version=__version__)
    facts = (fact("version", __version__, "the program"),)
    text = f"Appraisals, agreement and evidence tables were computed with the appraisal workbench ({cited})."
    cite = Cite("workbench", f" ({cited})", f", version {__version__}")
    yield Sentence("software", text, facts, short=f"Software: {cited}.", cites=(cite,))
    yield Sentence(
        "software",
        "The program suggested judgements by the rules of the checklists, and levels of certainty from the "
        "numbers entered; it answered no item and made no rating by itself.",
        facts,
    )
