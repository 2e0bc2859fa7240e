"""The verb `serve`: its links, what it refuses, and how it ends."""

from __future__ import annotations

import os
import re
import signal
import stat
import subprocess
from pathlib import Path

import pytest
from running_server import PROGRAM, Running

pytest.importorskip("textual_serve", reason="the extra `serve` is not installed")

LINK = re.compile(r"(\w+)  http://127\.0\.0\.1:\d+/#([\w-]{43})")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program to its end."""
    return subprocess.run([*PROGRAM, *arguments], capture_output=True, text=True, timeout=60)


def test_it_prints_a_link_for_each_reviewer_and_ends_in_order(review: str) -> None:
    """Links are data; what else it tells goes to stderr, without a token."""
    with Running(review, "--for", "anna", "--for", "bea") as server:
        lines = [server.line(), server.line()]
    links = [LINK.fullmatch(line) for line in lines]
    assert ["anna", "bea"] == [link[1] for link in links if link]
    for words in ("bea is a reviewer of this review from now on.", "Served without seals", "Ending"):
        assert words in server.told
    assert not any(link[2] in server.told for link in links if link)
    assert 0 == server.process.returncode


def test_links_go_to_a_private_file_on_request(review: str, tmp_path: Path) -> None:
    """Nothing of them is printed then, so that no log has them; a file that is there is left alone."""
    target = tmp_path / "links.txt"
    with Running(review, "--for", "anna", "-o", str(target)) as server:
        while "The links are in" not in server.line_told():
            assert server.process.poll() is None
    assert LINK.fullmatch(target.read_text().strip())
    assert 0o600 == stat.S_IMODE(target.stat().st_mode)
    assert "" == server.printed
    again = run("--db", review, "serve", "--for", "anna", "-o", str(target))
    assert 4 == again.returncode
    assert "exists already" in again.stderr


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--for", "ana"], 4, "looks like anna"),
        (["--for", "anna", "--host", "0.0.0.0"], 2, "--public-url"),
        (["--for", "anna", "--public-url", "https://x/y"], 2, "not the address of a host"),
        (["--for", "anna", "--service", "anna=a"], 2, "PostgreSQL"),
        (["--for", "anna", "--most", "0"], 2, "--most"),
        (["--for", "con sensus"], 2, "con sensus"),
        ([], 2, "--for"),
    ],
)
def test_what_cannot_be_served_is_refused_in_one_line(
    review: str, options: list[str], code: int, words: str
) -> None:
    """Before anything listens, and with what to do."""
    done = run("--db", review, "serve", "--port", "0", *options)
    assert code == done.returncode, done.stderr
    assert words in done.stderr
    assert 1 == done.stderr.count("\n")


def test_on_postgresql_each_reviewer_needs_an_entry_of_the_service_file() -> None:
    """Otherwise all would work with the login of whoever runs the server."""
    done = run("--db", "postgresql:///?service=lead", "serve", "--for", "anna", "--service", "bea=b")
    assert 2 == done.returncode
    assert "--service anna=ENTRY" in done.stderr


def test_a_port_that_is_taken_is_named(review: str) -> None:
    """With the option that chooses another one."""
    with Running(review, "--for", "anna") as server:
        port = re.findall(r":(\d+)/", server.line())[0]
        done = run("--db", review, "serve", "--for", "anna", "--port", port)
    assert 2 == done.returncode
    assert f"port {port}" in done.stderr
    assert "--port" in done.stderr


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="this system has no pseudo-terminals")
def test_a_handle_at_the_terminal_of_the_server_gives_a_new_link(review: str) -> None:
    """For a reviewer who lost the cookie."""
    from pseudo_terminal import PseudoTerminal

    command = [*PROGRAM, "--db", review, "serve", "--port", "0", "--for", "anna"]
    with PseudoTerminal(command, {}, columns=200) as terminal:
        terminal.until("Type the handle")
        terminal.forget()
        terminal.send("nobody\n")
        terminal.until("is not served")
        terminal.send("anna\n")
        terminal.until("anna  http")
        assert 0 == terminal.end(signal.SIGINT)
