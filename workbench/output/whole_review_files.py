"""Make and read the files of a whole-review export: JSON Lines by table, texts beside them, a manifest.

`docs/export.md` describes it for others, and `docs/export-schema.json` each record.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from workbench.errors import UsageError

FORMAT = "appraisal-workbench-review"
VERSION = 1
MANIFEST = "manifest.json"

Records = Mapping[str, Sequence[dict[str, Any]]]

_TEXTS = {
    "document": ("documents/{id}.txt", "text"),
    "checklist_version": ("checklists/{sha256}.yaml", "text"),
    "wording": ("wording/{sha256}.yaml", "text"),
}
"""Tables whose long text is a file of its own, for whoever looks into the archive."""

TEXT_COLUMNS = {table: column for table, (_, column) in _TEXTS.items()}
"""The columns that are files of their own."""

_SAFE = re.compile(r"[0-9a-f-]{36}|[0-9a-f]{64}")


def parts_of(
    records: Records,
    tables_version: str,
    *,
    complete: bool,
    hidden_studies: int,
    on_rows: Callable[[int], None] | None = None,
) -> dict[str, bytes]:
    """Return the parts of an archive.

    Args:
        records: rows by table.
        tables_version: of the store's tables.
        complete: whether whoever exports may see all there is.
        hidden_studies: on how many studies others have submitted what whoever exports may not see.
        on_rows: told after each table how many rows more were written.
    """
    parts: dict[str, bytes] = {}
    for table, rows in records.items():
        lines = []
        for row in rows:
            kept = dict(row)
            if table in _TEXTS:
                name, column = _TEXTS[table]
                parts[name.format(**row)] = kept.pop(column).encode()
            lines.append(json.dumps(kept, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n")
        parts[f"records/{table}.jsonl"] = "".join(lines).encode()
        if on_rows is not None:
            on_rows(len(rows))
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "tables": tables_version,
        "complete": complete,
        "studies_with_hidden_work": hidden_studies,
        "parts": {
            name: {"bytes": len(parts[name]), "sha256": hashlib.sha256(parts[name]).hexdigest()}
            for name in sorted(parts)
        },
    }
    return parts | {MANIFEST: (json.dumps(manifest, indent=1) + "\n").encode()}


def records_of(
    parts: Mapping[str, bytes],
    tables: Sequence[str],
    tables_version: str,
    added_since: Mapping[str, Sequence[str]] | None = None,
) -> Records:
    """Return the rows by table, as `parts_of` was given them.

    Args:
        parts: the parts of the archive.
        tables: the names of the tables.
        tables_version: of the store's tables.
        added_since: by an earlier version that is read as well, the tables that it did not have.

    Raises:
        UsageError: something is missing, too much, altered, or of another version.
    """
    added_since = added_since or {}
    manifest = _manifest(parts, tables_version, added_since)
    missing = added_since.get(str(manifest["tables"]), ())
    _see_that_all_is_there(parts, manifest)
    used = {MANIFEST}
    records: dict[str, list[dict[str, Any]]] = {}
    for table in tables:
        name = f"records/{table}.jsonl"
        if table in missing:
            records[table] = []
            continue
        if name not in parts:
            raise _lacking(name)
        used.add(name)
        records[table] = [_record(line, name) for line in parts[name].split(b"\n") if line]
    for table, (pattern, column) in _TEXTS.items():
        for row in records[table]:
            row[column] = _text(parts, _named(pattern, row), used)
    if unused := sorted(set(parts) - used):
        raise UsageError(f"the export holds {unused[0]}, to which no record belongs")
    return records


def completeness_of(parts: Mapping[str, bytes]) -> tuple[bool, int]:
    """Read whether an export is complete, and on how many studies submitted work was left out of it."""
    manifest = json.loads(parts[MANIFEST])
    return bool(manifest["complete"]), int(manifest["studies_with_hidden_work"])


def _manifest(parts: Mapping[str, bytes], tables_version: str, earlier: Collection[str]) -> dict[str, Any]:
    if MANIFEST not in parts:
        raise UsageError(f"this is no export of a review: it has no {MANIFEST}")
    manifest = _record(parts[MANIFEST], MANIFEST)
    if manifest.get("format") != FORMAT:
        raise UsageError(f"this is no export of a review: {MANIFEST} does not say {FORMAT}")
    if manifest.get("version") != VERSION or manifest.get("tables") not in (tables_version, *earlier):
        shown = f"{manifest.get('version')!r} (tables {manifest.get('tables')!r})"[:60]
        raise UsageError(
            f"the export has version {shown} and this program reads {VERSION} (tables {tables_version!r}):"
            " use the version of appraisal-workbench that wrote it"
        )
    hidden = manifest.get("studies_with_hidden_work")
    if not isinstance(hidden, int) or isinstance(hidden, bool) or hidden < 0:
        raise UsageError(f"{MANIFEST} does not say on how many studies work was left out")
    if not isinstance(manifest.get("complete"), bool):
        raise UsageError(f"{MANIFEST} does not say whether it is complete")
    return manifest


def _see_that_all_is_there(parts: Mapping[str, bytes], manifest: Mapping[str, Any]) -> None:
    said = manifest.get("parts")
    if not isinstance(said, dict):
        raise UsageError(f"{MANIFEST} does not list the parts")
    for name in sorted(set(said) - set(parts)):
        raise _lacking(repr(name[:80]))
    for name in sorted(set(parts) - set(said) - {MANIFEST}):
        raise UsageError(f"the export holds {name}, which {MANIFEST} does not list")
    for name, about in said.items():
        if about != {"bytes": len(parts[name]), "sha256": hashlib.sha256(parts[name]).hexdigest()}:
            raise UsageError(f"{name} is not what {MANIFEST} says: it was altered or damaged")


def _lacking(name: str) -> UsageError:
    return UsageError(
        f"the export lacks {name}: a part of it was removed, so nothing was taken; ask for it as it was, or"
        " write it again with `workbench export`"
    )


def _record(line: bytes, name: str) -> dict[str, Any]:
    try:
        record = json.loads(line.decode(), object_pairs_hook=_without_repetition, parse_constant=_no_constant)
    except (ValueError, RecursionError) as problem:
        raise UsageError(f"{name} holds a line that is not JSON: {str(problem)[:80]}") from problem
    if not isinstance(record, dict):
        raise UsageError(f"{name} holds a line that is no JSON object")
    return record


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("a name stands twice in an object")
    return values


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} is no number")


def _named(pattern: str, row: Mapping[str, Any]) -> str:
    marks = {key: value for key, value in row.items() if isinstance(value, str) and _SAFE.fullmatch(value)}
    try:
        return pattern.format(**marks)
    except KeyError as missing:
        raise UsageError(f"a record lacks {missing.args[0]}, by which its text is found") from None


def _text(parts: Mapping[str, bytes], name: str, used: set[str]) -> str:
    if name not in parts:
        raise _lacking(name)
    used.add(name)
    try:
        return parts[name].decode()
    except UnicodeDecodeError:
        raise UsageError(f"{name} is not UTF-8") from None
