"""A server of two reviewers, asked by a client that sends what a browser would (extra `serve`)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import ClientResponse, ClientSession, CookieJar, WSMsgType
from aiohttp.test_utils import TestServer, unused_port
from painted_screen import PaintedScreen

from workbench.serve.addresses import addresses_of
from workbench.serve.entrance import Entrance
from workbench.serve.seats import seat_of
from workbench.serve.server import ReviewServer

LONGEST = 60.0
"""Seconds after which something counts as never shown."""


@dataclass
class Served:
    """A running server, and what it told whoever runs it."""

    server: ReviewServer
    origin: str
    told: list[str]
    browsers: list[Browser] = field(default_factory=list)

    def browser(self) -> Browser:
        """A browser that nobody used yet."""
        self.browsers.append(Browser(self.origin))
        return self.browsers[-1]

    async def entered(self, handle: str) -> Browser:
        """A browser in which a reviewer came in."""
        browser = self.browser()
        answer = await browser.post("/enter", json={"token": self.server.entrance.mint(handle)})
        assert 200 == answer.status
        return browser


class Browser:
    """Sends requests as a page of the server does, with its cookies."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.session = ClientSession(cookie_jar=CookieJar(unsafe=True), headers={"Origin": origin})

    async def get(self, path: str, **options: Any) -> ClientResponse:
        """Ask for a page."""
        return await self.session.get(self.origin + path, **options)

    async def post(self, path: str, **options: Any) -> ClientResponse:
        """Send something."""
        return await self.session.post(self.origin + path, **options)

    async def put(self, name: str, data: bytes, **options: Any) -> ClientResponse:
        """Upload a file."""
        return await self.session.put(f"{self.origin}/uploads/{name}", data=data, **options)

    def connect(self, **options: Any) -> Any:
        """Open the connection of the terminal, for a `with` statement."""
        return self.session.ws_connect(self.origin.replace("http", "ws", 1) + "/ws", **options)


class Page:
    """The terminal of a page: what stands on it, and what else the server sends."""

    def __init__(self, socket: Any) -> None:
        self.socket = socket
        self.screen = PaintedScreen()
        self.messages: list[list[Any]] = []

    async def keys(self, *texts: str) -> None:
        """Send what is typed."""
        for text in texts:
            await self.socket.send_str(json.dumps(["stdin", text]))

    async def until(self, words: str) -> None:
        """Read until words stand on the screen."""
        await self._read(lambda: words in self.screen.text, words)

    async def until_message(self, kind: str) -> list[Any]:
        """Read until a message of that kind comes."""
        await self._read(lambda: any(kind == message[0] for message in self.messages), kind)
        return next(message for message in self.messages if kind == message[0])

    async def _read(self, is_there: Callable[[], bool], what: str) -> None:
        try:
            async with asyncio.timeout(LONGEST):
                while not is_there():
                    message = await self.socket.receive()
                    if message.type is WSMsgType.BINARY:
                        self.screen.feed(message.data)
                    elif message.type is WSMsgType.TEXT:
                        self.messages.append(message.json())
                    else:
                        raise AssertionError(f"ended before {what!r}:\n{self.screen.text}")
        except TimeoutError:
            raise AssertionError(f"never {what!r}:\n{self.screen.text}") from None


@asynccontextmanager
async def serve(
    review: str, folder: Path, most: int = 5, public_url: str | None = None
) -> AsyncIterator[Served]:
    """Serve a review to anna and bea, whose files lie in a folder."""
    port = unused_port()
    seats = [seat_of(handle, review, folder) for handle in ("anna", "bea")]
    folder.mkdir()
    for seat in seats:
        seat.make_folders()
    addresses = addresses_of("127.0.0.1", port, public_url)
    told: list[str] = []
    server = ReviewServer(seats, addresses, Entrance(), title="Test", most=most, tell=told.append)
    async with TestServer(server.application(), port=port):
        served = Served(server, f"http://127.0.0.1:{port}", told)
        try:
            yield served
        finally:
            for browser in served.browsers:
                await browser.session.close()
