"""Say for each table which rows a member of the team may read and write, and make that rules of the server.

The rules are those of `workbench.review.blindness`. A table without an entry here fails a test, so that a new
one is not open by oversight.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final, Literal

Role = Literal["lead", "reviewer", "reader"]
ROLES: Final[tuple[Role, ...]] = ("lead", "reviewer", "reader")

Writer = Literal["lead", "reviewer"]
"""Who may write into a table at all: leads only, or leads and reviewers."""

_OF_APPRAISAL: Final = "appraisal_id IN (SELECT team.visible())"
_OWN: Final = "reviewer_id = (SELECT team.me())"
_WRITABLE: Final = "appraisal_id IN (SELECT team.writable())"
_EVIDENCE_KEY: Final = "team.evidence_key({}) NOT IN (SELECT team.hidden_keys())"


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
        columns: the only columns that a reviewer may update; empty for all.
        is_append_only: True where rows are never changed or deleted.
    """

    reads: str = ""
    writer: Writer = "lead"
    writes: str = ""
    step: Literal["content", "appraisal", "change", ""] = "change"
    columns: tuple[str, ...] = ()
    is_append_only: bool = False


_CONTENT: Final = TableRule(_OF_APPRAISAL, "reviewer", _WRITABLE, "content")

RULES: Final[Mapping[str, TableRule]] = {
    "review": TableRule(),
    "reviewer": TableRule(
        writer="reviewer", writes="id = (SELECT team.me())", step="", columns=("person_id", "name")
    ),
    "former_handle": TableRule(),
    "checklist_version": TableRule(writer="reviewer", step="", is_append_only=True),
    "wording": TableRule(),
    "own_checklist": TableRule(),
    "study": TableRule(),
    "distinct_pair": TableRule(),
    "allocation": TableRule(),
    "document": TableRule(),
    "characteristic": TableRule(writer="reviewer"),
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
        f"reviewer_id IS NOT NULL OR {_OF_APPRAISAL}", "reviewer", f"{_OWN} OR {_WRITABLE}", "content"
    ),
    "place": TableRule(writer="reviewer", writes=_OWN, step="", is_append_only=True),
    "event": TableRule(
        "reviewer IN (SELECT team.handles((SELECT team.me())))"
        f" OR {_OF_APPRAISAL}"
        " OR appraisal_id IS NULL"
        " AND (NOT team.tells_of_appraisals(action, about)"
        " OR team.key_of_step(action, about) NOT IN (SELECT team.once_hidden_keys()))"
        " AND (action NOT LIKE 'comment%'"
        " OR study_id IS NOT NULL AND team.hears(study_id, team.author_of(about, reviewer)))",
        "reviewer",
        "true",
        "",
        is_append_only=True,
    ),
    "bare_event": TableRule(step=""),
    "seal": TableRule(
        f"content IS NULL OR {_OF_APPRAISAL}",
        "reviewer",
        "place_id IN (SELECT id FROM place WHERE reviewer_id = (SELECT team.me()))",
        is_append_only=True,
    ),
    "conflict": TableRule(
        "about ->> 'appraisal' IS NULL OR (about ->> 'appraisal')::uuid IN (SELECT team.visible())"
    ),
    "comment": TableRule("team.hears(study_id, reviewer_id)", "reviewer", _OWN),
    "former_id": TableRule(step=""),
    "outcome": TableRule(writer="reviewer"),
    "finding": TableRule(writer="reviewer"),
    "certainty_rating": TableRule(
        "domain <> 'RiskOfBias' OR "
        + _EVIDENCE_KEY.format("'rating', outcome_id::text, body, domain, NULL, NULL"),
        "reviewer",
    ),
    "body_entry": TableRule(
        "part IN ('effect', 'baseline') OR "
        + _EVIDENCE_KEY.format("'body', outcome_id::text, body, NULL, part, NULL"),
        "reviewer",
    ),
    "chosen_start": TableRule(
        _EVIDENCE_KEY.format("'start', outcome_id::text, NULL, NULL, NULL, checklist"), "reviewer"
    ),
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
    yield "CREATE INDEX IF NOT EXISTS ix_step_xact ON team.step (xact)"
    yield "CREATE TABLE IF NOT EXISTS team.unsettled (xact xid8 PRIMARY KEY)"
    for name in ("functions.sql", "triggers.sql"):
        yield files(__package__).joinpath(name).read_text(encoding="utf-8").replace("{review}", schema)
    yield "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA team FROM PUBLIC"
    yield f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC"
    for table, rule in RULES.items():
        yield from _policies(schema, table, rule)
        yield from _triggers(schema, table, rule)


def _policies(schema: str, table: str, rule: TableRule) -> Iterator[str]:
    where = f"{schema}.{table}"
    read, write = rule.reads or "true", rule.writes or "true"
    yield f"ALTER TABLE {where} ENABLE ROW LEVEL SECURITY"
    kinds = {"reads": f"SELECT USING ({read})", "adds": f"INSERT WITH CHECK ({write})"}
    if not rule.is_append_only:
        kinds["changes"] = f"UPDATE USING ({write}) WITH CHECK ({write})"
        kinds["removes"] = f"DELETE USING ({write})"
    for name, kind in kinds.items():
        yield f"DROP POLICY IF EXISTS {name} ON {where}"
        yield f"CREATE POLICY {name} ON {where} FOR {kind}"


def _triggers(schema: str, table: str, rule: TableRule) -> Iterator[str]:
    where = f"{schema}.{table}"
    found: dict[str, tuple[str, str]] = {}
    if rule.step:
        found["team_step"] = "AFTER INSERT OR UPDATE OR DELETE", f"check_{rule.step}"
    if table == "event":
        found["team_check"] = "BEFORE INSERT", "check_event"
        found["team_note"] = "AFTER INSERT", "note_step"
    elif table == "appraisal":
        found["team_place"] = "BEFORE UPDATE", "keep_place"
        found["team_unsettled"] = "AFTER INSERT OR UPDATE OR DELETE", "note_unsettled"
    elif table in ("certainty_rating", "body_entry", "chosen_start"):
        found["team_give_way"] = "BEFORE INSERT", "give_way"
    elif table in ("review", "study"):
        found["team_unsettled"] = "AFTER UPDATE", "note_unsettled"
    for name, (when, function) in found.items():
        at_the_end = name == "team_step"
        kind, deferred = ("CONSTRAINT ", " DEFERRABLE INITIALLY DEFERRED") if at_the_end else ("", "")
        yield f"DROP TRIGGER IF EXISTS {name} ON {where}"
        yield (
            f"CREATE {kind}TRIGGER {name} {when} ON {where}{deferred} FOR EACH ROW"
            f" EXECUTE FUNCTION team.{function}()"
        )


def grants(schema: str, login: str, role: Role) -> Iterator[str]:
    """Yield what gives a login the rights of a role.

    Args:
        schema: the one that holds the tables, quoted.
        login: quoted.
        role: of the member.
    """
    yield f"GRANT USAGE ON SCHEMA {schema}, team TO {login}"
    yield f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA team TO {login}"
    yield f"GRANT SELECT ON team.member, {schema}.alembic_version TO {login}"
    for table, rule in RULES.items():
        yield f"GRANT SELECT ON {schema}.{table} TO {login}"
        if role == "reader" or (rule.writer == "lead" and role != "lead"):
            continue
        yield f"GRANT INSERT ON {schema}.{table} TO {login}"
        if rule.is_append_only:
            continue
        if rule.columns and role != "lead":
            yield f"REVOKE INSERT ON {schema}.{table} FROM {login}"
            yield f"GRANT UPDATE ({', '.join(rule.columns)}) ON {schema}.{table} TO {login}"
        else:
            yield f"GRANT UPDATE, DELETE ON {schema}.{table} TO {login}"
