"""Read which direction words claim or deny; a negation counts in its clause, for what is near it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FALLS = re.compile(
    r"\b(decreas|fell\b|fall|declin|reduc|lower|drop|diminish|shrank|shr[iu]nk|halv(ed|es|ing)\b|less\b"
    r"|went down|down\b)",
    re.I,
)
_RISES = re.compile(
    r"\b(increas|rose\b|ris(e|es|en|ing)\b|higher|rais|grew|grow|elevat|gain"
    r"|(doubl|trebl|tripl|quadrupl)(ed|es|ing)\b|went up|up\b)",
    re.I,
)
_IMPROVES = re.compile(r"\b(improv|better|recover|benefi|ameliorat)", re.I)
_WORSENS = re.compile(r"\b(wors|deteriorat)", re.I)
_NO_DIRECTION = re.compile(r"follow(ed)?[- ]?up|up to|down to|\bnot only\b", re.I)

_DENIES = re.compile(
    r"\b(not|no|without|neither|nor|never|hardly|cannot|fail(s|ed)? to|lack of|absence of)\b|n['’]t\b", re.I
)
_DENIES_BEHIND = re.compile(
    r"\w*(\s+\w+){0,2}?\s+(not at all|hardly|never|nowhere|in (no(?! (less|more))|none|neither|nobody))\b",
    re.I,
)
_STEADY = re.compile(
    r"\b(un(changed|affected|altered)"
    r"|(stayed|remained|was|were|kept) (\w+ly )?(stable|constant|the same|steady))\b"
    r"|^\s*(stable|constant|steady)\s*$",
    re.I,
)
_CHANGED = re.compile(r"\b(chang|alter)", re.I)
_REACH = 6  # words before a direction word in which a negation still means it: "was not found to be lower"
_LONGEST = 200  # characters of those words, so that a long text is not copied for each of its words
_BORDER = re.compile(
    r"([,;:.!?](?=\s|$)|[()–—]"
    r"|\b(?:and|but|yet|then|while|whilst|whereas|although|though|however|because|with(?= no\b))\b)",
    re.I,
)
_BOTH_GROUPS = re.compile(r"\b(both|all|each|either|the two|every) (of the )?(groups?|arms?)\b", re.I)
_BETWEEN_GROUPS = re.compile(r"\b(than|compared|versus|vs|between|controls?|placebo|relative to)\b", re.I)
_ROW = re.compile(
    r"[,/]|and", re.I
)  # may stand between the parts of one denied row: "no rise, fall or change"
_ROW_GOES_ON = re.compile(r"\s*(or|nor)?\s*", re.I)


@dataclass(frozen=True, slots=True)
class Words:
    """The directions that words claim and deny.

    Attributes:
        claimed: Directions that they claim: 1 for up, -1 for down.
        denied: Directions that they deny; both for "unchanged".
    """

    claimed: frozenset[int]
    denied: frozenset[int]

    @property
    def direction(self) -> int | None:
        """The one direction claimed; None where there is none, or both."""
        (*directions,) = self.claimed
        return directions[0] if len(directions) == 1 else None


def read_words(wording: str, better: str = "") -> Words:
    """Read what words claim and deny.

    Args:
        wording: Such as "decreased".
        better: "higher" or "lower", so that "improved" has a direction; empty where not declared.

    >>> read_words("fell without side effects").direction, read_words("did not rise, but fell").direction
    (-1, -1)
    >>> sorted(read_words("unchanged").denied), sorted(read_words("did not increase").denied)
    ([-1, 1], [1])
    """
    patterns = [(_FALLS, -1), (_RISES, 1)]
    words = _read(wording, patterns)
    good = {"higher": 1, "lower": -1}.get(better)
    if good is not None and not words.claimed:
        words = _read(wording, [*patterns, (_IMPROVES, good), (_WORSENS, -good)])
    return words


def of_both_groups(wording: str) -> bool:
    """Tell whether words are of the comparison too.

    >>> of_both_groups("fell in both groups"), of_both_groups("fell, unlike in the other group")
    (True, False)
    """
    return _BOTH_GROUPS.search(wording) is not None


def _read(wording: str, patterns: list[tuple[re.Pattern[str], int]]) -> Words:
    claimed: set[int] = set()
    denied: set[int] = set()
    in_row = False
    for border, clause in _clauses(" ".join(_NO_DIRECTION.sub(" ", wording).split())):
        matches = [(match, sign) for pattern, sign in patterns for match in pattern.finditer(clause)]
        goes_on = in_row and _ROW.fullmatch(border) is not None
        denying = {
            match: _denied(clause, match) or (goes_on and _ROW_GOES_ON.fullmatch(clause, 0, match.start()))
            for match, _ in matches
        }
        if _STEADY.search(clause) or any(_denied(clause, match) for match in _CHANGED.finditer(clause)):
            # "Rose or stayed the same" claims nothing that numbers could contradict, "unchanged" does.
            denied |= set() if matches else {1, -1}
            in_row = False
            continue
        claimed |= {sign for match, sign in matches if not denying[match]}
        denied |= {sign for match, sign in matches if denying[match]}
        in_row = any(denying.values())
    if _BETWEEN_GROUPS.search(wording):
        denied.clear()  # "did not rise compared with placebo" denies no change within a group
    return Words(frozenset(claimed), frozenset(denied - claimed))


def _clauses(words: str) -> Iterator[tuple[str, str]]:
    """Yield each clause with what stands before it."""
    parts = ["", *_BORDER.split(words)]
    yield from zip(parts[::2], parts[1::2], strict=True)


def _denied(clause: str, match: re.Match[str]) -> bool:
    before = clause[max(0, match.start() - _LONGEST) : match.start()]
    near = " ".join(before.split()[-_REACH:])
    return bool(_DENIES.search(near) or _DENIES_BEHIND.match(clause, match.end()))
