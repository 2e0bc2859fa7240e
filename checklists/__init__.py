"""What is asked about a study, and how the answers are judged. No database, no terminal.

>>> from checklists import find_checklist, judge
>>> judge(find_checklist("case-report"), {"4.2": "N"}).domain("D4").suggested
'high'
"""

from checklists.catalog import find_checklist, list_checklists
from checklists.conditions import Condition
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
from checklists.grading import grade_start, oxford_level
from checklists.judging import judge
from checklists.loading import load_checklist, parse_checklist
from checklists.model import Checklist
from checklists.parts import (
    AnswerOption,
    Domain,
    Flag,
    Grade,
    GradeStart,
    Item,
    Preliminary,
    Rule,
    Scale,
)
from checklists.proving import Proof, prove
from checklists.verdicts import DomainVerdict, OverallVerdict, Verdict
from checklists.wording import explain

__all__ = [
    "AnswerOption",
    "Checklist",
    "ChecklistError",
    "ChecklistNotFound",
    "Condition",
    "Domain",
    "DomainVerdict",
    "Flag",
    "Grade",
    "GradeStart",
    "Item",
    "OverallVerdict",
    "Preliminary",
    "Problem",
    "Proof",
    "Rule",
    "Scale",
    "UnknownAnswer",
    "UnknownDomain",
    "UnknownItem",
    "UnknownJudgement",
    "UnknownStart",
    "Verdict",
    "explain",
    "find_checklist",
    "grade_start",
    "judge",
    "list_checklists",
    "load_checklist",
    "oxford_level",
    "parse_checklist",
    "prove",
]
