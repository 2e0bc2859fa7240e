"""Nothing that was acknowledged is lost: not by a kill, not by several programs at once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from uuid import UUID

import pytest

from store import Store, appraisals, history, open_review
from store.engine.locations import ServerPlace
from store.records import Appraisal

_ROOT = Path(__file__).parents[2]

_SAVE_AND_WAIT = """
import sys
from uuid import UUID
from store import appraisals, open_review
db = open_review(sys.argv[1])
for number in range(int(sys.argv[3])):
    appraisals.save_answer(db, UUID(sys.argv[2]), "1.1", f"A{number}", by="anna")
print("saved", flush=True)
sys.stdin.read()
"""

_SAVE_MANY = """
import sys
from uuid import UUID
from store import appraisals, open_review
draft, name = UUID(sys.argv[2]), sys.argv[3]
with open_review(sys.argv[1]) as db:
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(20):
        appraisals.save_answer(db, draft, f"{name}.{number % 10}", f"A{number}", by="anna")
        appraisals.save_note(db, draft, "common", f"{name} {number}", by="anna")
"""


def _start(script: str, db: Store, *arguments: str) -> subprocess.Popen[str]:
    place = db._place
    address = place.url.render_as_string(False) if isinstance(place, ServerPlace) else db.location
    return subprocess.Popen(
        [sys.executable, "-c", script, address, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=_ROOT,
        env=os.environ | {"PYTHONPATH": str(_ROOT)},
    )


def test_killed_right_after_an_answer(db: Store, draft: Appraisal) -> None:
    """A process that is killed as soon as it says "saved" leaves its last answer on the disk, with its
    history.
    """
    with _start(_SAVE_AND_WAIT, db, str(draft.id), "3") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "saved\n"
        process.kill()
    db.close()
    place = db._place
    with open_review(
        place.url.render_as_string(False) if isinstance(place, ServerPlace) else db.location
    ) as again:
        assert appraisals.codes_of(again, [draft.id])[draft.id] == {"1.1": "A2"}
        events = [event for event in history.list_events(again) if event.action == "answer"]
        assert [event.after for event in events] == ["A0", "A1", "A2"]
        assert not appraisals.save_answer(again, draft.id, "1.1", "A2", by="anna")


@pytest.mark.slow
def test_several_programs_at_once(db: Store, draft: Appraisal) -> None:
    """Three programs that answer and note in one appraisal at once lose nothing; the history is whole and
    in order.
    """
    names = ("a", "b", "c")
    processes = [_start(_SAVE_MANY, db, str(draft.id), name) for name in names]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        with process:
            assert process.wait(timeout=300) == 0
    _check_history(db, draft.id, names)


def _check_history(db: Store, draft: UUID, names: tuple[str, ...]) -> None:
    expected = {f"{name}.{item}": f"A{10 + item}" for name in names for item in range(10)}
    assert expected == appraisals.read_worksheet(db, draft).codes
    events = history.list_events(db, appraisal_id=draft)
    assert {"answer": 20 * len(names), "note": 20 * len(names), "appraisal.start": 1} == Counter(
        event.action for event in events
    )
    note = None
    for event in events:
        if event.action == "note":
            assert note == event.before
            note = event.after
