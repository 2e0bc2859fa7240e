"""Measure whole commands on a big review beside their floor: `python benchmarks/scale.py`.

Each command runs as a process of its own, several times; its seconds are user and system time, and its memory
is the highest that the system counted. The floor is what `benchmarks/floor.py` takes for the same output from
the same file. Compare the ratios between machines, not the seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
REVIEWER = "anna"
MEMORY_GOAL = 300
COMMANDS = (
    ("studies", "json", 2.5),
    ("table appraisal", "csv", 2.5),
    ("table traffic-light", "csv", 2.5),
    ("table answers", "csv", None),
    ("agreement", "json", 8.0),
)
"""Each command with the format it is measured in, and the goal: at most so many times the floor."""


@dataclass(frozen=True, slots=True)
class Run:
    """One process: processor seconds, seconds on the clock, megabytes."""

    seconds: float
    wall: float
    megabytes: float


def run(command: Sequence[str], output: Path) -> Run:
    """Run a command with its output in a file.

    Raises:
        SystemExit: it failed.
    """
    begin = time.perf_counter()
    with output.open("wb") as stdout:
        process = subprocess.Popen(command, stdout=stdout, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    per_megabyte = 1e6 if sys.platform == "darwin" else 1e3
    return Run(used.ru_utime + used.ru_stime, time.perf_counter() - begin, used.ru_maxrss / per_megabyte)


def median_run(command: Sequence[str], output: Path, runs: int) -> Run:
    """Run a command several times and return the medians."""
    measured = [run(command, output) for _ in range(runs)]
    return Run(
        statistics.median(run.seconds for run in measured),
        statistics.median(run.wall for run in measured),
        max(run.megabytes for run in measured),
    )


def fill(studies: int, reviewers: int, file: Path) -> None:
    """Make a review in a process of its own, so that this one stays small."""
    subprocess.run(
        [sys.executable, str(HERE / "fill.py"), str(studies), str(reviewers), str(file)], check=True
    )


def floor_of(command: str, file: Path, output: Path, runs: int) -> float:
    """Measure the floor of a command, whose output is in a file."""
    arguments = [sys.executable, str(HERE / "floor.py"), command, str(file), str(output), str(runs)]
    return float(json.loads(subprocess.run(arguments, check=True, capture_output=True, text=True).stdout))


def command_line(command: str, form: str, file: Path) -> list[str]:
    """Return the arguments of a command of the workbench."""
    start = [sys.executable, "-m", "workbench", "--db", str(file), "--reviewer", REVIEWER]
    return [*start, *command.split(), "--format", form]


def measure(big: Path, small: Path, folder: Path, runs: int, only: Sequence[str]) -> None:
    """Measure and print each command."""
    output = folder / "output"
    heading = f"{'command':<22}{'seconds':>9}{'wall':>8}{'start-up':>10}{'floor':>8}{'ratio':>7}{'net':>6}"
    sys.stdout.write(f"{heading}{'goal':>7}{'MB':>6}\n")
    for command, form, goal in COMMANDS:
        if only and command not in only:
            continue
        start_up = median_run(command_line(command, form, small), output, runs)
        ours = median_run(command_line(command, form, big), output, runs)
        floor = floor_of(command, big, output, runs)
        ratio = ours.seconds / floor
        is_met = ours.megabytes <= MEMORY_GOAL and (goal is None or ratio <= goal)
        sys.stdout.write(
            f"{command:<22}{ours.seconds:>8.2f}s{ours.wall:>7.2f}s{start_up.seconds:>9.2f}s{floor:>7.2f}s"
            f"{ratio:>7.1f}{(ours.seconds - start_up.seconds) / floor:>6.1f}"
            f"{f'≤ {goal}' if goal else '':>7}{ours.megabytes:>6.0f}"
            f"  {'met' if is_met else 'missed'}\n"
        )
        sys.stdout.flush()


def main() -> None:
    """Read the options, make the reviews and measure."""
    options = argparse.ArgumentParser(description="Measure whole commands on a big review.")
    options.add_argument("--studies", type=int, default=10_000)
    options.add_argument("--reviewers", type=int, default=3)
    options.add_argument("--runs", type=int, default=3, help="of each command; medians are printed")
    options.add_argument("--file", type=Path, help="a review that fill.py made, instead of making one")
    options.add_argument("--only", nargs="*", default=[], choices=[command for command, _, _ in COMMANDS])
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # As a program that was installed, each process reads byte code.
        os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "byte-code")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        fill(1, given.reviewers, folder / "small.db")
        big = given.file or folder / "big.db"
        if given.file is None:
            fill(given.studies, given.reviewers, big)
        measure(big, folder / "small.db", folder, given.runs, given.only)
    sys.stdout.write(
        f"Goal for memory: at most {MEMORY_GOAL} MB. Ratio: seconds by floor; net: less the start-up.\n"
    )


if __name__ == "__main__":
    main()
