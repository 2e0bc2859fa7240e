"""Suggest a rating for each GRADE domain from the numbers and appraisals of a body of evidence."""

from __future__ import annotations

from dataclasses import replace

from workbench.grade import (
    GRADE_DOMAINS,
    GradedBody,
    Suggestion,
    WeighedBody,
    one_charge,
    suggest_imprecision,
    suggest_inconsistency,
    suggest_large_effect,
    suggest_publication_bias,
    suggest_risk_of_bias,
)
from workbench.output.symbols import word_of
from workbench.review.evidence.bodies import Body, Member
from workbench.review.evidence.graded_body import as_graded

ROLES = {
    "Indirectness": "grade_indirectness",
    "Imprecision": "grade_imprecision",
    "Inconsistency": "grade_inconsistency",
    "PublicationBias": "grade_publication_bias",
}
"""By domain, the role of the items of a checklist that are recorded for it and read by no rule."""


def suggestions(body: Body) -> dict[str, Suggestion]:
    """Return the suggestion for each domain by its id; empty for an outcome without findings."""
    if not body.members:
        return {}
    labels = {member.study.key: member.label for member in body.members}
    graded = as_graded(body, label_of=labels.__getitem__)
    singles = {label: _alone(graded, label) for label in labels.values()}
    effects = {study: single.effect for study, single in singles.items()}
    baselines = {
        study: risk for study, single in singles.items() if (risk := single.risk_without) is not None
    }
    inconsistency = suggest_inconsistency(effects, graded.thresholds, baselines)
    imprecision = suggest_imprecision(graded.precision, graded.thresholds)
    suggested = [
        _risk_of_bias(body),
        inconsistency,
        one_charge(imprecision, inconsistency),
        suggest_publication_bias(len(effects), _recorded(body, "PublicationBias")),
        suggest_large_effect(graded.precision),
        *(
            Suggestion(domain.id, None, f"for a person: {domain.question}{_hint(body, domain.id)}")
            for domain in GRADE_DOMAINS.values()
            if domain.question
        ),
    ]
    return {suggestion.domain: _with_recorded(suggestion, body) for suggestion in suggested}


def _with_recorded(suggestion: Suggestion, body: Body) -> Suggestion:
    """Add what the appraisals recorded for the domain; publication bias has it already."""
    recorded = [] if suggestion.domain == "PublicationBias" else _recorded(body, suggestion.domain)
    if not recorded:
        return suggestion
    told = f"{suggestion.because.rstrip('.')}. Answered with a concern: {', '.join(recorded)}."
    return replace(suggestion, because=told)


def _recorded(body: Body, domain: str) -> list[str]:
    """Return study and number of each item that is recorded for a domain and answered with a concern.

    Only the appraisal of each study that counts is looked at.
    """
    role = ROLES.get(domain)
    if role is None:
        return []
    return [
        f"{member.label} {item.shown}"
        for member in body.members
        if member.sheet is not None
        for item in member.sheet.checklist.items
        if item.role == role
        and (code := member.sheet.codes.get(item.id)) is not None
        and member.sheet.checklist.tone(item.id, code) == "poor"
    ]


def refusal(body: Body) -> str:
    """Explain why risk of bias has no result: less than half of the weight is appraised. Else empty."""
    whole = sum(each.weight for each in body.contributions)
    unread = {member.study.key for member in body.members if member.is_unread}
    done = sum(
        each.weight for each in body.contributions if each.judgement is not None or each.study in unread
    )
    if not body.members or 2 * done >= whole:
        return ""
    named = ", ".join(member.label for member in body.members if member.study.key in body.missing)
    return f"risk of bias: less than half by {body.weighted_by} is appraised; missing: {named}"


def _risk_of_bias(body: Body) -> Suggestion:
    weighed = WeighedBody(body.key, body.contributions)
    suggestion: Suggestion = suggest_risk_of_bias(weighed, weighted_by=body.weighted_by)
    unread = [member for member in body.members if member.is_unread]
    if unread:
        named = ", ".join(f"{member.label} with {_checklist_id(member)}" for member in unread)
        told = f"For the team to rate: no rule says what the appraisal of {named} means for risk of bias."
        if len(unread) == len(body.members):
            return Suggestion(suggestion.domain, None, told)
        suggestion = replace(suggestion, because=f"{suggestion.because} {told}")
    others = [
        f"{sheet.reviewer} judges {member.label} {_word(sheet.final_overall)}"
        for member in body.members
        for sheet in member.others
    ]
    if not others:
        return suggestion
    return replace(suggestion, because=f"{suggestion.because} Not reconciled: {'; '.join(others)}.")


def _word(level: str | None) -> str:
    return word_of(level).lower() if level else "not at all"


def _checklist_id(member: Member) -> str:
    return member.sheet.checklist.id if member.sheet is not None else ""


def _hint(body: Body, domain: str) -> str:
    """Return what was judged on another axis than GRADE reads, for indirectness; empty for all else."""
    if domain != "Indirectness":
        return ""
    told = [
        f"{member.label} {axis.replace('_', ' ')} {word_of(level).lower()}"
        for member in body.members
        if member.sheet is not None
        for axis, level in member.sheet.levels_beside.items()
    ]
    return f" Judged beside risk of bias: {'; '.join(told)}." if told else ""


def _alone(graded: GradedBody, study: str) -> GradedBody:
    """Return one study of a body by itself, with the risk without treatment of the body if one is entered."""
    return replace(graded, studies={study: graded.studies[study]}, pooled=None)
