"""Examine the installation, the terminal, the settings and the review for `workbench doctor`."""

from __future__ import annotations

import locale
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from typing import Literal

from store.errors import InvalidValue, StoreError
from workbench import config
from workbench.counts import count
from workbench.errors import NotFoundError, WorkbenchError
from workbench.review.checklists.known_checklists import Catalogue, KnownChecklist
from workbench.review.checklists.own_checklists import prove_for_use
from workbench.review.session import ReviewSession, open_review, use_case
from workbench.version import __version__

DISTRIBUTION = "appraisal-workbench"
ROOMS = ("checklists", "store", "workbench")
LEAST_COLUMNS, LEAST_ROWS = 80, 24
_MOST = 200
"""How many faults of a review are named one by one."""

Status = Literal["ok", "warning", "problem"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at, and what was seen."""

    name: str
    status: Status
    message: str

    @property
    def ok(self) -> bool:
        """False only where the workbench cannot do its work; a warning is not a failure."""
        return self.status != "problem"


@use_case
def examine(location: str | None = None, reviewer: str | None = None) -> list[Check]:
    """Look at everything, in the order a helper on the telephone would ask; nothing is changed.

    Args:
        location: the review to look at, a file or a database URL; None for none.
    """
    checks = [
        _program(),
        *_other_owners(),
        _database(),
        *_terminal(),
        _settings(),
        _who(reviewer),
        *_definitions(),
    ]
    if location is not None:
        checks.extend(_review(location, reviewer))
    return checks


def _program() -> Check:
    python = ".".join(str(part) for part in sys.version_info[:3])
    return Check("program", "ok", f"workbench {__version__} on Python {python}")


def _other_owners() -> Iterator[Check]:
    """Look for other packages called `store` or `workbench`: the one installed last wins silently."""
    owners = metadata.packages_distributions()
    for room in ROOMS:
        others = sorted({name for name in owners.get(room, []) if _normal(name) != DISTRIBUTION})
        if others:
            yield Check(
                "packages",
                "warning",
                f"{', '.join(others)} also installs a package called {room}: install the workbench apart, "
                "with pipx or uv tool",
            )
            return
    yield Check("packages", "ok", "no other distribution owns checklists, store or workbench")


def _normal(name: str) -> str:
    return name.lower().replace("_", "-")


def _database() -> Check:
    return Check("SQLite", "ok", sqlite3.sqlite_version)


def _terminal() -> Iterator[Check]:
    encoding = (getattr(sys.stdout, "encoding", None) or locale.getpreferredencoding(False)).lower()
    if "utf" in encoding:
        yield Check("encoding", "ok", encoding)
    else:
        yield Check(
            "encoding", "warning", f"{encoding}: set LANG to a UTF-8 locale, or signs are shown as codes"
        )
    if not sys.stdout.isatty():
        yield Check("terminal", "ok", "the output is not a terminal, so nothing to measure")
        return
    columns, rows = shutil.get_terminal_size()
    kind = os.environ.get("TERM", "unknown")
    if columns < LEAST_COLUMNS or rows < LEAST_ROWS:
        yield Check("terminal", "warning", f"{columns}×{rows} ({kind}): the screens need at least 80×24")
    else:
        yield Check("terminal", "ok", f"{columns}×{rows} ({kind})")


def _settings() -> Check:
    return Check("settings", "ok", str(config.settings_path()))


def _who(reviewer: str | None) -> Check:
    if reviewer is None:
        return Check("reviewer", "warning", "not known: pass --reviewer HANDLE or set WORKBENCH_REVIEWER")
    return Check("reviewer", "ok", reviewer)


def _definitions() -> Iterator[Check]:
    catalogue = Catalogue(None)
    yield from (_definition(known) for known in catalogue.list_all())
    yield from (Check("checklists", "warning", warning) for warning in catalogue.warnings)
    yield from _packages()


def _packages() -> Iterator[Check]:
    """Name what installed packages bring beside checklists, which have lines of their own."""
    from workbench.intake.references.packaged import packaged_formats
    from workbench.review.publish.exports import packaged_exports

    formats, unread = packaged_formats()
    exports, unusable = packaged_exports()
    yield from (Check("reader", "ok", f"{each.name}, of an installed package") for each in formats)
    yield from (Check("export", "ok", f"{name}, of an installed package") for name in exports)
    yield from (Check("packages", "warning", warning) for warning in (*unread, *unusable))


def _definition(known: KnownChecklist) -> Check:
    checklist, name = known.checklist, f"checklist {known.checklist.id}"
    proved = prove_for_use(checklist)
    if proved.problems:
        return Check(name, "problem", proved.problems[0])
    where = "" if known.origin == "workbench" else f", {known.from_where}"
    return Check(name, "ok", f"{checklist.version}{where}, {proved.proof.total} combinations proved")


def _review(location: str, reviewer: str | None) -> Iterator[Check]:
    try:
        with open_review(location, reviewer) as session:
            yield from _inside(session)
            if session.db.member is not None:
                yield Check("content", "warning", _PART.format(session.db.member.login))
                return
    except NotFoundError as error:
        yield Check("review", "warning", str(error))
        return
    except WorkbenchError as error:
        yield Check("review", "problem", str(error))
    yield from _content(location)


_PART = (
    "not checked: the login {} sees a part of the review only; connect with the login that owns it, or check"
    " an export with `workbench verify`"
)


def _inside(session: ReviewSession) -> Iterator[Check]:
    from store import studies

    yield Check(
        "review", "ok", f"{session.db.location}: {count(len(studies.list_studies(session.db)), 'study')}"
    )
    catalogue = Catalogue(session.db)
    yield from (_definition(known) for known in catalogue.list_own())
    yield from (Check("checklists", "warning", warning) for warning in catalogue.own_warnings)


def _content(location: str) -> Iterator[Check]:
    """Check the file in full, and all that `verify` checks; what is wrong is named, and the rest goes on."""
    from store.salvage import examine_file
    from workbench.review.exchange.verify.verify import verify

    found: list[Check] = []
    is_on_server = False
    try:
        found += [
            Check("file", "problem", f"{each.about}: {each.message}") for each in examine_file(location)
        ]
        if not found:
            yield Check("file", "ok", "its pages, indexes and links are sound")
    except InvalidValue:
        is_on_server = True  # which looks after its own files
    except StoreError:
        return  # no review, as is told already
    try:
        checked = verify(location)
    except WorkbenchError as error:
        found.append(Check("content", "problem", str(error)))
    else:
        found += [Check(each.kind, "problem", f"{each.about}: {each.message}") for each in checked.faults]
        if checked.holds:
            appraisals = count(checked.counts.appraisals, "submitted appraisal")
            yield Check("content", "ok", f"the history and {appraisals} hold (`workbench verify`)")
    yield from found[:_MOST]
    if len(found) > _MOST:
        yield Check("content", "problem", f"and {len(found) - _MOST} more: `workbench verify` lists them")
    if found:
        helps = (
            "where rows cannot be read, the other verbs show all the rest; have the values set right in the "
            "database, or go on with a backup"
            if is_on_server
            else "where rows cannot be read, `workbench doctor --repair FILE` writes a copy of all the rest; "
            "a backup may have more"
        )
        yield Check("repair", "warning", helps)


@use_case
def repair(location: str, target: str) -> list[tuple[str, str]]:
    """Write a copy of a review in which all that can be read stands; the review itself is not touched.

    Returns:
        What is not in the copy as it was: what it is about, and why.

    Raises:
        ConflictError: something is at the target.
        WorkbenchError: there is nothing to repair, or it is on a server.
    """
    from store.repair import write_repaired

    return [(each.about, each.message) for each in write_repaired(location, target)]
