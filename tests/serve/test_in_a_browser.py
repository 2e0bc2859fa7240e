"""The whole of `workbench serve` in Chromium: blind reviewers, strangers, other sites, reload, kill."""

from __future__ import annotations

import http.server
import json
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from painted_screen import PaintedScreen
from running_server import Running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytest.importorskip("textual_serve", reason="the extra `serve` is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
QUIET = (
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
LONGEST = 60_000.0
"""Milliseconds that are waited for something to be painted."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not on this machine"),
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up as on Linux"),
]


class Reviewer:
    """Somebody at a page: what is painted there, and what the page asks for."""

    def __init__(self, browser: Browser) -> None:
        self.context: BrowserContext = browser.new_context(accept_downloads=True)
        self.page: Page = self.context.new_page()
        self.asked: list[str] = []
        self.faults: list[str] = []
        self.ever_painted = b""
        self.screen = PaintedScreen()
        self.socket: Any = None
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("websocket", self._listen)

    def _listen(self, socket: Any) -> None:
        self.socket, self.screen = socket, PaintedScreen()
        socket.on("framereceived", self._take)

    def _take(self, frame: bytes | str) -> None:
        if isinstance(frame, bytes):
            self.ever_painted += frame
            self.screen.feed(frame)

    def open(self, link: str) -> None:
        """Open a link, and wait for the studies."""
        self.page.goto(link)
        with self.page.expect_websocket(timeout=LONGEST):
            pass
        self.until("all saved")

    def until(self, *words: str) -> None:
        """Wait until all words stand on the screen."""
        last = time.monotonic() + LONGEST / 1000
        while not all(word in self.screen.text for word in words):
            assert time.monotonic() < last, f"never {words}:\n{self.screen.text}"
            self.socket.wait_for_event("framereceived", timeout=LONGEST)

    def press(self, *keys: str) -> None:
        """Press keys."""
        for key in keys:
            self.page.keyboard.press(key)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests of this file."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET, chromium_sandbox=False)
        yield started
        started.close()


@pytest.fixture
def reviewer(browser: Browser) -> Iterator[Callable[[], Reviewer]]:
    """Makes people with a browser window of their own, who share nothing."""
    made: list[Reviewer] = []

    def make() -> Reviewer:
        made.append(Reviewer(browser))
        return made[-1]

    yield make
    for each in made:
        each.context.close()


@contextmanager
def other_site(host: str, page: str, folder: Path) -> Iterator[str]:
    """Serve a page from another address."""
    folder.mkdir()
    (folder / "index.html").write_text(page)

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            """Tell nothing."""

    server = http.server.ThreadingHTTPServer((host, 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://{host}:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def children_of(number: int) -> list[int]:
    """The processes that a process started."""
    return [int(child) for child in Path(f"/proc/{number}/task/{number}/children").read_text().split()]


def wait_for_end(processes: list[int]) -> None:
    """Wait until none of these processes runs."""
    until = time.monotonic() + LONGEST / 1000
    while any(is_running(number) for number in processes):
        assert time.monotonic() < until
        time.sleep(0.02)


def is_running(number: int) -> bool:
    """True until a process has ended; whoever adopted it may not have buried it yet."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def answers_in(review: str) -> set[tuple[str, str]]:
    """Who answered what, in the file."""
    with sqlite3.connect(review) as connection:
        return set(
            connection.execute(
                "select r.handle, n.note from answer n join appraisal a on a.id = n.appraisal_id"
                " join reviewer r on r.id = a.reviewer_id where n.note != ''"
            )
        )


def open_study(person: Reviewer) -> None:
    """Open the last study at its first item."""
    person.press("End")
    person.until("─ yamakawa2025 ─")
    person.press("Enter")
    person.until("0/27 judged")


def begin_note(person: Reviewer, note: str) -> None:
    """Type a note on the item in front."""
    person.press("o")
    person.until("Note on 1.1")
    person.page.keyboard.type(note)
    person.until(note)


def test_two_reviewers_work_blind_at_once(example: str, reviewer: Callable[[], Reviewer]) -> None:
    """Each answers the same item of the same study; neither page is ever sent a word of the other's note."""
    notes = {"anna": "mandarin orchard", "bea": "velvet harbour"}
    with Running(example, "--for", "anna", "--for", "bea") as server:
        links = server.links(2)
        people = {handle: reviewer() for handle in links}
        for handle, person in people.items():
            person.open(links[handle])
            person.until(f"{handle} · all saved")
        for handle, person in people.items():
            open_study(person)
            person.press("1")
            person.until("1/27 judged")
            begin_note(person, notes[handle])
        for person in people.values():
            person.press("Control+s")
            person.until("▸ 1.1  + Y")
        for person in people.values():
            person.press("g", "s")
            person.until("1/27")
    assert set(notes.items()) == answers_in(example)
    for handle, person in people.items():
        other = next(note for name, note in notes.items() if name != handle)
        painted = person.ever_painted.decode("utf-8", "replace")
        assert notes[handle].split()[1] in painted
        assert not any(word in painted for word in other.split())
        origin = links[handle].partition("#")[0]
        assert [] == [url for url in person.asked if not url.startswith((origin, "data:"))]
        assert [] == person.faults


def test_a_stranger_sees_the_entrance_and_no_connection_is_made(
    review: str, reviewer: Callable[[], Reviewer]
) -> None:
    """A link that was used already is no way in either; the address bar and the page keep no token."""
    with Running(review, "--for", "anna") as server:
        (link,) = server.links(1).values()
        anna, stranger = reviewer(), reviewer()
        anna.open(link)
        assert link.partition("#")[0] == anna.page.url
        assert [True] == [cookie["httpOnly"] for cookie in anna.context.cookies()]
        assert "" == anna.page.evaluate("document.cookie")
        stranger.page.goto(link)
        stranger.page.get_by_text("was used already").wait_for()
        stranger.page.get_by_label("Link or token").fill("made-up")
        stranger.page.get_by_role("button", name="Come in").click()
        stranger.page.get_by_text("not known here").wait_for()
        assert stranger.socket is None
        assert "anna" not in stranger.page.content()
        assert link.partition("#")[2] not in " ".join([*stranger.asked, stranger.page.url])


ATTACK = """
<iframe id="frame" src="ORIGIN"></iframe>
<script>
  const results = {};
  const note = (name) => (value) => { results[name] = value; };
  const ask = (path, options) =>
    fetch("ORIGIN" + path, { credentials: "include", ...options })
      .then((answer) => answer.text())
      .then(() => "read", () => "refused");
  const socket = () => new Promise((done) => {
    const made = new WebSocket("ORIGIN".replace("http", "ws") + "ws");
    made.onopen = () => done("open");
    made.onerror = () => done("refused");
  });
  addEventListener("load", async () => {
    await ask("leave", { method: "POST" }).then(note("leave"));
    await ask("leave", { method: "POST", mode: "no-cors" }).then(note("blind"));
    await ask("uploads/a.md", { method: "PUT", body: "x" }).then(note("upload"));
    await ask("session").then(note("session"));
    await socket().then(note("socket"));
    document.title = JSON.stringify(results);
  });
</script>
"""


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_page_of_another_site_can_do_nothing_with_the_cookie(
    review: str, reviewer: Callable[[], Reviewer], tmp_path: Path, host: str
) -> None:
    """Neither one that the browser sends the cookie for, on another port of the same host, nor another."""
    with Running(review, "--for", "anna") as server:
        (link,) = server.links(1).values()
        origin = link.partition("#")[0]
        anna = reviewer()
        anna.open(link)
        with other_site(host, ATTACK.replace("ORIGIN", origin), tmp_path / "site") as address:
            page = anna.context.new_page()
            page.goto(address)
            page.wait_for_function("document.title.startsWith('{')")
            results = json.loads(page.title())
            framed = page.frames[1].url
        # "blind" is a request whose answer a page cannot read: what counts is that it changed nothing.
        assert {"leave", "upload", "session", "socket"} == {
            name for name, result in results.items() if result == "refused" and name != "blind"
        }
        assert not framed.startswith(origin)
        assert 200 == anna.page.evaluate("fetch('/session').then((answer) => answer.status)")
        assert [] == anna.page.evaluate("fetch('/uploads').then((answer) => answer.json())")["names"]
        anna.press("W")
        anna.until("settled by the link")


def test_after_a_reload_what_was_typed_is_offered_again(
    example: str, reviewer: Callable[[], Reviewer]
) -> None:
    """The page begins with the list of studies, and the note is a draft."""
    with Running(example, "--for", "anna") as server:
        anna = reviewer()
        anna.open(server.links(1)["anna"])
        open_study(anna)
        begin_note(anna, "half a thought")
        with anna.page.expect_websocket(timeout=LONGEST):
            anna.page.reload()
        anna.until("anna · all saved")
        open_study(anna)
        anna.press("o")
        anna.until("half a thought", "Draft of")


def test_when_the_server_is_killed_drafts_are_kept_for_the_next_one(
    example: str, reviewer: Callable[[], Reviewer]
) -> None:
    """The process of the reviewer ends by itself, and the page says that the server does not answer."""
    with Running(example, "--for", "anna") as server:
        anna = reviewer()
        anna.open(server.links(1)["anna"])
        open_study(anna)
        begin_note(anna, "half a thought")
        children = children_of(server.process.pid)
        assert children
        server.process.kill()
        anna.page.get_by_text("The server does not answer").wait_for()
        wait_for_end(children)
    with Running(example, "--for", "anna") as server:
        again = reviewer()
        again.open(server.links(1)["anna"])
        open_study(again)
        again.press("o")
        again.until("half a thought", "Draft of")
