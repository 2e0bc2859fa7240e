"""Fill in what a definition may leave out, before its shape is checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

ONLY_SET: Final = "all"
"""The name of the answer set of a definition that names none: every answer, in the order of the file."""
EXTERNAL: Final = "external"
"""The wording of a definition that takes its texts from a second file."""
NOT_ASKED: Final = "NA"
UNASKED: Final = {"code": NOT_ASKED, "label": "Not applicable or not asked", "tone": "none"}
"""The answer that an item counts as which is not asked, where a definition does not say so itself."""


def complete(data: Any) -> Any:
    """Return the mapping of a definition with what may be left out; anything else as it is.

    Each answer gets its code. Without `answer_sets` there is one, with every answer. Where there is only one
    set, items need not name it.
    """
    if not isinstance(data, dict):
        return data
    answers = data.get("answers")
    if isinstance(answers, dict):
        data = data | {"answers": {code: _with_code(code, option) for code, option in answers.items()}}
        if "answer_sets" not in data and answers and not _is_old(data):
            data["answer_sets"] = {ONLY_SET: list(answers)}
        if NOT_ASKED not in answers and not _is_old(data):
            data["answers"] = data["answers"] | {NOT_ASKED: dict(UNASKED)}
    sets = data.get("answer_sets")
    domains = data.get("domains")
    if isinstance(sets, dict) and len(sets) == 1 and isinstance(domains, list) and not _is_old(data):
        data = data | {"domains": [_with_sets(domain, str(next(iter(sets)))) for domain in domains]}
    return data


def _is_old(data: Mapping[str, Any]) -> bool:
    return data.get("schema") == "appraisal-checklist/0.1"


def _with_code(code: str, option: Any) -> Any:
    return {"code": code} | option if isinstance(option, dict) else option


def _with_sets(domain: Any, name: str) -> Any:
    items = domain.get("items") if isinstance(domain, dict) else None
    if not isinstance(items, list):
        return domain
    return domain | {
        "items": [{"answer_set": name} | item if isinstance(item, dict) else item for item in items]
    }
