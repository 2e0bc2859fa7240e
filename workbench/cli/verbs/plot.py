"""Define `workbench plot`, which draws figures for the manuscript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.listing import completed_from, in_words, names_in
from workbench.cli.options import label_option
from workbench.review.publish.figures import FIGURES

if TYPE_CHECKING:
    from workbench.review.session import LabelStyle

HELP = f"""Draw a figure.

NAME is {in_words(FIGURES)}. There is a figure a checklist, because scales are never mixed: a PDF holds them
all, the other formats take a file each. Title and notes stand in FILE.caption.txt, for the manuscript.
"""


@click.command("plot", help=HELP)
@click.argument("name", shell_complete=completed_from(FIGURES))
@click.option(
    "-o", "--output", "target", required=True, metavar="FILE", help="An .svg, .pdf, .png or .tiff file."
)
@click.option("--checklist", metavar="ID", help="Only the appraisals with this checklist.")
@click.option(
    "--width",
    type=float,
    default=None,
    metavar="MM",
    help="Width of the figure; 85 is a column of a journal. [180, or what it needs where that is more]",
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
@click.option("--studies", metavar="KEYS", help="Only these studies, with commas between.")
@click.option(
    "--order",
    type=click.Choice(("key", "label", "judgement", "year")),
    default=None,
    help="Of the rows: by key, by label, the best judgement first, or the oldest first."
    " [key; in the forest judgement]",
)
@click.option("--panels", is_flag=True, help="One figure with a panel a checklist or outcome.")
@click.option("--font", default="", metavar="NAME", help="A typeface of this machine, such as Arial.")
@pass_invocation
def command(
    invocation: Invocation,
    name: str,
    target: str,
    checklist: str | None,
    width: float | None,
    dpi: int,
    palette: str,
    label: LabelStyle | None,
    studies: str | None,
    order: str | None,
    panels: bool,
    font: str,
) -> None:
    """Draw a figure."""
    from workbench.output.atomic_files import suffix_of
    from workbench.output.figures.image_files import FORMATS
    from workbench.review.publish.make_files import FigureRequest, figure_files

    suffix_of(target, FORMATS)
    request = FigureRequest(
        name=name,
        checklist=checklist,
        width=width,
        dpi=dpi,
        palette=palette,
        label=label,
        studies=names_in(studies),
        order=order or "",
        panels=panels,
        font=font,
    )
    with invocation.open_review() as session:
        made = figure_files(session, request, target)
    made.write()
    for path in made.paths:
        output.say(f"Wrote {path}.")
    for line in made.said:
        output.say(line)
