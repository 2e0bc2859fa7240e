"""What the numbers and the appraisals of a body of evidence suggest for each GRADE domain."""

from __future__ import annotations

from dataclasses import replace

from workbench.grade import (
    GRADE_DOMAINS,
    Effect,
    GradedBody,
    Suggestion,
    WeighedBody,
    events_of,
    suggest_imprecision,
    suggest_inconsistency,
    suggest_large_effect,
    suggest_publication_bias,
    suggest_risk_of_bias,
)
from workbench.review.evidence.bodies import Body
from workbench.review.evidence.graded_body import as_graded


def suggestions(body: Body) -> dict[str, Suggestion]:
    """Domain id to its suggestion; empty for an outcome without findings."""
    if not body.members:
        return {}
    effects = {member.study.key: _effect(body, member.study.key) for member in body.members}
    whole = as_graded(body).effect
    events, people = _size(body)
    found = [
        _risk_of_bias(body),
        suggest_inconsistency(effects),
        suggest_imprecision(events=events, people=people, effect=whole),
        suggest_publication_bias(len(effects)),
        suggest_large_effect(whole, events=events),
        *(
            Suggestion(domain.id, None, f"for a person: {domain.question}")
            for domain in GRADE_DOMAINS.values()
            if domain.question
        ),
    ]
    return {one.domain: one for one in found}


def refusal(body: Body) -> str:
    """Why risk of bias has no clean result: less than half of the weight is appraised. Empty where it has."""
    whole = sum(each.weight for each in body.contributions)
    done = sum(each.weight for each in body.contributions if each.judgement is not None)
    if not body.members or 2 * done >= whole:
        return ""
    named = ", ".join(body.missing)
    return f"risk of bias: less than half by {body.weighted_by} is appraised; missing: {named}"


def _risk_of_bias(body: Body) -> Suggestion:
    weighed = WeighedBody(body.key, body.contributions)
    found = suggest_risk_of_bias(weighed, weighted_by=body.weighted_by)
    others = [
        f"{sheet.reviewer} judges {member.study.key} {sheet.verdict.overall.final}"
        for member in body.members
        for sheet in member.others
    ]
    if not others:
        return found
    return replace(found, because=f"{found.because} Not reconciled: {'; '.join(others)}.")


def _effect(body: Body, key: str) -> Effect | None:
    """The effect of one study: as reported, else its risk ratio from the counts."""
    numbers = next(member.numbers for member in body.members if member.study.key == key)
    return GradedBody(body.outcome.name, {key: numbers}, "", body.start or "very_low").effect


def _size(body: Body) -> tuple[int | None, int | None]:
    """Events and people of all groups together; None where a study does not tell."""
    groups = [
        group
        for member in body.members
        for group in ((member.numbers.treatment, member.numbers.comparison) if member.numbers else (None,))
    ]
    given = [group for group in groups if group is not None]
    counted = [events_of(group) for group in given]
    people = [group.total for group in given]
    told = bool(given) and all(
        member.numbers is not None and member.numbers.treatment is not None for member in body.members
    )
    events = sum(one.events for one in counted if one) if told and None not in counted else None
    total = sum(one or 0 for one in people) if told and None not in people else None
    return events, total
