"""Say for each table which rows a member of the team may read and write, and make that rules of the server.

The rules are those of `workbench.review.blindness`. A table without an entry here fails a test, so that a new
one is not open by oversight.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import Final, Literal

Role = Literal["lead", "reviewer", "reader"]
ROLES: Final[tuple[Role, ...]] = ("lead", "reviewer", "reader")

Writer = Literal["owner", "lead", "reviewer"]
"""Who may write into a table at all: no member, leads only, or leads and reviewers."""

Right = Literal["INSERT", "UPDATE", "DELETE"]

_OF_APPRAISAL: Final = "appraisal_id IN (SELECT team.visible())"
_OWN: Final = "reviewer_id = (SELECT team.me())"
_WRITABLE: Final = "appraisal_id IN (SELECT team.writable())"
_EVIDENCE: Final = "id IN (SELECT team.readable_evidence())"
_ADD: Final[tuple[Right, ...]] = ("INSERT",)
_ALL: Final[tuple[Right, ...]] = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True, slots=True)
class TableRule:
    """Who may do what with the rows of a table.

    Attributes:
        reads: the SQL condition of rows that a member may read; empty for all.
        writer: who may write into the table at all.
        writes: the SQL condition of rows that may be written; empty for all that may be read.
        step: what a transaction that changes the table must have in the history: a step on the appraisal of
            the row (`content`), the step that fits what became of an appraisal (`appraisal`), any step
            (`change`), or nothing, where the table is the history or what is written says the same anywhere.
        rights: what may be done with rows of the table. What the program does not do is not given: a row that
            is deleted would say by the error whether something hidden refers to it.
        columns: the only columns that may be updated; empty for all.
        key: the columns that are never updated.
    """

    reads: str = ""
    writer: Writer = "lead"
    writes: str = ""
    step: Literal["content", "appraisal", "change", ""] = "change"
    rights: tuple[Right, ...] = ("INSERT", "UPDATE")
    columns: tuple[str, ...] = ()
    key: tuple[str, ...] = ("id",)


_CONTENT: Final = TableRule(_OF_APPRAISAL, "reviewer", _WRITABLE, "content", _ALL)

RULES: Final[Mapping[str, TableRule]] = {
    "review": TableRule(rights=("UPDATE",)),
    "reviewer": TableRule(
        writer="reviewer",
        writes="id = (SELECT team.me())",
        step="",
        rights=("UPDATE",),
        columns=("person_id", "name"),
    ),
    "former_handle": TableRule(writer="owner"),
    "checklist_version": TableRule(writer="reviewer", step="", rights=_ADD),
    "wording": TableRule(),
    "own_checklist": TableRule(),
    "study": TableRule(),
    "distinct_pair": TableRule(rights=_ALL),
    "allocation": TableRule(rights=_ALL),
    "document": TableRule(),
    "characteristic": TableRule(writer="reviewer", rights=_ALL),
    "appraisal": TableRule(
        "id IN (SELECT team.visible()) OR kind = 'independent' AND state = 'submitted'",
        "reviewer",
        f"kind = 'independent' AND {_OWN}"
        " OR kind = 'consensus' AND team.may_settle(study_id, result, checklist_version_id)",
        "appraisal",
    ),
    "answer": _CONTENT,
    "quote": _CONTENT,
    "judgement": _CONTENT,
    "override": _CONTENT,
    "preliminary": TableRule(
        f"{_OWN} OR {_OF_APPRAISAL} OR id IN (SELECT team.readable_shared())",
        "reviewer",
        f"{_OWN} OR {_WRITABLE}",
        "content",
        _ALL,
    ),
    "place": TableRule(writer="reviewer", writes=_OWN, step="", rights=_ADD),
    "event": TableRule(
        "reviewer IN (SELECT team.handles((SELECT team.me())))"
        f" OR {_OF_APPRAISAL}"
        " OR appraisal_id IS NULL AND ("
        "split_part(action, '.', 1) NOT IN ('body', 'rating', 'start') AND action NOT LIKE 'comment%'"
        " OR id IN (SELECT team.readable_remarks()))",
        "reviewer",
        "true",
        "",
        _ADD,
    ),
    "bare_event": TableRule(writer="owner"),
    "seal": TableRule(
        f"content IS NULL OR {_OF_APPRAISAL}",
        "reviewer",
        "place_id IN (SELECT id FROM place WHERE reviewer_id = (SELECT team.me()))",
        rights=_ADD,
    ),
    "conflict": TableRule(
        "about ->> 'appraisal' IS NULL OR about ->> 'appraisal' IN (SELECT team.visible()::text)"
    ),
    "comment": TableRule(f"{_OWN} OR id IN (SELECT team.readable_comments())", "reviewer", _OWN, rights=_ALL),
    "former_id": TableRule(writer="owner"),
    "outcome": TableRule(writer="reviewer"),
    "finding": TableRule(writer="reviewer", rights=_ALL),
    "certainty_rating": TableRule(_EVIDENCE, "reviewer", key=("id", "outcome_id", "body", "domain")),
    "body_entry": TableRule(_EVIDENCE, "reviewer", rights=_ALL, key=("id", "outcome_id", "body", "part")),
    "chosen_start": TableRule(_EVIDENCE, "reviewer", rights=_ALL, key=("id", "outcome_id", "checklist")),
}
"""By table."""


def statements(schema: str) -> Iterator[str]:
    """Yield what the owner runs to put the rules into force, or to renew them, as one transaction.

    Args:
        schema: the one that holds the tables, quoted.
    """
    yield "CREATE SCHEMA IF NOT EXISTS team"
    yield (
        "CREATE TABLE IF NOT EXISTS team.member (login name PRIMARY KEY, reviewer_id uuid NOT NULL UNIQUE"
        f" REFERENCES {schema}.reviewer (id), role text NOT NULL"
        " CHECK (role IN ('lead', 'reviewer', 'reader')))"
    )
    yield "CREATE TABLE IF NOT EXISTS team.step (xact xid8 NOT NULL, action text NOT NULL, appraisal_id uuid)"
    yield "ALTER TABLE team.step ADD COLUMN IF NOT EXISTS target text"
    yield "CREATE INDEX IF NOT EXISTS ix_step_xact ON team.step (xact)"
    yield "CREATE TABLE IF NOT EXISTS team.unsettled (xact xid8 PRIMARY KEY)"
    yield "CREATE TABLE IF NOT EXISTS team.entered (xact xid8 NOT NULL, key text NOT NULL)"
    for name in ("functions.sql", "triggers.sql", "leakproof.sql"):
        yield files(__package__).joinpath(name).read_text(encoding="utf-8").replace("{review}", schema)
    yield "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA team FROM PUBLIC"
    yield f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC"
    for table, rule in RULES.items():
        yield from _policies(schema, table, rule)
        yield from _triggers(schema, table, rule)


def rules_version(schema: str) -> str:
    """Return what tells these rules from those of other versions of the program: the first of a SHA-256."""
    return sha256("\n".join(statements(schema)).encode()).hexdigest()[:16]


def _policies(schema: str, table: str, rule: TableRule) -> Iterator[str]:
    where = f"{schema}.{table}"
    read, write, add = rule.reads or "true", rule.writes or rule.reads or "true", rule.writes or "true"
    yield f"ALTER TABLE {where} ENABLE ROW LEVEL SECURITY"
    kinds = {"reads": f"SELECT USING ({read})", "adds": f"INSERT WITH CHECK ({add})"}
    if "UPDATE" in rule.rights:
        kinds["changes"] = f"UPDATE USING ({write}) WITH CHECK ({add})"
    if "DELETE" in rule.rights:
        kinds["removes"] = f"DELETE USING ({write})"
    for name, kind in kinds.items():
        yield f"DROP POLICY IF EXISTS {name} ON {where}"
        yield f"CREATE POLICY {name} ON {where} FOR {kind}"


def _triggers(schema: str, table: str, rule: TableRule) -> Iterator[str]:
    where = f"{schema}.{table}"
    found: dict[str, tuple[str, str]] = {}
    if rule.step:
        found["team_step"] = "AFTER INSERT OR UPDATE OR DELETE", f"check_{rule.step}"
    if "UPDATE" in rule.rights:
        found["team_key"] = "BEFORE UPDATE", f"keep_key({', '.join(map(repr, rule.key))})"
    if table == "event":
        found["team_check"] = "BEFORE INSERT", "check_event"
        found["team_note"] = "AFTER INSERT", "note_step"
    elif table == "appraisal":
        found["team_place"] = "BEFORE INSERT OR UPDATE", "keep_place"
        found["team_unsettled"] = "BEFORE INSERT OR UPDATE OR DELETE", "note_unsettled"
    elif table in ("certainty_rating", "body_entry", "chosen_start"):
        found["team_give_way"] = "BEFORE INSERT", "give_way"
    elif table in ("review", "study"):
        found["team_unsettled"] = "BEFORE INSERT OR UPDATE OR DELETE", "note_unsettled"
        found["team_opening"] = "AFTER UPDATE", "check_review"
        if table == "study":
            found["team_merge"] = "BEFORE UPDATE", "keep_apart"
    for name, (when, function) in found.items():
        at_the_end = name in ("team_step", "team_opening")
        call = function if function.endswith(")") else f"{function}()"
        kind, deferred = ("CONSTRAINT ", " DEFERRABLE INITIALLY DEFERRED") if at_the_end else ("", "")
        yield f"DROP TRIGGER IF EXISTS {name} ON {where}"
        yield (
            f"CREATE {kind}TRIGGER {name} {when} ON {where}{deferred} FOR EACH ROW"
            f" EXECUTE FUNCTION team.{call}"
        )


_CALLED: Final = (
    "me()",
    "handles(uuid)",
    "visible()",
    "writable()",
    "may_settle(uuid, text, uuid)",
    "readable_shared()",
    "readable_evidence()",
    "readable_comments()",
    "readable_remarks()",
    "last_number()",
)
"""The functions that policies and the program call with the login of a member."""


def grants(schema: str, login: str, role: Role) -> Iterator[str]:
    """Yield what gives a login the rights of a role.

    Args:
        schema: the one that holds the tables, quoted.
        login: quoted.
        role: of the member.
    """
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema}, team FROM {login}"
    yield f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA team FROM {login}"
    yield f"GRANT USAGE ON SCHEMA {schema}, team TO {login}"
    yield f"GRANT EXECUTE ON FUNCTION {', '.join(f'team.{each}' for each in _CALLED)} TO {login}"
    yield f"GRANT SELECT ON team.member, {schema}.alembic_version TO {login}"
    for table, rule in RULES.items():
        yield f"GRANT SELECT ON {schema}.{table} TO {login}"
        if role == "reader" or rule.writer == "owner" or (rule.writer == "lead" and role != "lead"):
            continue
        for right in rule.rights:
            of = f" ({', '.join(rule.columns)})" if right == "UPDATE" and rule.columns else ""
            yield f"GRANT {right}{of} ON {schema}.{table} TO {login}"
