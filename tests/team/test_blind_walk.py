"""The walk through every verb of `tests.cli.test_blind_walk`, with logins of a team on a real PostgreSQL.

In a file the program alone hides; here the server does as well, and both must come to the same.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tests.cli.conftest import CASE
from tests.cli.conftest import ran as ran
from tests.cli.test_blind_walk import _TIMES, GUESS, SECRET, SPOKEN, commands, make_base, make_world, runs_of
from tests.store.conftest import Server
from tests.team.conftest import address_of
from workbench.review.admin import team
from workbench.review.session import open_review

pytestmark = pytest.mark.postgres

EVERY = 12
"""Of what is typed with a verb, every twelfth is: the walk in files tries all of it."""
_numbers = itertools.count()


def copy_of(made: str, name: str) -> str:
    """The address of a copy of a database."""
    database = made.partition("?")[0].rpartition("/")[2]
    with psycopg.connect(made.replace(f"/{database}?", "/postgres?"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {database}".encode())
    return made.replace(f"/{database}?", f"/{name}?")


@pytest.fixture(scope="module")
def worlds(server: Server) -> tuple[str, str]:
    """The loud world and the quiet one, each with its team."""
    base = server.make()
    make_base(base)
    made = []
    for code, loud in (("N", True), ("Y", False)):
        address = copy_of(base, f"world{next(_numbers)}")
        make_world(address, code, loud=loud)
        with open_review(address, "owner") as session:
            team.begin_team(session)
            for handle, role in {"ana": "lead", "bea": "reviewer", "cara": "reviewer"}.items():
                team.add_member(session, handle, role)
        made.append(address)
    return made[0], made[1]


@pytest.fixture
def seen(ran, server: Server, worlds, monkeypatch) -> Iterator[Callable[[list[str]], list[object]]]:
    """Runs a command as ana in a copy of each world, and gives all that came of it: code, output, files."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    copies = [copy_of(world, f"copy{next(_numbers)}") for world in worlds]

    def look(args: list[str]) -> list[object]:
        found: list[object] = []
        for address in copies:
            for file in Path().iterdir():
                file.unlink()
            Path("case.txt").write_text(CASE, encoding="utf-8")
            Path("guess.csv").write_text(GUESS, encoding="utf-8")
            Path("newer.txt").write_text(CASE.replace("20 days", "3 weeks"), encoding="utf-8")
            monkeypatch.setattr("sys.stdin", io.StringIO(SPOKEN))
            own = address_of(address, "ana")
            monkeypatch.setenv("WORKBENCH_DB", own)
            name = own.partition("?")[0].rpartition("/")[2]
            done = ran(*args)
            texts = [done.out, done.err]
            texts += [
                file.read_bytes().decode("utf-8", "backslashreplace")
                for file in sorted(Path().iterdir())
                if not file.read_bytes().startswith(b"SQLite")
            ]
            found.append((done.code, [_TIMES.sub("…", text).replace(name, "review") for text in texts]))
        return found

    yield look
    for address in copies:
        server.drop(address)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("verb", [verb for verb in commands() if not verb.startswith("serve")])
def test_what_others_did_changes_nothing_that_a_login_gets(verb, seen) -> None:
    """Code, output, narration and files are the same in both worlds, with no word of the other's."""
    for args in list(runs_of(verb, commands()[verb]))[::EVERY]:
        loud, quiet = seen([*verb.split(), *args])
        assert SECRET not in str(loud), args
        assert loud == quiet, args


def test_the_walk_sees_what_is_lifted(seen, ran) -> None:
    """With blindness lifted by the lead the two worlds differ, and the secret is there."""
    assert [0, 0] == [code for code, _ in seen(["blindness", "lift", "--reason", "training"])]
    loud, quiet = seen(["table", "answers", "--of", "all", "--format", "csv"])
    assert loud != quiet
    assert SECRET in str(loud)
