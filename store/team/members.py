"""Keep the members of a team: which login of the server is which reviewer, and what that person may do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from store.errors import Conflict, InvalidValue, NotFound
from store.history import record
from store.reviewers import reviewer_of
from store.team.rules import Role, grants, rules_version, statements
from store.validation import handle as valid_handle

if TYPE_CHECKING:
    from store.engine.store import Store

BEGIN = "team.init"
ADD = "team.add"
REMOVE = "team.remove"
"""Actions of the events."""
_LOGIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}")


@dataclass(frozen=True, slots=True)
class Member:
    """A login of the server that works in the review.

    Attributes:
        login: the name of the database role.
        reviewer: the handle.
    """

    login: str
    reviewer: str
    role: Role


def has_team(session: Session) -> bool:
    """Return True if the rules of a team are in force in the database of a session."""
    if session.get_bind().dialect.name != "postgresql":
        return False
    return session.execute(text("SELECT to_regclass('team.member') IS NOT NULL")).scalar_one() is True


def owner_login(db: Store) -> str:
    """Return the login that owns the tables of a review on a server, which no rule of a team binds."""
    query = "SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = to_regclass('appraisal')"
    with db.reading() as session:
        return str(session.execute(text(query)).scalar_one())


def begin_team(db: Store, *, by: str) -> bool:
    """Put the rules into force: from now on logins other than the owner's see what their role lets them see.

    Where another version of the program put other rules into force, these take their place.

    Args:
        db: the review, opened with the login that made it.
        by: handle of who does it.

    Returns:
        True where a team was there, whose rules were renewed.

    Raises:
        InvalidValue: the review is a file.
        Conflict: there is a team with these rules already, or this login does not own the tables.
    """
    _refuse_file(db)
    with db.writing() as session:
        is_there = has_team(session)
        if is_there and _version_in_force(session) == rules_version(_schema(session)):
            raise Conflict(
                f"{db.location} has a team already, with the rules of this version: add members with "
                "`workbench team add`"
            )
        _require_owner(session, db)
        if is_there:
            renew_rules(session.connection())
            for member in _members(session):  # a database that was restored from a dump has lost this
                _let_connect(session, _quoted(session, member.login))
        else:
            _put_into_force(session.connection())
        database = session.execute(text("SELECT quote_ident(current_database())")).scalar_one()
        session.execute(text(f"REVOKE CONNECT, TEMPORARY ON DATABASE {database} FROM PUBLIC"))
        record(session, action=BEGIN, reviewer=reviewer_of(session, by).handle)
        return is_there


def _version_in_force(session: Session) -> str:
    """Return what `rules_version` was when the rules were put into force; empty where it was not kept."""
    kept = session.execute(text("SELECT obj_description('team'::regnamespace, 'pg_namespace')")).scalar()
    return str(kept or "")


def add_member(
    db: Store, handle: str, *, role: Role, login: str = "", by: str, password: str = ""
) -> tuple[Member, bool]:
    """Let a login work in the review; the login is made where the server has none of the name.

    Args:
        db: the review, opened with the login that owns it.
        handle: of the reviewer, who becomes known to the review.
        role: what the member may do.
        login: the name of the database role; the handle where it is empty.
        by: handle of who does it.
        password: for the login; empty to leave its password as it is. Only a verifier of it is sent.

    Returns:
        The member, and whether the login was made.

    Raises:
        InvalidValue: the review is a file, or the login cannot be a name.
        NotFound: there is no team yet.
        Conflict: the login or the reviewer is a member already, or the server does not let this login do it.
    """
    name = login or valid_handle(handle)
    if _LOGIN.fullmatch(name) is None:
        raise InvalidValue(
            f"{name[:40]!r} cannot be a login: with --login, give one of letters, digits, dots, underscores"
            " and hyphens"
        )
    with db.writing() as session:
        _require_team(session, db)
        actor, person = reviewer_of(session, by).handle, reviewer_of(session, handle)
        session.flush()
        taken = session.execute(
            text("SELECT login FROM team.member WHERE login = :login OR reviewer_id = :person"),
            {"login": name, "person": person.id},
        ).scalar()
        if taken is not None:
            raise Conflict(f"{person.handle} is a member already, with the login {taken}: remove it first")
        quoted = _quoted(session, name)
        is_new = _see_to_login(session, name, password)
        _let_connect(session, quoted)
        for statement in grants(_schema(session), quoted, role):
            session.execute(text(statement))
        session.execute(
            text("INSERT INTO team.member (login, reviewer_id, role) VALUES (:login, :person, :role)"),
            {"login": name, "person": person.id, "role": role},
        )
        member = Member(name, person.handle, role)
        about = {"reviewer": str(person.id)}
        record(session, action=ADD, reviewer=actor, target=person.handle, about=about, after=role)
        return member, is_new


def _let_connect(session: Session, quoted: str) -> None:
    """Let a login connect to the database of the review."""
    database = session.execute(text("SELECT quote_ident(current_database())")).scalar_one()
    session.execute(text(f"GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {quoted}"))


def _see_to_login(session: Session, name: str, password: str) -> bool:
    """Make a login where the server has none of the name, give it a password, and return whether it was made.

    Raises:
        Conflict: the login is there, and no rule binds it.
    """
    quoted, is_new = _quoted(session, name), not _has_login(session, name)
    if is_new:
        session.execute(text(f"CREATE ROLE {quoted} LOGIN"))
    elif _is_above_rules(session, name):
        raise Conflict(
            f"the login {name} owns the review or may do everything on the server, so that no rule binds"
            " it: choose another with --login"
        )
    if password:
        verifier = _verifier(session, name, password)
        session.connection().exec_driver_sql(f"ALTER ROLE {quoted} PASSWORD '{verifier}'")
    return is_new


def remove_member(db: Store, handle: str, *, by: str) -> Member:
    """Take the rights of a member away; what the person did stays, and so does the login.

    Raises:
        NotFound: there is no team, or nobody of it has the handle.
    """
    with db.writing() as session:
        _require_team(session, db)
        actor = reviewer_of(session, by).handle
        found = next(
            (each for each in _members(session) if each.reviewer.casefold() == handle.casefold()), None
        )
        if found is None:
            raise NotFound(f"{handle} is no member of the team: `workbench team list` names them")
        quoted, schema = _quoted(session, found.login), _schema(session)
        database = session.execute(text("SELECT quote_ident(current_database())")).scalar_one()
        for statement in (
            f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema}, team FROM {quoted}",
            f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA team FROM {quoted}",
            f"REVOKE ALL ON SCHEMA {schema}, team FROM {quoted}",
            f"REVOKE ALL ON DATABASE {database} FROM {quoted}",
        ):
            session.execute(text(statement))
        session.execute(text("DELETE FROM team.member WHERE login = :login"), {"login": found.login})
        person = reviewer_of(session, found.reviewer)
        about = {"reviewer": str(person.id)}
        record(session, action=REMOVE, reviewer=actor, target=found.reviewer, about=about, before=found.role)
        return found


def list_members(db: Store) -> list[Member]:
    """List the members by handle.

    Raises:
        InvalidValue: the review is a file.
        NotFound: there is no team.
    """
    _refuse_file(db)
    with db.reading() as session:
        _require_team(session, db)
        return _members(session)


def roles_of(db: Store) -> dict[str, Role]:
    """Return the role of each member by handle; nothing where there is no team."""
    if not db.is_on_server:
        return {}
    with db.reading() as session:
        return {each.reviewer: each.role for each in _members(session)} if has_team(session) else {}


def renew_rules(connection: Connection) -> None:
    """Put the rules into force anew, for all tables and members, in the caller's transaction."""
    _put_into_force(connection)
    schema = connection.execute(text("SELECT quote_ident(current_schema())")).scalar_one()
    rows = list(connection.execute(text("SELECT quote_ident(login), role FROM team.member")))
    for login, role in rows:
        for statement in grants(schema, login, role):
            connection.exec_driver_sql(statement)


def _put_into_force(connection: Connection) -> None:
    schema = connection.execute(text("SELECT quote_ident(current_schema())")).scalar_one()
    for statement in statements(schema):
        connection.exec_driver_sql(statement.replace("%", "%%"))
    connection.exec_driver_sql(f"COMMENT ON SCHEMA team IS '{rules_version(schema)}'")


def own_membership(session: Session) -> Member | None:
    """Return the member that is connected; None for the owner, and where there is no team."""
    if not has_team(session):
        return None
    if not session.execute(text("SELECT has_table_privilege('team.member', 'SELECT')")).scalar_one():
        return None
    login = session.execute(text("SELECT session_user")).scalar_one()
    return next((each for each in _members(session) if each.login == login), None)


def _members(session: Session) -> list[Member]:
    query = (
        "SELECT m.login, r.handle, m.role FROM team.member AS m JOIN reviewer AS r ON r.id = m.reviewer_id"
        " ORDER BY r.handle_key"
    )
    return [Member(*row) for row in session.execute(text(query))]


def _refuse_file(db: Store) -> None:
    if not db.is_on_server:
        raise InvalidValue(
            "a team works in a PostgreSQL database: make the review there with"
            " `workbench --db postgresql://… init`, or exchange files (handout, merge)"
        )


def _require_team(session: Session, db: Store) -> None:
    _refuse_file(db)
    if not has_team(session):
        raise NotFound(f"{db.location} has no team: its owner makes one with `workbench team init`")


def _require_owner(session: Session, db: Store) -> None:
    query = (
        "SELECT pg_catalog.pg_has_role(session_user, relowner, 'MEMBER') FROM pg_class"
        " WHERE oid = to_regclass('appraisal')"
    )
    if not session.execute(text(query)).scalar():
        raise Conflict(f"only the login that owns {db.location} can make a team: connect with that one")


def _has_login(session: Session, login: str) -> bool:
    query = text("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = :login)")
    return bool(session.execute(query, {"login": login}).scalar_one())


def _is_above_rules(session: Session, login: str) -> bool:
    query = text(
        "SELECT rolsuper OR rolbypassrls OR pg_has_role(rolname, c.relowner, 'MEMBER')"
        " FROM pg_roles, pg_class AS c WHERE rolname = :login AND c.oid = to_regclass('appraisal')"
    )
    return bool(session.execute(query, {"login": login}).scalar_one())


def _schema(session: Session) -> str:
    return str(session.execute(text("SELECT quote_ident(current_schema())")).scalar_one())


def _quoted(session: Session, name: str) -> str:
    given: dict[str, Any] = {"name": name}
    return str(session.execute(text("SELECT quote_ident(:name)"), given).scalar_one())


def _verifier(session: Session, login: str, password: str) -> str:
    """Return the SCRAM verifier of a password: neither the server nor its log ever has the password."""
    driver: Any = session.connection().connection.driver_connection
    found: bytes = driver.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    return found.decode("ascii").replace("'", "''")
