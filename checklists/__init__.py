"""Define what is asked about a study and judge the answers, without a database or a terminal.

>>> from checklists import find_checklist, judge
>>> judge(find_checklist("case-report"), {"4.2": "N"}).domain("D4").suggested
'high'
"""

from importlib import import_module
from typing import TYPE_CHECKING

from checklists.builtin import checklist_ids, find_checklist, list_checklists
from checklists.errors import (
    ChecklistError,
    ChecklistNotFound,
    Problem,
    UnknownAnswer,
    UnknownDomain,
    UnknownItem,
    UnknownJudgement,
    UnknownStart,
)
from checklists.judgement.evidence_level import grade_start, oxford_level
from checklists.judgement.final_levels import judge_levels
from checklists.judgement.judge import judge
from checklists.judgement.levels import FinalLevels
from checklists.judgement.single_changes import LevelChange, SingleChange, single_changes
from checklists.judgement.verdicts import DomainVerdict, OverallVerdict, Verdict
from checklists.language.answer_codes import AnswerOption
from checklists.language.conditions import Condition
from checklists.language.model import Checklist
from checklists.language.parts import Domain, Flag, Grade, GradeStart, Item, Preliminary, Rule, Scale
from checklists.language.wording import explain
from checklists.loader.load import load_checklist, parse_checklist

if TYPE_CHECKING:
    from checklists.proof.prove import Proof, prove

__all__ = [
    "AnswerOption",
    "Checklist",
    "ChecklistError",
    "ChecklistNotFound",
    "Condition",
    "Domain",
    "DomainVerdict",
    "FinalLevels",
    "Flag",
    "Grade",
    "GradeStart",
    "Item",
    "LevelChange",
    "OverallVerdict",
    "Preliminary",
    "Problem",
    "Proof",
    "Rule",
    "Scale",
    "SingleChange",
    "UnknownAnswer",
    "UnknownDomain",
    "UnknownItem",
    "UnknownJudgement",
    "UnknownStart",
    "Verdict",
    "checklist_ids",
    "explain",
    "find_checklist",
    "grade_start",
    "judge",
    "judge_levels",
    "list_checklists",
    "load_checklist",
    "oxford_level",
    "parse_checklist",
    "prove",
    "single_changes",
]


def __getattr__(name: str) -> object:
    """Import the proof where it is asked for: reading a review proves nothing."""
    if name in ("Proof", "prove"):
        return getattr(import_module("checklists.proof.prove"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
