"""Give the sentences on agreement with the figures that they rest on."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.output.abbreviations import ABBREVIATIONS
from workbench.review.publish.manuscript.cited_works import Cite
from workbench.review.publish.manuscript.manuscript_sentences import Sentence, SupportingFact, fact
from workbench.review.reviewers.agreement import AgreementReport
from workbench.review.reviewers.agreement_sentences import agreement_sentences
from workbench.review.reviewers.agreement_words import NO_LABEL
from workbench.review.view import View

_COEFFICIENTS = (
    Cite("gwet-ac1", "Gwet's first agreement coefficient"),
    Cite("gwet-ac2", "Gwet's second agreement coefficient"),
)
_INTERVAL = (Cite("bayesian-bootstrap", "Bayesian bootstrap", in_brackets=True),)


def agreement_part(view: View, *, by_title: bool = False) -> Iterator[Sentence]:
    """Give the sentences on each checklist, then how intervals were made; the short text has the first.

    Args:
        view: a reading of the review.
        by_title: name checklists by their titles rather than by their ids.
    """
    reports = view.agreement
    written = list(agreement_sentences(reports, by_title=by_title))
    if not written:
        return
    *_, closing = written  # on the intervals of all, where there are any
    explained = [
        f"{short} is {ABBREVIATIONS[short]}"
        for short in ("AC1", "AC2")
        if any(short in text for text in written)
    ]
    said_once = {closing}
    for report in reports:
        told = agreement_sentences([report], by_title=by_title)
        texts = [text for text in told if text not in said_once]
        said_once |= {text for text in texts if text.startswith(NO_LABEL)}
        for number, text in enumerate(texts):
            yield Sentence("agreement", text, _facts(report), short="" if number else text, is_result=True)
    facts = tuple(each for report in reports for each in _facts(report))
    text = (
        "Agreement between reviewers was measured as the share of results on which they agreed, and with a"
        " coefficient that corrects for chance."
    )
    yield Sentence("agreement", text, facts)
    if explained:
        yield Sentence("agreement", f"{', and '.join(explained)}.", facts, cites=_COEFFICIENTS)
    yield Sentence("agreement", closing, facts, cites=_INTERVAL)


def _facts(report: AgreementReport) -> tuple[SupportingFact, ...]:
    source = f"agreement of {report.checklist_id}"
    facts = [fact("reviewers", list(report.reviewers), source)]
    for line in (line for line in report.lines if line.kind == "overall"):
        facts.append(fact(f"{line.title}: results rated twice or more", line.rated_twice, source))
        facts += [
            fact(
                f"{line.title}: {each.title}",
                "not defined" if each.value is None else round(each.value, 4),
                source,
            )
            for each in line.coefficients
        ]
    return tuple(facts)
