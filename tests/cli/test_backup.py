"""A backup from the command line, and how it is taken back into use as the page says."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

from tests.cli.conftest import Run

PAGE = Path(__file__).parents[2] / "docs" / "files.md"


def _keys(ran: Run, *words: str) -> list[str]:
    return [study["key"] for study in ran(*words, "studies", "--format", "json").json]


def test_a_backup_is_opened_as_a_review(as_ana: Run) -> None:
    """The hint is a command that works, also for a name with blanks."""
    made = as_ana("backup", "my backup.db")
    assert 0 == made.code
    (hint,) = re.findall(r"`workbench (.*?)`", made.err)
    assert _keys(as_ana) == _keys(as_ana, *shlex.split(hint)[:2])
    assert "my backup.db" in as_ana(*shlex.split(hint)).err + made.err


def test_nothing_is_overwritten(as_ana: Run) -> None:
    """Exit code 4, and the file is as it was."""
    Path("there.db").write_text("mine")
    for target in ("there.db", "review.db", "."):
        assert 4 == as_ana("backup", target).code
    assert "mine" == Path("there.db").read_text()
    assert 3 == as_ana("--db", "nowhere.db", "backup", "new.db").code
    assert 3 == as_ana("backup", "nowhere/new.db").code


def test_a_backup_is_taken_back_into_use_as_the_page_says(as_ana: Run) -> None:
    """The commands of the page, run in a shell, after the review was damaged and a side file left behind."""
    assert 0 == as_ana("backup", "review-backup.db").code
    before = _keys(as_ana)
    damaged = Path("review.db").read_bytes()
    Path("review.db").write_bytes(damaged[:3000] + bytes(3000) + damaged[6000:])
    assert 1 == as_ana("studies").code
    Path("review.db-wal").write_bytes(b"left over")
    (block,) = re.findall(r"<!-- tested -->\n((?:    .*\n)+)", PAGE.read_text(encoding="utf-8"))
    for line in block.splitlines():
        command = line.strip().partition("#")[0].strip()
        if command.startswith("workbench "):
            assert 0 == as_ana(*shlex.split(command)[1:]).code, command
        else:
            subprocess.run(command, shell=True, check=True)
    assert before == _keys(as_ana)
    assert Path("damaged/review.db").exists()
    assert Path("damaged/review.db-wal").exists()
