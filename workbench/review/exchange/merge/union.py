"""Unite the rows of two files, without reading or writing either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from store.export_rows import TABLES
from store.rating_authors import fill_authors, present_handles
from workbench.review.exchange.merge import (
    chains,
    conflicts,
    contents,
    duplicate_studies,
    reviewer_handles,
    seals,
    versions,
)
from workbench.review.exchange.merge.candidates import (
    CREATING,
    Candidate,
    settle,
    settle_versions,
    settle_withheld,
)
from workbench.review.exchange.merge.facts import (
    ROW_FACTS,
    SHARED_PRELIMINARY,
    THRESHOLDS,
    UNKNOWN,
    Fact,
    facts_of,
    put_together,
    told_by,
)
from workbench.review.exchange.merge.identity import identify
from workbench.review.exchange.merge.moves import place_appraisals, place_documents
from workbench.review.exchange.merge.sides import Knowledge, Side, Tables, Values
from workbench.review.exchange.merge.translate import translate
from workbench.review.exchange.merge.unique import is_made_name, make_unique

_FACT_TABLES = ("review", "reviewer", "study", "document", "outcome", *ROW_FACTS)
_BY_NATURE: Mapping[str, tuple[str, ...]] = {
    "checklist_version": ("id",),
    "wording": ("id",),
    "place": ("id",),
    "comment": ("id",),
    "former_id": ("kind", "elsewhere"),
}
"""Tables of which the rows of both are kept, and what tells a row apart."""


@dataclass(frozen=True, slots=True)
class United:
    """The rows of two files as one.

    Attributes:
        rows: by table.
        received: ids of the appraisals of others whose contents came in or changed.
        changed: ids of all appraisals that came in or changed.
        left_out: the submitted appraisals whose contents did not come in.
        notes: what got another name, and what was kept apart, in words.
        joined: the heads of chains that came in.
        seals: digests of the seals that came in without the contents.
    """

    rows: dict[str, list[Values]]
    received: tuple[str, ...]
    changed: tuple[str, ...]
    left_out: tuple[Values, ...]
    notes: tuple[str, ...]
    joined: tuple[str, ...]
    seals: tuple[str, ...]

    @property
    def open_conflicts(self) -> list[Values]:
        """The conflicts that wait for a decision."""
        return conflicts.open_rows(self.rows["conflict"])


def unite(
    here_rows: Tables,
    other_rows: Tables,
    *,
    viewer: str,
    source: str,
    now: str,
    everything: bool = False,
) -> United:
    """Unite two files.

    Args:
        here_rows: the file that is merged into.
        other_rows: the other one.
        viewer: id of the reviewer who merges, who is in the first file.
        source: name of the other file.
        now: the time, for the conflicts that are found.
        everything: take what others have submitted wherever it is.

    Raises:
        UsageError: the history of the other file was altered.
    """
    here, original = Side(here_rows), Side(other_rows)
    for side in (here, original):
        conflicts.require_readable(side.rows)
    chains.require_whole(original, source)
    identities = identify(here, original)
    translated = translate(here, original, identities)
    sight = contents.Sight(here, translated, viewer, everything=everything)
    hidden = contents.left_out(translated, sight)
    other = contents.without(translated, hidden, viewer)
    knowledge = Knowledge(here, other)
    settled = _settle_facts(here, other, knowledge, viewer) | _settle_versions(here, other, knowledge)
    settled |= reviewer_handles.give_handles(settled, here, other)
    standing = {fact: candidates[0] for fact, candidates in settled.items()}
    rows, seals_alone = _put_together(here, other, standing, now)
    rows["conflict"] = conflicts.merged_conflicts(here, other, settled, source=source, now=now)
    notes = [
        *identities.notes,
        *identities.doubts,
        *make_unique(rows, here, lambda table, row: _called_at(standing, table, row)),
    ]
    rows["appraisal"] = place_appraisals(rows)
    place_documents(rows)
    changed = _changed(here, rows, standing)
    notes += duplicate_studies.notes_on_what_came(here, rows, changed)
    owners = {row["id"]: row["reviewer_id"] for row in rows["appraisal"]}
    return United(
        rows,
        tuple(appraisal for appraisal in changed if owners[appraisal] != viewer),
        tuple(changed),
        tuple(contents.names_left_out(translated, hidden)),
        tuple(notes),
        chains.joined_heads(here, other),
        seals_alone,
    )


def _put_together(
    here: Side, other: Side, standing: Mapping[Fact, Candidate], now: str
) -> tuple[dict[str, list[Values]], tuple[str, ...]]:
    """Return the rows of both files by table, without conflicts, and the digests of seals without contents.

    Args:
        here: the file that is merged into.
        other: the other one, without what does not come in.
        standing: by fact the value that stands.
        now: when seals are received.
    """
    rows: dict[str, list[Values]] = {table: [] for table in TABLES}
    for table in _FACT_TABLES:
        rows[table] = put_together(table, here, other, standing)
    for table, keys in _BY_NATURE.items():
        rows[table] = _both(here.rows[table], other.rows[table], keys)
    rows["place"] = _opened_first(rows["place"], here, other)
    removed = chains.removed_comments(here, other)
    rows["comment"] = [row for row in rows["comment"] if row["id"] not in removed]
    rows["seal"], seals_alone = seals.united_seals(here, other, now)
    rows["former_handle"] = reviewer_handles.former_handles((here.rows, other.rows), rows)
    for table, its_rows in _rows_of_versions(standing):
        rows[table] += its_rows
    rows["preliminary"] += _shared_preliminaries(here, other, standing)
    rows["event"] = chains.united_events(here, other)
    present = present_handles(rows["former_handle"], rows["reviewer"])
    rows["certainty_rating"] = fill_authors(rows["certainty_rating"], rows["event"], present)
    rows["bare_event"] = chains.united_bare(here, other)
    return rows, seals_alone


def _rows_of_versions(standing: Mapping[Fact, Candidate]) -> Iterator[tuple[str, list[Values]]]:
    """Yield the rows of the versions of appraisals that stand, by table."""
    for fact, chosen in standing.items():
        if fact[0] == conflicts.APPRAISAL:
            for table, its_rows in versions.rows_of_version(fact[1], chosen).items():
                link = {} if table == "appraisal" else {"appraisal_id": fact[1]}
                yield table, [row | link for row in its_rows]


def _called_at(standing: Mapping[Fact, Candidate], table: str, row: Values) -> str:
    """Return since when a study or outcome has its name: since it was added, where nobody renamed it."""
    columns = ("key",) if table == "study" else ("name", "time_point")
    given = [standing[table, row["id"], column] for column in columns]
    return max("" if each.made else each.at for each in given) or row.get("added_at", "")


def standing_facts(side: Side) -> dict[Fact, Candidate]:
    """Return what stands in one file by fact, versions of appraisals among it."""
    standing = {fact: candidates[0] for fact, candidates in _candidates(side).items()}
    found = versions.versions_of(side)
    return standing | {(conflicts.APPRAISAL, appraisal): version for appraisal, version in found.items()}


def _settle_facts(here: Side, other: Side, knowledge: Knowledge, viewer: str) -> dict[Fact, list[Candidate]]:
    ours, theirs = _candidates(here, viewer), _candidates(other, viewer)
    return {
        fact: (settle_withheld if conflicts.is_hidden_kind(fact) else settle)(
            ours.get(fact, ()), theirs.get(fact, ()), knowledge
        )
        for fact in dict.fromkeys((*ours, *theirs))
    }


def _settle_versions(here: Side, other: Side, knowledge: Knowledge) -> dict[Fact, list[Candidate]]:
    ours, theirs = versions.standing_versions(here), versions.standing_versions(other)
    waiting_here, waiting_there = conflicts.open_candidates(here), conflicts.open_candidates(other)
    settled: dict[Fact, list[Candidate]] = {}
    for appraisal in dict.fromkeys((*ours, *theirs)):
        fact = (conflicts.APPRAISAL, appraisal)
        mine = [*ours[appraisal], *waiting_here.get(fact, ())] if appraisal in ours else []
        yours = [*theirs[appraisal], *waiting_there.get(fact, ())] if appraisal in theirs else []
        settled[fact] = settle_versions(mine, yours, knowledge)
    return settled


def _candidates(side: Side, viewer: str = "") -> dict[Fact, list[Candidate]]:
    """Return by fact the value that stands in a file, what waits for a decision, and what was taken away.

    What the viewer settled for the whole review is in files of others in its events alone.
    """
    events = told_facts(side)
    facts = facts_of(side)
    waiting = conflicts.open_candidates(side)
    candidates: dict[Fact, list[Candidate]] = {}
    for fact in dict.fromkeys((*facts, *events)):
        value, extra = facts.get(fact, (None, {}))
        told = events.get(fact, [])
        if fact not in facts and told and fact[:2] == (SHARED_PRELIMINARY, viewer):
            value, extra = told[-1][0], {"frozen": False}
        elif fact not in facts and not (told and _takes_away(fact, told[-1][0])):
            continue
        elsewhere = {candidate.event for candidate in waiting.get(fact, ())}
        is_move = _is_moved_by_merging(fact)
        standing = _standing(_without_number(fact, value, told), extra, told, elsewhere, is_move=is_move)
        twins = () if is_move else _set_elsewhere_too(side, standing, told)
        candidates[fact] = [standing, *waiting.get(fact, ()), *twins]
    return candidates


def _set_elsewhere_too(
    side: Side, standing: Candidate, told: Sequence[tuple[Any, Values]]
) -> Iterator[Candidate]:
    """Yield the value that stands once more for each other event that set it apart from the first.

    Two people can set one value without knowing of each other. Who knows of one of them and changes it has
    not replaced the other, so that it must be known in whichever order files are merged.
    """
    others = [event for value, event in told if value == standing.value and event["hash"] != standing.event]
    if not others or not standing.event:
        return
    replaced = side.before(event["hash"] for _, event in told)
    for event in others:
        if event["hash"] not in replaced:
            extra = standing.extra
            if "at" in extra:
                extra = {**extra, "by": event["reviewer"], "at": event["at"]}
            made = event["action"] in CREATING
            yield replace(standing, event=event["hash"], at=event["at"], made=made, extra=extra)


def _is_moved_by_merging(fact: Fact) -> bool:
    """Return True if the fact is what a study was merged into, or of which study a document is."""
    return (fact[0], fact[-1]) in (("study", "merged_into"), ("document", "study_id"))


_REMOVABLE = (*ROW_FACTS, "protocol", SHARED_PRELIMINARY)


def _takes_away(fact: Fact, value: Any) -> bool:
    """Return True if the last event says why a fact is not there; a start may go back to the default."""
    if fact[0] == "outcome":
        return value is None and THRESHOLDS in fact
    return fact[0] in _REMOVABLE and (value is None or fact[0] == "chosen_start")


def _without_number(fact: Fact, value: Any, told: Sequence[tuple[Any, Values]]) -> Any:
    """Return a key or name as the last event gives it that a merge may have given a number.

    It gets one again where the name is still taken.
    """
    last = told[-1][0] if told else None
    is_name = (fact[0], fact[-1]) in (("study", "key"), ("outcome", "name"))
    return last if is_name and isinstance(last, str) and is_made_name(last, value) else value


def _standing(
    value: Any,
    extra: Values,
    told: Sequence[tuple[Any, Values]],
    elsewhere: Iterable[str | None],
    *,
    is_move: bool,
) -> Candidate:
    """Return a value with the event that set it: the last that can give it, else the last of all.

    What a study was merged into, and where its documents went, is told by the event: the row says where that
    study went after, and that a document stayed since the kept study has its bytes.
    """
    own = [(given, event) for given, event in told if event["hash"] not in elsewhere]
    fitting = [event for given, event in own if (given is UNKNOWN or given == value) and not is_move]
    known = fitting or [event for _, event in own or told]
    if not known:
        return Candidate(value, extra=extra)
    event = known[-1]
    if is_move and event["action"] in duplicate_studies.ACTIONS:
        value = next(given for given, each in told if each is event)
    return Candidate(value, event["hash"], event["at"], made=event["action"] in CREATING, extra=extra)


def told_facts(side: Side) -> dict[Fact, list[tuple[Any, Values]]]:
    """Return by fact the values that the events of a file give it, each with its event, in their order."""
    versions_here = side.rows["checklist_version"]
    sha256 = {row["sha256"]: row["id"] for row in versions_here}
    people = {row["handle"]: row["reviewer_id"] for row in side.rows["former_handle"]}
    people |= {row["handle"]: row["id"] for row in side.rows["reviewer"]}
    checklists = {row["id"]: row["checklist_id"] for row in side.rows["checklist_version"]}
    pinned = {row["id"]: checklists[row["checklist_version_id"]] for row in side.rows["appraisal"]}
    moves = duplicate_studies.Moves(side)
    told: dict[Fact, list[tuple[Any, Values]]] = {}
    for event in side.events.values():
        if event["action"] == conflicts.DECIDE:
            told.setdefault(conflicts.fact_in(event), []).append((event["after"], event))
            continue
        if event["action"] in duplicate_studies.ACTIONS:
            facts = moves.told_by(event, UNKNOWN)
        else:
            facts = told_by(event, sha256, people, pinned.get)
        for fact, value in facts:
            told.setdefault(fact, []).append((value, event))
    return told


def _shared_preliminaries(here: Side, other: Side, standing: Mapping[Fact, Candidate]) -> list[Values]:
    keys = ("reviewer_id", "checklist_id", "preliminary_id")
    ids = {
        tuple(row[key] for key in keys): row["id"]
        for side in (other, here)
        for row in side.rows["preliminary"]
    }
    return [
        {
            "id": ids[fact[1:]],
            "appraisal_id": None,
            **dict(zip(keys, fact[1:], strict=True)),
            "value": chosen.value,
            **chosen.extra,
        }
        for fact, chosen in standing.items()
        if fact[0] == SHARED_PRELIMINARY and chosen.value is not None and fact[1:] in ids
    ]


def _both(ours: Sequence[Values], theirs: Sequence[Values], keys: Sequence[str]) -> list[Values]:
    """Return the rows of both, each once."""
    merged = {tuple(row[key] for key in keys): row for side in (theirs, ours) for row in side}
    return list(merged.values())


def _opened_first(places: Sequence[Values], here: Side, other: Side) -> list[Values]:
    """Return writing places with the earlier time where one key first wrote in two files."""
    times = [(row["id"], row["opened_at"]) for side in (here, other) for row in side.rows["place"]]
    return [
        row | {"opened_at": min(time for identity, time in times if identity == row["id"])} for row in places
    ]


def _changed(
    here: Side, rows: Mapping[str, Sequence[Values]], standing: Mapping[Fact, Candidate]
) -> list[str]:
    before = versions.versions_of(here)
    return sorted(
        row["id"]
        for row in rows["appraisal"]
        if row["id"] not in before
        or before[row["id"]].value != standing[conflicts.APPRAISAL, row["id"]].value
    )
