"""Compare the review, its people and its plan with the history, and see that nothing points nowhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from store.event_chain import MAIN, line_of
from store.export_rows import keys_of, links_of
from store.own_checklists import is_later
from workbench.counts import count
from workbench.review.exchange.merge.facts import Fact
from workbench.review.exchange.verify.ledger import CHANGED, UNTOLD, Fault, Ledger, Values, check_time
from workbench.review.exchange.verify.told_decisions import decided_fact

_HEADER = ("population", "setting", "treatment", "comparison")
_HASHED = ("study", "appraisal", "reviewer", "about", "before", "after", "undoes", "withheld")


def check_links(ledger: Ledger) -> Iterator[Fault]:
    """Yield the rows that point to something that is not here."""
    ids = {table: {row["id"] for row in rows} for table, rows in ledger.records.items()}
    for table, rows in ledger.records.items():
        if len(ids[table]) != len(rows):
            yield Fault("rows", table, "two rows have the same id")
        for columns in keys_of(table):
            values = [
                tuple(map(str, values)) for row in rows if None not in (values := [row[c] for c in columns])
            ]
            if len(set(values)) != len(values):
                yield Fault("rows", table, f"two rows have the same {' and '.join(columns)}")
        for column, target in links_of(table).items():
            known = ids[target] | {None}
            lost = sum(row[column] not in known for row in rows)
            if lost:
                pointing = count(lost, "row points", "rows point")
                yield Fault("rows", f"{table}.{column}", f"{pointing} to a {target} that is not here")


def check_order(ledger: Ledger) -> Iterator[Fault]:
    """Yield what is wrong with the places of events in the list, and with their side chains."""
    counts = Counter(event["number"] for event in ledger.events)
    places = {event["hash"]: int(event["number"]) for event in ledger.events}
    drafts = {row["id"] for row in ledger.rows("appraisal") if row["kind"] == "independent"}
    for event in ledger.events:
        name = f"event {event['number']}"
        if counts[event["number"]] > 1:
            yield Fault("history", name, "two events have this number")
        if any(places.get(parent, 0) >= int(event["number"]) for parent in event["parents"]):
            yield Fault("history", name, "it stands before an event that it comes after")
        own = line_of(event["appraisal_id"]) if event["appraisal_id"] in drafts else MAIN
        if event["line"] not in (MAIN, own):
            yield Fault("history", name, "it is in the side chain of something else")
        if set(event["original"] or {}) - set(_HASHED):
            yield Fault("history", name, "what is said of its original is not known")


def check_people(ledger: Ledger) -> Iterator[Fault]:
    """Yield the appraisals and steps that are not by whom the rows say."""
    names = _names(ledger)
    for event in ledger.events:
        place = ledger.places.get(event["place_id"] or "")
        if place is not None and event["reviewer"] not in names[place["reviewer_id"]]:
            yield Fault("history", f"event {event['number']}", "its author is not the one of its place")
    for appraisal in ledger.rows("appraisal"):
        for event in ledger.line_of.get(appraisal["id"], ()):
            name = ledger.appraisal_name(appraisal)
            if event["action"] == "appraisal.start":
                after = event["after"]
                wrong = [part for part in ("result", "kind") if appraisal[part] != after.get(part)]
                is_own = event["reviewer"] in names[appraisal["reviewer_id"]]
                if appraisal["kind"] == "independent" and not is_own:
                    wrong.append("author")
                for part in wrong:
                    yield Fault("rows", f"{name} · {part}", CHANGED)
                yield from check_time(name, appraisal["started_at"], event)
            elif event["action"] == "appraisal.import":
                after = event["after"]
                if after.get("reviewer") not in names[appraisal["reviewer_id"]]:
                    yield Fault("rows", f"{name} · author", CHANGED)
        yield from _origin(ledger, appraisal)
        yield from _submitted_at(ledger, appraisal)
    yield from _names_of_people(ledger)


def _names_of_people(ledger: Ledger) -> Iterator[Fault]:
    """Yield that a person is called otherwise than the history says, as methods and tables name people."""
    owners = {handle: person for person, handles in _names(ledger).items() for handle in handles}
    told: dict[str, str] = {}
    for event in ledger.events:
        fact = decided_fact(event)
        if event["action"] == "reviewer.name":
            person = event["about"].get("reviewer") or owners.get(event["reviewer"], "")
            told[person] = event["after"] or ""
        elif fact is not None and (fact[0], fact[-1]) == ("reviewer", "name"):
            told[fact[1]] = event["after"] or ""
    for person in ledger.rows("reviewer"):
        if (person["name"] or "") != told.get(person["id"], ""):
            yield Fault("rows", f"{person['handle']} · name", CHANGED if person["id"] in told else UNTOLD)


def _names(ledger: Ledger) -> dict[str, set[str]]:
    """Return the handles that each reviewer has or had, by id."""
    names: dict[str, set[str]] = defaultdict(set)
    for table, column in (("reviewer", "id"), ("former_handle", "reviewer_id")):
        for row in ledger.rows(table):
            names[row[column]].add(row["handle"])
    return names


def _origin(ledger: Ledger, appraisal: Values) -> Iterator[Fault]:
    """Yield that an appraisal names another file than the last one that came into it and stayed."""
    origin, is_told = None, False
    for event in ledger.of_appraisal.get(appraisal["id"], ()):
        if event["action"] in ("appraisal.start", "appraisal.import", "appraisal.import.undo"):
            is_told = True
            origin = event["after"].get("file") if event["action"] == "appraisal.import" else None
    if is_told and appraisal["imported_from"] != origin:
        yield Fault("rows", f"{ledger.appraisal_name(appraisal)} · origin", CHANGED)


def _submitted_at(ledger: Ledger, appraisal: Values) -> Iterator[Fault]:
    events = ledger.line_of.get(appraisal["id"], ())
    last = next((event for event in reversed(events) if event["action"] == "submit"), None)
    name = ledger.appraisal_name(appraisal)
    if appraisal["state"] == "submitted" and last is not None:
        yield from check_time(name, appraisal["submitted_at"], last)
    answered = {event["target"]: event for event in events if event["action"] in ("answer", "decide")}
    for row in ledger.answers.get(appraisal["id"], ()):
        event = answered.get(row["item_id"])
        if event is not None and row["code"] is not None and appraisal["imported_from"] is None:
            yield from check_time(ledger.item_name(appraisal, row["item_id"]), row["answered_at"], event)


def check_plan(ledger: Ledger) -> Iterator[Fault]:
    """Yield what the review says of itself, its protocol, its starts and checklists, and no event leaves."""
    if not ledger.rows("review"):
        return  # that it cannot be read is a fault already
    told = _replay_plan(ledger)
    (review,) = ledger.rows("review")
    found: dict[tuple[str, ...], Any] = {
        ("title",): review["title"],
        ("question",): review["question"],
        ("blindness",): review["blind"],
    }
    for name in _HEADER:
        if name in review["header"]:
            found["protocol", name] = review["header"][name]
    for name, entry in review["protocol"].items():
        if "value" in entry:
            found["protocol", name] = entry["value"]
    for row in ledger.rows("chosen_start"):
        found["start", row["outcome_id"], row["checklist"]] = (row["start"], row["reason"])
    for row in ledger.rows("own_checklist"):
        version = ledger.checklists.get(row["checklist_version_id"])
        if row["state"] == "current" and version is not None:
            found["checklist", version["checklist_id"]] = version["sha256"]
    for key in sorted(found.keys() | told.keys()):
        if key not in told:
            yield Fault("rows", " · ".join(key), UNTOLD)
        elif found.get(key) != told[key]:
            yield Fault("rows", " · ".join(key), CHANGED)


def _replay_plan(ledger: Ledger) -> dict[tuple[str, ...], Any]:
    told: dict[tuple[str, ...], Any] = {("blindness",): True}
    for checklist, current in _current_checklists(ledger).items():
        told["checklist", checklist] = current
    defaults: dict[tuple[str, ...], Any] = {}
    for event in ledger.events:
        action, about, after = event["action"], event["about"], event["after"]
        if action == "review.create":
            # Of two reviews that were made apart, an empty question says nothing against that of the other.
            told["title",] = after["title"]
            told["question",] = after["question"] or told.get(("question",), "")
        elif action in ("blindness.lift", "blindness.restore"):
            told["blindness",] = action == "blindness.restore"
        elif action == "protocol":
            name = about.get("protocol", event["target"])
            field: tuple[str, ...] = ("question",) if name == "question" else ("protocol", name)
            _put(told, field, after if name != "question" else after or "")
        elif action == "header":
            for name in _HEADER:
                _put(told, ("protocol", name), (after or {}).get(name))
        elif action == "start":
            key: tuple[str, ...] = ("start", about.get("outcome", ""), about.get("checklist", ""))
            defaults.setdefault(key, (event["before"] or {}).get("start"))
            # Going back to what the checklist starts with takes the row away.
            is_back = after["start"] == defaults[key]
            _put(told, key, None if is_back else (after["start"], event["reason"]))
        elif (fact := decided_fact(event)) is not None:
            _replay_decision(told, fact, after)
    return told


def _replay_decision(told: dict[tuple[str, ...], Any], fact: Fact, after: Any) -> None:
    """Take a decision between two values into account that has no other step than itself."""
    if fact == ("review", "title"):
        told["title",] = after
    elif fact == ("review", "blind"):
        told["blindness",] = after
    elif fact[0] == "chosen_start":
        _put(told, ("start", *fact[1:]), after and (after["start"], after["reason"]))


def _current_checklists(ledger: Ledger) -> dict[str, str]:
    """Return by checklist of the team the sha256 of the version that is for new work.

    Of versions that were added in two files apart it is the later one, whenever it was added.
    """
    current: dict[str, dict[str, str]] = defaultdict(dict)
    for event in ledger.events:
        fact = decided_fact(event)
        if fact is not None and fact[0] == "own_checklist" and fact[1] in ledger.checklists:
            decided = ledger.checklists[fact[1]]
            is_current = event["after"] is not None and event["after"]["state"] == "current"
            version = decided["version"] if is_current else None
            _put(current[decided["checklist_id"]], decided["sha256"], version)
        if event["action"] not in ("checklist.add", "checklist.remove"):
            continue
        versions = current[event["about"]["checklist"]]
        if event["before"]:
            versions.pop(event["before"]["sha256"], None)
        if event["after"]:
            versions[event["after"]["sha256"]] = event["after"]["version"]
    found: dict[str, str] = {}
    for checklist, versions in current.items():
        for sha256, number in sorted(versions.items()):
            if checklist not in found or is_later(number, versions[found[checklist]]):
                found[checklist] = sha256
    return found


def _put(told: dict[Any, Any], key: Any, value: Any) -> None:
    if value is None:
        told.pop(key, None)
    else:
        told[key] = value
