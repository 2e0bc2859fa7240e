"""Draw by lot who appraises which study, evenly, so that the same seed gives the same draw anywhere."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

Pair = frozenset[str]


def draw_lots(
    fixed: Mapping[str, Collection[str]],
    among: Sequence[str],
    *,
    per_study: int,
    seed: int,
    loads: Mapping[str, int],
) -> dict[str, tuple[str, ...]]:
    """Give each study so many reviewers: who has the fewest, then who met the others least, then by lot.

    The lots are SHA-256 hashes of the seed with the key of the study and the handle, so that they are the
    same on every machine and with every version of Python, and anybody can repeat them.

    Args:
        fixed: by key of the study, the reviewers that it has and keeps.
        among: handles of those who take part.
        per_study: how many reviewers a study gets, with those that it keeps.
        seed: of the draw.
        loads: by handle, how many other studies somebody has.

    Returns:
        By key of the study, all its reviewers.

    >>> draw_lots({"a": [], "b": [], "c": ["bea"]}, ["anna", "bea"], per_study=1, seed=3, loads={})
    {'c': ('bea',), 'a': ('anna',), 'b': ('bea',)}
    """
    load = Counter(loads)
    load.update(handle for kept in fixed.values() for handle in kept)
    met: Counter[Pair] = Counter()
    drawn: dict[str, tuple[str, ...]] = {}
    for study in sorted(fixed, key=lambda key: _lot(seed, key)):
        chosen = list(fixed[study])
        while len(chosen) < per_study and (free := [handle for handle in among if handle not in chosen]):
            lots = {handle: _lot(seed, study, handle) for handle in free}
            best = min(
                free,
                key=lambda handle: (
                    load[handle],
                    sum(met[Pair((handle, each))] for each in chosen),
                    lots[handle],
                ),
            )
            load[best] += 1
            chosen.append(best)
        met.update(map(Pair, combinations(chosen, 2)))
        drawn[study] = tuple(chosen)
    return drawn


def _lot(seed: int, *names: str) -> str:
    return hashlib.sha256("\n".join([str(seed), *names]).encode()).hexdigest()
