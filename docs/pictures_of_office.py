"""Make the pictures of the Word and the Excel file: `.venv/bin/python docs/pictures_of_office.py`.

The example review, appraised and submitted by two reviewers, is written as both, printed by LibreOffice, and
one page of each is kept. Needs the extra `office`, and `soffice` and `pdftoppm` on the path.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from filled_reviews import make_five

from workbench.output.office.excel import write_excel
from workbench.output.office.word import write_word
from workbench.review.publish.report import report
from workbench.review.session import open_review

IMAGES = Path(__file__).parent / "images"
DPI = 80


def picture(source: Path, words: str, name: str) -> None:
    """Print an office file and keep the first page with these words.

    Raises:
        CalledProcessError: LibreOffice or pdftoppm failed.
        LookupError: no page has the words.
    """
    settings = f"-env:UserInstallation=file://{source.parent}/settings"
    folder = str(source.parent)
    convert = ["soffice", settings, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
    subprocess.run(convert, check=True, capture_output=True)
    printed = source.with_suffix(".pdf")
    text = subprocess.run(
        ["pdftotext", "-layout", printed, "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    pages = [number for number, page in enumerate(text.split("\f"), start=1) if words in page]
    if not pages:
        raise LookupError(f"no page of {printed.name} has {words!r}")
    page = str(pages[0])
    target = ["-singlefile", "-png", "-r", str(DPI), str(printed), str(IMAGES / name)]
    subprocess.run(["pdftoppm", "-f", page, "-l", page, *target], check=True)


def main() -> None:
    """Make the review, both files and both pictures."""
    with tempfile.TemporaryDirectory() as folder:
        review = Path(folder) / "five.db"
        make_five(review)
        with open_review(str(review), "anna") as session:
            content = report(session)
        for write, suffix, words, name in (
            (write_word, "docx", "Appraisals with Case series", "word"),
            (write_excel, "xlsx", "Imprecision", "excel"),
        ):
            source = Path(folder) / f"review.{suffix}"
            source.write_bytes(write(content))
            picture(source, words, name)


if __name__ == "__main__":
    main()
