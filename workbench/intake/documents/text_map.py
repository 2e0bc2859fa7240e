"""Make a text from another by replacing stretches, and remember where each stretch came from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """``text[start:end]`` stands for ``source[source_start:source_end]``.

    Unless ``changed`` is True each character of the one stands for one of the other; they are the same but
    for odd spaces shown as plain ones. A changed span stands for its source as a whole. An empty one is a
    stretch of the source that is not shown.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    changed: bool = False


class Edit(NamedTuple):
    """Put ``text`` in the place of the characters from ``start`` to ``end``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class MappedText:
    """A text and its spans, which follow each other without a gap on both sides."""

    text: str
    spans: tuple[Span, ...]

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the source that a stretch of the text stands for; the widest one that touches it."""
        if start >= end:
            point = self._point(start)
            return point, point
        first = self._at(start)
        last = self._at(end - 1)
        begin = first.source_start if first.changed else first.source_start + start - first.start
        stop = last.source_end if last.changed else last.source_start + end - last.start
        return begin, max(begin, stop)

    def from_source(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text that shows a stretch of the source; empty where none of it is shown."""
        low = bisect_right(self.spans, start, key=lambda span: span.source_end)
        high = bisect_left(self.spans, end, key=lambda span: span.source_start)
        shown = [span for span in self.spans[low:high] if span.end > span.start]
        if not shown or start >= end:
            point = self._shown_point(start)
            return point, point
        first, last = shown[0], shown[-1]
        begin = first.start if first.changed else first.start + max(0, start - first.source_start)
        stop = last.end if last.changed else last.end - max(0, last.source_end - end)
        return begin, max(begin, stop)

    def _at(self, position: int) -> Span:
        """The span that shows the character at this position."""
        number = bisect_right(
            self.spans, min(max(position, 0), len(self.text) - 1), key=lambda span: span.end
        )
        return self.spans[number]

    def _point(self, position: int) -> int:
        """Where in the source a place between two characters is."""
        if position >= len(self.text):
            return self.spans[-1].source_end if self.spans else 0
        span = self._at(position)
        return span.source_start if span.changed else span.source_start + max(0, position - span.start)

    def _shown_point(self, position: int) -> int:
        """Where in the text a place of the source is."""
        number = bisect_right(self.spans, position, key=lambda span: span.source_end)
        if number >= len(self.spans):
            return len(self.text)
        span = self.spans[number]
        return (
            span.start if span.changed else min(span.end, span.start + max(0, position - span.source_start))
        )


def unchanged(source: str) -> MappedText:
    """The source as its own text."""
    return MappedText(source, (Span(0, len(source), 0, len(source)),) if source else ())


def edited(mapped: MappedText, edits: Iterable[Edit]) -> MappedText:
    """The text with edits made; they are in the order of the text and do not overlap.

    >>> made = edited(unchanged("a&lt;b"), [Edit(1, 5, "<")])
    >>> made.text, made.to_source(1, 2), made.from_source(1, 5), made.to_source(2, 3)
    ('a<b', (1, 5), (1, 2), (5, 6))
    """
    pieces: list[str] = []
    spans: list[Span] = []
    cursor = _Cursor(mapped.spans)
    done = size = 0
    for edit in edits:
        spans += (_moved(span, size - done) for span in cursor.take(edit.start, with_hidden=True))
        pieces += (mapped.text[done : edit.start], edit.text)
        size += edit.start - done
        point = cursor.source_point
        replaced = cursor.take(edit.end, with_hidden=False)
        begin = replaced[0].source_start if replaced else point
        stop = replaced[-1].source_end if replaced else point
        same_length = len(edit.text) == 1 == stop - begin
        spans.append(Span(size, size + len(edit.text), begin, stop, not same_length))
        size += len(edit.text)
        done = edit.end
    spans += (_moved(span, size - done) for span in cursor.take(len(mapped.text), with_hidden=True))
    pieces.append(mapped.text[done:])
    return MappedText("".join(pieces), tuple(_joined(spans)))


class _Cursor:
    """Walks along spans and cuts them where asked."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._number = 0
        self._rest: Span | None = spans[0] if spans else None
        self.source_point = 0

    def take(self, upto: int, *, with_hidden: bool) -> list[Span]:
        """The spans before a position of the text; what is hidden right at it only ``with_hidden``."""
        taken: list[Span] = []
        while self._rest is not None:
            span = self._rest
            hidden_here = span.start == span.end == upto
            if span.start > upto or (span.start == upto and not (hidden_here and with_hidden)):
                break
            if span.end <= upto:
                self._number += 1
                self._rest = self._spans[self._number] if self._number < len(self._spans) else None
            else:
                # The first half of a changed span takes all of its source.
                cut = span.source_end if span.changed else span.source_start + upto - span.start
                self._rest = Span(upto, span.end, cut, span.source_end, span.changed)
                span = Span(span.start, upto, span.source_start, cut, span.changed)
            taken.append(span)
            self.source_point = span.source_end
        return taken


def _moved(span: Span, by: int) -> Span:
    """The span at another place of the text."""
    return Span(span.start + by, span.end + by, span.source_start, span.source_end, span.changed)


def _joined(spans: Iterable[Span]) -> Iterable[Span]:
    """Unchanged spans that follow each other as one; what is empty on both sides is left out."""
    last: Span | None = None
    for span in spans:
        if span.start == span.end and span.source_start == span.source_end:
            continue
        if last is not None and not last.changed and not span.changed:
            last = Span(last.start, span.end, last.source_start, span.source_end)
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last
