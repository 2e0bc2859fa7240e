"""Check what a file brings for each appraisal: against its checklist, and against what the review has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from checklists import Verdict, judge
from store import appraisals as stored
from store.import_undo import emptied
from store.imported_appraisals import ImportedOverride, ImportedQuote
from store.judgements import JudgementCopy, copies_of
from store.records import (
    Answer,
    Appraisal,
    AppraisalKind,
    AppraisalState,
    Override,
    Quote,
    Study,
    Worksheet,
)
from workbench.errors import ConflictError, UsageError
from workbench.intake.appraisals.records import LongRow
from workbench.output.symbols import order_of, word_of
from workbench.review.appraisals.overrides import require_choosable
from workbench.review.appraisals.quotes import locate_in
from workbench.review.appraisals.resolve import known_item
from workbench.review.appraisals.sheets import OVERALL, Sheet, answers_to_judge
from workbench.review.appraisals.submission import require_complete
from workbench.review.appraisals.texts import ReadingText, texts_of
from workbench.review.exchange.import_report import ImportedLine
from workbench.review.exchange.incoming import Incoming, IncomingPlace
from workbench.review.exchange.incoming_judgements import reason_of
from workbench.review.reviewers.handles import own_names
from workbench.review.view import View


@dataclass(frozen=True, slots=True)
class Checked:
    """An appraisal of a file that nothing speaks against.

    Attributes:
        is_there: True if the review has it already, exactly so.
        into: id of the own draft without contents that takes it; None: it is made.
        judgements: the copies of what it comes to, where it is to be submitted; None for a draft.
    """

    incoming: Incoming
    line: ImportedLine
    is_there: bool
    judgements: tuple[JudgementCopy, ...] | None = None
    into: UUID | None = None


class Checker:
    """The checks on what a file brings, over one reading of the review.

    Args:
        view: a reading of the review.
        origin: the name of the file.
        submits: True if what is whole is to be submitted.
    """

    def __init__(self, view: View, origin: str, *, submits: bool) -> None:
        self._view = view
        self._origin = origin
        self._submits = submits
        self._verdicts: dict[Hashable, Verdict] = {}
        self._existing: dict[tuple[str, str, str, str], list[Worksheet]] = {}
        self._hidden: set[tuple[UUID, str]] = set()
        self._texts: tuple[UUID | None, list[ReadingText]] = (None, [])

    def read_existing(self, places: Iterable[IncomingPlace]) -> None:
        """Read what the review has at some places, as far as the viewer may see it."""
        wanted = {place.key for place in places}
        # Drafts of others that the viewer brought in and took back hold nothing that could be seen.
        free = self._view.visible_ids | emptied(self._view.session.db, own_names(self._view.session))
        own: dict[UUID, tuple[str, str, str, str]] = {}
        for appraisal in self._view.appraisals:
            if appraisal.kind is not AppraisalKind.INDEPENDENT:
                continue
            handle = appraisal.reviewer.casefold()
            key = (appraisal.study_key, appraisal.result, appraisal.checklist_id, handle)
            if appraisal.id not in free:
                self._hidden.add((appraisal.study_id, handle))
            elif key in wanted:
                own[appraisal.id] = key
        existing: dict[tuple[str, str, str, str], list[Worksheet]] = defaultdict(list)
        for identity, worksheet in stored.read_worksheets(self._view.session.db, own).items():
            existing[own[identity]].append(worksheet)
        self._existing = dict(existing)

    def check(self, incoming: Incoming) -> Checked | None:
        """Return what may be placed, or None where it has faults, which are noted in it, or is empty."""
        place = incoming.place
        if incoming.has_wrong_rows:
            return None
        if (place.study.id, place.reviewer.casefold()) in self._hidden:
            incoming.fault(
                incoming.lines,
                "",
                f"{place.reviewer} has work on {place.study.key} that you may not see, and only "
                f"{place.reviewer} can add to it",
                is_conflict=True,
            )
            return None
        existing = self._existing.get(place.key, [])
        into = next((each for each in existing if _takes(each, incoming)), None)
        if into is not None:
            incoming.shared = {**incoming.shared, **into.preliminaries}
        self._find_quotes(incoming)
        self._compare_finals(incoming)
        is_empty = not (incoming.answers or incoming.overrides or incoming.preliminaries or incoming.quotes)
        if incoming.has_wrong_rows or is_empty:
            return None
        sheet = self._sheet(incoming)
        if not self._is_choosable(incoming, sheet):
            return None
        if any(_is_same(worksheet, incoming) for worksheet in existing):
            state = existing[0].appraisal.state
            return Checked(incoming, _line(sheet, state.value), is_there=True)
        if existing and into is None:
            incoming.fault(
                incoming.lines,
                "",
                "the review has it with other contents, which stay: import into a copy to compare them",
                is_conflict=True,
            )
            return None
        return self._submitted(incoming, sheet, None if into is None else into.appraisal.id)

    def _submitted(self, incoming: Incoming, sheet: Sheet, into: UUID | None) -> Checked:
        if not (self._submits and incoming.is_done):
            return Checked(incoming, _line(sheet, "draft"), is_there=False, into=into)
        try:
            require_complete(sheet)
        except ConflictError as problem:
            return Checked(incoming, _line(sheet, "draft", problem.message), is_there=False, into=into)
        reasons = {target: override.reason for target, override in incoming.overrides.items()}
        copies = copies_of(sheet.verdict, reasons)
        return Checked(incoming, _line(sheet, "submitted"), is_there=False, judgements=copies, into=into)

    def _sheet(self, incoming: Incoming) -> Sheet:
        """Return the sheet that the appraisal would be."""
        place = incoming.place
        verdict = self._judge(incoming)
        worksheet = _worksheet(incoming, self._origin)
        return Sheet(place.study, place.checklist, place.reviewer, place.result, worksheet, verdict)

    def _judge(self, incoming: Incoming) -> Verdict:
        checklist, levels = incoming.place.checklist, incoming.levels
        codes = answers_to_judge(checklist, incoming.codes, incoming.all_preliminaries)
        given = checklist.sha256, frozenset(codes.items()), frozenset(levels.items())
        if given not in self._verdicts:
            self._verdicts[given] = judge(checklist, codes, overrides=levels)
        return self._verdicts[given]

    def _compare_finals(self, incoming: Incoming) -> None:
        """Take judgements without a reason: what the answers come to, else an override, else a fault."""
        if not incoming.finals:
            return
        checklist = incoming.place.checklist
        answered = {checklist.domain_of(item).id for item in incoming.codes if checklist.has_item(item)}
        # A whole rests on its domains, so it is compared once these have their levels.
        for target in sorted(incoming.finals, key=lambda target: target.startswith(OVERALL)):
            level, line = incoming.finals[target]
            if target in incoming.overrides:
                continue
            verdict = self._judge(incoming)
            final = verdict.final(target)
            if final == level:
                continue
            if target in answered or (target.startswith(OVERALL) and answered and final is not None):
                what = word_of(final) if final is not None else "no level yet"
                incoming.fault(
                    line,
                    f", {target}",
                    f"its answers come to {what}, not {word_of(level)}: say why in override_reason",
                )
            else:
                incoming.overrides[target] = ImportedOverride(level, reason_of(self._origin))

    def _is_choosable(self, incoming: Incoming, sheet: Sheet) -> bool:
        """Return True if the checklist lets a reviewer choose every level that is given."""
        for target, level in incoming.levels.items():
            try:
                require_choosable(sheet, target, level, is_settled=bool(incoming.codes))
            except (UsageError, ConflictError) as problem:
                incoming.fault(incoming.lines, f", {target}", problem.message)
        return not incoming.has_wrong_rows

    def _find_quotes(self, incoming: Incoming) -> None:
        """Find the passages; what is in no document is noted, and keeps nothing else out."""
        if not incoming.wanted:
            return
        study = incoming.place.study
        if self._texts[0] != study.id:
            self._texts = study.id, texts_of(self._view.session, study.id)
        places: dict[tuple[str, UUID, int, int], ImportedQuote] = {}
        for row in incoming.wanted:
            item = known_item(incoming.place.checklist, row.item)
            try:
                quote = _quote(item, row, study, self._texts[1])
            except UsageError as problem:
                incoming.lose(row.line, f", the quote for {item}", problem.message)
            else:
                places[item, quote.document_id, quote.start, quote.end] = quote
        incoming.quotes = list(places.values())


def _quote(item: str, row: LongRow, study: Study, texts: list[ReadingText]) -> ImportedQuote:
    """Return a passage at the place that the file gives, or wherever its words are.

    Raises:
        UsageError: no document of the study has them.
    """
    if row.start.isdecimal() and row.end.isdecimal():
        start, end = int(row.start), int(row.end)
        for text in texts:
            if text.source_name == row.document and text.source[start:end] == row.text:
                return ImportedQuote(item, text.id, start, end, row.text)
    passage = locate_in([text for text in texts if text.is_read], study.key, row.text)
    return ImportedQuote(item, passage.document.id, passage.start, passage.end, passage.text)


def _worksheet(incoming: Incoming, origin: str) -> Worksheet:
    place, now, identity = incoming.place, datetime.now(UTC), uuid4()
    appraisal = Appraisal(
        id=identity,
        study_id=place.study.id,
        study_key=place.study.key,
        result=place.result,
        checklist_id=place.checklist.id,
        checklist_version=place.checklist.version,
        checklist_sha256=place.checklist.sha256,
        reviewer=place.reviewer,
        kind=AppraisalKind.INDEPENDENT,
        state=AppraisalState.DRAFT,
        started_at=now,
        changed_at=now,
        submitted_at=None,
        reopened=0,
        imported_from=origin,
    )
    return Worksheet(
        appraisal,
        {item: Answer(item, each.code, each.note, each.at or now) for item, each in incoming.answers.items()},
        {
            target: Override(target, each.judgement, each.reason, each.at or now)
            for target, each in incoming.overrides.items()
        },
        incoming.all_preliminaries,
        tuple(
            Quote(uuid4(), identity, each.item_id, each.document_id, each.start, each.end, each.text)
            for each in incoming.quotes
        ),
    )


def _is_same(existing: Worksheet, incoming: Incoming) -> bool:
    """Return True if an appraisal holds exactly what the file brings.

    Of judgements that came without answers the reasons are not compared: they name the file.
    """
    if existing.appraisal.checklist_sha256 != incoming.place.checklist.sha256:
        return False
    notes = {item: answer.note for item, answer in existing.answers.items() if answer.note}
    mine = {item: answer.note for item, answer in incoming.answers.items() if answer.note}
    if (existing.codes, notes, existing.levels) != (incoming.codes, mine, incoming.levels):
        return False
    quotes = {(quote.item_id, quote.document_id, quote.start, quote.end) for quote in existing.quotes}
    wanted = {(quote.item_id, quote.document_id, quote.start, quote.end) for quote in incoming.quotes}
    if quotes != wanted or _filled(existing.preliminaries) != _filled(incoming.all_preliminaries):
        return False
    reasons = {target: override.reason for target, override in existing.overrides.items()}
    return not incoming.answers or reasons == {
        target: override.reason for target, override in incoming.overrides.items()
    }


def _takes(existing: Worksheet, incoming: Incoming) -> bool:
    """Return True if an appraisal is a draft in which nothing is answered or judged, and can take the file's.

    Whoever settled what is asked before the items, or took everything back, has begun one.
    """
    appraisal, given = existing.appraisal, incoming.all_preliminaries
    is_empty = not (existing.answers or existing.overrides or existing.quotes)
    is_same_version = appraisal.checklist_sha256 == incoming.place.checklist.sha256
    agrees = all(given.get(name, value) == value for name, value in existing.preliminaries.items())
    return appraisal.state is AppraisalState.DRAFT and is_empty and is_same_version and agrees


def _filled(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _line(sheet: Sheet, state: str, waits_for: str = "") -> ImportedLine:
    has_whole = OVERALL in sheet.checklist.targets
    return ImportedLine(
        study=sheet.study.key,
        result=sheet.result_label,
        reviewer=sheet.reviewer,
        checklist=f"{sheet.checklist.id} {sheet.checklist.version}",
        answered=len(sheet.codes),
        judged=len(sheet.overrides),
        overall=sheet.verdict.final_overall if has_whole else None,
        order=order_of(sheet.checklist.scale_of(OVERALL)) if has_whole else None,
        state="submitted" if state == "submitted" else "draft",
        waits_for=waits_for,
    )
