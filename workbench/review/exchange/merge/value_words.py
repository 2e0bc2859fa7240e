"""Write the two values that a fact has after a merge, as a reader would: what both say alike is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.output.design_names import design_in_words
from workbench.review.evidence.finding_form import FIELDS
from workbench.review.exchange.merge.conflicts import fact_of

Rows = Mapping[str, Sequence[dict[str, Any]]]

_LABELS = {field.id: field.label for field in FIELDS} | {
    "quote": "passage",
    "wording_id": "texts that are somebody else's",
}
_INNER = ("numbers", "content")
"""Names under which a value keeps what it says, beside its source."""
_LINKS = ("merged_into", "study_id")
"""Columns with the id of a study."""
_LONGEST = 58
_EMPTY = "empty"


def values_in_words(row: Mapping[str, Any], rows: Rows) -> tuple[str, str]:
    """Write the value that stands, and the one that waits.

    Args:
        row: of the conflict, which is about no appraisal.
        rows: of the review, by table.
    """
    fact = fact_of(dict(row))
    here, other = (row[name]["value"] for name in ("here", "other"))
    if fact[0] == "allocation":
        return _yes_or_no(here, "asked", "not asked"), _yes_or_no(other, "asked", "not asked")
    if fact[0] == "distinct_pair":
        return _said(here), _said(other)
    if isinstance(here, dict) or isinstance(other, dict):
        return _parts_in_words(_parts(here), _parts(other))
    if fact[-1] in _LINKS:
        keys = {study["id"]: study["key"] for study in rows["study"]}
        here, other = (value and keys.get(value, "a study that is not here") for value in (here, other))
    if fact[-1] == "design":
        return _plain(design_in_words(here)), _plain(design_in_words(other))
    if fact[0] == "document" and fact[-1] == "kind":
        here, other = (value.replace("_", " ") for value in (here, other))
    return _plain(here), _plain(other)


def in_sentence(value: str) -> str:
    """Return a value as it stands in a sentence: one that has parts in brackets."""
    return f"({value})" if ": " in value and value[0] not in "'\"" else value


def in_marks(text: str) -> str:
    """Return a text in quotation marks, shortened."""
    return repr(_shortened(text))


def _yes_or_no(value: Any, there: str, missing: str) -> str:
    return missing if value is None else there


def _said(value: Any) -> str:
    return "not said" if value is None else f"said ({_plain(value['reason'])})"


def _parts_in_words(here: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[str, str]:
    """Write two values part by part; of what both have, only the parts in which they differ."""
    names = [name for name in dict.fromkeys((*here, *other)) if here.get(name) != other.get(name)]
    both = here and other
    return (
        _labelled(here, names if both else list(here), beside=other),
        _labelled(other, names if both else list(other), beside=here),
    )


def _labelled(parts: Mapping[str, Any], names: Sequence[str], *, beside: Mapping[str, Any]) -> str:
    if not parts:
        return _EMPTY
    if names == ["value"] or (names == ["state"] and beside):
        return _plain(parts.get(names[0]))
    return "; ".join(f"{_label(name)}: {_unquoted(parts.get(name))}" for name in names) or _EMPTY


def _label(name: str) -> str:
    return _LABELS.get(name, name.replace("_", " "))


def _parts(value: Any) -> dict[str, Any]:
    """Return what a value says by name, without what is empty; of a passage its words."""
    if not isinstance(value, dict):
        return {} if value in (None, "", []) else {"value": value}
    parts: dict[str, Any] = {}
    for name, each in value.items():
        if name in _INNER and isinstance(each, dict):
            parts |= _parts(each)
        elif name == "quote" and isinstance(each, dict):
            parts[name] = each.get("text", "")
        elif isinstance(each, dict):
            parts |= {f"{name} {inner}": part for inner, part in _parts(each).items()}
        else:
            parts[name] = each
    return {name: each for name, each in parts.items() if each not in (None, "", [])}


def _plain(value: Any) -> str:
    """Write one value, a text in quotation marks, shortened."""
    return repr(_shortened(value)) if isinstance(value, str) and value else _unquoted(value)


def _unquoted(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value in (None, "", []):
        return _EMPTY
    if isinstance(value, list):
        return _shortened("; ".join(map(_unquoted, value)))
    return _shortened(str(value))


def _shortened(text: str) -> str:
    return text[: _LONGEST - 1] + "…" if len(text) > _LONGEST else text
