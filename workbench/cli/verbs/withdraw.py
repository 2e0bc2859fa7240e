"""Define `workbench withdraw`, which takes a document out of reading that was added by mistake."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.options import study_argument
from workbench.errors import UsageError


@click.command("withdraw")
@study_argument
@click.argument("document")
@click.option("--reason", metavar="T", help="Why; it stands beside quotes from it. Required to withdraw.")
@click.option("--restore", is_flag=True, help="Bring it back into reading.")
@pass_invocation
def command(invocation: Invocation, study: str, document: str, reason: str | None, restore: bool) -> None:
    """Take a document out of reading that was added by mistake, or bring it back.

    DOCUMENT is its name, its kind, or the beginning of its sha256. Nothing is deleted: its text and all
    quotes from it are kept, and the quotes are flagged. A version that it took the place of is read again.
    """
    from workbench.review.documents import replace

    if not restore and not (reason or "").strip():
        raise UsageError("withdrawing a document needs --reason: why should it not be read?")
    with invocation.open_review() as session:
        if restore:
            found = replace.restore_document(session, study, document, reason or "")
        else:
            found = replace.withdraw_document(session, study, document, reason or "")
    done = "is back in reading" if restore else "is withdrawn; its text is kept"
    said = [f"{found.study}: {found.source_name} {done}"]
    if found.read_now is not None and (found.read_now != found.source_name or not restore):
        said.append(f"the version that is read is {found.read_now}")
    if found.own_flagged:
        said.append(f"your quotes for {', '.join(found.own_flagged)} stand in no document that is read")
    output.say("; ".join(said) + ".")
