"""List what merges left to a person, decide it, and revise a decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from store import export_rows, history, reviewers
from store.certainty_ratings import refresh_authors
from store.errors import NotFound
from store.judgements import JudgementCopy
from store.open_conflicts import is_any_open
from store.records import AppraisalKind
from store.united_rows import write_merged
from workbench.errors import ConflictError, UsageError
from workbench.review.blindness.exposure import SEEN, STATE, seen_when_choosing, seen_when_lifting
from workbench.review.exchange.merge import conflicts, versions
from workbench.review.exchange.merge.candidates import Candidate
from workbench.review.exchange.merge.decision_events import entry_of
from workbench.review.exchange.merge.facts import SHARED_PRELIMINARY, Fact, facts_of, put_together
from workbench.review.exchange.merge.free_names import require_free_name
from workbench.review.exchange.merge.merge_files import rows_to_judge
from workbench.review.exchange.merge.report import (
    decider,
    describe_fact,
    shown_conflicts,
    study_of,
    versions_in_words,
)
from workbench.review.exchange.merge.reviewer_handles import former_handles
from workbench.review.exchange.merge.sides import Side, Values
from workbench.review.exchange.merge.sight import appraisals_of
from workbench.review.exchange.merge.union import standing_facts
from workbench.review.exchange.merge.value_words import in_sentence, values_in_words
from workbench.review.exchange.whole_review import judge_all
from workbench.review.session import ReviewSession, sign_on, use_case

NOBODY = Candidate(None)
"""Stands where nothing was said."""


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """A value that waits beside the one that stands.

    Attributes:
        id: the first letters of its id, by which it is decided.
        study: key of the study; empty where it is about none.
        what: what has two values, in words.
        here: the value that stands.
        other: the one that waits.
        source: the file that it came from.
        decision: `here` or `other`, as it was decided; empty while it waits.
        decided_by: handle of who decided.
        here_value: the value that stands, as it is kept; None where it is about an appraisal.
        other_value: the one that waits, in the same way.
    """

    id: str
    study: str
    what: str
    here: str
    other: str
    source: str
    decision: str = ""
    decided_by: str = ""
    here_value: Any = None
    other_value: Any = None

    @property
    def kept(self) -> str:
        """The value that was kept, or stands while nothing is decided."""
        return self.other if self.decision == "other" else self.here

    @property
    def left(self) -> str:
        """The other one of the two values."""
        return self.here if self.decision == "other" else self.other

    def in_words(self) -> str:
        """Write the line in one sentence."""
        kept, left = in_sentence(self.kept), in_sentence(self.left)
        if self.decision:
            return f"{self.what}: {self.decided_by} kept {kept}, not {left}"
        return f"{self.what}: {kept} stands, and {left} waits"

    def as_json(self) -> dict[str, Any]:
        """Return the line for programs."""
        return asdict(self)


@use_case
def list_conflicts(session: ReviewSession) -> list[ConflictLine]:
    """List what waits for a decision, by study; nothing that tells of work that the viewer may not see."""
    rows = _read(session)
    return _lines(_shown(session, rows, conflicts.open_rows(rows["conflict"])), rows)


@use_case
def list_decided(session: ReviewSession) -> list[ConflictLine]:
    """List what persons decided, by study, as `list_conflicts` does: `decide` can revise each."""
    rows = _read(session)
    return _lines(_shown(session, rows, _decided(rows)), rows)


@use_case
def list_open_and_decided(session: ReviewSession) -> tuple[list[ConflictLine], list[ConflictLine]]:
    """List what waits for a decision, and what persons decided, in one reading."""
    rows = _read(session)
    waiting = conflicts.open_rows(rows["conflict"])
    return _lines(_shown(session, rows, waiting), rows), _lines(_shown(session, rows, _decided(rows)), rows)


def _read(session: ReviewSession) -> dict[str, list[Values]]:
    rows = export_rows.read_everything(session.db, beside_damage=True)
    conflicts.require_readable(rows)
    return rows


def _decided(rows: Mapping[str, Sequence[Values]]) -> list[Values]:
    """Return the conflicts that were decided and whose appraisal, if it is about one, is here."""
    appraisals = {row["id"] for row in rows["appraisal"]}
    return [
        row
        for row in conflicts.decided_rows(rows["conflict"])
        if row["kind"] != conflicts.APPRAISAL or row["about"]["appraisal"] in appraisals
    ]


def _lines(shown: Sequence[Values], rows: Mapping[str, Sequence[Values]]) -> list[ConflictLine]:
    lines = [_line(row, rows) for row in _as_it_stands(shown, rows)]
    return sorted(lines, key=lambda line: (line.study, line.what, line.id))


@use_case
def list_conflicts_of(session: ReviewSession, study: str) -> list[ConflictLine]:
    """List what waits for a decision on one study, as `list_conflicts` does; most reviews have nothing.

    Args:
        session: the open review; without a reviewer nothing is listed.
        study: its key.
    """
    if session.reviewer is None or not is_any_open(session.db):
        return []
    return [line for line in list_conflicts(session) if line.study == study]


@use_case
def decide(session: ReviewSession, name: str, keep: str, reason: str = "") -> ConflictLine:
    """Decide between the value that stands and the one that waits, or revise such a decision.

    The history keeps both values and every decision. Which one is `here` stays the same when a decision is
    revised.

    Args:
        session: the open review; its reviewer decides.
        name: the first letters of the id of a conflict.
        keep: `here` or `other`.
        reason: why; it stands in the history.

    Returns:
        The line as it is after the decision.

    Raises:
        NotFoundError: nothing with this id waits for this reviewer, or was decided.
        ConflictError: several ids begin like that, it was decided in this way already, or the version to
            take was not kept.
        UsageError: neither `here` nor `other`, or a version of an appraisal on a server with a team.
    """
    if keep not in conflicts.KEEP:
        raise UsageError(f"say which value to keep: here or other, not {keep!r}")
    with session.db.writing():
        by = reviewers.ensure_reviewer(session.db, session.require_reviewer()).handle
        rows = _read(session)
        row = _find(_shown(session, rows, [*conflicts.open_rows(rows["conflict"]), *_decided(rows)]), name)
        if row["kind"] == conflicts.APPRAISAL and session.db.member is not None:
            raise UsageError(
                "with a login of the team nobody takes a version of an appraisal from a file: merge an export"
                " of this review into your file, decide there, and ask the owner to merge that file"
            )
        fact, side = conflicts.fact_of(row), Side(rows)
        standing = standing_facts(side)
        stood = standing.get(fact, NOBODY)
        chosen = _chosen(row, keep, stood)
        if chosen is not stood:
            require_free_name(fact, chosen.value, rows)
        after = {**rows} if chosen is stood else _with(side, fact, chosen)
        decided = _decided_row(row, stood, keep=keep, by=by)
        replaced = {row["id"], decided["id"]}
        after["conflict"] = [each for each in rows["conflict"] if each["id"] not in replaced] + [decided]
        seen = _seen(session, rows, fact, chosen) if chosen is not stood else {}
        _write(session, rows, after, fact)
        line = _line(decided, after)
        told = reason.strip() or _without_reason(line, is_revised=bool(row["decided_by"]))
        _tell(session, row, rows, fact, stood, chosen, by=by, keep=keep, reason=told, seen=seen)
        if fact[0] == "certainty_rating":
            refresh_authors(session.db, UUID(fact[1]), *fact[2:])
        present = reviewers.ensure_reviewer(session.db, by).handle
    sign_on(session, present)
    return line


def _chosen(row: Values, keep: str, stood: Candidate) -> Candidate:
    """Return the value that a decision takes.

    Raises:
        ConflictError: it was decided in this way already, or the version to take was not kept.
    """
    if row["decision"] == keep:
        raise ConflictError(f"{row['decided_by']} decided in this way already: nothing was changed")
    if keep == "other":
        return conflicts.candidate_in(row)
    if row["decision"] is None:
        return stood
    if not conflicts.is_whole(row["here"]):
        raise ConflictError(
            "the version that stood before was not kept by the program that decided: enter it again"
            " (`workbench history` has its steps)"
        )
    return conflicts.candidate_in(row, "here")


def _decided_row(row: Values, stood: Candidate, *, keep: str, by: str) -> Values:
    """Return the row of a conflict after a decision, with the version of an appraisal that is not taken.

    Args:
        row: before it.
        stood: what stood until then, which may have gone on since an earlier decision.
        keep: `here` or `other`.
        by: handle of who decided.
    """
    decided = row | {"decided_by": by, "decision": keep}
    if row["decision"] is not None:
        decided["about"] = row["about"] | {conflicts.REVISED: conflicts.revisions(row) + 1}
    is_version = row["kind"] == conflicts.APPRAISAL
    if keep == "other" if is_version else row["decision"] is None:
        return decided | {"here": conflicts.whole(stood)}
    if not is_version:
        return decided
    if row["decision"] is not None and stood.value != row["other"]["value"]:
        fact = conflicts.fact_of(row)
        return decided | {"id": conflicts.name_of(fact, stood), "other": conflicts.whole(stood)}
    return decided


def _as_it_stands(shown: Sequence[Values], rows: Mapping[str, Sequence[Values]]) -> list[Values]:
    """Return conflicts with the value that stands now, where it was changed since they were found."""
    waiting = {row["id"] for row in shown if row["decided_by"] is None and row["kind"] == conflicts.FACT}
    if not waiting:
        return list(shown)
    standing = standing_facts(Side(rows))
    return [
        row | {"here": conflicts.whole(standing.get(conflicts.fact_of(row), NOBODY))}
        if row["id"] in waiting
        else row
        for row in shown
    ]


def _shown(
    session: ReviewSession, rows: Mapping[str, Sequence[Values]], given: Sequence[Values]
) -> list[Values]:
    """Return those of some conflicts that the reviewer may see."""
    viewer = session.require_reviewer().casefold()
    identity = next((row["id"] for row in rows["reviewer"] if row["handle"].casefold() == viewer), "")
    return shown_conflicts(given, rows, identity)


def _line(row: Values, rows: Mapping[str, Sequence[Values]]) -> ConflictLine:
    keys = {study["id"]: study["key"] for study in rows["study"]}
    is_version = row["kind"] == conflicts.APPRAISAL
    return ConflictLine(
        row["id"][:8],
        keys.get(study_of(row, rows), ""),
        describe_fact(conflicts.fact_of(row), rows),
        *(versions_in_words(row, rows) if is_version else values_in_words(row, rows)),
        row["source"],
        row["decision"] or "",
        decider(row, rows),
        *((None, None) if is_version else (row[name]["value"] for name in conflicts.KEEP)),
    )


def _find(shown: Sequence[Values], name: str) -> Values:
    wanted = name.strip().casefold()
    matches = [row for row in shown if wanted and row["id"].startswith(wanted)]
    if not matches:
        raise NotFound(
            f"nothing with the id {name!r} waits for you or was decided: `workbench conflicts` lists what"
            " waits, and with --decided what was decided"
        )
    if len(matches) > 1:
        raise ConflictError(f"{len(matches)} ids begin with {name}: type more of it")
    return matches[0]


def _with(side: Side, fact: Fact, chosen: Candidate) -> dict[str, list[Values]]:
    """Return the rows of the review with another value of one fact."""
    rows = {table: [dict(row) for row in given] for table, given in side.rows.items()}
    table = fact[0]
    if table == conflicts.APPRAISAL:
        for part, its_rows in versions.rows_of_version(fact[1], chosen).items():
            key = "id" if part == "appraisal" else "appraisal_id"
            rows[part] = [row for row in rows[part] if row[key] != fact[1]]
            rows[part] += [row | {key: fact[1]} for row in its_rows]
        rows["appraisal"][-1]["study_id"] = side.by_id["appraisal"][fact[1]]["study_id"]
        return rows
    if table == SHARED_PRELIMINARY:
        keys = ("reviewer_id", "checklist_id", "preliminary_id")
        for row in rows[table]:
            if tuple(row[key] for key in keys) == fact[1:]:
                row["value"] = chosen.value
        return rows
    # All else as the rows have it: the last step can give it another name, or another study, than it has now.
    standing = {each: Candidate(value, extra=extra) for each, (value, extra) in facts_of(side).items()}
    tables = {"protocol": ("review",), "characteristic": ("characteristic", "study")}.get(table, (table,))
    for each in tables:
        rows[each] = put_together(each, side, side, {**standing, fact: chosen})
    if table == "reviewer":
        rows["former_handle"] = former_handles((side.rows,), rows)
    return rows


def _seen(
    session: ReviewSession, rows: Mapping[str, Sequence[Values]], fact: Fact, chosen: Candidate
) -> dict[str, str]:
    """Return what the event that chooses a version that waited says: its state, and what could be seen."""
    if fact[0] != conflicts.APPRAISAL:
        return {}
    record = next(each for each in appraisals_of(rows) if str(each.id) == fact[1])
    if record.kind is not AppraisalKind.INDEPENDENT:
        return {}
    ids = sorted(str(each) for each in seen_when_choosing(session, record))
    return {STATE: chosen.extra["row"]["state"], SEEN: " ".join(ids)}


def _write(
    session: ReviewSession,
    before: Mapping[str, Sequence[Values]],
    after: Mapping[str, Sequence[Values]],
    fact: Fact,
) -> None:
    judgements: dict[UUID, Sequence[JudgementCopy]] = {}
    if fact[0] == conflicts.APPRAISAL:
        judgements[UUID(fact[1])] = ()
        judgements |= judge_all(rows_to_judge(after, {fact[1]}))
    write_merged(session.db, before, after, judgements)


def _tell(
    session: ReviewSession,
    row: Values,
    rows: Mapping[str, Sequence[Values]],
    fact: Fact,
    stood: Candidate,
    chosen: Candidate,
    *,
    by: str,
    keep: str,
    reason: str,
    seen: Mapping[str, str],
) -> None:
    if fact[0] == conflicts.APPRAISAL:
        appraisal = next(each for each in rows["appraisal"] if each["id"] == fact[1])
        entry: dict[str, Any] = {
            "appraisal_id": UUID(fact[1]),
            "study_id": UUID(appraisal["study_id"]),
            "aside": appraisal["kind"] == "independent",
            "about": {"keep": keep} | ({"version": chosen.event} if chosen.event else {}) | dict(seen),
            "action": conflicts.DECIDE,
            "target": describe_fact(fact, rows),
            "joins": tuple(
                event for event in (row["other"]["event"], row["here"]["event"], stood.event) if event
            ),
        }
    else:
        entry = entry_of(fact, stood.value, chosen.value, rows)
        if entry["action"] == "blindness.lift":
            ids = sorted(str(each) for each in seen_when_lifting(session))
            entry["about"] = {SEEN: " ".join(ids)}
    history.tell(session.db, reviewer=by, reason=reason, **entry)


def _without_reason(line: ConflictLine, *, is_revised: bool) -> str:
    """Return what the history says of a decision for which no reason was given."""
    done = "revised a decision" if is_revised else "decided"
    return (
        f"{done} between two values ({line.source}): {in_sentence(line.kept)}, not {in_sentence(line.left)}"
    )
