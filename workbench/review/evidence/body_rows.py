"""Build the row of a body of evidence: each GRADE domain suggested and final side by side, and the sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from store.records import CertaintyRating
from workbench.grade import (
    CERTAINTY_WORDS,
    GRADE_DOMAINS,
    NOTHING_COMPARED,
    GradedBody,
    RatingState,
    Suggestion,
    ascii_symbols,
    grade_ratings,
    statement_of,
    suggest_inconsistency,
    symbols,
    withhold_large_effect,
)
from workbench.review.blindness.visibility import RISK_OF_BIAS
from workbench.review.evidence.appraisers import Appraisers
from workbench.review.evidence.bodies import Body
from workbench.review.evidence.body_history import BodyHistory
from workbench.review.evidence.body_records import NOT_RATED, BodyRow, EntryLine, RatingLine, StartLine
from workbench.review.evidence.entries import PARTS, start_named
from workbench.review.evidence.graded_body import as_graded, start_note
from workbench.review.evidence.suggestions import refusal, suggestions
from workbench.review.sentences import name_some

MUST_BE_RATED = tuple(domain.id for domain in GRADE_DOMAINS.values() if not domain.rates_up)
"""The domains without which there is no certainty; the reasons to rate up may stay unrated."""


LARGE_EFFECT = "LargeEffect"


Rated = Mapping[tuple[UUID, str, str], CertaintyRating]
"""The ratings of the review, by outcome, key of the body and domain."""


def row_of(
    body: Body,
    rated: Rated,
    history: BodyHistory,
    appraisers: Appraisers,
    kept: tuple[str, ...] = (),
) -> BodyRow:
    """Build the row of a body of evidence.

    Args:
        body: the studies with their appraisals.
        rated: the ratings of the review.
        history: what happened to the bodies.
        appraisers: who appraises.
        kept: see `BodyRow`.
    """
    lines = _rating_lines(body, rated, history, appraisers)
    level, note, refused = certainty_of(body, lines)
    graded = as_graded(body)
    row = BodyRow(
        outcome=body.outcome,
        place=body.place,
        key=str(body.key) if body.members else "",
        start=body.start or "",
        start_because=_start_because(body),
        checklist_ids=_checklists(body),
        studies=tuple(member.study.key for member in body.members),
        missing=body.missing,
        ratings=lines,
        certainty=level,
        symbols=symbols(level) if level else "",
        sum_note=note,
        refused_because=refused,
        recently=history.recently(body),
        ascii_symbols=ascii_symbols(level) if level else "",
        entries=tuple(_entry_line(body, part, history) for part in PARTS),
        starts=_starts(body),
        kept=kept,
        effect="" if graded.effect is None or not graded.compared else str(graded.effect),
        effect_because=_effect_because(graded),
        absolute="" if graded.absolute is None else str(graded.absolute),
        several=appraisers.several,
        absolute_because=graded.baseline_note or graded.no_absolute_because,
    )
    said = statement_of(as_graded(body, row))
    return replace(row, statement=said.text, statement_because=said.because)


def _rating_lines(
    body: Body, rated: Rated, history: BodyHistory, appraisers: Appraisers
) -> tuple[RatingLine, ...]:
    """Build the line of each domain, those that rate down first: what they say decides on a large effect."""
    suggested = suggestions(body)
    lines: list[RatingLine] = []
    for domain in GRADE_DOMAINS:
        suggestion = suggested.get(domain)
        if domain == LARGE_EFFECT and suggestion is not None:
            down = [line.title for line in lines if line.final is not None and line.final < 0]
            suggestion = withhold_large_effect(suggestion, down)
        stored = rated.get((body.outcome.id, str(body.key), domain))
        lines.append(_rating_line(body, domain, suggestion, stored, history, appraisers))
    return tuple(lines)


def certainty_of(body: Body, lines: Sequence[RatingLine]) -> tuple[str, str, str]:
    """Return the certainty that ratings lead to, the sum in words, and why there is no certainty yet."""
    refused = _refused(body, lines)
    if body.start is None:
        return "", "", refused
    ratings = [rating for line in lines if (rating := line.as_rating) is not None]
    grade = grade_ratings(
        body.start, ratings, randomised=body.key.randomised, up_anyway=body.entries.up_anyway
    )
    return ("", f"so far: {grade.note}", refused) if refused else (grade.certainty, grade.note, "")


def lines_of_changed(
    body: Body, lines: Sequence[RatingLine], risk_of_bias: int | None
) -> tuple[RatingLine, ...]:
    """Return the lines for a body with other studies or judgements than those that the lines are of.

    What persons rated stays, and what stands by itself follows anew.

    Args:
        body: the changed body.
        lines: of the body before the change.
        risk_of_bias: the levels that are suggested for the changed body.
    """
    suggested = {RISK_OF_BIAS: Suggestion(RISK_OF_BIAS, risk_of_bias, "")}
    if len(body.members) == 1:
        suggested["Inconsistency"] = suggest_inconsistency({body.members[0].study.key: None})
    return tuple(
        line if line.rated_by else replace(line, final=_by_itself(body, line.domain, suggested))
        for line in lines
    )


def _by_itself(body: Body, domain: str, suggested: Mapping[str, Suggestion]) -> int | None:
    suggestion = suggested.get(domain)
    return suggestion.levels if suggestion and _stands_by_itself(body, domain, suggestion) else None


def _checklists(body: Body) -> tuple[str, ...]:
    return tuple(dict.fromkeys(member.checklist.id for member in body.members if member.checklist))


def _start_because(body: Body) -> str:
    if not body.members:
        return "no study has a finding for it yet"
    if body.start is None:
        silent = [member.checklist.id for member in body.members if member.checklist]
        if silent:
            names = list(dict.fromkeys(silent))
            verb = "does" if len(names) == 1 else "do"
            say = f"{' and '.join(names)} {verb} not say where GRADE starts"
            return f"{say}: choose a start, and rate risk of bias yourselves"
        return "no checklist is assigned, so nothing says where GRADE starts"
    chosen = {choice.checklist for choice, _ in body.choices}
    named = " and ".join(checklist for checklist in _checklists(body) if checklist not in chosen)
    verb = "start" if " and " in named else "starts"
    own = f"{named} {verb} {CERTAINTY_WORDS[body.start]}{_whose_start(body)}" if named else ""
    if lowered := _lowered(body):
        own += f"; nothing is compared, so the start of {' and '.join(lowered)} for comparisons is not used"
    return "; ".join(filter(None, [own, start_note(body).removeprefix("Start: ")]))


def _whose_start(body: Body) -> str:
    """Say that a start for single arms is ours, where it is; GRADE has none. Case series start very low."""
    is_ours = not body.key.controlled and body.start == "low"
    return ", our default: no start for single arms is published" if is_ours else ""


def _lowered(body: Body) -> list[str]:
    """Return the checklists whose own start is above that of the body, as this one compares nothing."""
    return list(
        dict.fromkeys(
            member.checklist.id
            for member in body.members
            if member.checklist
            and member.checklist.grade
            and member.choice is None
            and start_named(member.checklist, "", compared=True) != member.own_start
        )
    )


def _starts(body: Body) -> tuple[StartLine, ...]:
    checklists = {member.checklist.id: member for member in body.members if member.checklist}
    return tuple(
        StartLine(
            each,
            name,
            start.start,
            name == member.own_start,
            start == member.declared,
        )
        for each, member in checklists.items()
        for name, start in member.starts.items()
    )


def _effect_because(graded: GradedBody) -> str:
    if graded.uncontrolled:
        return NOTHING_COMPARED + (": what was entered as effect is not shown" if graded.pooled else "")
    if graded.effect_note:
        return graded.effect_note
    return "as the study reports it" if graded.effect is not None else "no study reports one"


def _text(value: object) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _entry_line(body: Body, part: str, history: BodyHistory) -> EntryLine:
    entry = body.entries.by_part.get(part)
    if entry is None:
        return EntryLine(part, "", "", "", None, False, {})
    shown = {
        "effect": body.entries.effect,
        "baseline": body.entries.baseline,
        "comment": body.entries.comment,
        "statement": body.entries.statement,
        "up_anyway": body.entries.up_anyway,
    }
    fields = {name: _text(value) for name, value in entry.content.items()}
    text = str(shown[part]) if shown[part] is not None else "; ".join(fields.values())
    stale = history.is_entry_stale(body, part)
    return EntryLine(part, text, entry.source, entry.entered_by, entry.changed_at, stale, fields)


def _rating_line(
    body: Body,
    domain: str,
    suggested: Suggestion | None,
    rated: CertaintyRating | None,
    history: BodyHistory,
    appraisers: Appraisers,
) -> RatingLine:
    title, words = GRADE_DOMAINS[domain].title, GRADE_DOMAINS[domain].words
    levels = suggested.levels if suggested else None
    because = suggested.because if suggested else ""
    if rated is None or history.hides(body, domain):
        final = levels if _stands_by_itself(body, domain, suggested) else None
        word = NOT_RATED if final is None else words.get(final, str(final))
        state = _unrated_state(suggested, stands=final is not None)
        reason = because if final is not None else ""
        why = because if state is RatingState.NOT_ASSESSABLE else ""
        return RatingLine(
            domain, title, levels, because, final, reason, "", None, False, word, state, state_because=why
        )
    event, confirmed = history.rated(body, domain), history.confirmed(body, domain)
    who, when = (event.reviewer, event.at) if event else ("", None)
    stale = history.stale_because(body, domain)
    state, why = _rated_state(body, domain, stale, is_confirmed=confirmed is not None, appraisers=appraisers)
    return RatingLine(
        domain,
        title,
        levels,
        because,
        rated.levels,
        rated.reason,
        who,
        when,
        bool(stale),
        words.get(rated.levels, str(rated.levels)),
        state,
        why,
        confirmed.reviewer if confirmed else "",
        confirmed.at if confirmed else None,
    )


def _unrated_state(suggested: Suggestion | None, *, stands: bool) -> RatingState:
    """Return the state of what nobody rated; what no test can assess is still for a person to rate."""
    if suggested is None or suggested.levels is None:
        return RatingState.NOT_RATED
    return RatingState.NOT_ASSESSABLE if stands and not suggested.assessable else RatingState.SUGGESTED


def _rated_state(
    body: Body, domain: str, stale: str, *, is_confirmed: bool, appraisers: Appraisers
) -> tuple[RatingState, str]:
    """Return the state of a rating that a person made, and why it is open."""
    if stale:
        return RatingState.STALE, stale
    if GRADE_DOMAINS[domain].rests_on == "appraisals":
        apart = [member.label for member in body.members if member.others]
        if apart:
            return (
                RatingState.UNRECONCILED,
                f"the appraisals of {name_some(apart)} differ, without a consensus",
            )
    if is_confirmed:
        return RatingState.AGREED, ""
    if appraisers.several:
        return RatingState.UNRECONCILED, "no second person has confirmed it"
    return RatingState.RATED, ""


def _stands_by_itself(body: Body, domain: str, suggested: Suggestion | None) -> bool:
    """Return True if a suggestion counts until a person rates otherwise.

    Risk of bias follows from the appraisals, as a judgement follows from the answers. One study has no
    inconsistency to rate. All else is for a person.
    """
    if suggested is None or suggested.levels is None or body.start is None:
        return False
    if GRADE_DOMAINS[domain].rests_on == "appraisals":
        return True
    return domain == "Inconsistency" and len(body.members) == 1


def _refused(body: Body, lines: Sequence[RatingLine]) -> str:
    if not body.members or body.start is None:
        return _start_because(body)
    reasons = [refusal(body)]
    appraised = {domain.id for domain in GRADE_DOMAINS.values() if domain.rests_on == "appraisals"}
    skipped = appraised if reasons[0] else set()
    open_ones = [
        line.title
        for line in lines
        if line.domain in MUST_BE_RATED and line.final is None and line.domain not in skipped
    ]
    if open_ones:
        reasons.append(f"not rated yet: {', '.join(open_ones)}")
    return "; ".join(filter(None, reasons))
