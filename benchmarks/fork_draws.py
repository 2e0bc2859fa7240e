"""Draw by lot what a step of the forks is on, and take steps; see `fork_actions.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from random import Random
from typing import TypeVar

from store import appraisals
from store.errors import StoreError
from store.records import AppraisalKind, AppraisalState
from workbench.errors import WorkbenchError
from workbench.review.evidence import outcomes
from workbench.review.session import ReviewSession
from workbench.review.studies import known_studies

Action = Callable[[ReviewSession, Random], object]
T = TypeVar("T")


class NothingThere(Exception):  # noqa: N818 - no error: the lot fell on what cannot be done now
    """There is nothing to choose from."""


def pick(random: Random, options: Sequence[T]) -> T:
    """Return one of some options.

    Raises:
        NothingThere: there is none.
    """
    if not options:
        raise NothingThere
    return random.choice(options)


def words(session: ReviewSession, random: Random) -> str:
    """Return a few words that say whose they are."""
    return f"{session.reviewer} {random.randrange(10**6)}"


def two_studies(session: ReviewSession, random: Random) -> list[str]:
    """Return the keys of two studies.

    Raises:
        NothingThere: there is one alone.
    """
    rows = [row.key for row in known_studies.rows(session)]
    if len(rows) < 2:
        raise NothingThere
    return random.sample(rows, 2)


def study(session: ReviewSession, random: Random) -> str:
    """Return the key of a study."""
    return pick(random, known_studies.rows(session)).key


def begun(session: ReviewSession, random: Random, state: AppraisalState) -> str:
    """Return the key of a study that one has a draft of, or has submitted."""
    ids = {
        each.study_id
        for each in appraisals.find_appraisals(session.db, reviewer=session.require_reviewer())
        if each.state is state and each.kind is AppraisalKind.INDEPENDENT
    }
    return pick(random, [row for row in known_studies.rows(session) if row.id in ids]).key


def of_outcome(session: ReviewSession, random: Random) -> str:
    """Return the name of an outcome."""
    return pick(random, outcomes.list_outcomes(session)).name


def act(session: ReviewSession, random: Random, actions: Mapping[Action, int], number: int) -> None:
    """Take some steps, drawn by lot; what the program refuses does not happen.

    Raises:
        WorkbenchError: rows that a step made contradict each other, which is no refusal.
    """
    for action in random.choices(list(actions), list(actions.values()), k=number):
        try:
            with suppress(StoreError, NothingThere):
                action(session, Random(random.random()))
        except WorkbenchError as error:
            if "contradict each other" in str(error):
                raise
