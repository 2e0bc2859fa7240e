"""Define the options of an outcome, which adding and changing it share."""

from __future__ import annotations

import click

time_option = click.option("--time", "time_point", metavar="T", help="When it is judged, such as “90 days”.")
unit_option = click.option("--unit", metavar="U", help="Of a measurement, such as points.")
better_option = click.option("--better", metavar="higher|lower", help="Which direction is better.")
importance_option = click.option(
    "--importance", type=int, metavar="1-9", help="7 to 9 critical, 4 to 6 important, 1 to 3 limited."
)
