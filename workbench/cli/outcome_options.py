"""Define the options of an outcome, which adding and changing it share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

time_option = click.option("--time", "time_point", metavar="T", help="When it is judged, such as “90 days”.")
unit_option = click.option("--unit", metavar="U", help="Of a measurement, such as points.")
better_option = click.option("--better", metavar="higher|lower", help="Which direction is better.")
importance_option = click.option(
    "--importance", type=int, metavar="1-9", help="7 to 9 critical, 4 to 6 important, 1 to 3 limited."
)
follow_up_option = click.option(
    "--follow-up", metavar="T", help="When the studies looked at it, such as “28 to 90 days”."
)

_UNIT = "per 1,000 people, or in the unit of a difference of means"
_THRESHOLDS = (
    ("mid_benefit", f"The smallest benefit that matters, {_UNIT}."),
    ("mid_harm", "The smallest harm that matters; one number serves for both."),
    ("small", "An effect that matters is called small up to here."),
    ("large", "An effect is called large beyond this."),
)


def threshold_options(command: Command) -> Command:
    """Add the options of the thresholds of an outcome; they arrive by name, and `target` with them."""
    target = click.option(
        "--target",
        metavar="mid|null",
        help="What an interval is held against: these thresholds, or no effect.",
    )
    source = click.option(
        "--source", default="", metavar="T", help="Where the thresholds are from; every number needs it."
    )
    command = target(source(command))
    for name, words in reversed(_THRESHOLDS):
        command = click.option(f"--{name.replace('_', '-')}", name, metavar="N", help=words)(command)
    return command
