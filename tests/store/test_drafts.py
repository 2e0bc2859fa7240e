"""What a killed program left half made is taken away by the next one, and nothing else is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from store import create_review, open_review
from store.drafts import clear_abandoned, draft_beside

_ROOT = Path(__file__).parents[2]
_MAKE_AND_WAIT = """
import sys
from store.engine import sqlite_files
from pathlib import Path

def fill(draft):
    print("making", flush=True)
    sys.stdin.read()

sqlite_files.create_file(Path(sys.argv[1]), sys.argv[1], fill)
"""


def _killed_while_making(path: Path) -> None:
    arguments = [sys.executable, "-c", _MAKE_AND_WAIT, str(path)]
    environment = os.environ | {"PYTHONPATH": str(_ROOT)}
    with subprocess.Popen(
        arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        assert "making" == process.stdout.readline().strip()
        process.kill()
        process.wait()


@pytest.mark.skipif(os.name != "posix", reason="elsewhere it cannot be said whether a program lives")
@pytest.mark.parametrize("next_one", ["creates", "opens"])
def test_the_next_program_in_the_folder_takes_it_away(tmp_path: Path, next_one: str) -> None:
    """Whether it makes a review there or opens one."""
    if next_one == "opens":
        create_review(tmp_path / "there.db", title="There").close()
    before = sorted(tmp_path.iterdir())
    _killed_while_making(tmp_path / "half made.db")
    (left,) = set(tmp_path.iterdir()) - set(before)
    assert left.name.startswith(".half made.db.")
    if next_one == "opens":
        open_review(tmp_path / "there.db").close()
    else:
        create_review(tmp_path / "there.db", title="There").close()
    assert [tmp_path / "there.db"] == list(tmp_path.iterdir())


def test_what_is_not_abandoned_stays(tmp_path: Path) -> None:
    """The draft of a living program, of another machine, of an earlier version, and any other file."""
    living = draft_beside(tmp_path / "review.db")
    kept = [
        living,
        tmp_path / ".review.db.00000000-999999999-0123abcd.new",
        tmp_path / ".review.db.0123abcd.new",
        tmp_path / "review.db.new",
        tmp_path / ".new",
    ]
    for path in kept:
        path.touch()
    clear_abandoned(tmp_path)
    assert sorted(kept) == sorted(tmp_path.iterdir())
    clear_abandoned(tmp_path / "nowhere")


def test_a_name_tells_what_was_made_and_fits(tmp_path: Path) -> None:
    """It is in the same folder, begins with the name, is new each time, and no longer than a name may be."""
    path = tmp_path / ("漢" * 80)
    drafts = {draft_beside(path) for _ in range(3)}
    assert 3 == len(drafts)
    for draft in drafts:
        assert (tmp_path, True) == (draft.parent, draft.name.startswith(".漢漢"))
        assert len(os.fsencode(f"{draft.name}-journal")) <= 255
