"""Define `workbench handout`, which makes a file for a co-reviewer to work in."""

from __future__ import annotations

import os
from pathlib import Path

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.counts import count
from workbench.paths import shell_word, shown_location


@click.command("handout")
@click.option("--to", "handle", required=True, metavar="HANDLE", help="Who shall work in it.")
@click.option(
    "-o", "--output", "target", required=True, metavar="FILE", help="The review to make, a .zip, or FOLDER/."
)
@click.option("--new-reviewer", is_flag=True, help="It is somebody new, though it resembles a known handle.")
@pass_invocation
def command(invocation: Invocation, handle: str, target: str, new_reviewer: bool) -> None:
    """Make a review file for a co-reviewer, with the studies and nobody's work.

    It has studies with their documents and characteristics, the protocol, your own checklists, the outcomes
    and what HANDLE was asked to appraise; no answers, notes, quotes, ratings or findings. When studies come
    later, make another one, and let HANDLE merge it. A .zip and a folder (with a slash at its end) are taken
    by `workbench import` as well.
    """
    from workbench.review.exchange.handout import make_handout

    with invocation.open_review() as session:
        made = make_handout(session, handle, target, is_new=new_reviewer)
    shown = shown_location(target)
    parts = f"{count(made.studies, 'study')}, {count(made.documents, 'document')}"
    output.say(f"Made {shown} for {made.handle}: {parts}.")
    if target.endswith(("/", os.sep)) or Path(target).suffix.lower() == ".zip":
        own = f"review-{made.handle}.db"
        command = f"workbench --db {shell_word(own)} import {shell_word(shown)}"
        output.say(f"{made.handle} makes a review of it with `{command}`.")
    else:
        command = f"workbench --db {shell_word(shown)} --reviewer {shell_word(made.handle)}"
        output.say(f"Send it to {made.handle}, who works in it with `{command}`.")
