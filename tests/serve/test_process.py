"""The process of a reviewer: it draws, takes keys, keeps drafts, and ends with the browser."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.serve.seats import seat_of

Serving = Callable[..., Any]

aiohttp = pytest.importorskip("aiohttp", reason="the extra `serve` is not installed")
_client = pytest.importorskip("serving", reason="the extra `serve` is not installed")
LONGEST = _client.LONGEST
Page = _client.Page


pytestmark = pytest.mark.slow


async def reason_of(socket: Any) -> str:
    """Read until the server closes a connection, and return what it says then."""
    async with asyncio.timeout(LONGEST):
        while (message := await socket.receive()).type is not aiohttp.WSMsgType.CLOSE:
            pass
    return str(message.extra)


async def ended(served: Any, handle: str) -> None:
    """Wait until the process of a reviewer has ended."""
    async with asyncio.timeout(LONGEST):
        while handle in served.server.running:
            await asyncio.sleep(0.01)


async def test_two_reviewers_work_at_once_and_neither_can_become_the_other(serving: Serving) -> None:
    """Each page shows the handle of its link, and the key for another one is told no."""
    async with serving() as served:
        anna, bea = await served.entered("anna"), await served.entered("bea")
        async with anna.connect(params={"width": 100, "height": 30}) as one, bea.connect() as two:
            pages = [Page(one), Page(two)]
            for page, handle in zip(pages, ("anna", "bea"), strict=True):
                await page.until(f"{handle} · all saved")
                await page.keys("W")
                await page.until("settled by the link")
            assert {"anna", "bea"} == set(served.server.running)
        await ended(served, "anna")
        await ended(served, "bea")


async def test_a_closed_page_ends_its_process_and_what_was_typed_is_offered_again(serving: Serving) -> None:
    """To the same reviewer, in the settings of the server that are that reviewer's own."""
    async with serving() as served:
        anna = await served.entered("anna")
        async with anna.connect() as socket:
            page = Page(socket)
            await page.until("all saved")
            await page.keys("X")
            await page.until("reason")
            await page.keys("wrong population")
            await page.until("wrong population")
        await ended(served, "anna")
        kept = list((served.server.seats["anna"].settings / "drafts").rglob("*.json"))
        assert ["wrong population"] == [json.loads(path.read_text())["values"]["text"] for path in kept]
        async with anna.connect() as socket:
            page = Page(socket)
            await page.until("all saved")
            await page.keys("X")
            await page.until("wrong population")
        await ended(served, "anna")


async def test_what_a_page_sends_before_its_process_is_there_does_no_harm(serving: Serving) -> None:
    """A browser tells its size at once; what is no message of a page is dropped."""
    async with serving() as served:
        anna = await served.entered("anna")
        async with anna.connect() as socket:
            for sent in (["resize", {"width": 100, "height": 30}], ["focus"], ["stdin"], {}, ["resize", 7]):
                await socket.send_str(json.dumps(sent))
            await socket.send_str("no JSON")
            await socket.send_bytes(b"\x00")
            await Page(socket).until("all saved")
        await ended(served, "anna")
        assert ["The link of anna was used."] == served.told


async def test_a_second_page_of_a_reviewer_takes_the_place_of_the_first(serving: Serving) -> None:
    """One process a reviewer; the first page learns why it was closed."""
    async with serving() as served:
        anna = await served.entered("anna")
        async with anna.connect() as first, anna.connect() as second:
            await Page(second).until("all saved")
            assert "another window" in await reason_of(first)
            assert ["anna"] == list(served.server.running)


async def test_beyond_the_bound_nobody_is_let_in(serving: Serving) -> None:
    """And the page says why."""
    async with serving(most=1) as served:
        anna, bea = await served.entered("anna"), await served.entered("bea")
        async with anna.connect() as one:
            await Page(one).until("all saved")
            async with bea.connect() as two:
                assert "as many as fit" in await reason_of(two)


async def test_an_uploaded_file_is_added_by_its_name_and_no_path_of_the_server_can_be(
    serving: Serving, tmp_path: Path
) -> None:
    """What lies elsewhere on the server is as good as not there."""
    secret = tmp_path / "elsewhere.md"
    secret.write_text("# Not for reviewers\n")
    async with serving() as served:
        anna = await served.entered("anna")
        await anna.put(
            "oats.md", b"# Oat baths for moulting\n\nA 58-year-old man bathed in oats. CASE REPORT\n"
        )
        async with anna.connect() as socket:
            page = Page(socket)
            await page.until("all saved")
            await page.keys("a")
            await page.until("Uploaded: oats.md")
            await page.keys(str(secret), "\r")
            await page.until("no file")
            await page.keys("\x7f" * 300, "oa", "\t")
            await page.until("oats.md")
            await page.keys("\r")
            await page.until("What became of each file")


async def test_a_file_that_is_made_goes_to_the_browser_of_that_reviewer_only(serving: Serving) -> None:
    """A handout is downloaded, and nothing of it stays on the server."""
    async with serving() as served:
        anna, bea = await served.entered("anna"), await served.entered("bea")
        async with anna.connect() as socket:
            page = Page(socket)
            await page.until("all saved")
            await page.keys("H")
            await page.until("Hand out a file")
            await page.keys("bea", "\r", "review-bea.db", "\r")
            key = (await page.until_message("deliver_file_start"))[1]
            assert 404 == (await bea.get(f"/download/{key}")).status
            answer = await anna.get(f"/download/{key}")
            assert "attachment; filename*=UTF-8''review-bea.db" == answer.headers["Content-Disposition"]
            made = Path(served.server.seats["bea"].folder / "got.db")
            made.write_bytes(await answer.read())
            assert [("bea",)] == sqlite3.connect(made).execute(
                "select handle from reviewer where handle='bea'"
            ).fetchall()
            assert ["uploads"] == [path.name for path in served.server.seats["anna"].folder.iterdir()]


async def test_a_backup_is_no_door_to_the_work_of_others(serving: Serving) -> None:
    """A copy of the review would hold what is hidden."""
    async with serving() as served:
        anna = await served.entered("anna")
        async with anna.connect() as socket:
            page = Page(socket)
            await page.until("all saved")
            await page.keys("B")
            await page.until("holds everybody")


async def test_a_review_that_cannot_be_opened_is_told_on_the_page(serving: Serving, review: str) -> None:
    """In the words of the command line."""
    async with serving() as served:
        Path(review).unlink()
        anna = await served.entered("anna")
        async with anna.connect() as socket:
            assert "there is no review" in await reason_of(socket)
        await ended(served, "anna")


def test_a_process_gets_no_password_of_whoever_runs_the_server(tmp_path: Path) -> None:
    """It logs in as its own reviewer, or not at all."""
    seat = seat_of("anna", "postgresql:///?service=anna", tmp_path)
    given = {"PGPASSWORD": "x", "PGUSER": "lead", "WORKBENCH_REVIEWER": "lead", "PGSERVICEFILE": "/services"}
    environment = seat.environment({**os.environ, **given})
    assert not {"PGPASSWORD", "PGUSER"} & environment.keys()
    assert "anna" == environment["WORKBENCH_REVIEWER"]
    assert "/services" == environment["PGSERVICEFILE"]


def test_no_private_key_is_made_or_read_in_a_served_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where one of that handle lies in the settings."""
    from workbench import keys

    keys.forget()
    assert keys.place_of("anna") is not None
    monkeypatch.setenv("WORKBENCH_FILES", str(tmp_path))
    assert keys.place_of("anna") is None
