"""List what merges left to a person, and decide it."""

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
from store.validation import handle_key
from workbench.errors import ConflictError, UsageError
from workbench.review.blindness.exposure import SEEN, STATE, seen_when_choosing
from workbench.review.exchange.merge import conflicts, versions
from workbench.review.exchange.merge.candidates import Candidate
from workbench.review.exchange.merge.decision_events import entry_of
from workbench.review.exchange.merge.facts import SHARED_PRELIMINARY, Fact, put_together
from workbench.review.exchange.merge.merge_files import rows_to_judge
from workbench.review.exchange.merge.report import (
    describe_fact,
    shown_conflicts,
    study_of,
    values_in_words,
    versions_in_words,
)
from workbench.review.exchange.merge.sides import Side, Values
from workbench.review.exchange.merge.sight import appraisals_of
from workbench.review.exchange.merge.union import standing_facts
from workbench.review.exchange.whole_review import judge_all
from workbench.review.session import ReviewSession, use_case

KEEP = ("here", "other")
"""What can be decided: the value that stands, or the one that waits."""


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
    """

    id: str
    study: str
    what: str
    here: str
    other: str
    source: str

    def in_words(self) -> str:
        """Write the line in one sentence."""
        return f"{self.what}: {self.here} stands, and {self.other} waits"

    def as_json(self) -> dict[str, str]:
        """Return the line for programs."""
        return asdict(self)


@use_case
def list_conflicts(session: ReviewSession) -> list[ConflictLine]:
    """List what waits for a decision, by study; nothing that tells of work that the viewer may not see."""
    rows = export_rows.read_everything(session.db, beside_damage=True)
    conflicts.require_readable(rows)
    return sorted(
        (_line(row, rows) for row in _shown(session, rows)), key=lambda line: (line.study, line.what, line.id)
    )


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
    """Decide between the value that stands and the one that waits; the history keeps both.

    Args:
        session: the open review; its reviewer decides.
        name: the first letters of the id of a conflict.
        keep: `here` or `other`.
        reason: why; it stands in the history.

    Raises:
        NotFoundError: nothing with this id waits for this reviewer.
        ConflictError: several ids begin like that.
        UsageError: neither `here` nor `other`.
    """
    if keep not in KEEP:
        raise UsageError(f"say which value to keep: here or other, not {keep!r}")
    with session.db.writing():
        by = reviewers.ensure_reviewer(session.db, session.require_reviewer()).handle
        rows = export_rows.read_everything(session.db, beside_damage=True)
        conflicts.require_readable(rows)
        row = _find(_shown(session, rows), name)
        line = _line(row, rows)
        fact, side = conflicts.fact_of(row), Side(rows)
        standing = standing_facts(side)
        chosen = standing[fact]
        if keep == "other":
            _require_free_handle(fact, conflicts.candidate_in(row), rows)
            chosen = conflicts.candidate_in(row)
        after = _with(side, {**standing, fact: chosen}, fact)
        after["conflict"] = [
            each | {"decided_by": by, "decision": keep} if each["id"] == row["id"] else each
            for each in rows["conflict"]
        ]
        seen = _seen(session, rows, fact, chosen) if keep == "other" else {}
        _write(session, rows, after, fact)
        told = reason.strip() or _without_reason(line, keep)
        _tell(session, row, rows, fact, chosen, by=by, keep=keep, reason=told, seen=seen)
        if fact[0] == "certainty_rating":
            refresh_authors(session.db, UUID(fact[1]), *fact[2:])
        return line


def _require_free_handle(fact: Fact, chosen: Candidate, rows: Mapping[str, Sequence[Values]]) -> None:
    """Refuse a handle that another person has or had.

    Raises:
        ConflictError: see above; the message says what to do.
    """
    if fact[0] != "reviewer" or fact[2] != "handle":
        return
    owners = {handle_key(row["handle"]): row["reviewer_id"] for row in rows["former_handle"]}
    owners |= {handle_key(row["handle"]): row["id"] for row in rows["reviewer"]}
    if owners.get(handle_key(chosen.value), fact[1]) != fact[1]:
        raise ConflictError(
            f"{chosen.value} is or was another person's handle here: keep the one that stands, and give a"
            " free one with `workbench reviewer rename`"
        )


def _shown(session: ReviewSession, rows: Mapping[str, Sequence[Values]]) -> list[Values]:
    viewer = session.require_reviewer().casefold()
    identity = next((row["id"] for row in rows["reviewer"] if row["handle"].casefold() == viewer), "")
    return shown_conflicts(conflicts.open_rows(rows["conflict"]), rows, identity)


def _line(row: Values, rows: Mapping[str, Sequence[Values]]) -> ConflictLine:
    keys = {study["id"]: study["key"] for study in rows["study"]}
    is_version = row["kind"] == conflicts.APPRAISAL
    return ConflictLine(
        row["id"][:8],
        keys.get(study_of(row, rows), ""),
        describe_fact(conflicts.fact_of(row), rows),
        *(versions_in_words(row, rows) if is_version else values_in_words(row)),
        row["source"],
    )


def _find(shown: Sequence[Values], name: str) -> Values:
    wanted = name.strip().casefold()
    matches = [row for row in shown if wanted and row["id"].startswith(wanted)]
    if not matches:
        raise NotFound(f"nothing with the id {name!r} waits for you: `workbench conflicts` lists what does")
    if len(matches) > 1:
        raise ConflictError(f"{len(matches)} ids begin with {name}: type more of it")
    return matches[0]


def _with(side: Side, standing: Mapping[Fact, Candidate], fact: Fact) -> dict[str, list[Values]]:
    """Return the rows of the review with another value of one fact."""
    rows = {table: [dict(row) for row in given] for table, given in side.rows.items()}
    table = fact[0]
    if table == conflicts.APPRAISAL:
        for part, its_rows in versions.rows_of_version(fact[1], standing[fact]).items():
            key = "id" if part == "appraisal" else "appraisal_id"
            rows[part] = [row for row in rows[part] if row[key] != fact[1]]
            rows[part] += [row | {key: fact[1]} for row in its_rows]
        rows["appraisal"][-1]["study_id"] = side.by_id["appraisal"][fact[1]]["study_id"]
        return rows
    if table == SHARED_PRELIMINARY:
        keys = ("reviewer_id", "checklist_id", "preliminary_id")
        for row in rows[table]:
            if tuple(row[key] for key in keys) == fact[1:]:
                row["value"] = standing[fact].value
        return rows
    tables = {"protocol": ("review",), "characteristic": ("characteristic", "study")}.get(table, (table,))
    for each in tables:
        rows[each] = put_together(each, side, side, standing)
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
            "joins": tuple(event for event in (row["other"]["event"], row["here"]["event"]) if event),
        }
    else:
        entry = entry_of(fact, row["here"]["value"], chosen.value, rows)
    history.tell(session.db, reviewer=by, reason=reason, **entry)


def _without_reason(line: ConflictLine, keep: str) -> str:
    """Return what the history says of a decision for which no reason was given."""
    kept, left = (line.here, line.other) if keep == "here" else (line.other, line.here)
    return f"decided between two values ({line.source}): {kept}, not {left}"
