"""Define `workbench serve`, which lets reviewers without a terminal work in a browser."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, unquote

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.errors import ConflictError, UsageError
from workbench.output.extras import load

_DEFAULT_HOST, _DEFAULT_PORT, _MOST = "127.0.0.1", 8321, 20


@click.command("serve")
@click.option(
    "--for", "handles", multiple=True, required=True, metavar="HANDLE", help="A reviewer; can be repeated."
)
@click.option("--host", default=_DEFAULT_HOST, show_default=True, metavar="HOST", help="What to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=_DEFAULT_PORT,
    show_default=True,
    help="The port to listen on; 0 takes one that is free.",
)
@click.option(
    "--public-url",
    metavar="URL",
    help="Where browsers find it through a proxy with TLS, such as https://review.example.org.",
)
@click.option(
    "--most",
    type=click.IntRange(1),
    default=_MOST,
    show_default=True,
    help="So many reviewers work at the same time.",
)
@click.option(
    "--service",
    "services",
    multiple=True,
    metavar="HANDLE=ENTRY",
    help="On PostgreSQL: the entry of the service file that HANDLE logs in with; can be repeated.",
)
@click.option(
    "-o",
    "--output",
    "target",
    metavar="FILE",
    help="Write the links to a new file that only you can read, instead of printing them.",
)
@pass_invocation
def command(
    invocation: Invocation,
    handles: tuple[str, ...],
    host: str,
    port: int,
    public_url: str | None,
    most: int,
    services: tuple[str, ...],
    target: str | None,
) -> None:
    """Let reviewers work in a browser, each with a link of their own.

    Each link works once, in one browser, and settles who works there. Files come by upload and go by
    download; no path on this machine can be typed. It listens on this machine alone unless --host says
    otherwise, and is no login for the internet: put a proxy with TLS before it, and give --public-url.

    What is submitted in a browser is not sealed: no private key is kept on a server.
    """
    load("textual_serve.app_service", "serve")
    from workbench.serve.addresses import addresses_of
    from workbench.serve.run import ServeRequest, serve

    addresses_of(host, port, public_url)  # what cannot be served is refused before anything is changed
    if target is not None and Path(target).exists():
        raise ConflictError(f"{target} exists already: name a file that does not exist")
    locations, title = _locations(invocation, handles, services)

    def show_links(links: Sequence[tuple[str, str]]) -> None:
        lines = "".join(f"{handle}  {link}\n" for handle, link in links)
        if target is None:
            output.write(lines)
            output.finish()
        else:
            _append(Path(target), lines)
            output.say(f"The links are in {target}.")

    if target is not None:
        _make_private(Path(target))
    output.say("Served without seals: no private key is kept on a server. Ctrl+C ends it.")
    request = ServeRequest(locations, title, host, port, most, public_url, with_logins=bool(services))
    try:
        serve(request, show_links, output.say)
    except UsageError:  # before anybody was served
        if target is not None:
            Path(target).unlink()
        raise


def _locations(
    invocation: Invocation, handles: Sequence[str], services: Sequence[str]
) -> tuple[dict[str, str], str]:
    """Return where the process of each reviewer opens the review, by handle as it is known, and its title.

    A handle that nobody has becomes a reviewer.

    Raises:
        ConflictError: a handle looks like that of somebody else.
        UsageError: entries of the service file are missing, or not needed.
    """
    from workbench.review.admin.settings import review_title
    from workbench.review.reviewers import handles as reviewers
    from workbench.review.session import open_review

    location = invocation.location
    is_server = "://" in location and not location.startswith("sqlite:")
    entries = _entries(services, handles) if is_server or services else {}
    if services and not is_server:
        raise UsageError("--service is for a review on PostgreSQL; a file is opened as it is")
    with open_review(location) as session:
        title = review_title(session).strip() or "Appraisal workbench"
        standings = {handle: reviewers.standing_of(session, handle) for handle in handles}
        for standing in standings.values():
            if standing.near and not standing.is_known and not invocation.new_reviewer:
                raise ConflictError(
                    f"{standing.in_words()}: serve --for {standing.near}, or pass --new-reviewer "
                    "before the verb if it is somebody else"
                )
        found: dict[str, str] = {}
        for handle, standing in standings.items():
            present = standing.present
            if present is None:
                present = reviewers.add_reviewer(session, handle, is_new=True).handle
                output.say(f"{present} is a reviewer of this review from now on.")
            found[present] = _entry_address(entries[handle]) if is_server else _absolute(location)
    return found, title


def _entries(services: Sequence[str], handles: Sequence[str]) -> dict[str, str]:
    """Return the entry of the service file by handle.

    Raises:
        UsageError: one is missing, or cannot be read.
    """
    entries = {}
    for given in services:
        handle, equals, entry = given.partition("=")
        if not (equals and handle.strip() and entry.strip()):
            raise UsageError(f"--service {given!r} is not HANDLE=ENTRY")
        entries[handle.strip()] = entry.strip()
    if missing := [handle for handle in handles if handle not in entries]:
        raise UsageError(
            f"each reviewer logs in to PostgreSQL as that reviewer: name the entry of the service file with "
            f"--service {missing[0]}=ENTRY"
        )
    return entries


def _entry_address(entry: str) -> str:
    return f"postgresql:///?service={quote(entry, safe='')}"


def _absolute(location: str) -> str:
    """Return the path of a file as it is found from any folder."""
    path = unquote(location.removeprefix("sqlite:///")) if location.startswith("sqlite:") else location
    return str(Path(path).expanduser().absolute())


def _make_private(target: Path) -> None:
    """Make a new file that only this user can read.

    Raises:
        OSError: it cannot be made.
    """
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _append(target: Path, lines: str) -> None:
    with target.open("a", encoding="utf-8") as file:
        file.write(lines)
