"""The requests of browsers: who gets what, and what others get."""

from __future__ import annotations

import stat
from collections.abc import Callable
from typing import Any

import pytest

aiohttp = pytest.importorskip("aiohttp", reason="the extra `serve` is not installed")

Serving = Callable[..., Any]

PRIVATE = ("/session", "/uploads", "/ws", "/download/0123456789abcdef")


async def test_a_stranger_gets_the_entrance_and_nothing_else(serving: Serving) -> None:
    """Not even who is served, or what the review is called."""
    async with serving() as served:
        stranger = served.browser()
        page = await stranger.get("/")
        text = await page.text()
        assert 403 == page.status
        assert "Link or token" in text
        assert not any(word in text for word in ("anna", "bea", "Test"))
        assert [403] * len(PRIVATE) == [(await stranger.get(path)).status for path in PRIVATE]
        assert 403 == (await stranger.put("a.md", b"x")).status
        assert 403 == (await stranger.post("/leave")).status


async def test_a_link_lets_its_reviewer_in_and_the_cookie_is_out_of_reach_of_scripts(
    serving: Serving,
) -> None:
    """The cookie is sent to this server alone, and only from its own pages."""
    async with serving() as served:
        token = served.server.entrance.mint("anna")
        browser = served.browser()
        answer = await browser.post("/enter", json={"token": token})
        cookie = answer.headers["Set-Cookie"]
        assert {"handle": "anna"} == await answer.json()
        assert all(word in cookie for word in ("HttpOnly", "SameSite=Strict", "Path=/"))
        assert token not in cookie
        page = await browser.get("/")
        assert 200 == page.status
        assert "anna" in await page.text()
        other = served.browser()
        again = await other.post("/enter", json={"token": token})
        assert 403 == again.status
        assert "used already" in (await again.json())["error"]
        assert ["The link of anna was used.", "A wrong token was refused."] == served.told


async def test_behind_a_proxy_with_tls_the_cookie_is_for_tls_only(serving: Serving) -> None:
    """And for that one host, whatever its neighbours set."""
    async with serving(public_url="https://review.example.org") as served:
        browser = served.browser()
        token = served.server.entrance.mint("anna")
        answer = await browser.post(
            "/enter",
            json={"token": token},
            headers={"Origin": "https://review.example.org", "Host": "review.example.org"},
        )
        assert answer.headers["Set-Cookie"].startswith("__Host-workbench=")
        assert "Secure" in answer.headers["Set-Cookie"]


async def test_wrong_tokens_are_few_and_no_message_repeats_them(serving: Serving) -> None:
    """After ten the address waits."""
    async with serving() as served:
        browser = served.browser()
        answers = [await browser.post("/enter", json={"token": "made-up"}) for _ in range(11)]
        assert [403] * 10 + [429] == [answer.status for answer in answers]
        assert not any(["made-up" in await answer.text() for answer in answers])
        assert "made-up" not in " ".join(served.told)
        bad = [await browser.post("/enter", data=data) for data in (b"", b"[]", b"{}", b"nonsense", b"\xff")]
        assert {400} == {answer.status for answer in bad}
        assert 413 == (await browser.post("/enter", data=b"x" * 20_000)).status


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1.nip.example:{port}"])
async def test_a_request_under_another_name_is_refused(serving: Serving, host: str) -> None:
    """A page that lets its own name point here reads nothing, not even the entrance."""
    async with serving() as served:
        browser = await served.entered("anna")
        name = host.format(port=served.origin.rpartition(":")[2])
        answer = await browser.get("/", headers={"Host": name})
        assert 421 == answer.status
        assert "workbench" not in await answer.text()


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", ""])
async def test_a_page_of_another_site_changes_nothing_even_with_the_cookie(
    serving: Serving, origin: str
) -> None:
    """It can neither upload, nor sign out, nor open the terminal, nor try tokens."""
    async with serving() as served:
        browser = await served.entered("anna")
        there = {"Origin": origin}
        token = served.server.entrance.mint("bea")
        assert 403 == (await browser.put("a.md", b"x", headers=there)).status
        assert 403 == (await browser.post("/leave", headers=there)).status
        assert 403 == (await browser.post("/enter", json={"token": token}, headers=there)).status
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await browser.connect(headers=there)
        assert 403 == refused.value.status
        assert {"names": []} == await (await browser.get("/uploads")).json()


async def test_what_one_uploads_nobody_else_sees(serving: Serving) -> None:
    """It lies in a folder that only the user of the server may open."""
    async with serving() as served:
        anna, bea = await served.entered("anna"), await served.entered("bea")
        answer = await anna.put("My%20paper.md", b"# A paper")
        assert {"name": "My paper.md", "names": ["My paper.md"]} == await answer.json()
        assert {"names": []} == await (await bea.get("/uploads")).json()
        refused = await anna.put("..%2Fup.md", b"x")
        assert 400 == refused.status
        folder = served.server.seats["anna"].uploads
        assert ["My paper.md"] == [path.name for path in folder.iterdir()]
        for each in (folder, folder.parent, served.server.seats["anna"].settings):
            assert 0o700 == stat.S_IMODE(each.stat().st_mode)


async def test_no_page_asks_another_host_and_none_may_be_framed(serving: Serving) -> None:
    """Fonts, scripts and styles come from this server, and the policy of the page allows no other."""
    async with serving() as served:
        browser = await served.entered("anna")
        for page in (await browser.get("/"), await browser.get("/", headers={"Cookie": ""})):
            text = await page.text()
            assert "http://" not in text.replace(served.origin, "")
            assert "https://" not in text
            policy = page.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "no-referrer" == page.headers["Referrer-Policy"]
        names = ("terminal/js/textual.js", "terminal/css/xterm.css", "page/page.css", "page/workbench.js")
        assert {200} == {(await browser.get(f"/static/{name}")).status for name in names}
        outside = ("page/../server.py", "page/..%2Fserver.py", "terminal/../../textual_serve/server.py")
        assert {404} == {(await browser.get(f"/static/{name}")).status for name in outside}


async def test_signing_out_ends_the_cookie(serving: Serving) -> None:
    """Also where the browser keeps it."""
    async with serving() as served:
        browser = await served.entered("anna")
        kept = {
            name: morsel.value
            for name, morsel in ((cookie.key, cookie) for cookie in browser.session.cookie_jar)
        }
        assert 200 == (await browser.post("/leave")).status
        again = await browser.get("/session", cookies=kept)
        assert 403 == again.status
