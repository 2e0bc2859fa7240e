"""Define `workbench team add`, which lets a login work in the review."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation


@click.command("add")
@click.argument("handle", metavar="HANDLE")
@click.option(
    "--role",
    type=click.Choice(("lead", "reviewer", "reader")),
    required=True,
    help="A reader looks; a reviewer appraises and enters evidence; a lead also has studies, protocol, "
    "allocation and blindness.",
)
@click.option("--login", default="", metavar="NAME", help="The name of the login. [the handle]")
@click.option("--password", "asks", is_flag=True, help="Ask for a password and give it to the login.")
@pass_invocation
def command(invocation: Invocation, handle: str, role: str, login: str, asks: bool) -> None:
    """Let a login work in the review as HANDLE.

    The login is made where the server has none of that name; then this login needs the right to make roles
    (CREATEROLE). Passwords are set with --password, or by whoever runs the server; where a member keeps it is
    that member's matter (a service file, ~/.pgpass, PGPASSWORD), and it never stands in an address.
    """
    from workbench.review.admin import team

    password = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True) if asks else ""
    with invocation.open_review() as session:
        member, is_new = team.add_member(session, handle, role, login=login, password=password)
    made = ", which was made" if is_new else ""
    output.say(f"{member.handle} works here as {member.role}, with the login {member.login}{made}.")
    if is_new and not password:
        output.say("It has no password yet: set one with --password, or let the server know it another way.")
