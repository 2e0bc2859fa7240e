"""Hold answers and judgements that were made elsewhere, as their files have them: nothing is matched yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FormatName = Literal["long", "robvis", "covidence", "revman"]


@dataclass(frozen=True, slots=True)
class FaultyLine:
    """A line of a file that cannot be read.

    Attributes:
        line: its number, from 1; of JSON the number of the record.
        what: what it is about, in a few words.
        why: what is wrong with it, a clause without a full stop.
    """

    line: int
    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LongRow:
    """One row of the long form; a column that the file does not have is empty.

    Attributes:
        line: where it stands in the file.
        row: what kind of row it is, such as `answer`.
    """

    line: int
    study: str = ""
    result: str = ""
    reviewer: str = ""
    kind: str = ""
    state: str = ""
    checklist: str = ""
    checklist_version: str = ""
    checklist_sha256: str = ""
    row: str = ""
    domain: str = ""
    item: str = ""
    code: str = ""
    note: str = ""
    final: str = ""
    override_reason: str = ""
    at: str = ""
    document: str = ""
    start: str = ""
    end: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class NamedJudgement:
    """One judgement under the name that its column has.

    Attributes:
        name: of the domain, in RevMan with the outcome group behind it.
        word: the level in the words of the file.
        support: why, where the file says so.
    """

    name: str
    word: str
    support: str = ""


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """The judgements that one line of a file has of one study."""

    line: int
    study: str
    reviewer: str
    judgements: tuple[NamedJudgement, ...]


@dataclass(frozen=True, slots=True)
class ReadAppraisals:
    """Everything that a file of answers or judgements holds.

    Attributes:
        format: what the file is.
        answers: the rows of the long form; empty for the others.
        judgements: the rows of the others.
        faults: the lines that cannot be read.
        notes: what a reader should know, one sentence each.
        unit: what the numbers of lines count.
    """

    format: FormatName
    answers: tuple[LongRow, ...] = ()
    judgements: tuple[JudgementRow, ...] = ()
    faults: tuple[FaultyLine, ...] = ()
    notes: tuple[str, ...] = ()
    unit: Literal["line", "record"] = "line"
