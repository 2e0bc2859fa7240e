"""Interrupt somebody who types, and count the words that are lost: `python benchmarks/interruptions.py`.

The workbench runs in a pseudo-terminal. In each round words are typed into a dialog, each waited for
until it is painted, and then something comes between: `esc`, `kill -9`, SIGHUP, SIGTERM, a closed
window, or a database that another program keeps locked while the text is saved, with a `kill -9` after
the error. The program is started again, the same dialog opened, and its field must have every word.
`--pause` is the time between the last word on the screen and the interruption, in seconds. The program
ends with 1 where a word is lost.
"""

from __future__ import annotations

import argparse
import os
import signal
import sqlite3
import sys
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "shared"))

from pseudo_terminal import PseudoTerminal

from workbench.entry_drafts import DraftFolder
from workbench.review.admin.demo import make_example
from workbench.review.session import open_review, review_id
from workbench.tui.screens.studies.commands import COMMANDS

KEYS = {command.name: command.keys[0] for command in COMMANDS}
DIALOGS = {
    "record (form)": (KEYS["edit"], "Record of", "Record of yamakawa2025"),
    "reason (text)": (KEYS["exclude"], "left out?", "Why is yamakawa2025 left out?"),
    "path (line)": (KEYS["add"], "Add a document", "Add a document"),
    "import (form)": (KEYS["import"], "Import answers", "Import answers or judgements"),
}
"""By name: the key that opens the dialog, what it is known by, and what its draft is of."""
ENDS = ("esc", "kill -9", "SIGHUP", "SIGTERM", "window closed", "database locked")
WORDS = 5


class Reviewer:
    """Somebody who types, in a folder of its own.

    Attributes:
        typed: by dialog, every word that was typed into it.
    """

    def __init__(self, folder: Path, seed: int, pause: float) -> None:
        self.review = folder / "review.db"
        make_example(str(self.review))
        self.env = {"XDG_CONFIG_HOME": str(folder / "settings")}
        os.environ.update(self.env)
        with open_review(str(self.review), "anna") as session:
            self.drafts = DraftFolder(review_id(session), "anna")
        self.random, self.pause = Random(seed), pause
        self.typed: dict[str, list[str]] = {name: [] for name in DIALOGS}
        self.terminal: PseudoTerminal | None = None

    def open(self, dialog: str) -> PseudoTerminal:
        """Open the dialog, in a new terminal if need be; what was typed last must be there again."""
        key, heading, _ = DIALOGS[dialog]
        terminal = self.terminal
        if terminal is None:
            command = [sys.executable, "-m", "workbench", "--db", str(self.review), "--reviewer", "anna"]
            terminal = self.terminal = PseudoTerminal(command, self.env, columns=120, lines=40)
            terminal.until("yamakawa2025", "Filter")
        terminal.forget()
        terminal.send(key)
        terminal.until(heading)
        if self.typed[dialog]:
            terminal.until(self.typed[dialog][-1], "Draft of")
        return terminal

    def type_words(self, dialog: str) -> None:
        """Type words, and wait for each to be painted."""
        terminal = self.open(dialog)
        for _ in range(WORDS):
            word = "".join(self.random.choice("bdfgklmnprstvz") for _ in range(7))
            terminal.forget()
            terminal.send(f" {word}")
            terminal.until(word)
            self.typed[dialog].append(word)
        terminal.read(self.pause)

    def interrupt(self, how: str) -> None:
        """Let something come between."""
        terminal = self.terminal
        assert terminal is not None
        if how == "esc":
            terminal.forget()
            terminal.send("\x1b")
            terminal.until("kept as a draft")
            return
        if how == "window closed":
            terminal.hang_up()
        elif how == "database locked":
            with closing(sqlite3.connect(self.review, isolation_level=None)) as other:
                other.execute("BEGIN EXCLUSIVE")
                terminal.send("\x13")
                terminal.read(1.0)
                terminal.end(signal.SIGKILL)
        else:
            terminal.end({"kill -9": signal.SIGKILL}.get(how) or signal.Signals[how])
        terminal.close()
        self.terminal = None

    def lost(self, dialog: str) -> list[str]:
        """Return the words that the draft of a dialog does not have."""
        draft = self.drafts.read(DIALOGS[dialog][2])
        kept = " ".join(draft.values.values()) if draft is not None else ""
        return [word for word in self.typed[dialog] if word not in kept]


def main() -> None:
    """Interrupt, and count."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=24, help="interruptions; 24 has each in each dialog")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pause", type=float, default=0.0)
    given = parser.parse_args()
    words: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        reviewer = Reviewer(Path(folder), given.seed, given.pause)
        for number in range(given.rounds):
            dialog = list(DIALOGS)[number % len(DIALOGS)]
            how = ENDS[number // len(DIALOGS) % len(ENDS)]
            before = len(reviewer.lost(dialog))
            reviewer.type_words(dialog)
            reviewer.interrupt(how)
            words[how] += WORDS
            lost[how] += len(reviewer.lost(dialog)) - before
            print(f"{number + 1:3} {how:16} {dialog:15} lost {reviewer.lost(dialog)}", flush=True)  # noqa: T201
        if reviewer.terminal is not None:
            reviewer.terminal.end(signal.SIGKILL)
    for how, number in words.items():
        print(f"{how:16} {number:4} words, {lost[how]} lost")  # noqa: T201
    sys.exit(1 if lost.total() else 0)


if __name__ == "__main__":
    main()
