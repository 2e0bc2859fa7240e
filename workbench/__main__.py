"""Run the command line and give it the screens, so that neither has to import the other."""

from __future__ import annotations

import gc
import sys

from workbench.cli.main import run


def main() -> None:
    """Run `workbench` with the arguments of this process and exit with its code."""
    # A big review makes hundreds of thousands of objects that all stay. To look for garbage among them after
    # every 700, as Python does by itself, takes a fifth of the time and finds next to none; a verb ends soon.
    gc.set_threshold(5_000_000, 5, 5)
    sys.exit(run(sys.argv[1:], open_screens=open_screens))


def open_screens(location: str, reviewer: str | None) -> None:
    """Open a review in the terminal, until the user leaves; errors are raised as `run_review` says."""
    from workbench.tui.app import run_review  # imported here: Textual takes a while, and most verbs need none

    gc.set_threshold(50_000, 20, 50)  # the screens stay open for days
    run_review(location, reviewer)


if __name__ == "__main__":
    main()
