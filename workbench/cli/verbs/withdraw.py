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
    output.say(f"{found.in_words(is_back=restore)}.")
