"""Define `workbench report`, which writes the whole review as one file to read without a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli import output
from workbench.cli.final_option import final_option, naming_what_is_open
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.listing import names_in
from workbench.cli.options import label_option
from workbench.cli.user_locale import language_of_user, now_of_user
from workbench.errors import UsageError

if TYPE_CHECKING:
    from workbench.review.session import LabelStyle

FORMATS = ("html", "docx", "xlsx")


@click.command("report")
@click.option(
    "-o", "--output", "target", required=True, metavar="FILE", help="An .html, .docx or .xlsx file."
)
@click.option("--with-wording", is_flag=True, help="Also texts of checklists that are somebody else's.")
@click.option(
    "--only",
    metavar="NAMES",
    help="Only these tables and figures, such as findings,traffic-light; Word has nothing else then.",
)
@click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A .docx whose styles, margins and headers Word takes, such as a journal's.",
)
@final_option
@label_option
@pass_invocation
def command(
    invocation: Invocation,
    target: str,
    with_wording: bool,
    only: str | None,
    template: Path | None,
    final: bool,
    label: LabelStyle | None,
) -> None:
    """Write the review as one file: a web page, a Word document or an Excel workbook.

    The web page works from the disk and asks nothing of the network. Each holds what you may see: your own
    appraisals, and those of others once both have submitted. Word has the figures too, where the extra
    [plots] is installed.
    """
    from workbench.output.atomic_files import suffix_of, write_file

    fmt = suffix_of(target, FORMATS)
    if template is not None and fmt != "docx":
        raise UsageError("--template is for Word: give a file that ends in .docx")
    from workbench.output.extras import is_installed
    from workbench.review.publish import report as reporting

    names = names_in(only)
    draws = fmt == "docx" and is_installed("matplotlib")
    with invocation.open_review() as session, naming_what_is_open():
        content = reporting.report(
            session,
            with_wording=with_wording,
            final=final,
            only=names,
            with_drawings=draws,
            label=label or ("author-year" if fmt == "docx" else "key"),
        )
    data: bytes | str
    if fmt == "html":
        from workbench.output.report.page import render_page

        data = render_page(content)
    elif fmt == "docx":
        from workbench.output.office.word import write_word
        from workbench.output.office.word_layout import WordLayout

        layout = WordLayout(
            template=template.read_bytes() if template else None,
            language=language_of_user(),
            made=now_of_user(),
            is_excerpt=bool(names),
        )
        data = write_word(content, layout)
        if not draws:
            output.say("Figures are left out: they need the extra [plots].")
    else:
        from workbench.output.office.excel import write_excel

        data = write_excel(content)
    write_file(target, data)
    if fmt != "html":
        from workbench.output.office.cell_texts import replaced_characters

        if replaced := replaced_characters(content):
            output.say(f"Shown by a sign or number, as the file cannot hold them: {', '.join(replaced)}.")
    output.say(f"Wrote {target}.")
