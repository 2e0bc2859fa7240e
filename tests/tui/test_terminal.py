"""In a real terminal: a signal leaves it working and keeps what was typed."""

from __future__ import annotations

import os
import signal
import sys
import termios
from pathlib import Path

import pytest
from pseudo_terminal import PseudoTerminal

from workbench.entry_drafts import DraftFolder
from workbench.review.session import open_review, review_id

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals"),
    pytest.mark.timeout(300),
]


def start(review: str, tmp_path: Path) -> PseudoTerminal:
    """The workbench on a review, as anna."""
    command = [sys.executable, "-m", "workbench", "--db", review, "--reviewer", "anna"]
    return PseudoTerminal(command, {"XDG_CONFIG_HOME": os.environ["XDG_CONFIG_HOME"]})


def type_into_record(terminal: PseudoTerminal, words: str) -> None:
    """Type into the first field of the record of the study in front, and wait until it is to be seen."""
    terminal.until("yamakawa2025", "Filter")
    terminal.send("p")
    terminal.until("Particulars of")
    terminal.send("2")
    terminal.until("Record of", "ctrl+s saves")
    terminal.send(words)
    terminal.until(words.split()[-1])


def drafts_of(review: str) -> list[str]:
    """What is kept of anna."""
    with open_review(review, "anna") as session:
        folder = DraftFolder(review_id(session), "anna")
    return [
        text
        for about in folder.abouts()
        if (draft := folder.read(about))
        for name, text in draft.values.items()
        if text != draft.saved[name]
    ]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_a_working_terminal(number: int, example: str, tmp_path: Path) -> None:
    """Modes, cursor and screen are as before, what was typed is kept, and the exit code names the signal."""
    with start(example, tmp_path) as terminal:
        type_into_record(terminal, " zwq kwv")
        assert 128 + number == terminal.end(number)
        assert terminal.modes == termios.tcgetattr(terminal.slave)
        last = terminal.painted
        assert [True, True, True] == [
            last.rfind(off) > last.rfind(on)
            for on, off in (
                (b"\x1b[?1049h", b"\x1b[?1049l"),
                (b"\x1b[?25l", b"\x1b[?25h"),
                (b"\x1b[?1000h", b"\x1b[?1000l"),
            )
        ]
    assert any(text.endswith(" zwq kwv") for text in drafts_of(example))


def test_a_closed_window_ends_the_program(example: str, tmp_path: Path) -> None:
    """And what was typed is kept."""
    with start(example, tmp_path) as terminal:
        type_into_record(terminal, " zwq kwv")
        terminal.hang_up()
    assert any(text.endswith(" zwq kwv") for text in drafts_of(example))


def test_kill_keeps_what_was_to_be_seen(example: str, tmp_path: Path) -> None:
    """Kill -9 cannot be answered: what was typed is on the disk before."""
    with start(example, tmp_path) as terminal:
        type_into_record(terminal, " zwq kwv")
        terminal.read(0.5)
        terminal.end(signal.SIGKILL)
    assert any(text.endswith(" zwq kwv") for text in drafts_of(example))


def test_ctrl_z_suspends_and_the_screen_comes_back(example: str, tmp_path: Path) -> None:
    """The shell has its terminal meanwhile."""
    with start(example, tmp_path) as terminal:
        terminal.until("yamakawa2025", "Filter")
        terminal.forget()
        terminal.send("\x1a")
        os.waitid(os.P_PID, terminal.process.pid, os.WSTOPPED | os.WNOWAIT)
        terminal.read()
        assert terminal.modes[3] & termios.ICANON == termios.tcgetattr(terminal.slave)[3] & termios.ICANON
        assert b"\x1b[?1049l" in terminal.painted
        terminal.forget()
        terminal.process.send_signal(signal.SIGCONT)
        terminal.until("yamakawa2025", "Filter")
        assert b"\x1b[?1049h" in terminal.painted


def test_why_a_review_cannot_be_opened_is_told_after_the_screen(tmp_path: Path) -> None:
    """The sentence that a pipe gets too, on the screen that is given back, and its exit code."""
    with start(str(tmp_path / "none.db"), tmp_path) as terminal:
        terminal.until("workbench: error: there is no review at", "workbench init")
        assert 3 == terminal.process.wait(60)
