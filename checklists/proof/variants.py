"""List the variants of a checklist: one for each combination of the options that decide its parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, combinations

from checklists.language.model import Checklist
from checklists.language.parts import Preliminary


@dataclass(frozen=True, slots=True)
class Variant:
    """A checklist as it is where some options are chosen.

    Attributes:
        checklist: The checklist with the parts that are there.
        name: The words for it, such as "where P1 is adhering"; empty if there is only one.
    """

    checklist: Checklist
    name: str = ""


def list_variants(checklist: Checklist) -> tuple[Variant, ...]:
    """Return every variant of a checklist, or the checklist alone if nothing decides about its parts."""
    if not checklist.deciding:
        return (Variant(checklist),)
    return tuple(
        Variant(
            checklist.variant({name: ",".join(options) for name, options in chosen.items()}), _say(chosen)
        )
        for chosen in _choose(checklist.deciding, {})
    )


def _choose(
    deciding: tuple[Preliminary, ...], chosen: dict[str, tuple[str, ...]]
) -> Iterator[dict[str, tuple[str, ...]]]:
    """Yield every choice of options; a preliminary that is not there for the choices before it has none."""
    if not deciding:
        yield chosen
        return
    first, *rest = deciding
    is_there = all(
        not set(condition.options).isdisjoint(chosen.get(condition.preliminary, ()))
        for condition in first.only_if
    )
    for options in _ways(first) if is_there else ((),):
        yield from _choose(tuple(rest), chosen | ({first.id: options} if options else {}))


def _ways(preliminary: Preliminary) -> Iterator[tuple[str, ...]]:
    """Yield the choices at a preliminary: single options, or every set of them where many may be chosen."""
    sizes = range(1, len(preliminary.options) + 1) if preliminary.many else (1,)
    return chain.from_iterable(combinations(preliminary.options, size) for size in sizes)


def _say(chosen: dict[str, tuple[str, ...]]) -> str:
    told = (f"{name} is {' and '.join(options)}" for name, options in chosen.items())
    return f"where {', '.join(told)}"
