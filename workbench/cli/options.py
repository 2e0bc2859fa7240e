"""Define the options and arguments that several verbs share, so that they are the same everywhere."""

from __future__ import annotations

import click

from workbench.output.render import FORMATS

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
study_argument = click.argument("study")
"""A key, an unambiguous prefix of one, or a DOI."""
