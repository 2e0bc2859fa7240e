"""Answer the requests of browsers: let reviewers in, run their screens, take and give files."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
import textual_serve
from aiohttp import WSMsgType, web
from textual_serve.download_manager import DownloadManager

from workbench.counts import count
from workbench.errors import UsageError
from workbench.serve import uploads
from workbench.serve.addresses import Addresses
from workbench.serve.entrance import Entrance, TooManyError, WrongTokenError
from workbench.serve.reviewer_process import ReviewerProcess
from workbench.serve.seats import Seat

_LARGEST_REQUEST = 10_000
"""Bytes of a request that is no upload."""
_LARGEST_MESSAGE = 2_000_000
"""Bytes of what is typed or pasted at once."""
_LONGEST_REASON = 120
"""Bytes that the protocol lets one say when one closes a connection."""
_WIDEST = 1000
"""Columns, and lines, that a browser may ask for."""
# The terminal writes style sheets of its own into the page, hence 'unsafe-inline' for styles alone.
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
        "img-src 'self' data:; connect-src 'self' {socket}; form-action 'self'; frame-ancestors 'none'; "
        "base-uri 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
    "Server": "workbench",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(slots=True)
class Run:
    """A reviewer's process that runs now.

    Attributes:
        process: draws and takes keys.
        task: ends when the process has ended.
        reason: why the server ended it; empty where it did not.
    """

    process: ReviewerProcess
    task: asyncio.Task[None]
    reason: str = ""


class ReviewServer:
    """Serve the screens of a review to its reviewers.

    Args:
        seats: whom it serves.
        addresses: where it is found.
        entrance: knows who may come in.
        title: of the review, for the title of the page.
        most: processes that run at the same time.
        tell: called with a line for whoever runs the server; never with a token or with anybody's work.
    """

    def __init__(
        self,
        seats: Sequence[Seat],
        addresses: Addresses,
        entrance: Entrance,
        *,
        title: str,
        most: int,
        tell: Callable[[str], object],
    ) -> None:
        self.seats = {seat.handle: seat for seat in seats}
        self.addresses = addresses
        self.entrance = entrance
        self.title = title
        self.most = most
        self.tell = tell
        self.downloads = DownloadManager()
        self.running: dict[str, Run] = {}
        self._pages = jinja2.Environment(
            loader=jinja2.PackageLoader("workbench.serve", "page"), autoescape=True
        )
        port = addresses.origin.rpartition(":")[2].strip("/")
        # Browsers share the cookies of one host among its ports.
        self.cookie = "__Host-workbench" if addresses.is_encrypted else f"workbench-{port}"

    def application(self) -> web.Application:
        """Return what answers requests."""
        app = web.Application(middlewares=[self._guard], client_max_size=_LARGEST_REQUEST)
        app.on_response_prepare.append(self._add_headers)
        app.on_shutdown.append(self._end_all)
        page = str(files("workbench.serve") / "page")
        terminal = Path(textual_serve.__file__).parent / "static"
        app.add_routes(
            [
                web.get("/", self.show_page),
                web.post("/enter", self.enter),
                web.post("/leave", self.leave),
                web.get("/session", self.show_session),
                web.get("/uploads", self.list_uploads),
                web.put("/uploads/{name}", self.upload),
                web.get("/ws", self.connect),
                web.get("/download/{key}", self.download),
                web.static("/static/page", page),
                web.static("/static/terminal", terminal),
            ]
        )
        return app

    async def show_page(self, request: web.Request) -> web.Response:
        """Show the screens to whoever is in, and to others how to come in."""
        handle = self._who(request)
        socket = self.addresses.origin.replace("http", "ws", 1) + "/ws"
        page = self._pages.get_template("workbench.html" if handle else "entrance.html")
        text = page.render(title=self.title, handle=handle, socket=socket)
        return web.Response(text=text, content_type="text/html", status=200 if handle else 403)

    async def enter(self, request: web.Request) -> web.Response:
        """Exchange a token for a cookie."""
        try:
            token = str((await request.json())["token"])
        except (ValueError, KeyError, TypeError):
            raise web.HTTPBadRequest(text="the token is missing") from None
        try:
            handle, secret = self.entrance.exchange(token, request.remote or "")
        except WrongTokenError as error:
            self.tell("A wrong token was refused.")
            return web.json_response({"error": str(error)}, status=403)
        except TooManyError as error:
            return web.json_response({"error": str(error)}, status=429)
        await self._end(handle, "your link was used in another browser")
        self.tell(f"The link of {handle} was used.")
        answer = web.json_response({"handle": handle})
        answer.set_cookie(
            self.cookie,
            secret,
            httponly=True,
            samesite="Strict",
            secure=self.addresses.is_encrypted,
            path="/",
            max_age=14 * 24 * 3600,
        )
        return answer

    async def leave(self, request: web.Request) -> web.Response:
        """Let the cookie open nothing any more."""
        handle = self._require(request)
        self.entrance.leave(handle)
        await self._end(handle, "")
        answer = web.json_response({})
        answer.del_cookie(self.cookie, path="/")
        return answer

    async def show_session(self, request: web.Request) -> web.Response:
        """Tell who is in."""
        return web.json_response({"handle": self._require(request)})

    async def list_uploads(self, request: web.Request) -> web.Response:
        """Name the files that this reviewer uploaded."""
        return web.json_response({"names": uploads.names_in(self.seats[self._require(request)].uploads)})

    async def upload(self, request: web.Request) -> web.Response:
        """Store a file for this reviewer alone."""
        seat = self.seats[self._require(request)]
        try:
            chunks = request.content.iter_chunked(2**16)
            name = await uploads.store(seat.uploads, request.match_info["name"], chunks)
        except UsageError as error:
            return web.json_response({"error": str(error)}, status=400)
        except OSError as problem:
            return web.json_response({"error": f"it cannot be stored: {problem.strerror}"}, status=507)
        return web.json_response({"name": name, "names": uploads.names_in(seat.uploads)})

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Give a file that the reviewer's own process made."""
        handle, key = self._require(request), request.match_info["key"]
        try:
            file = await self.downloads.get_download_metadata(key)
        except KeyError:
            raise web.HTTPNotFound(text="there is no such file") from None
        run = self.running.get(handle)
        if run is None or file.app_service is not run.process:
            raise web.HTTPNotFound(text="there is no such file")
        answer = web.StreamResponse()
        answer.content_type = "application/octet-stream"
        answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.file_name)}"
        await answer.prepare(request)
        async for chunk in self.downloads.download(key):
            await answer.write(chunk)
        await answer.write_eof()
        return answer

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """Run the screens of the reviewer as long as the page is open; an earlier page is closed."""
        seat = self.seats[self._require(request)]
        socket = web.WebSocketResponse(heartbeat=15, max_msg_size=_LARGEST_MESSAGE)
        await socket.prepare(request)
        while seat.handle in self.running:
            await self._end(seat.handle, "the workbench was opened in another window")
        if len(self.running) >= self.most:
            await _close(socket, f"{count(self.most, 'reviewer')} at work, as many as fit: try later")
            return socket
        process = ReviewerProcess(
            seat, write_bytes=socket.send_bytes, write_str=socket.send_str, downloads=self.downloads
        )
        size = _size(request.query.get("width"), 80), _size(request.query.get("height"), 24)
        run = Run(process, asyncio.create_task(self._run(process, socket, size)))
        self.running[seat.handle] = run
        # The server cancels what answers a browser that is gone; the process shall end in order all the same.
        await asyncio.shield(run.task)
        return socket

    async def _run(
        self, process: ReviewerProcess, socket: web.WebSocketResponse, size: tuple[int, int]
    ) -> None:
        """Run a reviewer's process until it ends, is to end, or the browser goes away."""
        handle, reason = process.seat.handle, ""
        tasks: list[asyncio.Task[Any]] = []
        try:
            await process.start(*size)
            tasks = [
                asyncio.create_task(_pass_on(socket, process)),
                asyncio.create_task(process.is_over.wait()),
            ]
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            try:
                reason = await process.end()
            finally:
                run = self.running.pop(handle)
            await _close(socket, run.reason or reason)
            for task in tasks:
                task.cancel()
            for problem in await asyncio.gather(*tasks, return_exceptions=True):
                if isinstance(problem, Exception):
                    self.tell(f"The connection of {handle} failed: {type(problem).__name__}.")

    async def _end(self, handle: str, reason: str) -> None:
        """End the process of a reviewer, if there is one; the page learns why."""
        run = self.running.get(handle)
        if run is not None:
            run.reason = reason
            run.process.is_over.set()
            await asyncio.wait([run.task])

    async def _end_all(self, _: web.Application) -> None:
        await asyncio.gather(*(self._end(handle, "the server was stopped") for handle in list(self.running)))

    def _who(self, request: web.Request) -> str | None:
        return self.entrance.who(request.cookies.get(self.cookie, ""))

    def _require(self, request: web.Request) -> str:
        handle = self._who(request)
        if handle is None:
            raise web.HTTPForbidden(text="come in with your link first")
        return handle

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer only what is for this server, and change something only for its own pages."""
        if not self.addresses.allows_host(request.host):
            raise web.HTTPMisdirectedRequest(text="this server is not found under that name")
        changes = request.method not in ("GET", "HEAD") or "upgrade" in request.headers
        if changes and not self.addresses.allows_origin(request.headers.get("Origin", "")):
            raise web.HTTPForbidden(text="only pages of this server may ask for that")
        return await handler(request)

    async def _add_headers(self, _: web.Request, answer: web.StreamResponse) -> None:
        socket = self.addresses.origin.replace("http", "ws", 1)
        for name, value in _HEADERS.items():
            answer.headers[name] = value.replace("{socket}", socket)


async def _close(socket: web.WebSocketResponse, reason: str) -> None:
    """Close a connection; the page shows why."""
    told = reason.encode()[:_LONGEST_REASON].decode(errors="ignore")
    with suppress(ConnectionError, RuntimeError):
        await socket.close(message=told.encode())


async def _pass_on(socket: web.WebSocketResponse, process: ReviewerProcess) -> None:
    """Pass on what the browser sends until it is gone; what is no message of the page is dropped."""
    async for message in socket:
        if message.type != WSMsgType.TEXT:
            continue
        match _parsed(message.data):
            case ["stdin", str(text)]:
                await process.send_bytes(text.encode("utf-8", "replace"))
            case ["resize", {"width": width, "height": height}]:
                await process.set_terminal_size(_size(width, 80), _size(height, 24))
            case ["ping", str(moment)]:
                await socket.send_json(["pong", moment])
            case ["blur", *_]:
                await process.blur()
            case ["focus", *_]:
                await process.focus()


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _size(given: object, otherwise: int) -> int:
    """Return a number of columns or lines within bounds."""
    try:
        return min(max(int(str(given)), 1), _WIDEST)
    except ValueError:
        return otherwise
