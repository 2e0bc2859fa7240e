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
from workbench.errors import UsageError

if TYPE_CHECKING:
    from workbench.review.session import LabelStyle


@click.command("report")
@click.option(
    "-o", "--output", "target", required=True, metavar="FILE", help="An .html, .docx or .xlsx file."
)
@click.option("--with-wording", is_flag=True, help="Also texts of checklists that are somebody else's.")
@click.option(
    "--only",
    metavar="NAMES",
    help="Only these tables and figures, such as methods,findings,traffic-light; Word has nothing else.",
)
@click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A .docx whose styles, margins and headers Word takes, such as a journal's.",
)
@click.option("--font", default="", metavar="NAME", help="Of figures in Word: a typeface of this machine.")
@final_option
@label_option
@pass_invocation
def command(
    invocation: Invocation,
    target: str,
    with_wording: bool,
    only: str | None,
    template: Path | None,
    font: str,
    final: bool,
    label: LabelStyle | None,
) -> None:
    """Write the review as one file: a web page, a Word document or an Excel workbook.

    The web page works from the disk and asks nothing of the network. Each holds what you may see: your own
    appraisals, and those of others once both have submitted. Word has the figures too, where the extra
    [plots] is installed.
    """
    from workbench.output.atomic_files import suffix_of
    from workbench.review.publish.make_files import REPORT_SUFFIXES, ReportRequest, report_file

    fmt = suffix_of(target, REPORT_SUFFIXES)
    if template is not None and fmt != "docx":
        raise UsageError("--template is for Word: give a file that ends in .docx")
    request = ReportRequest(
        with_wording=with_wording,
        only=names_in(only),
        template=template,
        final=final,
        label=label,
        font=font,
    )
    with invocation.open_review() as session, naming_what_is_open():
        made = report_file(session, request, target)
    made.write()
    for line in (*made.said, f"Wrote {target}."):
        output.say(line)
