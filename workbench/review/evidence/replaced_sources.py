"""Flag the numbers and quotes of a body of evidence whose document was replaced or withdrawn since."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.records import Quote
from workbench.counts import count
from workbench.review.evidence.bodies import Body, Member
from workbench.review.evidence.finding_form import stored_quote

if TYPE_CHECKING:
    from workbench.review.view import View


class Flags:
    """What became of the documents that the evidence was read in.

    Args:
        view: a reading of the review.
    """

    def __init__(self, view: View) -> None:
        self._replaced = view.replaced
        self._entered = {
            (event.study_key, event.about.get("outcome")): event.at
            for event in view.evidence_events
            if event.action == "finding"
        }

    def of_quote(self, quote: Quote) -> str:
        """Say what became of the document of a quote; empty where it is read."""
        return self._replaced.flag_of(quote)

    def of_finding(self, member: Member) -> str:
        """Say what became of the document of a study's numbers; empty where it is read."""
        finding = member.finding
        entered_at = self._entered.get((member.study.key, str(finding.outcome_id)))
        name = stored_quote(finding).get("document")
        return self._replaced.flag_of_finding(finding, name, entered_at)

    def of_body(self, body: Body) -> tuple[str, ...]:
        """Return a sentence for each study with numbers or quotes from a document that is not read now."""
        return tuple(sentence for member in body.members for sentence in self._of_member(member))

    def _of_member(self, member: Member) -> Iterator[str]:
        if flag := self.of_finding(member):
            yield f"{member.label}: its numbers are {flag}: compare them with what is there now"
        quotes = member.full_sheet.quotes if member.sheet is not None and self._replaced.are_any else ()
        if flags := [flag for quote in quotes if (flag := self.of_quote(quote))]:
            verb = "is" if len(flags) == 1 else "are"
            yield f"{member.label}: {count(len(flags), 'quote')} {verb} {'; '.join(dict.fromkeys(flags))}"
