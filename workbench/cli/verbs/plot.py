"""Define `workbench plot`, which draws figures for the manuscript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.listing import completed_from, in_words
from workbench.cli.options import label_option
from workbench.review.publish.figures import FIGURES

if TYPE_CHECKING:
    from workbench.review.session import LabelStyle

HELP = f"""Draw a figure.

NAME is {in_words(FIGURES)}. There is a figure a checklist, because scales are never mixed: a PDF holds them
all, the other formats take a file each.
"""


@click.command("plot", help=HELP)
@click.argument("name", shell_complete=completed_from(FIGURES))
@click.option(
    "-o", "--output", "target", required=True, metavar="FILE", help="An .svg, .pdf, .png or .tiff file."
)
@click.option("--checklist", metavar="ID", help="Only the appraisals with this checklist.")
@click.option(
    "--width",
    default=180.0,
    show_default=True,
    metavar="MM",
    help="Width of the figure; 85 is a column of a journal.",
)
@click.option("--dpi", default=300, show_default=True, metavar="N", help="Dots per inch of PNG and TIFF.")
@click.option(
    "--palette",
    default="safe",
    show_default=True,
    metavar="P",
    help="safe (for colour-blind readers), robvis or grey.",
)
@label_option
@pass_invocation
def command(
    invocation: Invocation,
    name: str,
    target: str,
    checklist: str | None,
    width: float,
    dpi: int,
    palette: str,
    label: LabelStyle | None,
) -> None:
    """Draw a figure."""
    from workbench.output.atomic_files import suffix_of, write_files
    from workbench.output.figures.draw import boxed, draw
    from workbench.output.figures.image_files import FORMATS
    from workbench.review.publish.build_figure import build_figure

    suffix_of(target, FORMATS)
    with invocation.open_review() as session:
        subjects = build_figure(session, name, checklist, label=label or "key")
    files = draw(subjects, target, width=width, dpi=dpi, palette=palette)
    write_files(files)
    for path in files:
        output.say(f"Wrote {path}.")
    if letters := boxed(subjects):
        output.say(
            f"No typeface on this machine has {letters[:40]}: they show as boxes. Install one that has them, "
            "such as Noto Sans CJK, and draw again."
        )
