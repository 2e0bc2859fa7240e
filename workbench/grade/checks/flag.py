"""Hold what checking a study's numbers gives: computed values, flags that ask for a look, and notes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag for numbers that do not fit together; it asks for a look, and judges nobody.

    Attributes:
        id: What kind it is, such as "p_mismatch".
        message: One sentence.
        arithmetic: The calculation, so that anybody can repeat it.
        innocent: Explanations without any error of the study's; never empty.
    """

    id: str
    message: str
    arithmetic: str
    innocent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A small difference, told beside the arithmetic and never counted.

    Attributes:
        id: What kind it is, such as "p_not_exact".
        message: One sentence.
        arithmetic: The calculation; empty where the sentence has it.
    """

    id: str
    message: str
    arithmetic: str = ""


@dataclass(frozen=True, slots=True)
class Computed:
    """A value computed from the numbers entered.

    Attributes:
        name: What it is.
        value: It, in words and figures.
        how: Method, source or assumption; may be empty.
    """

    name: str
    value: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class NumberCheck:
    """The result of checking a study's numbers.

    Attributes:
        computed: What follows from them.
        flags: What asks for a look.
        notes: What differs a little, and is not counted.
    """

    computed: tuple[Computed, ...]
    flags: tuple[Flag, ...]
    notes: tuple[Note, ...] = ()
