"""Measure the report and the traffic light of a big review: `python benchmarks/publish.py`.

Each command runs as a process of its own, several times, in user and system seconds with its start-up. The
floor of the report is writing the cells of its tables and the texts of its appraisals as JSON; that of the
figure is a PDF of as many pages with one line of text on each. Both are measured in the same run.
"""

from __future__ import annotations

import argparse
import io
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from scale import run

from workbench.output.figures.draw import lay_out
from workbench.output.figures.sizes import PAGE_HEIGHT, Sizes
from workbench.output.report.page import render_page
from workbench.output.table import cell_text
from workbench.review.publish.build_figure import build_figure
from workbench.review.publish.report import report
from workbench.review.session import open_review

HERE = Path(__file__).parent
REVIEWER = "anna"


def seconds(function: Callable[[], object], runs: int) -> float:
    """Return the median of the processor seconds that a function takes."""
    taken = []
    for _ in range(runs):
        begin = time.process_time()
        function()
        taken.append(time.process_time() - begin)
    return statistics.median(taken)


def command_seconds(file: Path, arguments: list[str], output: Path, runs: int) -> float:
    """Return the median of the processor seconds of a whole command."""
    base = [sys.executable, "-m", "workbench", "--db", str(file), "--reviewer", REVIEWER]
    return statistics.median(
        run([*base, *arguments, "-o", str(output)], output.with_suffix(".out")).seconds for _ in range(runs)
    )


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def measure_report(file: Path, folder: Path, runs: int) -> None:
    """Print the seconds and megabytes of the report, and those of its contents as plain JSON."""
    page = folder / "report.html"
    whole = command_seconds(file, ["report"], page, runs)
    with open_review(str(file), REVIEWER) as session:
        content = report(session)

    def floor() -> str:
        cells = [[list(map(cell_text, row)) for row in table.rows] for table in content.tables]
        return json.dumps([cells, [asdict(appraised) for appraised in content.appraisals]])

    least, drawn = seconds(floor, runs), seconds(lambda: render_page(content), runs)
    _say(f"report: {whole:.2f} s, {page.stat().st_size / 1e6:.1f} MB")
    _say(f"  of which the page from its contents: {drawn:.2f} s ({drawn / least:.1f} x its floor)")
    _say(f"  floor, the same contents as JSON: {least:.2f} s, {len(floor().encode()) / 1e6:.1f} MB")


def measure_figure(file: Path, folder: Path, runs: int) -> None:
    """Print the seconds of the traffic light, and those of a PDF with as many pages of one line."""
    target = folder / "traffic-light.pdf"
    whole = command_seconds(file, ["plot", "traffic-light"], target, runs)
    with open_review(str(file), REVIEWER) as session:
        (subject,) = build_figure(session, "traffic-light")
    pages = len(lay_out(subject, Sizes(180, PAGE_HEIGHT, "safe")))
    least = seconds(lambda: write_lines(pages), runs)
    _say(f"traffic light: {whole:.2f} s, {target.stat().st_size / 1e6:.1f} MB, {pages} pages")
    _say(f"  floor, {pages} pages of one line: {least:.2f} s ({whole / least:.1f} x)")


def write_lines(pages: int) -> None:
    """Write a PDF whose pages have a line of text each."""
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    with PdfPages(io.BytesIO()) as book:
        for number in range(pages):
            figure = Figure(figsize=(180 / 25.4, PAGE_HEIGHT / 25.4))
            figure.text(0.1, 0.9, f"Risk of bias ({number} of {pages})")
            book.savefig(figure)


def main() -> None:
    """Make a review, or take the one that is named, and measure on it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--studies", type=int, default=1000)
    parser.add_argument("--reviewers", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--file", type=Path, help="a review that benchmarks/fill.py made")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = given.file
        if file is None:
            file = folder / "filled.db"
            sizes = [str(given.studies), str(given.reviewers)]
            subprocess.run([sys.executable, str(HERE / "fill.py"), *sizes, str(file)], check=True)
        measure_report(file, folder, given.runs)
        measure_figure(file, folder, given.runs)


if __name__ == "__main__":
    main()
