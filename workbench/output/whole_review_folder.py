"""Lay a whole review out as the files of a folder that git can compare and merge, and read them again.

One file per record, and one per appraisal with all that belongs to it; one value a line, names in order. What
two people add stands in different files, and nothing in a file depends on what else is there, so that git has
nothing to ask where both only added. `docs/export.md` describes it for others.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from workbench.errors import UsageError
from workbench.output.folders import Kind

FORMAT = "appraisal-workbench-folder"
VERSION = 1
MANIFEST = "manifest.json"
HIDDEN = "hidden.json"
ORDER = "order.json"
ATTRIBUTES = ".gitattributes"
_ATTRIBUTES = b"# The files are compared byte by byte: git must not change how their lines end.\n* -text\n"

Values = dict[str, Any]
Records = Mapping[str, Sequence[Values]]

APPRAISAL = "appraisal"
PARTS: Mapping[str, tuple[str, ...]] = {
    "answer": ("item_id",),
    "override": ("target",),
    "preliminary": ("preliminary_id",),
    "quote": ("item_id", "document_id", "start"),
}
"""Tables whose rows stand in the file of their appraisal, and the columns by which they are sorted there."""
EVENT, SEAL, PLACE = "event", "seal", "place"
_OPENED = ("nonce", "content")
_RECEIVED = "received_at"
_TEXTS = {
    "document": ("documents/{}.txt", "text", "text_sha256"),
    "checklist_version": ("checklists/{}.yaml", "text", "sha256"),
    "wording": ("wording/{}.yaml", "text", "sha256"),
}
"""By table, where its long text stands, its column, and the column with the hash that names the file."""
_HEX = re.compile(r"[0-9a-f]{64}")
_JSON = r"[a-z0-9_-]+\.json"
FOLDER = Kind(
    marker=MANIFEST,
    mark=FORMAT,
    names=re.compile(
        rf"{MANIFEST}|{HIDDEN}|{ORDER}|appraisals/{_JSON}|records/[a-z_]+/(?:received/)?{_JSON}"
        r"|documents/[0-9a-f]{64}\.txt|(?:checklists|wording)/[0-9a-f]{64}\.yaml"
    ),
)
"""What tells such a folder from others."""
_MARKS = b"<<<<<<< "
_LONGEST = 60


def files_of(
    records: Records, tables_version: str, *, hidden_studies: int | None, order: Sequence[str] | None = None
) -> dict[str, bytes]:
    """Return the files by their path in the folder; the same records give the same bytes.

    Args:
        records: rows by table. Those of the history have no `number`, and in `undoes` the hash of an event.
        tables_version: of the store's tables.
        hidden_studies: on how many studies work of others was left out; None where nothing was.
        order: the hashes of the history, where their order does not follow from the records.
    """
    files = {
        ATTRIBUTES: _ATTRIBUTES,
        MANIFEST: _written({"format": FORMAT, "version": VERSION, "tables": tables_version}),
    }
    if hidden_studies is not None:
        files[HIDDEN] = _written({"studies_with_hidden_work": hidden_studies})
    if order is not None:
        files[ORDER] = _written({"events": list(order)})
    names, parts = _Names(records), _Parts(records)
    for table, rows in records.items():
        for row in rows:
            if parts.include(table, row):
                continue
            kept = dict(row)
            if table in _TEXTS:
                pattern, column, hashed = _TEXTS[table]
                text = kept.pop(column)
                kept[hashed] = hashlib.sha256(text.encode()).hexdigest()
                files[pattern.format(kept[hashed])] = text.encode()
            if table == SEAL:
                files |= _seal_files(kept)
            elif table == APPRAISAL:
                files[f"appraisals/{names.of(table, row)}.json"] = _written(parts.whole(kept))
            else:
                data = _written(kept)
                name = names.of(table, row)
                # The same place is told otherwise by somebody who has its seals alone.
                name += "-" + hashlib.sha256(data).hexdigest()[:8] if table == PLACE else ""
                files[f"records/{table}/{name}.json"] = data
    return files


def records_in(
    files: Mapping[str, bytes],
    tables: Sequence[str],
    tables_version: str,
    earlier: Collection[str] = (),
) -> dict[str, list[Values]]:
    """Return the rows by table, as `files_of` was given them, sorted by id.

    Args:
        files: bytes by their path in the folder.
        tables: the names of the tables.
        tables_version: of the store's tables.
        earlier: versions of the tables that are read as well.

    Raises:
        UsageError: something is missing, altered, of another version, or was not settled in git.
    """
    _check_manifest(files, (tables_version, *earlier))
    records: dict[str, list[Values]] = {table: [] for table in tables}
    seals: dict[str, Values] = {}
    for path in sorted(files):
        if FOLDER.names.fullmatch(path) is None or path in (MANIFEST, HIDDEN, ORDER):
            continue
        folder, _, name = path.partition("/")
        if folder == "appraisals":
            _take_appraisal(_read(files, path), path, records, seals)
        elif folder == "records":
            table = name.partition("/")[0]
            if table == SEAL:
                seal = _read(files, path)
                seals[str(seal.get("digest"))] = seals.get(str(seal.get("digest")), {}) | seal
            elif table in records:
                records[table].append(_read(files, path))
            else:
                raise UsageError(f"the folder holds {path}, which this version of the program does not know")
    records[SEAL] = [_whole_seal(seal) for seal in seals.values()]
    _put_texts(records, files)
    for rows in records.values():
        rows.sort(key=lambda row: str(row.get("id")))
    return records


def completeness_in(files: Mapping[str, bytes]) -> tuple[bool, int]:
    """Read whether a folder holds the whole review, and on how many studies submitted work was left out."""
    if HIDDEN not in files:
        return True, 0
    number = _read(files, HIDDEN).get("studies_with_hidden_work")
    return False, number if isinstance(number, int) else 0


def order_in(files: Mapping[str, bytes]) -> list[str]:
    """Read the hashes of the history in their order; nothing where it follows from the records."""
    order = _read(files, ORDER).get("events") if ORDER in files else None
    return [str(each) for each in order] if isinstance(order, list) else []


def _written(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, indent=1)
    return (text + "\n").encode()


class _Parts:
    """The rows that stand in the file of an appraisal, by its id.

    Args:
        records: rows by table.
    """

    def __init__(self, records: Records) -> None:
        self._appraisals = {row["id"] for row in records[APPRAISAL]}
        self._rows: dict[tuple[str, str], list[Values]] = defaultdict(list)
        for table in (*PARTS, EVENT, SEAL):
            for row in records[table]:
                if row["appraisal_id"] in self._appraisals:
                    self._rows[table, row["appraisal_id"]].append(row)

    def include(self, table: str, row: Values) -> bool:
        """Return True if a row has no file of its own."""
        return table in (*PARTS, EVENT) and row["appraisal_id"] in self._appraisals

    def whole(self, row: Values) -> Values:
        """Return an appraisal with its parts, by table."""
        own = {
            table: sorted(
                self._rows[table, row["id"]],
                key=lambda part: ([_by_number(part[column]) for column in columns], part["id"]),
            )
            for table, columns in PARTS.items()
        }
        sealed = sorted(self._rows[SEAL, row["id"]], key=lambda seal: str(seal["digest"]))
        seals = [{name: seal[name] for name in ("digest", *_OPENED)} for seal in sealed]
        parts = {APPRAISAL: row, **own, EVENT: self._rows[EVENT, row["id"]], SEAL: seals}
        return {name: value for name, value in parts.items() if value}


def _by_number(value: Any) -> tuple[tuple[int, str], ...]:
    """Sort 1.10 after 1.9."""
    parts = re.findall(r"\d+|\D+", str(value))
    return tuple((int(part), "") if part.isdecimal() else (0, part) for part in parts)


def _seal_files(row: Values) -> dict[str, bytes]:
    """Return the files of a seal: what all who hold it have alike, and when it came, which differs."""
    shared = {name: row[name] for name in row if name not in ("appraisal_id", _RECEIVED, *_OPENED)}
    digest = str(row["digest"])
    files = {f"records/{SEAL}/{digest}.json": _written(shared)}
    if row[_RECEIVED] is not None:
        local = {"digest": digest, _RECEIVED: row[_RECEIVED]}
        files[f"records/{SEAL}/received/{digest}.json"] = _written(local)
    return files


def _whole_seal(seal: Values) -> Values:
    return {"appraisal_id": None, "nonce": None, "content": None, _RECEIVED: None} | seal


def _check_manifest(files: Mapping[str, bytes], versions: Sequence[str]) -> None:
    if MANIFEST not in files:
        raise UsageError(
            f"this is no folder of a review: it has no {MANIFEST}; give the folder or .zip that was exported"
        )
    manifest = _read(files, MANIFEST)
    if manifest.get("format") != FORMAT:
        raise UsageError(
            "this is no folder of a review: where a .zip was unpacked, give the .zip, or ask for it again"
        )
    if manifest.get("version") != VERSION or manifest.get("tables") not in versions:
        shown = f"{manifest.get('version')!r} (tables {manifest.get('tables')!r})"[:60]
        raise UsageError(
            f"the export has version {shown} and this program reads {VERSION} (tables {versions[0]!r}):"
            " use the version of appraisal-workbench that wrote it"
        )


def _read(files: Mapping[str, bytes], path: str) -> Values:
    data = files[path]
    if _MARKS in data and b"\n=======\n" in data:
        raise UsageError(
            f"{path} was changed on both sides and git left that open: keep one side of it, or give"
            " `workbench merge` the two folders as they were before"
        )
    try:
        value = json.loads(data.decode(), object_pairs_hook=_without_repetition, parse_constant=_no_constant)
    except (ValueError, RecursionError) as problem:
        raise UsageError(f"{path} is not JSON: {str(problem)[:80]}") from problem
    if not isinstance(value, dict):
        raise UsageError(f"{path} is no JSON object")
    return value


def _without_repetition(pairs: list[tuple[str, Any]]) -> Values:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("a name stands twice in an object")
    return values


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} is no number")


def _take_appraisal(
    whole: Values, path: str, records: Mapping[str, list[Values]], seals: dict[str, Values]
) -> None:
    """Put the rows of the file of an appraisal where they belong."""
    row = whole.get(APPRAISAL)
    allowed = (APPRAISAL, *PARTS, EVENT, SEAL)
    parts = {name: whole.get(name, []) for name in (*PARTS, EVENT, SEAL)}
    is_list = all(isinstance(rows, list) for rows in parts.values())
    if not isinstance(row, dict) or set(whole) - set(allowed) or not is_list:
        raise UsageError(f"{path} is not the file of an appraisal")
    if not all(isinstance(each, dict) for rows in parts.values() for each in rows):
        raise UsageError(f"{path} is not the file of an appraisal")
    if any(each.get("appraisal_id") != row.get("id") for name in (*PARTS, EVENT) for each in parts[name]):
        raise UsageError(f"{path} holds what belongs to another appraisal")
    records[APPRAISAL].append(row)
    for name in (*PARTS, EVENT):
        records[name] += parts[name]
    for seal in parts[SEAL]:
        digest = str(seal.get("digest"))
        seals[digest] = seals.get(digest, {}) | seal | {"appraisal_id": row.get("id")}


def _put_texts(records: Mapping[str, list[Values]], files: Mapping[str, bytes]) -> None:
    for table, (pattern, column, hashed) in _TEXTS.items():
        for row in records[table]:
            name = row.get(hashed)
            if not isinstance(name, str) or not _HEX.fullmatch(name):
                raise UsageError(f"a record of {table} does not say the sha256 of its text")
            path = pattern.format(name)
            if path not in files:
                raise UsageError(
                    f"the folder lacks {path}: it was removed, so nothing was taken; ask for the folder as it"
                    " was exported"
                )
            if hashlib.sha256(files[path]).hexdigest() != name:
                raise UsageError(f"{path} is not the text that its name says: it was altered or damaged")
            try:
                row[column] = files[path].decode()
            except UnicodeDecodeError:
                raise UsageError(f"{path} is not UTF-8") from None
            if hashed == "text_sha256":
                del row[hashed]


class _Names:
    """Names for files by which people find a record: what it is called, and the beginning of its id.

    Args:
        records: rows by table.
    """

    def __init__(self, records: Records) -> None:
        self._keys = {row["id"]: row["key"] for row in records["study"]}
        self._handles = {row["id"]: row["handle"] for row in records["reviewer"]}
        self._checklists = {row["id"]: row["checklist_id"] for row in records["checklist_version"]}
        self._given: dict[tuple[str, str], str] = {}

    def of(self, table: str, row: Values) -> str:
        """Return the name of the file of a record, without its suffix; each record gets one of its own."""
        identity = str(row.get("hash") or row["id"]) if table in (EVENT, "bare_event") else str(row["id"])
        words = [_slug(word) for word in self._words(table, row)]
        shown = "-".join(word for word in words if word)[:_LONGEST].rstrip("-")
        name = f"{shown}-{identity[:8]}" if shown else identity
        if self._given.setdefault((table, name), identity) != identity:
            name = f"{shown}-{identity}"
        return name

    def _words(self, table: str, row: Values) -> list[str]:
        study = self._keys.get(row.get("study_id") or "", "")
        if table == APPRAISAL:
            who = "consensus" if row["kind"] == "consensus" else self._handles.get(row["reviewer_id"], "")
            return [study, who, self._checklists.get(row["checklist_version_id"], "")]
        if table in ("finding", "document", "characteristic", "comment", "allocation"):
            return [study, str(row.get("kind", ""))]
        called = {
            "study": "key",
            "reviewer": "handle",
            "outcome": "name",
            "checklist_version": "checklist_id",
        }
        return [str(row[called[table]])] if table in called else []


def _slug(text: str) -> str:
    """Return the plain letters and digits of a text, which every file system takes.

    >>> _slug("Ödem (Kōbe) 2019/CON")
    'odem-kobe-2019-con'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
