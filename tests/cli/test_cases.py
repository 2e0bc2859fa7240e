"""Files that were once read wrongly are read right: the cases of `tests/cases`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import Ran, Run

CASES = Path(__file__).parent.parent / "cases"
WANTED: dict[str, dict[str, Any]] = yaml.safe_load((CASES / "cases.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", WANTED)
def test_a_file_is_read_right(ran: Run, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its studies, what `add` says, and which passages are found in it."""
    monkeypatch.setenv("WORKBENCH_REVIEWER", "anna")
    monkeypatch.setenv("WORKBENCH_DB", "review.db")
    wanted = expected(name)
    assert 0 == ran("init", "review.db", "--title", "t").code
    added = ran("add", str(CASES / name), *wanted.get("args", []))
    studies = json.loads(ran("studies", "--format", "json").out)
    assert [] == [*faults_of_adding(added, wanted), *faults_of_studies(studies, wanted)]
    refused = dict.fromkeys(wanted.get("quotes", []), False) | dict.fromkeys(wanted.get("refused", []), True)
    if refused:
        key = studies[0]["key"]
        ran("assign", key, "case-series", "--reason", "to quote")
        assert refused == {
            text: ran("answer", key, "1.1", "NI", "--quote", text).code != 0 for text in refused
        }


def expected(name: str) -> dict[str, Any]:
    """What a case wants; of a PDF it stands in a file of its own."""
    case = WANTED[name]
    if "from" not in case:
        return case
    right = json.loads((CASES / case["from"]).read_text(encoding="utf-8"))[Path(name).name]
    fields = {
        field: right[field] for field in ("title", "doi", "pmid", "journal", "year") if right.get(field)
    }
    if right.get("authors"):
        fields["authors"] = len(right["authors"])
    return {"count": 1, "all": fields, "quotes": right.get("quotable", []), "kind": right.get("kind", "")}


def faults_of_adding(added: Ran, wanted: dict[str, Any]) -> list[str]:
    """What is wrong in what `add` printed and in how it ended."""
    told = added.out + added.err
    faults = []
    if (wanted.get("rc") == "failed") == (added.code == 0):
        faults.append(f"ended with {added.code}: {told}")
    if wanted.get("said", "") not in told:
        faults.append(f"not said: {told}")
    if "said_any" in wanted and not any(word in told for word in wanted["said_any"]):
        faults.append(f"nothing of it said: {told}")
    if "unsaid" in wanted and wanted["unsaid"] in told:
        faults.append(f"said: {told}")
    return faults


def faults_of_studies(studies: list[dict[str, Any]], wanted: dict[str, Any]) -> list[str]:
    """What is wrong in the studies that were added."""
    faults = [] if wanted.get("count", len(studies)) == len(studies) else [f"{len(studies)} studies"]
    for fields in wanted.get("studies", []):
        by = "title" if "title" in fields else "key"
        found = [study for study in studies if fits(study[by], fields[by])][:1]
        faults += faults_of_fields(found[0], fields) if found else [f"no study {fields[by]}"]
    for study in studies:
        faults += faults_of_fields(study, wanted.get("all", {}))
        for name, pieces in wanted.get("none_has", {}).items():
            for piece in [pieces] if isinstance(pieces, str) else pieces:
                if piece in str(study[name]):
                    faults.append(f"{name} has {piece}: {study[name]}")
        if "titles_without" in wanted and wanted["titles_without"] in study["title"]:
            faults.append(f"title {study['title']}")
        if wanted.get("kind", "") not in json.dumps(study["documents"]):
            faults.append(f"documents {study['documents']}")
    return faults


def faults_of_fields(study: dict[str, Any], fields: dict[str, Any]) -> list[str]:
    """The fields of a study that are not as wanted."""
    return [
        f"{study['key']}: {name} is {study[name.removesuffix('_not')]!r}, not {value!r}"
        for name, value in fields.items()
        if (
            study[name.removesuffix("_not")] == value
            if name.endswith("_not")
            else not fits(study[name], value)
        )
    ]


def fits(value: Any, wanted: Any) -> bool:
    """Return True if a field is what is wanted; see the head of `cases.yaml` for the signs."""
    if isinstance(wanted, int) and isinstance(value, list):
        return len(value) == wanted
    if not isinstance(wanted, str):
        return bool(value == wanted)
    text = str(value or "")
    if wanted.startswith("~"):
        return wanted[1:] in text
    return text.startswith(wanted[1:]) if wanted.startswith("^") else text == wanted
