"""Define `workbench report`, which writes the whole review as one file to read without a terminal."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.final_option import final_option, naming_what_is_open
from workbench.cli.invocation import Invocation, pass_invocation

FORMATS = ("html", "docx", "xlsx")


@click.command("report")
@click.option(
    "-o", "--output", "target", required=True, metavar="FILE", help="An .html, .docx or .xlsx file."
)
@click.option("--with-wording", is_flag=True, help="Also texts of checklists that are somebody else's.")
@final_option
@pass_invocation
def command(invocation: Invocation, target: str, with_wording: bool, final: bool) -> None:
    """Write the review as one file: a web page, a Word document or an Excel workbook.

    The web page works from the disk and asks nothing of the network. Each holds what you may see: your own
    appraisals, and those of others once both have submitted.
    """
    from workbench.output.atomic_files import suffix_of, write_file

    fmt = suffix_of(target, FORMATS)
    from workbench.review.publish import report as reporting

    with invocation.open_review() as session, naming_what_is_open():
        content = reporting.report(session, with_wording=with_wording, final=final)
    data: bytes | str
    if fmt == "html":
        from workbench.output.report.page import render_page

        data = render_page(content)
    elif fmt == "docx":
        from workbench.output.office.word import write_word

        data = write_word(content)
    else:
        from workbench.output.office.excel import write_excel

        data = write_excel(content)
    write_file(target, data)
    output.say(f"Wrote {target}.")
