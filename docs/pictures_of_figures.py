"""Make the pictures of `figures-and-reports.md` again: `.venv/bin/python docs/pictures_of_figures.py`.

The page is the list: each of its lines `workbench plot … -o NAME.png` is run as it stands, on the filled
example review, and the picture goes to `docs/images/`. Nothing in it is random: a picture changes only where
the program does.
"""

from __future__ import annotations

import re
import shlex
import sys
import tempfile
from pathlib import Path

from filled_reviews import make_five

from workbench.cli.main import run

HERE = Path(__file__).parent
PAGE = HERE / "figures-and-reports.md"
_COMMAND = re.compile(r"^ *workbench (plot .*-o )(\S+\.png.*)$", re.MULTILINE)


def open_nothing(location: str, reviewer: str | None) -> None:
    """Open no screen, because no figure needs one."""


def main() -> int:
    """Run every command of the page; the sum of their exit codes."""
    with tempfile.TemporaryDirectory() as folder:
        review = Path(folder) / "five.db"
        make_five(review)
        failed = 0
        for before, rest in _COMMAND.findall(PAGE.read_text(encoding="utf-8")):
            name, *others = shlex.split(rest)
            arguments = [*shlex.split(before), str(HERE / "images" / name), *others]
            caption = HERE / "images" / Path(name).with_suffix(".caption.txt")
            failed += run(["--db", str(review), "--reviewer", "anna", *arguments], open_screens=open_nothing)
            caption.unlink(missing_ok=True)  # the page has words of its own under each picture
    return failed


if __name__ == "__main__":
    sys.exit(main())
