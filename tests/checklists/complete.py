"""Complete definitions of ids and rules with the labels and texts that a whole file needs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from checklists import Checklist, parse_checklist

INSTRUMENTS = Path(__file__).parent / "instruments"


def read_instrument(name: str) -> Checklist:
    """Read the ids and rules of a published instrument, with made-up words around them."""
    data = yaml.load((INSTRUMENTS / f"{name}.yaml").read_text(encoding="utf-8"), Loader=_TextLoader)
    return parse_checklist(json.dumps(complete(data), indent=1), f"{name}.yaml")


class _TextLoader(yaml.SafeLoader):
    """A loader that reads bare Y and N as text, as the skeletons mean them."""


_TextLoader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or letter == "t"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def complete(data: dict[str, Any]) -> dict[str, Any]:
    """Return a definition with a title, labels, texts and reasons wherever they are missing."""
    domains = [
        {"title": f"Domain {domain['id']}"}
        | domain
        | {"items": [_with_text(item) for item in domain["items"]]}
        for domain in data["domains"]
    ]
    whole = {
        "schema": "appraisal-checklist/0.2",
        "id": "made-up",
        "version": "1",
        "title": "A checklist",
        **data,
        "answers": {code: {"label": code} | option for code, option in data["answers"].items()},
        "domains": [_with_reasons(domain) for domain in domains],
        "preliminaries": [_with_text(each) for each in data.get("preliminaries", [])],
        "totals": [{"title": f"Total {total['id']}"} | total for total in data.get("totals", [])],
    }
    overall = data.get("overall")
    if isinstance(overall, dict):
        has_axes = all(isinstance(part, dict) for part in overall.values())
        parts = {axis: _with_reasons(part) for axis, part in overall.items()} if has_axes else overall
        whole["overall"] = parts if has_axes else {"source": "ours"} | _with_reasons(overall)
    return whole


def _with_text(part: dict[str, Any]) -> dict[str, Any]:
    return {"text": f"The text of {part['id']}"} | part


def _with_reasons(part: dict[str, Any]) -> dict[str, Any]:
    rules = [{"because": f"the reason of {rule['id']}"} | rule for rule in part.get("rules", [])]
    return part | {"rules": rules} if rules else part
