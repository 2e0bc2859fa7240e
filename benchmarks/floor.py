"""Measure the least that a command needs: `python benchmarks/floor.py COMMAND FILE OUTPUT [RUNS]`.

Reads the rows that the command reads with plain `sqlite3`, judges each domain and the whole by looking its
answers up in a dictionary, and writes the same output. Prints the median of its processor seconds as JSON,
without start-up and without filling the dictionary; fails where its output is not the one in OUTPUT.
`benchmarks/scale.py` runs it in a process of its own.
"""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checklists import Checklist, judge, parse_checklist

CHECKLIST = "case-series"
STUDY_COLUMNS = (
    "id, key, title, authors, year, journal, volume, issue, pages, doi, pmid, pmcid, registration, design, "
    "design_reasons, checklist, abstract, facts, calibration"
)


class Levels:
    """A table of judgements by the answers that lead to them, each worked out once."""

    def __init__(self, checklist: Checklist) -> None:
        self.checklist = checklist
        self._items = [
            (domain.id, [item.id for item in domain.items if item.role is None])
            for domain in checklist.domains
        ]
        self._domains: dict[tuple[str, ...], str] = {}
        self._wholes: dict[tuple[str, ...], str] = {}

    def of(self, codes: dict[str, str]) -> tuple[str, ...]:
        """Return the level of each domain and then of the whole."""
        domain_levels = []
        for domain, items in self._items:
            answers = (domain, *[codes[item] for item in items])
            level = self._domains.get(answers)
            if level is None:
                level = self._domains[answers] = judge(self.checklist, codes).domain(domain).final or ""
            domain_levels.append(level)
        levels = tuple(domain_levels)
        whole = self._wholes.get(levels)
        if whole is None:
            whole = self._wholes[levels] = judge(self.checklist, codes).overall.final or ""
        return (*levels, whole)


def pinned_checklist(file: str) -> Checklist:
    """Return the checklist that a review was made with, which may be older than the program's own."""
    db = sqlite3.connect(file)
    query = "SELECT text FROM checklist_version WHERE checklist_id = ?"
    (text,) = db.execute(query, (CHECKLIST,)).fetchone()
    db.close()
    return parse_checklist(text, name=CHECKLIST)


@dataclass
class Rows:
    """The rows that all commands read: studies by key, their appraisals with reviewer and codes."""

    studies: list[dict[str, Any]]
    appraisals: dict[str, list[tuple[str, dict[str, str]]]]


def read(file: str) -> Rows:
    """Read the studies with each submitted appraisal and its answers."""
    db = sqlite3.connect(file)
    names = [name.strip() for name in STUDY_COLUMNS.split(",")]
    query = f"SELECT {STUDY_COLUMNS} FROM study ORDER BY key"
    studies = [dict(zip(names, row, strict=True)) for row in db.execute(query)]
    codes: dict[str, dict[str, str]] = defaultdict(dict)
    for appraisal, item, code in db.execute("SELECT appraisal_id, item_id, code FROM answer"):
        codes[appraisal][item] = code
    appraisals: dict[str, list[tuple[str, dict[str, str]]]] = defaultdict(list)
    query = (
        "SELECT study_id, handle, appraisal.id FROM appraisal JOIN reviewer ON reviewer.id = reviewer_id "
        "WHERE state = 'submitted' ORDER BY handle"
    )
    for study, handle, appraisal in db.execute(query):
        appraisals[study].append((handle, codes[appraisal]))
    db.close()
    return Rows(studies, appraisals)


def read_for_evidence(file: str, levels: Levels) -> int:
    """Read the rows that the evidence rests on, judge them, and return how many appraisals count.

    Who may see what follows from the heads of all appraisals. Of the studies, the answers and the steps in
    appraisals only those are read that belong to a study with a finding.
    """
    db = sqlite3.connect(file)
    db.execute("SELECT * FROM review").fetchall()
    heads = db.execute(
        "SELECT appraisal.id, study_id, handle, result, kind, state, reopened FROM appraisal "
        "JOIN reviewer ON reviewer.id = reviewer_id"
    ).fetchall()
    done = {(study, result) for _, study, handle, result, _, state, _ in heads if state == "submitted"}
    with_findings = {study for (study,) in db.execute("SELECT study_id FROM finding")}
    usable = [head for head in heads if head[1] in with_findings and (head[1], head[3]) in done]
    for table in ("outcome", "finding", "certainty_rating", "body_entry", "chosen_start"):
        db.execute(f"SELECT * FROM {table}").fetchall()
    theirs = "IN (SELECT study_id FROM finding)"
    db.execute(f"SELECT {STUDY_COLUMNS} FROM study WHERE id {theirs}").fetchall()
    db.execute(
        "SELECT * FROM event WHERE action IN ('checklist.assign', 'rating', 'start', 'finding', 'body') OR "
        f"(action IN ('submit', 'reopen') AND study_id {theirs}) ORDER BY number"
    ).fetchall()
    codes: dict[str, dict[str, str]] = defaultdict(dict)
    query = (
        "SELECT appraisal_id, item_id, code FROM answer WHERE appraisal_id IN "
        f"(SELECT id FROM appraisal WHERE study_id {theirs})"
    )
    for appraisal, item, code in db.execute(query):
        codes[appraisal][item] = code
    db.close()
    for head in usable:
        levels.of(codes[head[0]])
    return len(usable)


class Said:
    """The parts of a command's own output that a floor copies, because it does not measure them."""

    def __init__(self, output: str) -> None:
        self.report: Any = json.loads(output) if output.startswith("[") else None
        table = [] if self.report is not None else list(csv.reader(io.StringIO(output)))
        self.header = table[0] if table else []
        whole = self.header.index("overall") if "overall" in self.header else 0
        self.after_whole = {row[whole]: row[whole + 1 :] for row in table}


def characteristics_of(study: Any) -> list[dict[str, Any]]:
    """Return what a study of a filled review says of itself, as the command lists it."""
    facts = json.loads(study["facts"])
    empty = {"quote": "", "source": "", "entered_by": ""}
    headings = {"participants": "n"}
    return [
        {"name": name, "heading": headings[name], "value": value, **empty} for name, value in facts.items()
    ]


def write_studies(rows: Rows, levels: Levels, said: Said) -> str:
    """Write what `studies --format json` writes."""
    version = levels.checklist.version
    judged = {item.id for item in levels.checklist.items if item.role is None}
    listed = []
    for study in rows.studies:
        lines = [
            {"reviewer": handle, "state": "submitted", "result": "whole study", "checklist": CHECKLIST,
             "checklist_version": version, "answered": len(judged & codes.keys()),
             "asked": len(judged),
             "overall": levels.of(codes)[-1], "recorded_answered": len(codes.keys() - judged),
             "recorded": len(levels.checklist.items) - len(judged), "imported_from": None}
            for handle, codes in rows.appraisals[study["id"]]
        ]  # fmt: skip
        listed.append(
            {"key": study["key"], "title": study["title"], "authors": json.loads(study["authors"]),
             "year": study["year"], "journal": study["journal"],
             "volume": study["volume"], "issue": study["issue"], "pages": study["pages"],
             "doi": study["doi"], "pmid": study["pmid"],
             "pmcid": study["pmcid"], "registration": study["registration"], "design": study["design"],
             "design_reasons": json.loads(study["design_reasons"]), "design_confirmed_by": None,
             "checklist": study["checklist"], "documents": [], "appraisals": lines,
             "abstract": study["abstract"], "calibration": bool(study["calibration"]), "excluded": None,
             "characteristics": characteristics_of(study), "merged": [], "allocated_to": []}
        )  # fmt: skip
    return as_json(listed)


def write_appraisal(rows: Rows, levels: Levels, said: Said) -> str:
    """Write what `table appraisal --format csv` writes; what follows from the whole is looked up."""
    checklist = f"{CHECKLIST} {levels.checklist.version}"
    table = [said.header]
    for study, handle, codes in each(rows):
        judged = levels.of(codes)
        table.append([study["key"], study["design"], checklist, "whole study", handle, "submitted", *judged,
                      *said.after_whole[judged[-1]]])  # fmt: skip
    return as_csv(table)


def write_traffic_light(rows: Rows, levels: Levels, said: Said) -> str:
    """Write what `table traffic-light --format csv` writes."""
    table = [said.header]
    for study, handle, codes in each(rows):
        table.append([study["key"], *levels.of(codes), "whole study", handle, "submitted", CHECKLIST])
    return as_csv(table)


def write_answers(rows: Rows, levels: Levels, said: Said) -> str:
    """Write what `table answers --format csv` writes."""
    labels = {code: option.label for code, option in levels.checklist.answers.items()} | {"": ""}
    checklist = levels.checklist
    items = [(checklist.domain_of(item.id).id, item.id, item.text) for item in checklist.items_as_shown]
    kept = [_recorded(item.role) for item in checklist.items_as_shown]
    table = [said.header]
    for study, handle, codes in each(rows):
        start = [study["key"], "whole study", handle, "submitted", CHECKLIST]
        given = [codes.get(item, "") for _, item, _ in items]
        table.extend(
            [*start, *item, code, labels[code], "", "", role]
            for item, code, role in zip(items, given, kept, strict=True)
        )
    return as_csv(table)


def _recorded(role: str | None) -> str:
    if role is None:
        return ""
    purpose = role.removeprefix("grade_").replace("_", " ")
    return "recorded, not judged" if role == "recorded_only" else f"recorded for {purpose}"


def write_agreement(rows: Rows, levels: Levels, said: Said) -> str:
    """Judge everything and write what `agreement --format json` writes; no coefficient is worked out."""
    for _, _, codes in each(rows):
        levels.of(codes)
    return as_json(said.report)


def each(rows: Rows) -> Iterator[tuple[dict[str, Any], str, dict[str, str]]]:
    """Give every appraisal by study and reviewer."""
    for study in rows.studies:
        for handle, codes in rows.appraisals[study["id"]]:
            yield study, handle, codes


def as_json(value: object) -> str:
    """Write as the command line does."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def as_csv(table: list[list[str]]) -> str:
    """Write as the command line does."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(table)
    return text.getvalue()


FLOORS: dict[str, Callable[[Rows, Levels, Said], str]] = {
    "studies": write_studies,
    "table appraisal": write_appraisal,
    "table traffic-light": write_traffic_light,
    "table answers": write_answers,
    "agreement": write_agreement,
}


def main(command: str, file: str, output: str, runs: str = "3") -> None:
    """Measure one floor and print it."""
    expected = Path(output).read_text(encoding="utf-8")
    levels, said = Levels(pinned_checklist(file)), Said(expected)
    write = FLOORS[command]
    actual = write(read(file), levels, said)  # fills the dictionary too
    if actual != expected:
        raise SystemExit(f"the floor of {command} does not write what the command writes")
    del actual, expected
    seconds = []
    for _ in range(int(runs)):
        begin = time.process_time()
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            nowhere.write(write(read(file), levels, said))
        seconds.append(time.process_time() - begin)
    sys.stdout.write(json.dumps(statistics.median(seconds)))


if __name__ == "__main__":
    main(*sys.argv[1:])
