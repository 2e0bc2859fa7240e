"""Interrupt somebody who types, and count the words that are lost: `python benchmarks/interruptions.py`.

The workbench runs in a pseudo-terminal. In each round words are typed into a dialog, each waited for
until it is painted, and then something comes between: `esc`, `kill -9`, SIGHUP, SIGTERM, a closed
window, a database that another program keeps locked while the text is saved, with a `kill -9`
after the error, or a `kill -9` some milliseconds after `ctrl+s`, while it is saved. Every word must then
be in the review or in the draft, and where it is in the draft, the dialog must show it when it is opened
again. `--pause` is the time between the last word on the screen and the interruption, in seconds: without
one, the program is interrupted sooner than a person could. The program ends with 1 where a word is lost.
"""

from __future__ import annotations

import argparse
import os
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "shared"))

from pseudo_terminal import PseudoTerminal

from workbench.entry_drafts import DraftFolder
from workbench.review.admin.demo import make_example
from workbench.review.session import open_review, review_id
from workbench.tui.screens.appraise.commands import COMMANDS as APPRAISING
from workbench.tui.screens.studies.commands import COMMANDS

KEYS = {command.name: command.keys[0] for command in COMMANDS}
NOTE = next(command.keys[0] for command in APPRAISING if command.name == "note")


@dataclass(frozen=True, slots=True)
class TypedDialog:
    """A dialog that somebody types into.

    Attributes:
        keys: the keys that open it from the studies, each with what is painted after it.
        can_save: True if `ctrl+s` saves any words, and the dialog can be opened again after that.
    """

    keys: tuple[tuple[str, str], ...]
    can_save: bool = False


DIALOGS = {
    "record (form)": TypedDialog(
        ((KEYS["particulars"], "Particulars of"), ("2", "Record of")), can_save=True
    ),
    "note (text)": TypedDialog((("\r", "› Appraise"), (NOTE, "Note on 1.1")), can_save=True),
    "reason (text)": TypedDialog(((KEYS["exclude"], "left out?"),)),
    "path (line)": TypedDialog(((KEYS["add"], "Add a document"),)),
    "import (form)": TypedDialog(((KEYS["import"], "Import answers"),)),
}
END = "\x1b[F"
LOCKED, SAVING = "database locked", "kill -9 while saving"
ENDS = ("esc", "kill -9", "SIGHUP", "SIGTERM", "window closed", LOCKED, SAVING)
LONGEST_SAVE = 0.06
"""Seconds after `ctrl+s` within which the program is killed while it saves."""
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

    def start(self) -> PseudoTerminal:
        """Start the program, and wait for its studies."""
        command = [sys.executable, "-m", "workbench", "--db", str(self.review), "--reviewer", "anna"]
        terminal = PseudoTerminal(command, self.env, columns=120, lines=40)
        terminal.until("baricitinib", "Filter")
        return terminal

    def open(self, terminal: PseudoTerminal, dialog: str, keys: Sequence[tuple[str, str]]) -> None:
        """Open a dialog; what was typed last into it, and not saved, must be offered again."""
        typed = self.typed[dialog]
        offered = () if not typed or typed[-1] in self.saved() else (typed[-1], "Draft of")
        for number, (key, painted) in enumerate(keys):
            terminal.forget()
            terminal.send(key)
            terminal.until(painted, *(offered if number == len(keys) - 1 else ()))

    def type_words(self, terminal: PseudoTerminal, dialog: str) -> None:
        """Type words behind those that are there, and wait for each to be painted."""
        terminal.send(END)  # a kept line is marked, so that typing replaces it
        for _ in range(WORDS):
            word = "".join(self.random.choice("bdfgklmnprstvz") for _ in range(7))
            terminal.forget()
            terminal.send(f" {word}")
            terminal.until(word)
            self.typed[dialog].append(word)
        terminal.read(self.pause)

    def interrupt(self, terminal: PseudoTerminal, dialog: str, how: str) -> None:
        """Let something come between; the program has ended then."""
        if how == "esc":
            terminal.forget()
            terminal.send("\x1b")
            terminal.until("kept as a draft")
            keys = DIALOGS[dialog].keys
            self.open(terminal, dialog, keys[-1:] if dialog.startswith("note") else keys)
            terminal.end(signal.SIGKILL)
        elif how == "window closed":
            terminal.hang_up()
        elif how == LOCKED:
            with closing(sqlite3.connect(self.review, isolation_level=None)) as other:
                other.execute("BEGIN EXCLUSIVE")
                terminal.send("\x13")
                terminal.read(1.0)
                terminal.end(signal.SIGKILL)
        elif how == SAVING:
            terminal.send("\x13")
            time.sleep(self.random.uniform(0, LONGEST_SAVE))
            terminal.end(signal.SIGKILL)
        else:
            terminal.end({"kill -9": signal.SIGKILL}.get(how) or signal.Signals[how])
        terminal.close()

    def saved(self) -> str:
        """Return everything that stands in the review, its history too."""
        with closing(sqlite3.connect(self.review)) as db:
            return "".join(db.iterdump())

    def lost(self, dialog: str) -> list[str]:
        """Return the words that neither the review nor a draft has."""
        drafts = [draft for about in self.drafts.abouts() if (draft := self.drafts.read(about)) is not None]
        kept = " ".join(value for draft in drafts for value in draft.values.values()) + self.saved()
        return [word for word in self.typed[dialog] if word not in kept]


def main() -> None:
    """Interrupt, and count."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, help="interruptions; without it, each once in each dialog")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pause", type=float, default=0.0)
    given = parser.parse_args()
    rounds = [
        (how, name) for how in ENDS for name, place in DIALOGS.items() if how != SAVING or place.can_save
    ]
    words: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        reviewer = Reviewer(Path(folder), given.seed, given.pause)
        for number in range(given.rounds or len(rounds)):
            how, dialog = rounds[number % len(rounds)]
            with reviewer.start() as terminal:
                reviewer.open(terminal, dialog, DIALOGS[dialog].keys)
                reviewer.type_words(terminal, dialog)
                reviewer.interrupt(terminal, dialog, how)
            missing = set(reviewer.lost(dialog))
            words[how] += WORDS
            lost[how] += len(missing)
            reviewer.typed[dialog] = [word for word in reviewer.typed[dialog] if word not in missing]
            print(f"{number + 1:3} {how:20} {dialog:15} lost {sorted(missing)}", flush=True)  # noqa: T201
    for how, count in words.items():
        print(f"{how:20} {count:4} words, {lost[how]} lost")  # noqa: T201
    sys.exit(1 if lost.total() else 0)


if __name__ == "__main__":
    main()
