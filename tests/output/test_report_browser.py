"""The report page in a real browser, where one is on the machine."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.output.test_report_page import report_with
from workbench.output.report.page import render_page

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not on this machine"),
]

OPTIONS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

USE = """<script>addEventListener("load", () => {
  document.querySelector("#t1 thead button").click();
  const input = document.getElementById("t1-filter");
  input.value = "nowhere"; input.dispatchEvent(new Event("input"));
  document.querySelector("a.behind").click();
});</script></body>"""


def seen(page: str, folder: Path) -> str:
    """The elements as the browser has them once the page has run."""
    (folder / "report.html").write_text(page, "utf-8")
    command = [str(CHROMIUM), *OPTIONS, f"--user-data-dir={folder}/user", "--dump-dom"]
    ran = subprocess.run(
        [*command, (folder / "report.html").as_uri()], capture_output=True, check=True, timeout=100
    )
    return ran.stdout.decode()


def test_our_script_and_style_run_under_our_policy(tmp_path: Path) -> None:
    """The header cells have become buttons, so the script that the policy names by its hash has run."""
    assert '<th scope="col" class="left"><button type="button">' in seen(
        render_page(report_with("x")), tmp_path
    )


def test_no_other_script_runs(tmp_path: Path) -> None:
    """A script that got into the page in spite of all is stopped by the policy."""
    page = render_page(report_with("x")).replace("</body>", USE)
    assert "aria-sort" not in re.sub(r"<(script|style)>.*?</\1>", "", seen(page, tmp_path), flags=re.DOTALL)


def test_tables_sort_and_filter_and_cells_open(tmp_path: Path) -> None:
    """A click on a header sorts, words filter, and a click on a cell shows the judgement behind it."""
    page = re.sub(r"<meta http-equiv[^>]*>", "", render_page(report_with("x"))).replace("</body>", USE)
    found = re.sub(r"<(script|style)>.*?</\1>", "", seen(page, tmp_path), flags=re.DOTALL)
    dialog = found[found.index("<dialog") :]
    assert (True, True) == ('aria-sort="ascending"' in found, "0 of 2 rows" in found)
    assert (True, True) == (" open" in dialog[: dialog.index(">")], "<mark>x</mark>" in dialog)
