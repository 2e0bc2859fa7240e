"""Run the server until it is told to end, and print a link for each reviewer."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from workbench.errors import UsageError
from workbench.serve.addresses import addresses_of
from workbench.serve.entrance import Entrance
from workbench.serve.logins import check_logins
from workbench.serve.seats import seat_of
from workbench.serve.server import ReviewServer


@dataclass(frozen=True, slots=True)
class ServeRequest:
    """Describe what is to be served.

    Attributes:
        locations: by handle of a reviewer, the review as the reviewer's process opens it.
        title: of the review.
        host: what the server listens on.
        port: likewise; 0 lets the system choose one.
        most: processes that run at the same time.
        public_url: where browsers find it through a proxy; None where they reach it themselves.
        with_logins: True where each reviewer has a login of their own on a server.
    """

    locations: dict[str, str]
    title: str
    host: str
    port: int
    most: int
    public_url: str | None = None
    with_logins: bool = False


def serve(
    request: ServeRequest,
    show_links: Callable[[Sequence[tuple[str, str]]], object],
    tell: Callable[[str], object],
) -> None:
    """Serve until a signal ends it; then every process ends in order, with its drafts.

    Args:
        request: what is to be served.
        show_links: called with handle and link of each reviewer, once the server listens, and again with one
            that was asked for.
        tell: called with a line for whoever runs the server.

    Raises:
        UsageError: it cannot listen there, or a reviewer's login cannot be used.
    """
    with tempfile.TemporaryDirectory(prefix="workbench-serve-") as folder:
        try:
            asyncio.run(_serve(request, Path(folder), show_links, tell))
        except KeyboardInterrupt:
            return  # where the loop takes no signals


async def _serve(
    request: ServeRequest,
    folder: Path,
    show_links: Callable[[Sequence[tuple[str, str]]], object],
    tell: Callable[[str], object],
) -> None:
    listening = _listen(request.host, request.port)
    port = listening.getsockname()[1]
    addresses = addresses_of(request.host, port, request.public_url)
    seats = [seat_of(handle, location, folder) for handle, location in request.locations.items()]
    for seat in seats:
        seat.make_folders()
    if request.with_logins:
        await asyncio.to_thread(check_logins, seats)
    entrance = Entrance()
    server = ReviewServer(seats, addresses, entrance, title=request.title, most=request.most, tell=tell)
    runner = web.AppRunner(server.application(), access_log=None, handle_signals=False, shutdown_timeout=1.0)
    await runner.setup()
    ending = asyncio.Event()

    def link_of(handle: str) -> tuple[str, str]:
        return handle, f"{addresses.origin}/#{entrance.mint(handle)}"

    try:
        await web.SockSite(runner, listening).start()
        _listen_to_signals(ending)
        show_links([link_of(seat.handle) for seat in seats])
        _take_handles([seat.handle for seat in seats], lambda handle: show_links([link_of(handle)]), tell)
        await ending.wait()
        tell("Ending: each reviewer's workbench closes, drafts are kept.")
    finally:
        await runner.cleanup()


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises:
        UsageError: it cannot listen there.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as problem:
        why = getattr(problem, "strerror", None) or str(problem)
        raise UsageError(
            f"the server cannot listen on {host}, port {port} ({why}): choose another --port or --host"
        ) from None


def _listen_to_signals(ending: asyncio.Event) -> None:
    """Let the signals that end a program end the server in order."""
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        with suppress(NotImplementedError, AttributeError, ValueError):  # not on every system
            loop.add_signal_handler(getattr(signal, name), ending.set)


def _take_handles(
    handles: Sequence[str], show_link: Callable[[str], object], tell: Callable[[str], object]
) -> None:
    """Give a new link to a reviewer whose handle is typed at the terminal of the server."""

    def read_line() -> None:
        line = sys.stdin.readline()
        handle = line.strip()
        if not line:
            loop.remove_reader(sys.stdin)
        elif handle in handles:
            show_link(handle)
        elif handle:
            tell(f"{handle!r} is not served: {', '.join(handles)} are.")

    loop = asyncio.get_running_loop()
    if sys.stdin.isatty():
        with suppress(NotImplementedError, OSError):  # not on every system
            loop.add_reader(sys.stdin, read_line)
            tell("Type the handle of a reviewer for a new link; Ctrl+C ends the server.")
