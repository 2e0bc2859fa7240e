"""Measure how soon a key is painted, through a real pseudo-terminal: `python benchmarks/keys.py`.

A bare Textual list and the main screens run at the same time, each in a terminal of its own, and get the
keys down and up in turns, so that whatever else the machine does is the same for all. For each is printed:
from the key to the first of what is painted for it, to the last of it, and what the whole program spent of
the processor for a key, each with its multiple of the list. Compare the multiples, not the milliseconds.
"""

from __future__ import annotations

import argparse
import os
import select
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "shared"))
sys.path.insert(0, str(Path(__file__).parents[1] / "docs"))

from make_pictures import appraise_twice
from pseudo_terminal import PseudoTerminal
from textual.app import App, ComposeResult
from textual.widgets import OptionList

from workbench.review.admin.demo import make_example

LINES = 36
FLOOR = "a bare list"
SCREENS: dict[str, tuple[tuple[str, str], ...]] = {
    FLOOR: (("", "line 9"),),
    "Studies": (("", "Filter"),),
    "Appraise": (("\r", "› Appraise"),),
    "Tables": (("g", ""), ("t", "Findings")),
    "Evidence": (("g", ""), ("e", "Certainty of evidence")),
}
"""By name of the screen: the keys that lead to it from the studies, each with what is painted after it."""
DOWN, UP = "\x1b[B", "\x1b[A"
QUIET = 0.1
"""Seconds without anything more painted after which a key is done with."""
LONGEST = 2.0
"""Seconds after which a key counts as one that nothing is painted for."""
SETTLING, LONGEST_SETTLING = 0.3, 10.0
"""Seconds without anything painted after which a screen has all that it reads, and the most for that."""
WARMING = 4
"""Keys that are not counted."""
TICKS = os.sysconf("SC_CLK_TCK")


class BareList(App[None]):
    """Show a list of plain lines, and nothing else."""

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield OptionList(*(f"line {number}" for number in range(LINES)))


@dataclass
class Measured:
    """A program in its terminal, with what was measured of its keys: seconds each.

    Attributes:
        first: from a key to the first that was painted for it.
        last: from a key to the last that was painted for it.
        work: of the processor for a key, over all of them.
        unpainted: how many keys nothing was painted for.
    """

    terminal: PseudoTerminal
    first: list[float] = field(default_factory=list)
    last: list[float] = field(default_factory=list)
    work: float = 0.0
    unpainted: int = 0

    def press(self, key: str) -> None:
        """Press a key and wait until nothing more is painted."""
        self.settle()
        begin = time.perf_counter()
        self.terminal.send(key)
        first = last = self._next_paint(LONGEST)
        if first is None or last is None:
            self.unpainted += 1
            return
        while (moment := self._next_paint(QUIET)) is not None:
            last = moment
        self.first.append(first - begin)
        self.last.append(last - begin)

    def forget(self) -> None:
        """Begin anew: the first keys of a screen take longer."""
        self.first.clear()
        self.last.clear()
        self.work, self.unpainted = 0.0, 0

    def settle(self) -> None:
        """Wait until nothing is painted any more."""
        until = time.perf_counter() + LONGEST_SETTLING
        while self._next_paint(SETTLING) is not None and time.perf_counter() < until:
            pass

    def _next_paint(self, longest: float) -> float | None:
        if not select.select([self.terminal.master], [], [], longest)[0]:
            return None
        os.read(self.terminal.master, 65536)
        return time.perf_counter()

    @property
    def spent(self) -> float:
        """Seconds of the processor that the program has spent so far, of all its threads."""
        stat = Path(f"/proc/{self.terminal.process.pid}/stat").read_text()
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / TICKS


def start(name: str, review: Path, env: dict[str, str]) -> PseudoTerminal:
    """Start a program and lead it to its screen."""
    command = [sys.executable, __file__, "--floor"]
    if name != FLOOR:
        command = [sys.executable, "-m", "workbench", "--db", str(review), "--reviewer", "anna"]
    terminal = PseudoTerminal(command, env, columns=120, lines=40)
    if name != FLOOR:
        terminal.until("Filter")
    for key, painted in SCREENS[name]:
        if key:
            terminal.forget()
            terminal.send(key)
        terminal.until(painted)
    return terminal


def say(name: str, found: Measured, floor: Measured, keys: int) -> None:
    """Print a line: medians in milliseconds, the longest first paint, and the multiples of the list."""
    line = f"{name:<12}"
    for ours, least in ((found.first, floor.first), (found.last, floor.last)):
        median, bare = statistics.median(ours), statistics.median(least)
        line += f"{median * 1000:>7.1f} {f'({median / bare:.1f})':<7}{max(ours) * 1000:>7.1f}  "
    line += f"{found.work / keys * 1000:>7.1f} {f'({found.work / floor.work:.1f})':<7}"
    sys.stdout.write(f"{line}{found.unpainted or ''}\n")


def main() -> None:
    """Start all programs, press the keys in turns, and print."""
    options = argparse.ArgumentParser(description="Measure how soon a key is painted.")
    options.add_argument("--keys", type=int, default=100, help="for each screen")
    options.add_argument("--file", type=Path, help="a review with evidence, instead of the example")
    options.add_argument("--floor", action="store_true", help="be the bare list")
    given = options.parse_args()
    if given.floor:
        BareList().run()
        return
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        review = given.file or Path(folder) / "review.db"
        if given.file is None:
            make_example(str(review))
            appraise_twice(str(review))  # tables without rows have no cursor to move
        env = {"XDG_CONFIG_HOME": str(Path(folder) / "settings")}
        found: dict[str, Measured] = {}
        for name in SCREENS:
            found[name] = Measured(stack.enter_context(start(name, review, env)))
            found[name].settle()
        for number in range(given.keys + WARMING):
            for each in found.values():
                if number == WARMING:
                    each.forget()
                before = each.spent
                each.press(UP if number % 2 else DOWN)
                each.work += each.spent - before
        sys.stdout.write(
            f"{'':<12}{'first':>7} {'':<7}{'most':>7}  {'last':>7} {'':<7}{'most':>7}  {'work':>7}\n"
        )
        for name, each in found.items():
            say(name, each, found[FLOOR], given.keys)


if __name__ == "__main__":
    main()
