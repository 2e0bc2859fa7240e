"""What the screens draw for a browser, through a pipe."""

from __future__ import annotations

import os
from threading import Thread
from typing import Any

import pytest

from workbench.tui import browser
from workbench.tui.browser import BrowserDriver


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A driver that writes into a pipe, and the end to read it from."""
    there, here = os.pipe()

    def make(driver: BrowserDriver, *_: Any, **__: Any) -> None:
        driver.fileno = here

    monkeypatch.setattr(browser.WebDriver, "__init__", make)
    yield BrowserDriver(None), there, here  # type: ignore[arg-type]
    for end in (there, here):
        try:
            os.close(end)
        except OSError:
            continue  # a test closed it


def test_what_two_threads_write_at_once_stays_in_whole_packets(piped: Any) -> None:
    """A file is sent while the screen is drawn; both are larger than a pipe takes at once."""
    driver, there, _ = piped
    packets = [letter * 300_000 for letter in (b"a", b"b", b"c")]
    threads = [Thread(target=driver._write, args=(packet,)) for packet in packets]
    for thread in threads:
        thread.start()
    got = b""
    while len(got) < 900_000:
        got += os.read(there, 65_536)
    for thread in threads:
        thread.join()
    assert sorted(packets) == sorted(got[start : start + 300_000] for start in range(0, 900_000, 300_000))


def test_drawing_goes_on_quietly_when_the_server_is_gone(piped: Any) -> None:
    """So that the program can end in order and keep drafts."""
    driver, there, _ = piped
    os.close(there)
    driver._write(b"anything")
