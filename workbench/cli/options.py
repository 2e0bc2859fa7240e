"""Define the options and arguments that several verbs share, so that they are the same everywhere."""

from __future__ import annotations

import click

from workbench.output.render import FORMATS

LABEL_STYLES = ("author-year", "key", "number")
"""How studies can be named; the same words as in `workbench.review.session`."""

format_option = click.option(
    "--format",
    "fmt",
    type=click.Choice(tuple(FORMATS)),
    default="text",
    show_default=True,
    help="How rows are written.",
)
result_option = click.option(
    "--result",
    default="",
    metavar="R",
    help="The outcome judged, as `outcomes` lists it, or a name of your own; else the study as a whole.",
)
body_option = click.option(
    "--body",
    default="",
    metavar="KEY",
    help="Which body of evidence, such as cohort-high, where the outcome has several.",
)
label_option = click.option(
    "--label",
    type=click.Choice(LABEL_STYLES),
    default=None,
    help="How studies are named: author-year as a manuscript cites them, key, or number as in the references."
    " [key; author-year in Word and final reports]",
)
study_argument = click.argument("study")
"""A key, an unambiguous prefix of one, or a DOI."""
