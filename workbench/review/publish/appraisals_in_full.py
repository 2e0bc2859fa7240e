"""Put appraisals in full for a report: each judgement with the answers, notes and quotes that it rests on.

Reviewers answer alike more often than not, so thousands of appraisals share most of what is made here.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

from checklists import DomainVerdict, OverallVerdict
from checklists.language.model import DIRECTION
from store.records import OVERALL, Answer
from workbench.output.recorded_items import role_in_words
from workbench.output.report.content import Answered, Appraised, Judged, Passage
from workbench.review.appraisals.quote_anchors import Anchor, Anchors
from workbench.review.appraisals.sheets import Sheet, is_own_judgement
from workbench.review.appraisals.variants import to_agree_on

CONTEXT = 160
"""Characters of a document that are shown before and after a quote."""


def appraisals_in_full(
    sheets: Sequence[Sheet], anchors: Anchors, *, by_title: bool = False
) -> tuple[Appraised, ...]:
    """Return appraisals with everything that is in them, in the order given.

    Args:
        sheets: the appraisals.
        anchors: finds where their quotes stand.
        by_title: name checklists without their ids.
    """
    writer = _Writer(anchors, by_title=by_title)
    return tuple(map(writer.appraised, sheets))


class _Writer:
    """A writer of appraisals that makes judgements of domains which are alike once."""

    def __init__(self, anchors: Anchors, *, by_title: bool) -> None:
        self._anchors, self._by_title = anchors, by_title
        self._judged: dict[Hashable, Judged] = {}

    def appraised(self, sheet: Sheet) -> Appraised:
        """Return an appraisal in full."""
        checklist, verdict, asked = sheet.checklist, sheet.verdict, sheet.asked_by_domain
        wholes = {
            whole.target: _judged(sheet, whole.target, checklist.title_of(whole.target), whole)
            for whole in verdict.overalls.values()
        }
        overall = wholes.pop(OVERALL, None)
        quoted = {quote.item_id for quote in sheet.quotes}
        domains = [self._domain(sheet, domain, asked[domain.id], quoted) for domain in verdict.domains]
        before = _before_items(sheet)
        if before and overall is not None:
            overall = replace(overall, items=before)
        elif before and domains:
            domains[0] = replace(domains[0], items=(*before, *domains[0].items))
        return Appraised(
            sheet.study.key,
            sheet.study.bibliography.title,
            sheet.result_label,
            sheet.reviewer,
            sheet.state,
            f"{checklist.title} ({'version' if self._by_title else checklist.id} {checklist.version})",
            overall,
            tuple(domains),
            tuple(flag.message for flag in verdict.flags),
            tuple(wholes.values()),
            tuple(f"{total.title}: {sheet.total_in_words(total.id)}" for total in checklist.totals),
        )

    def _domain(self, sheet: Sheet, domain: DomainVerdict, items: Sequence[str], quoted: set[str]) -> Judged:
        given = [sheet.answers.get(item) for item in items]
        if (
            any(answer.note for answer in given if answer is not None)
            or not quoted.isdisjoint(items)
            or domain.id in sheet.overrides
            or f"{domain.id}{DIRECTION}" in sheet.answers
        ):
            answers = map(self._answered, [sheet] * len(items), items, given)
            return _judged(sheet, domain.id, domain.title, domain, tuple(answers))
        # Where nothing else was said, it follows from the verdict, which sheets that are alike share.
        codes = tuple([answer.code if answer is not None else None for answer in given])
        alike = id(domain), id(sheet.checklist), codes
        judged = self._judged.get(alike)
        if judged is None:
            texts = [_answered(sheet, item, code) for item, code in zip(items, codes, strict=True)]
            judged = self._judged[alike] = _judged(sheet, domain.id, domain.title, domain, tuple(texts))
        return judged

    def _answered(self, sheet: Sheet, item: str, given: Answer | None) -> Answered:
        code, note = (given.code, given.note) if given is not None else (None, "")
        passages = tuple(_passage(anchor) for anchor in self._anchors.of(sheet, item))
        return _answered(sheet, item, code, note, passages)


def _before_items(sheet: Sheet) -> tuple[Answered, ...]:
    """Return what the appraisal is about, as it was entered before the items."""
    return tuple(
        Answered(each.id, each.text, value.replace("_", " ") if each.options else value, "", ())
        for each in to_agree_on(sheet.checklist)
        if (value := sheet.preliminaries.get(each.id, ""))
    )


def _answered(
    sheet: Sheet, item_id: str, code: str | None, note: str = "", passages: tuple[Passage, ...] = ()
) -> Answered:
    item = sheet.checklist.item(item_id)
    return Answered(
        item_id,
        f"{item.text} ({role_in_words(item.role)})" if item.role else item.text,
        f"{code}: {sheet.checklist.answers[code].label}" if code else "",
        note,
        passages,
    )


def _passage(anchor: Anchor) -> Passage:
    """A quote in its context, where its words can be read now."""
    if anchor.document is None:
        return Passage("", anchor.words, "", anchor.source)
    text = anchor.document.text
    start, end = anchor.document.from_source(anchor.start, anchor.end)
    return Passage(
        ("…" if start > CONTEXT else "") + text[max(0, start - CONTEXT) : start],
        text[start:end] or anchor.quote.text,
        text[end:][:CONTEXT] + ("…" if len(text) > end + CONTEXT else ""),
        anchor.source,
    )


def _judged(
    sheet: Sheet,
    target: str,
    title: str,
    verdict: DomainVerdict | OverallVerdict,
    items: tuple[Answered, ...] = (),
) -> Judged:
    standing = "recorded, not judged" if verdict.judged_by == "none" else ""
    override = sheet.overrides.get(target)
    return Judged(
        target,
        title,
        verdict.suggested,
        verdict.final,
        verdict.because or "",
        override.reason if override else "",
        items,
        sheet.order_of(target) if verdict.judged_by != "none" else None,
        is_own_judgement(verdict),
        standing if verdict.is_needed else "not needed",
        (sheet.direction(target) or "").replace("_", " "),
    )
