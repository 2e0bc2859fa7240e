"""Define `workbench allocate`, which shares out the studies among the reviewers."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import format_option
from workbench.errors import UsageError
from workbench.output.table import Column, Table

_COLUMNS = (Column("study", "Study"), Column("reviewers", "Allocated to"))


@click.command("allocate")
@click.argument("studies", metavar="[STUDY…]", nargs=-1)
@click.option("--to", default="", metavar="HANDLES", help="Who gets them, or among whom is drawn: anna,bea")
@click.option("--from", "take_from", default="", metavar="HANDLES", help="From whom they are taken back.")
@click.option("--random", "by_lot", is_flag=True, help="Draw by lot, evenly; needs --seed.")
@click.option("--seed", type=int, metavar="N", help="With the same number the draw comes out the same.")
@click.option(
    "--per-study", type=int, default=2, show_default=True, metavar="N", help="Reviewers that a study gets."
)
@click.option("--again", is_flag=True, help="Draw anew also for studies that are allocated already.")
@format_option
@pass_invocation
def command(
    invocation: Invocation,
    studies: tuple[str, ...],
    to: str,
    take_from: str,
    by_lot: bool,
    seed: int | None,
    per_study: int,
    again: bool,
    fmt: str,
) -> None:
    """Say who appraises which study: by hand, evenly by lot, or without anything print who does.

    By lot, studies that are allocated already take no part. Nobody has more than one study more than anybody
    else, unless it was so before, and who has submitted a study keeps it. The seed stands in the history.
    """
    from workbench.review.reviewers import allocation

    if by_lot and (seed is None or take_from):
        raise UsageError("--random needs --seed N, any whole number, and goes without --from")
    if not by_lot and (seed is not None or again):
        raise UsageError("--seed and --again belong to --random")
    handles = [handle.strip() for handle in to.split(",") if handle.strip()]
    lost = [handle.strip() for handle in take_from.split(",") if handle.strip()]
    with invocation.open_review() as session:
        if by_lot and seed is not None:
            drawn = allocation.allocate_by_lot(
                session, seed=seed, per_study=per_study, among=handles, texts=studies, again=again
            )
            lines, told = list(drawn.lines), [drawn.in_words()]
        elif studies or handles or lost:
            lines = allocation.allocate(session, studies, to=handles, take_from=lost)
            told = [line.in_words() for line in lines]
        else:
            lines, told = allocation.list_allocations(session), []
    if by_lot or not told:
        _write(lines, fmt)
    for line in told:
        output.say(line)


def _write(lines: list, fmt: str) -> None:  # type: ignore[type-arg]
    if fmt == "json":
        output.write_json([{"study": line.study, "reviewers": list(line.reviewers)} for line in lines])
        return
    rows = tuple((line.study, ", ".join(line.reviewers)) for line in lines)
    notes = () if any(line.reviewers for line in lines) else ("nothing is allocated yet",)
    output.write_tables([Table("allocations", "", _COLUMNS, rows, notes)], fmt)
