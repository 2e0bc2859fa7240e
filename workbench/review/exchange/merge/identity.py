"""Find which rows of two files are of the same study, document, outcome, person, checklist or appraisal."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from store.validation import comparison_keys, handle_key, title_key
from workbench.review.exchange.merge.sides import Side, Values

KINDS = ("reviewer", "checklist_version", "wording", "study", "document", "outcome", "appraisal")
"""Tables whose ids are mapped, in the order in which their natural identities rest on each other."""


@dataclass(slots=True)
class Identities:
    """The ids that rows of the other file have here.

    Attributes:
        ids: by table, the id in the other file and the id here; rows that are new are among them.
        doubts: pairs of studies that share an identifier and are not the same work.
        notes: what got another name, in words.
    """

    ids: dict[str, dict[str, str]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    doubts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def moved(self) -> dict[str, str]:
        """The ids that are different here, of all tables."""
        return {old: new for ids in self.ids.values() for old, new in ids.items() if old != new}


def identify(here: Side, other: Side) -> Identities:
    """Find for every row of the other file that others point to what it is here.

    An appraisal and a document are known by the study that they were made for: a merge of duplicates moves
    them in some files before others.
    """
    identities = Identities()
    _match_reviewers(here, other, identities)
    _match_studies(here, other, identities)
    ids = identities.ids
    study = ids["study"]
    for kind, keys in {
        "checklist_version": (lambda row: row["sha256"],),
        "wording": (lambda row: row["sha256"],),
        "outcome": (lambda row: (row["name"], row["time_point"]),),
    }.items():
        _match(kind, here, other, ids, keys, keys)
    _match(
        "document",
        here,
        other,
        ids,
        (
            lambda row: (here.home("document", row), row["sha256"], row["kind"]),
            lambda row: (here.home("document", row), row["sha256"]),
        ),
        (
            lambda row: (study[other.home("document", row)], row["sha256"], row["kind"]),
            lambda row: (study[other.home("document", row)], row["sha256"]),
        ),
    )
    _match_appraisals(here, other, ids)
    return identities


def _match_appraisals(here: Side, other: Side, ids: dict[str, dict[str, str]]) -> None:
    """Match appraisals of one result by one person, whatever the versions of the checklist.

    Those with one version are matched before the others. A consensus is of one version: reviewers who take
    their appraisals to a later one agree anew, and both stay.
    """
    versions = {
        row["id"]: row["checklist_id"] for side in (other, here) for row in side.rows["checklist_version"]
    }

    def key_here(row: Values, *, of_version: bool) -> Hashable:
        version = row["checklist_version_id"]
        checklist = version if of_version else versions[version]
        return _place(row, here.home("appraisal", row), checklist, row["reviewer_id"])

    def key_other(row: Values, *, of_version: bool) -> Hashable:
        version = row["checklist_version_id"]
        checklist = ids["checklist_version"][version] if of_version else versions[version]
        study, reviewer = ids["study"][other.home("appraisal", row)], ids["reviewer"][row["reviewer_id"]]
        return _place(row, study, checklist, reviewer)

    _match(
        "appraisal",
        here,
        other,
        ids,
        (
            lambda row: key_here(row, of_version=True),
            lambda row: key_here(row, of_version=row["kind"] == "consensus"),
        ),
        (
            lambda row: key_other(row, of_version=True),
            lambda row: key_other(row, of_version=row["kind"] == "consensus"),
        ),
    )


def _place(row: Values, study: str, checklist: str, reviewer: str) -> Hashable:
    owner = row["kind"] if row["kind"] == "consensus" else reviewer
    return study, checklist, row["result"], owner


Key = Callable[[Values], Hashable]


def _match(
    kind: str,
    here: Side,
    other: Side,
    ids: dict[str, dict[str, str]],
    keys_here: Iterable[Key],
    keys_other: Iterable[Key],
) -> None:
    """Match rows by id, by ids that earlier merges noted, then by natural keys, each row once."""
    found, taken = ids[kind], set[str]()
    mine = here.by_id[kind]

    def put(row: Values, target: str | None) -> None:
        if target is not None and target in mine and target not in taken and row["id"] not in found:
            found[row["id"]] = target
            taken.add(target)

    former_here = {row["elsewhere"]: row["here"] for row in here.rows["former_id"] if row["kind"] == kind}
    former_other: dict[str, list[str]] = defaultdict(list)
    for row in other.rows["former_id"]:
        if row["kind"] == kind:
            former_other[row["here"]].append(row["elsewhere"])
    for row in other.rows[kind]:
        put(row, row["id"])
    for row in other.rows[kind]:
        put(row, former_here.get(row["id"]))
        for elsewhere in former_other[row["id"]]:
            put(row, elsewhere)
            put(row, former_here.get(elsewhere))
    for key_here, key_other in zip(keys_here, keys_other, strict=True):
        by_key = {key_here(row): row["id"] for row in here.rows[kind] if row["id"] not in taken}
        for row in other.rows[kind]:
            put(row, by_key.get(key_other(row)))
    for row in other.rows[kind]:
        found.setdefault(row["id"], row["id"])


def _match_reviewers(here: Side, other: Side, identities: Identities) -> None:
    """Match people by the id of the person, else by row and handle where at most one side has a person."""
    found, taken = identities.ids["reviewer"], set[str]()
    rows = here.rows["reviewer"]
    persons = {row["person_id"]: row for row in rows if row["person_id"]}
    handles = {handle_key(row["handle"]): row for row in rows}
    for row in here.rows["former_handle"]:
        handles.setdefault(handle_key(row["handle"]), here.by_id["reviewer"][row["reviewer_id"]])
    places = {row["id"]: here.by_id["reviewer"][row["reviewer_id"]] for row in here.rows["place"]}
    written_at = {row["reviewer_id"]: places[row["id"]] for row in other.rows["place"] if row["id"] in places}
    finders: tuple[Callable[[Values], Values | None], ...] = (
        lambda row: written_at.get(row["id"]),
        lambda row: persons.get(row["person_id"]) if row["person_id"] else None,
        lambda row: here.by_id["reviewer"].get(row["id"]),
        lambda row: handles.get(handle_key(row["handle"])),
    )
    for find in finders:
        for row in other.rows["reviewer"]:
            match = find(row)
            if row["id"] in found or match is None or match["id"] in taken:
                continue
            if not row["person_id"] or not match["person_id"] or row["person_id"] == match["person_id"]:
                found[row["id"]] = match["id"]
                taken.add(match["id"])
    for row in other.rows["reviewer"]:
        if row["id"] not in found:
            is_clash = row["id"] in here.by_id["reviewer"]
            # A row that was made for a handout has no person, who may have come with seals, as another.
            name = row["person_id"] or handle_key(row["handle"])
            found[row["id"]] = str(uuid5(UUID(row["id"]), name)) if is_clash else row["id"]


def _match_studies(here: Side, other: Side, identities: Identities) -> None:
    """Match studies by id, then by DOI, PMID, a document, and title with year and first author.

    What is shared by works with different titles and different first authors is only told.
    """
    ids: dict[str, dict[str, str]] = {"study": {}}
    _match("study", here, other, ids, (), ())
    found = ids["study"]
    taken = set(found.values()) & here.by_id["study"].keys()
    marks_here, marks_other = _marks(here), _marks(other)
    apart = {
        frozenset((row["study_id"], row["other_id"]))
        for side in (here, other)
        for row in side.rows["distinct_pair"]
    }
    by_mark: dict[Hashable, list[Values]] = defaultdict(list)
    for row in here.rows["study"]:
        if row["merged_into"] is None:
            for mark in marks_here[row["id"]]:
                by_mark[mark].append(row)
    for rank in range(len(_NAMES)):
        for row in sorted(other.rows["study"], key=lambda row: (row["added_at"], row["id"])):
            if found[row["id"]] in taken or row["id"] in here.by_id["study"]:
                continue
            for mark in (mark for mark in marks_other[row["id"]] if mark[0] == rank):
                for match in by_mark[mark]:
                    if match["id"] in taken or frozenset((row["id"], match["id"])) in apart:
                        continue
                    if rank == _BY_TITLE and not _share_author(row, match):
                        continue
                    if _is_other_work(row, match):
                        doubt = (
                            f"{row['key']} has the same {_NAMES[rank]} as {match['key']}, but another title"
                            " and another first author: they were kept apart"
                        )
                        if doubt not in identities.doubts:
                            identities.doubts.append(doubt)
                        continue
                    found[row["id"]] = match["id"]
                    taken.add(match["id"])
                    break
    identities.ids["study"] = found


_NAMES = ("DOI", "PMID", "document", "title, year and first author")
_BY_TITLE = 3


def _marks(side: Side) -> dict[str, list[tuple[int, Hashable]]]:
    """Return by study what it can be known by, the best first."""
    marks: dict[str, list[tuple[int, Hashable]]] = {}
    documents = side.grouped("document", "study_id")
    for row in side.rows["study"]:
        doi = comparison_keys(row["doi"], row["title"])["doi_key"]
        own: list[tuple[int, Hashable]] = [(0, doi)] if doi else []
        if row["pmid"]:
            own.append((1, row["pmid"]))
        own += [(2, document["sha256"]) for document in documents.get(row["id"], ())]
        if row["title"] and row["year"] and row["authors"]:
            own.append((3, (title_key(row["title"]), row["year"])))
        marks[row["id"]] = own
    return marks


def _is_other_work(one: Values, two: Values) -> bool:
    """Return True if titles and first authors are both known and both differ."""
    titles = {title_key(row["title"]) for row in (one, two)}
    are_known = bool(one["authors"] and two["authors"]) and "" not in titles
    return are_known and len(titles) == 2 and not _share_author(one, two)


def _share_author(one: Values, two: Values) -> bool:
    """Return True if the first authors have a name in common, however their initials are printed."""
    first, second = (_names_of(row["authors"][0]) if row["authors"] else set() for row in (one, two))
    return bool(first & second)


def _names_of(author: str) -> set[str]:
    words = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFKC", author).casefold())
    return {word for word in words if len(word) > 1} or set(words)
