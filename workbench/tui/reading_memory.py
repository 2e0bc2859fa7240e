"""Remember where a reviewer stood in each study and document: in the settings folder, never in the review.

Losing it costs a moment of scrolling, so nothing about it stops a session: what cannot be read counts as
absent, and what cannot be written is left out.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from workbench.paths import settings_path

MOST = 500
"""Studies that are remembered; those left longest ago are forgotten first."""


@dataclass(slots=True)
class StudyPlace:
    """Hold where a study was left.

    Attributes:
        document: id of the document that was read; empty for none.
        item: id of the item that was in front; empty for none.
        result: the result that was judged.
        tops: by id of a document, the place in its reading text of the first line in sight.
    """

    document: str = ""
    item: str = ""
    result: str = ""
    tops: dict[str, int] = field(default_factory=dict)


def read_place(location: str, reviewer: str | None, study: str) -> StudyPlace:
    """Read where a study was left; an empty place where that is not known."""
    stored = _read(_path(location, reviewer)).get(study)
    if not isinstance(stored, dict):
        return StudyPlace()
    texts = {name: stored.get(name) for name in ("document", "item", "result")}
    tops = stored.get("tops")
    return StudyPlace(
        **{name: value if isinstance(value, str) else "" for name, value in texts.items()},
        tops={
            name: top
            for name, top in (tops.items() if isinstance(tops, dict) else ())
            if isinstance(top, int) and top >= 0
        },
    )


def last_study(location: str, reviewer: str | None) -> str | None:
    """Return the key of the study that was left last; None where none is remembered."""
    return next(reversed(_read(_path(location, reviewer))), None)


def keep_place(location: str, reviewer: str | None, study: str, place: StudyPlace) -> None:
    """Store where a study was left, as the newest of those that are remembered."""
    path = _path(location, reviewer)
    stored = _read(path)
    stored.pop(study, None)
    stored[study] = {
        "document": place.document,
        "item": place.item,
        "result": place.result,
        "tops": place.tops,
    }
    kept = dict(list(stored.items())[-MOST:])
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.write_text(json.dumps(kept), encoding="utf-8")
        new.replace(path)


def _path(location: str, reviewer: str | None) -> Path:
    """Return the file of a review and a reviewer; its name tells neither."""
    where = location if "://" in location else str(Path(location).absolute())
    name = sha256(f"{where}\n{(reviewer or '').casefold()}".encode()).hexdigest()[:24]
    return settings_path().parent / "reading" / f"{name}.json"


def _read(path: Path) -> dict[str, object]:
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return stored if isinstance(stored, dict) else {}
