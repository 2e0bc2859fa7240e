"""Run the screens for one reviewer in a browser; `workbench serve` starts this process and talks to it."""

from __future__ import annotations

import gc
import os
import sys

from workbench.errors import WorkbenchError
from workbench.served import ENDED, files_folder


def main() -> int:
    """Run the screens until the reviewer leaves, and return the exit code.

    What cannot be told on the screens any more is left in a file for the server. Tracebacks go nowhere: they
    would show answers to whoever reads the log of the server.
    """
    folder = files_folder()
    if folder is None:
        sys.stderr.write("this process is started by `workbench serve`\n")
        return 2
    from workbench.tui.app import run_review

    gc.set_threshold(50_000, 20, 50)  # as in a terminal: the screens stay open for long
    try:
        run_review(os.environ["WORKBENCH_DB"], os.environ["WORKBENCH_REVIEWER"])
    except WorkbenchError as error:
        (folder / ENDED).write_text(str(error), encoding="utf-8")
        return error.exit_code.value
    return 0


if __name__ == "__main__":
    sys.exit(main())
