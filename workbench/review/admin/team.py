"""Let a team work on one PostgreSQL server, where the server keeps its reviewers blind."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from store.team import members
from store.team.rules import ROLES, Role
from workbench.errors import UsageError
from workbench.review.session import ReviewSession, use_case

__all__ = ["ROLES", "MemberLine", "add_member", "begin_team", "list_members", "remove_member"]


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member of the team.

    Attributes:
        handle: of the reviewer.
        login: the name of the database role.
        role: lead, reviewer or reader.
        is_you: True for the login that is connected.
    """

    handle: str
    login: str
    role: str
    is_you: bool

    def as_json(self) -> dict[str, Any]:
        """Return the line for `--format json`."""
        return asdict(self)


@use_case
def begin_team(session: ReviewSession) -> bool:
    """Put the rules of a team into force in the database of the review, or renew those of another version.

    Returns:
        True where a team was there, whose rules were renewed.

    Raises:
        UsageError: the review is a file, or nobody said who is working.
        ConflictError: there is a team with these rules already, or the login does not own the review.
    """
    return members.begin_team(session.db, by=session.require_reviewer())


@use_case
def add_member(
    session: ReviewSession, handle: str, role: str, *, login: str = "", password: str = ""
) -> tuple[MemberLine, bool]:
    """Let a login work in the review.

    Args:
        session: opened with the login that owns the review.
        handle: of the reviewer.
        role: one of `ROLES`.
        login: the name of the database role; the handle where it is empty.
        password: for the login; empty to leave its password as it is. It leaves this machine as a verifier
            only, from which it cannot be read.

    Returns:
        The member, and whether the login was made.

    Raises:
        UsageError: no such role, the review is a file, or a name that does not do.
        NotFoundError: there is no team.
        ConflictError: the login or the reviewer is a member already.
    """
    by = session.require_reviewer()
    added, is_new = members.add_member(
        session.db, handle, role=_role(role), login=login, by=by, password=password
    )
    return MemberLine(added.reviewer, added.login, added.role, is_you=False), is_new


@use_case
def remove_member(session: ReviewSession, handle: str) -> MemberLine:
    """Take the rights of a member away; what the person did stays, and so does the login.

    Raises:
        NotFoundError: there is no team, or nobody of it has the handle.
    """
    removed = members.remove_member(session.db, handle, by=session.require_reviewer())
    return MemberLine(removed.reviewer, removed.login, removed.role, is_you=False)


@use_case
def list_members(session: ReviewSession) -> list[MemberLine]:
    """List the members of the team by handle.

    Raises:
        UsageError: the review is a file.
        NotFoundError: there is no team.
    """
    own = session.db.member
    return [
        MemberLine(each.reviewer, each.login, each.role, own is not None and each.login == own.login)
        for each in members.list_members(session.db)
    ]


def _role(name: str) -> Role:
    for role in ROLES:
        if role == name:
            return role
    raise UsageError(f"no role {name!r}: a member is {', '.join(ROLES[:-1])} or {ROLES[-1]}")
