"""Hold the answers of one appraisal among thousands as a list of codes beside names that many share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence


class AnswerList(Mapping[str, str]):
    """The answers of an appraisal: codes in the order of some items.

    `judge_levels` takes the codes of a domain by their places, which spares making a mapping of each
    appraisal and looking its items up. For everything else it is a mapping, made when first asked for.

    Args:
        names: The ids of the items that have an answer; appraisals with answers to the same items share them.
        codes: The code of each, in the same order.

    Raises:
        ValueError: If there are not as many codes as names.
    """

    __slots__ = ("_by_item", "codes", "names")

    def __init__(self, names: tuple[str, ...], codes: Sequence[str]) -> None:
        if len(names) != len(codes):
            raise ValueError(f"{len(codes)} codes for {len(names)} items")
        self.names = names
        self.codes = codes
        self._by_item: dict[str, str] | None = None

    @property
    def by_item(self) -> Mapping[str, str]:
        """The answers by item id."""
        if self._by_item is None:
            self._by_item = dict(zip(self.names, self.codes, strict=True))
        return self._by_item

    def __getitem__(self, item: str) -> str:
        return self.by_item[item]

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def __repr__(self) -> str:
        return f"AnswerList({dict(self.by_item)!r})"


NO_ANSWERS = AnswerList((), ())
"""The answers of an appraisal that has none."""
