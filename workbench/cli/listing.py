"""Put the names of a registry into help texts, and offer them when a shell completes a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import click


class Kind(Protocol):
    """An entry of a registry, as far as the help needs it."""

    @property
    def explained(self) -> str:
        """The explanation that the name lacks; empty where the name says it all."""


def in_words(registry: Mapping[str, Kind]) -> str:
    """Return the names as one phrase, each with what it does not say by itself.

    >>> from types import SimpleNamespace
    >>> plain, odd = SimpleNamespace(explained=""), SimpleNamespace(explained="the odd one")
    >>> in_words({"a": plain, "b": plain, "c": odd})
    'a, b or c (the odd one)'
    """
    names = [f"{name} ({kind.explained})" if kind.explained else name for name, kind in registry.items()]
    return " or ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def completed_from(
    registry: Mapping[str, Kind],
) -> Callable[[click.Context, click.Parameter, str], Sequence[str]]:
    """Return what click asks for the names of a registry that begin as a word does."""

    def complete(context: click.Context, parameter: click.Parameter, word: str) -> Sequence[str]:
        return [name for name in registry if name.startswith(word)]

    return complete


def names_in(text: str | None) -> tuple[str, ...]:
    """Return the names in a list with commas or spaces between, each once.

    >>> names_in("findings, traffic-light,findings")
    ('findings', 'traffic-light')
    """
    return tuple(dict.fromkeys((text or "").replace(",", " ").split()))
