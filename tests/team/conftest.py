"""A review on a real PostgreSQL, with a team: three reviewers, leo who leads, rita who reads."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import psycopg
import pytest

from tests.conftest import FIVE, FIXTURES
from tests.store.conftest import Server
from tests.store.conftest import server as server
from workbench.review.admin import team
from workbench.review.documents.add import add_paths
from workbench.review.session import ReviewSession, create_review, open_review

OWNER = "postgres"
ROLES = {"anna": "reviewer", "bea": "reviewer", "cara": "reviewer", "leo": "lead", "rita": "reader"}

Opens = Callable[..., ReviewSession]
_numbers = itertools.count()


def address_of(address: str, login: str) -> str:
    """The address of a database for another login; the server of the tests asks nobody for a password."""
    return address.replace(f"//{OWNER}:@", f"//{login}@")


@pytest.fixture(scope="session")
def team_made(server: Server) -> str:
    """The address of a review with five invented studies and the team, made once."""
    address = server.make()
    with create_review(address, title="Test", reviewer="owner") as session:
        add_paths(session, [FIXTURES / name for name in FIVE])
        team.begin_team(session)
        for handle, role in ROLES.items():
            team.add_member(session, handle, role)
    return address


@pytest.fixture
def address(server: Server, team_made: str) -> Iterator[str]:
    """The address of a fresh copy of that review, for its owner."""
    made = team_made.partition("?")[0].rpartition("/")[2]
    copy = f"copy{next(_numbers)}_{made}"
    with psycopg.connect(team_made.replace(f"/{made}?", "/postgres?"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {copy} TEMPLATE {made}".encode())
    address = team_made.replace(f"/{made}?", f"/{copy}?")
    yield address
    server.drop(address)


@pytest.fixture
def opened(address: str) -> Iterator[Opens]:
    """Opens the review with the login of a member, or as the owner under the name of somebody."""
    with ExitStack() as stack:

        @cache
        def open_as(handle: str, *, owner: bool = False) -> ReviewSession:
            location = address if owner else address_of(address, handle)
            return stack.enter_context(open_review(location, handle))

        yield open_as


@pytest.fixture
def raw(address: str) -> Iterator[Callable[[str], psycopg.Connection]]:
    """Connects with the login of a member, past the program."""
    with ExitStack() as stack:

        @cache
        def connect(login: str) -> psycopg.Connection:
            location = address if login == OWNER else address_of(address, login)
            return stack.enter_context(psycopg.connect(location, autocommit=True))

        yield connect
