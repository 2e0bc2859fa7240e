"""Measure how long the program takes to start: `python benchmarks/start_up.py`.

Runs the installed `workbench` of this interpreter on the example of five studies, beside an interpreter that
does nothing and one that imports SQLModel. The commands take turns. All of them read byte code, as a program
does that was installed; `PYTHONDONTWRITEBYTECODE` would make each run compile our modules anew.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

OWN = ("workbench", "store", "checklists")
NOTHING, SQLMODEL = "python -c pass", "import sqlmodel"
GOALS = (
    ("--version", NOTHING, 5.0),
    ("--help", NOTHING, 6.0),
    ("table appraisal", SQLMODEL, 1.8),
)
"""Each command with its floor and the goal: at most so many times the floor."""
OWN_GOAL = 0.3


def run(command: Sequence[str], environment: Mapping[str, str]) -> tuple[float, float]:
    """Run a command and return its seconds on the clock and of the processor.

    Raises:
        SystemExit: it failed.
    """
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    _, status, used = os.wait4(process.pid, 0)
    clock = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return clock, used.ru_utime + used.ru_stime


def own_share(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Return what a command spends on importing our own modules, as a multiple of importing SQLModel."""

    def spent(*arguments: str) -> list[tuple[str, int]]:
        timed = [sys.executable, "-X", "importtime", *arguments]
        said = subprocess.run(timed, env=environment, capture_output=True, text=True, check=True).stderr
        lines = re.findall(r"^import time: +(\d+) \| +\d+ \| +(\S+)", said, re.MULTILINE)
        return [(module.split(".")[0], int(microseconds)) for microseconds, module in lines]

    own = sum(microseconds for package, microseconds in spent(*command) if package in OWN)
    return own / sum(microseconds for _, microseconds in spent("-c", SQLMODEL))


def main() -> None:
    """Read the options, make the example and measure."""
    options = argparse.ArgumentParser(description="Measure how long the program takes to start.")
    options.add_argument("--runs", type=int, default=15)
    given = options.parse_args()
    workbench = str(Path(sys.executable).with_name("workbench"))
    with tempfile.TemporaryDirectory() as folder:
        byte_code = {"PYTHONPYCACHEPREFIX": str(Path(folder) / "byte-code"), "WORKBENCH_REVIEWER": "anna"}
        environment = {**os.environ, **byte_code}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        review = ["--db", str(Path(folder) / "example.db")]
        subprocess.run([workbench, *review, "demo"], env=environment, capture_output=True, check=True)
        commands = {
            NOTHING: [sys.executable, "-c", "pass"],
            SQLMODEL: [sys.executable, "-c", "import sqlmodel"],
            **{words: [workbench, *review, *words.split()] for words, _, _ in GOALS},
        }
        for command in commands.values():
            run(command, environment)  # writes the byte code
        rounds = [
            {name: run(command, environment) for name, command in commands.items()} for _ in range(given.runs)
        ]
        heads = ("clock", "floor", "ratio", "processor", "floor", "ratio", "goal")
        sys.stdout.write(f"{'medians':<18}" + "".join(f"{head:>11}" for head in heads) + "\n")
        for words, floor, goal in GOALS:
            line = ""
            for measure in (0, 1):
                ours, least = (
                    statistics.median(seconds[name][measure] for seconds in rounds) for name in (words, floor)
                )
                line += f"{ours * 1000:>8.0f} ms{least * 1000:>8.0f} ms{ours / least:>11.2f}"
            sys.stdout.write(f"{words:<18}{line}{f'≤ {goal}':>11}\n")
        shares = [own_share(commands["table appraisal"], environment) for _ in range(5)]
        sys.stdout.write(
            f"Own modules in `table appraisal`, by -X importtime: {min(shares):.2f} times SQLModel"
            f" (goal ≤ {OWN_GOAL}).\n"
        )


if __name__ == "__main__":
    main()
