"""Say for each pair of appraisals how it is known that they were made independently.

Everything is decided from the chains of the two people, never from clocks: what a person had received, given
away, merged or seen before submitting stands in that person's own chain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

from store.appraisal_line import DECIDE
from store.key_facts import FACTS
from workbench.review.exchange.key_standing import standings
from workbench.review.exchange.verify.independence_status import Independence, Pair
from workbench.review.exchange.verify.ledger import Ledger, Values

EXPORTED: Final = "exported"
"""The key of a submission that names the exports that went out while it was a draft."""
STEPS: Final = (
    *("submit", "reopen", DECIDE, "merge", "export", "seal.receive"),
    *("blindness.lift", "blindness.restore", *FACTS),
)
"""Actions of the events of which it counts what they are about; of others only the place in the chain."""


def find_pairs(ledger: Ledger) -> list[Pair]:
    """Return every pair of submitted appraisals that agreement compares, by study."""
    places: dict[tuple[str, str, str], list[Values]] = defaultdict(list)
    for appraisal in ledger.independent():
        study = ledger.studies[appraisal["study_id"]]
        if study.get("excluded_because") is None and study.get("merged_into") is None:
            checklist = ledger.checklists[appraisal["checklist_version_id"]]["checklist_id"]
            places[appraisal["study_id"], appraisal["result"], checklist].append(appraisal)
    chains = _Chains(ledger)
    pairs = []
    for (study_id, _, checklist), found in places.items():
        ordered = sorted(found, key=lambda row: ledger.handle_of(row["reviewer_id"]).casefold())
        for first, second in combinations(ordered, 2):
            status = chains.status(first, second)
            names = ledger.handle_of(first["reviewer_id"]), ledger.handle_of(second["reviewer_id"])
            later = chains.later(first, second)
            shares = chains.share_a_folder(first, second)
            key = ledger.study_name(study_id)
            pairs.append(Pair(key, checklist, *names, status, later, shares))
    return sorted(pairs, key=lambda pair: (pair.study, pair.checklist, pair.first, pair.second))


class _Chains:
    """The chains of a review, asked what comes before what."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._before: dict[str, frozenset[str]] = {}
        self._ends: dict[tuple[frozenset[str], str], frozenset[str]] = {}
        """By places and a head, the events of the places that no other event of theirs follows."""
        self._bare = {row["hash"]: row for row in ledger.rows("bare_event")}
        self._submits: dict[str, list[Values]] = defaultdict(list)
        self._merges: list[Values] = []
        self._of_place: dict[str, list[Values]] = defaultdict(list)
        for event in ledger.events:
            if event["action"] in ("submit", "reopen", DECIDE) and event["appraisal_id"]:
                self._submits[event["appraisal_id"]].append(event)
            elif event["action"] == "merge":
                self._merges.append(event)
            if event["place_id"] and not event["line"]:
                self._of_place[event["place_id"]].append(event)
        self._lifted = _lifted_times(ledger)
        self._seals = {row["head"]: row["digest"] for row in ledger.rows("seal")}
        """By hash of the step that submitted a version, the digest of its seal."""
        self._digests = self._first_digests()
        told = standings(ledger.rows("place"), ledger.events)
        self._weak = {
            row["id"]
            for row in ledger.rows("place")
            if row["public_key"] in told and told[row["public_key"]].is_weak
        }
        """Places whose key stands for a lost one, and that nobody else confirmed."""

    def status(self, first: Values, second: Values) -> Independence:
        """Return how it is known that what counts of two people is independent, which agreement compares."""
        if first["imported_from"] or second["imported_from"]:
            return Independence.IMPORTED
        one, two = self._first_submit(first), self._first_submit(second)
        if one is None or two is None:
            return Independence.UNSEALED
        if self._saw(one, second, two) or self._saw(two, first, one):
            return Independence.NOT
        if self._chose_after_seeing(first, second) or self._chose_after_seeing(second, first):
            return Independence.NOT
        if self._keeps_steps_back(first) or self._keeps_steps_back(second):
            return Independence.KEPT_BACK
        by_server = one["about"].get("kept") == two["about"].get("kept") == "server"
        by_server = by_server and not self._is_broken(first, second)
        if not one["place_id"] or not two["place_id"]:  # who works in a browser has no key
            return Independence.SERVER if by_server else Independence.UNSEALED
        joined = [merge for merge in self._merges if self._joins(merge, one, two)]
        if not joined and not (self._received(first, second) or self._received(second, first)):
            return Independence.SERVER if by_server else Independence.SHARED
        if self._is_broken(first, second) or self._had_contents(first, second):
            return Independence.SHARED
        if {one["place_id"], two["place_id"]} & self._weak:
            return Independence.SEPARATE
        held = [
            self._held_before_release(self._counted(first, second), first, second, joined),
            self._held_before_release(self._counted(second, first), second, first, joined),
        ]
        if all(held):
            return Independence.SEALED
        return Independence.PARTLY if any(held) else Independence.SEPARATE

    def _keeps_steps_back(self, mine: Values) -> bool:
        """Return True if the chain of an owner has steps without contents that are no sealed submissions.

        Any of them can be an export, a merge or a look at the work of others.
        """
        places = frozenset(self._places_of(mine))
        unknown = {
            hashed
            for hashed, row in self._bare.items()
            if hashed not in self._seals and row["place_id"] in {*places, None}
        }
        if not unknown:
            return False
        last = (self._of_place[place][-1]["hash"] for place in places if self._of_place[place])
        return any(unknown & self._ancestors(each) for each in last)

    def _had_contents(self, first: Values, second: Values) -> bool:
        """Return True if a merge brought the contents of one to the other before the other had submitted."""
        for mine, other in ((first, second), (second, first)):
            own = frozenset(self._places_of(mine))
            before = self._ancestors(self._counted(mine, other)["hash"])
            if any(
                merge["place_id"] in own
                and merge["hash"] in before
                and other["id"] in merge["about"].get("received", "").split()
                for merge in self._merges
            ):
                return True
        return False

    def _is_broken(self, *appraisals: Values) -> bool:
        """Return True if a step in the chain of an owner does not hold, so that it proves nothing."""
        return any(each["reviewer_id"] in self._ledger.damaged_people for each in appraisals)

    def later(self, first: Values, second: Values) -> str:
        """Say who changed an appraisal after the other's could be seen; what was submitted first stays."""
        names = [
            self._ledger.handle_of(mine["reviewer_id"])
            for mine, other in ((first, second), (second, first))
            if any(
                event["action"] == "reopen" and self._saw(event, other, self._first_submit(other))
                for event in self._submits[mine["id"]]
            )
        ]
        return f"the later version of {' and '.join(names)} is not independent" if names else ""

    def share_a_folder(self, first: Values, second: Values) -> bool:
        """Return True if two people write from one settings folder."""
        folders = [
            {
                place["folder"]
                for place in self._ledger.rows("place")
                if place["reviewer_id"] == appraisal["reviewer_id"]
            }
            for appraisal in (first, second)
        ]
        return bool(folders[0] & folders[1])

    def _first_submit(self, appraisal: Values) -> Values | None:
        events = self._submits[appraisal["id"]]
        return next((event for event in events if event["action"] == "submit"), None)

    def _counted(self, mine: Values, other: Values) -> Values:
        """Return the step that submitted what counts: the last one before the other's could be seen."""
        theirs = self._first_submit(other)
        counted: Values | None = None
        for event in self._submits[mine["id"]]:
            if counted is not None and self._saw(event, other, theirs):
                break
            if event["action"] == "submit":
                counted = event
        assert counted is not None  # only of what was submitted is the status asked
        return counted

    def _saw(self, event: Values, other: Values, submitted: Values | None) -> bool:
        """Return True if a person could see another's appraisal at a step of the own.

        Steps of versions that did not write it down are judged by the order of this file: a reopening comes
        after both have submitted, and lifted blindness shows what was submitted.
        """
        seen = event["about"].get("seen")
        if seen is not None:
            return other["id"] in seen.split()
        if submitted is None or int(submitted["number"]) > int(event["number"]):
            return False
        return event["action"] == "reopen" or self._was_lifted(event, submitted)

    def _chose_after_seeing(self, mine: Values, other: Values) -> bool:
        """Return True if the version that waited was chosen when the other's appraisal could be seen."""
        return any(
            event["action"] == DECIDE and other["id"] in event["about"].get("seen", "").split()
            for event in self._submits[mine["id"]]
        )

    def _was_lifted(self, event: Values, submitted: Values) -> bool:
        """Return True if blindness was lifted at some moment between two steps, the later one given first."""
        last, first = int(event["number"]), int(submitted["number"])
        return any(lifted < last and restored > first for lifted, restored in self._lifted)

    def _joins(self, merge: Values, one: Values, two: Values) -> bool:
        """Return True if a merge brought two steps together that were in different files before."""
        own = self._own_parent(merge)
        if own is None:
            return False
        known = self._ancestors(own)
        brought = frozenset().union(*(self._ancestors(each) for each in merge["parents"] if each != own))
        has = [step["hash"] in known or self._is_local(step, merge, brought) for step in (one, two)]
        comes = [step["hash"] in brought and not has[place] for place, step in enumerate((one, two))]
        return (has[0] and comes[1]) or (has[1] and comes[0])

    def _is_local(self, step: Values, merge: Values, brought: frozenset[str]) -> bool:
        """Return True if a step was made in the file of a merge by somebody else who works in it."""
        return step["hash"] not in brought and int(step["number"]) < int(merge["number"])

    def _own_parent(self, event: Values) -> str | None:
        """Return the hash of the event before in the own chain."""
        own = [
            parent
            for parent in event["parents"]
            if (found := self._find(parent)) is not None and found["place_id"] == event["place_id"]
        ]
        return max(own, key=lambda each: len(self._ancestors(each)), default=None)

    def _held_before_release(
        self, step: Values, mine: Values, other: Values, joined: Iterable[Values]
    ) -> bool:
        """Return True if somebody held the seal of another before giving the own contents away."""
        received = self._received(mine, other, self._counted(other, mine))
        owners = frozenset(self._places_of(mine))
        releases = list(self._releases(step, mine, owners, joined)) if received else []
        return bool(releases) and all(
            any(event in self._ancestors(release) for event in received) for release in releases
        )

    def _received(self, mine: Values, other: Values, submitted: Values | None = None) -> list[str]:
        """Return the hashes of the steps by which somebody took in the seal of another's appraisal.

        Args:
            mine: an appraisal of who took it in.
            other: the appraisal that is sealed.
            submitted: the step whose version it must be the seal of; without it the first one that is sealed.

        Only a seal that a file does not hold comes in, so such a step shows that the other worked in another
        file, also where git put the folders of both together and no merge did.
        """
        digest = self._digests.get(other["id"]) if submitted is None else self._seals.get(submitted["hash"])
        if digest is None:
            return []
        return [
            event["hash"]
            for place in self._places_of(mine)
            for event in self._of_place[place]
            if event["action"] == "seal.receive" and digest in event["about"].get("digests", "").split()
        ]

    def _releases(
        self, step: Values, mine: Values, owners: frozenset[str], joined: Iterable[Values]
    ) -> Iterator[str]:
        """Yield the hashes of the steps after which somebody's contents left the own files, or are known to.

        A file may come to a merge by way of other people and of other machines of its owner. What counts is
        the last that the owner had done in the chain that came, with what was submitted in it.
        """
        for event in (each for place in owners for each in self._of_place[place]):
            if event["action"] == "export" and mine["id"] in event["about"].get("released", "").split():
                yield event["hash"]
        yield from step["about"].get(EXPORTED, "").split()
        for merge in joined:
            brought = [self._last_of(owners, step, parent) for parent in merge["parents"]]
            yield from (release for last in brought for release in last)
            if not any(brought):
                yield self._last_here(owners, merge)

    def _last_of(self, owners: frozenset[str], step: Values, head: str) -> frozenset[str]:
        """Return the last events of some places that lead to a head, with a step before them."""
        known = (owners, head)
        if known not in self._ends:
            own = {
                each: found
                for each in self._ancestors(head)
                if (found := self._find(each)) is not None and found["place_id"] in owners
            }
            followed = {parent for event in own.values() for parent in event["parents"]}
            self._ends[known] = frozenset(own.keys() - followed)
        ends = [end for end in self._ends[known] if step["hash"] in self._ancestors(end)]
        return frozenset(
            end for end in ends if not any(end in self._ancestors(other) for other in ends if other != end)
        )

    def _last_here(self, owners: frozenset[str], merge: Values) -> str:
        """Return the last event before a merge of somebody who works in the same file; empty if none."""
        before = (
            event
            for place in owners
            for event in self._of_place[place]
            if int(event["number"]) < int(merge["number"])
        )
        last = max(before, key=lambda event: int(event["number"]), default=None)
        return str(last["hash"]) if last else ""

    def _places_of(self, appraisal: Values) -> Iterator[str]:
        """Yield every place of who made an appraisal: contents may leave from another machine of theirs."""
        for place in self._ledger.rows("place"):
            if place["reviewer_id"] == appraisal["reviewer_id"]:
                yield place["id"]

    def _find(self, hashed: str) -> Values | None:
        return self._ledger.by_hash.get(hashed) or self._bare.get(hashed)

    def _ancestors(self, hashed: str) -> frozenset[str]:
        """Return the hashes of all events before an event, and its own."""
        if hashed not in self._before:
            found = {hashed}
            waiting = [hashed]
            while waiting:
                event = self._find(waiting.pop())
                for parent in event["parents"] if event else ():
                    if parent not in found:
                        found.add(parent)
                        waiting.append(parent)
            self._before[hashed] = frozenset(found)
        return self._before[hashed]

    def _first_digests(self) -> dict[str, str]:
        """Return the digest of the first seal of each appraisal."""
        digests = {}
        for appraisal, events in self._submits.items():
            found = next(
                (self._seals[event["hash"]] for event in events if event["hash"] in self._seals), None
            )
            if found is not None:
                digests[appraisal] = found
        return digests


def _lifted_times(ledger: Ledger) -> list[tuple[int, float]]:
    """Return from which step to which blindness was lifted, by their numbers."""
    times: list[tuple[int, float]] = []
    since: int | None = None
    for event in ledger.events:
        if event["action"] == "blindness.lift":
            since = int(event["number"])
        elif event["action"] == "blindness.restore" and since is not None:
            times.append((since, int(event["number"])))
            since = None
    return times if since is None else [*times, (since, float("inf"))]
