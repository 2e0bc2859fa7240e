"""Measure what somebody at the screens waits for in a big review: `python benchmarks/screens.py`.

The program runs without a terminal and gets keys as from one. For each screen is measured: from the key to
its frame, to its first contents and to the last of them, the way back with esc while it still reads, and the
longest time that no key could do anything. The floor, in the same run, is a bare Textual application that
opens a screen with a list of as many lines as fit, and goes back. For the contents of Agreement and Evidence
there is a floor of what they compute besides: the same rows read with plain `sqlite3` and judged by looking
them up. Compare the ratios between machines, not the milliseconds.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from floor import Levels, each, pinned_checklist, read, read_for_evidence
from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import OptionList

from workbench.review.evidence import findings, outcomes
from workbench.review.session import open_review
from workbench.review.studies import known_studies
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.base import COMPUTING
from workbench.tui.screens.evidence.grid import EvidenceGrid
from workbench.tui.widgets.headed_list import HeadedList
from workbench.tui.widgets.study_list import StudyList
from workbench.tui.widgets.table_view import TableView

HERE = Path(__file__).parent
REVIEWER = "anna"
SIZE = (120, 40)
LINES = 36
"""Lines of the floor's list: what fits between title and keys."""
WITH_FINDINGS = 100
"""Studies that get numbers for an outcome, so that there is evidence to show."""
LONGEST = 600.0
"""Seconds after which something counts as never shown."""
LOOK = 0.001
"""Seconds between two looks at the screen."""

AnyApp = App[Any]
Condition = Callable[[AnyApp], object]


@dataclass(frozen=True, slots=True)
class Place:
    """A screen that is opened with keys, a space between, from the studies.

    Attributes:
        has_contents: returns True once the first contents are there.
        has_all: returns True once everything is there, where that comes later.
    """

    title: str
    key: str
    has_contents: Condition
    has_all: Condition | None = None


PLACES = (
    Place("Tables", "g t", lambda app: app.screen.query(TableView)),
    Place(
        "Agreement",
        "g g",
        lambda app: app.screen.query_one(HeadedList).current,
        lambda app: app.screen.report.has_intervals,
    ),
    Place(
        "Evidence",
        "g e",
        lambda app: app.screen.query_one(EvidenceGrid).rows,
        lambda app: all(row.hangs_on != (COMPUTING,) for row in app.screen.query_one(EvidenceGrid).rows),
    ),
)


@dataclass(frozen=True, slots=True)
class Wait:
    """What somebody waited for something to be shown, in milliseconds.

    Attributes:
        clock: on the clock.
        work: of the processor, for the thread that draws and takes the keys alone; other work on the machine
            and what is computed beside the screen do not count.
        stall: the longest time on the clock between two turns of that thread.
    """

    clock: float
    work: float
    stall: float


@dataclass(frozen=True, slots=True)
class Waits:
    """What was waited for one screen: its frame, its first contents, back while it reads, and all of it."""

    title: str
    frame: Wait | None
    contents: Wait
    back: Wait | None
    whole: Wait | None = None


class FloorScreen(Screen[None]):
    """Show a list of plain lines, and nothing else."""

    TITLE = "Floor"
    BINDINGS = [("escape", "dismiss", "Back")]  # noqa: RUF012 - as Textual has it

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield OptionList(*(f"line {number}" for number in range(LINES)))


class FloorApp(App[None]):
    """Open that screen with a key."""

    BINDINGS = [("t", "open", "Open")]  # noqa: RUF012 - as Textual has it

    def action_open(self) -> None:
        """Open the list."""
        self.push_screen(FloorScreen())


async def shown(app: AnyApp, condition: Condition, key: str = "") -> Wait:
    """Press keys, a space between, if some are given, and wait until something is on the screen and drawn."""
    begin, work = time.perf_counter(), time.thread_time()
    last, stall = begin, 0.0
    for pressed in key.split():
        app.simulate_key(pressed)
    while not condition(app):
        await asyncio.sleep(LOOK)
        now = time.perf_counter()
        stall, last = max(stall, now - last - LOOK), now
        if now - begin > LONGEST:
            raise SystemExit(f"never shown: {condition}")
    drawn = asyncio.Event()
    app.screen.call_after_refresh(drawn.set)
    await drawn.wait()
    now = time.perf_counter()
    stall = max(stall, now - last)
    return Wait((now - begin) * 1000, (time.thread_time() - work) * 1000, stall * 1000)


def is_in_front(title: str) -> Condition:
    """Return the condition that the screen with a title is in front and composed."""
    return lambda app: app.screen.title == title and app.screen.is_mounted and app.screen.children


async def visit(app: WorkbenchApp, place: Place) -> Waits:
    """Open a screen and wait for its contents, then open it again and leave it while it reads."""
    home, here = is_in_front("Studies"), is_in_front(place.title)
    frame = await shown(app, here, place.key)
    contents = _both(frame, await shown(app, place.has_contents))
    whole = _both(contents, await shown(app, place.has_all)) if place.has_all else None
    await shown(app, home, "escape")
    await shown(app, here, place.key)
    back = await shown(app, home, "escape")
    await app.gateway.compute(lambda _: None)  # what nobody waits for any more goes on to its end
    return Waits(place.title, frame, contents, back, whole)


def _both(first: Wait, second: Wait) -> Wait:
    """Return what was waited for two things, one after the other."""
    return Wait(first.clock + second.clock, first.work + second.work, max(first.stall, second.stall))


async def measure_floor() -> Waits:
    """Measure the bare list, once it was opened before."""
    app = FloorApp()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        home = app.screen
        for _ in range(2):
            frame = await shown(app, is_in_front("Floor"), "t")
            back = await shown(app, lambda app: app.screen is home, "escape")
    return Waits("a bare list", frame, frame, back)


async def measure(file: Path) -> list[Waits]:
    """Measure each screen of the workbench on a review."""
    app = WorkbenchApp(str(file), REVIEWER)
    async with app.run_test(size=SIZE):
        contents = await shown(app, lambda app: app.screen.query_one(StudyList).progress)
        await app.gateway.compute(lambda _: None)
        return [
            Waits("Studies", None, contents, None),
            *[await visit(app, place) for place in PLACES],
        ]


def measure_computed(file: Path) -> dict[str, float]:
    """Return the least that it takes to compute the contents of two screens, in milliseconds."""
    levels = Levels(pinned_checklist(str(file)))

    def judge_all() -> None:
        for _, _, codes in each(read(str(file))):
            levels.of(codes)

    def measured(work: Callable[[], object]) -> float:
        work()  # fills the dictionary too
        begin = time.perf_counter()
        work()
        return (time.perf_counter() - begin) * 1000

    return {
        "Agreement": measured(judge_all),
        "Evidence": measured(lambda: read_for_evidence(str(file), levels)),
    }


def add_evidence(file: Path) -> None:
    """Enter numbers of some studies for an outcome, where there is no outcome yet."""
    with open_review(str(file), REVIEWER) as session:
        if outcomes.list_outcomes(session):
            return
        outcome = outcomes.add_outcome(session, "pain", time_point="4 weeks", better="lower", importance=7)
        for number, row in enumerate(known_studies.rows(session)[:WITH_FINDINGS]):
            numbers = {"single_arm": "yes", "treatment_events": str(number % 5), "treatment_total": "9"}
            findings.record_finding(session, row.key, outcome.id, numbers)


def say(waits: Waits, floor: Waits, computed: float | None = None) -> None:
    """Print a line: milliseconds, and behind each its multiple of the floor.

    Args:
        waits: what was measured.
        floor: the same for the bare list.
        computed: the floor of what the contents compute.
    """
    line = ""
    for ours, least in (
        (waits.frame, floor.frame),
        (waits.back, floor.back),
        (waits.contents, floor.contents),
    ):
        if ours is None or least is None:
            line += " " * 34
        else:
            line += _cell(ours.clock, least.clock) + _cell(ours.work, least.work)
    line += _cell(waits.contents.stall, floor.contents.stall)
    if computed is not None:
        line += f"{computed:>8.0f} {f'({waits.contents.clock / computed:.1f})':<8}"
    if waits.whole is not None:
        line += f"{waits.whole.clock:>8.0f}"
    sys.stdout.write(f"{waits.title:<12}{line}\n")


def _cell(ours: float, least: float) -> str:
    return f"{ours:>8.0f} {f'({ours / least:.1f})':<8}"


def main() -> None:
    """Read the options, make the review and measure."""
    options = argparse.ArgumentParser(description="Measure the screens on a big review.")
    options.add_argument("--studies", type=int, default=10_000)
    options.add_argument("--reviewers", type=int, default=3)
    options.add_argument("--file", type=Path, help="a review that fill.py made, instead of making one")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "big.db"
        if given.file is None:
            size = (str(given.studies), str(given.reviewers), str(file))
            subprocess.run([sys.executable, str(HERE / "fill.py"), *size], check=True)
        else:
            shutil.copyfile(given.file, file)  # it gets an outcome
        add_evidence(file)
        floor, computed = asyncio.run(measure_floor()), measure_computed(file)
        heads = ("frame", "work", "esc", "work", "contents", "work", "stall", "computed", "all")
        sys.stdout.write("milliseconds (multiples of the floor)\n")
        sys.stdout.write(" " * 12 + "".join(f"{head:>8} {'':<8}" for head in heads) + "\n")
        for waits in [floor, *asyncio.run(measure(file))]:
            say(waits, floor, computed.get(waits.title))


if __name__ == "__main__":
    main()
