"""Name people in a manuscript by initials or role, since a handle says nothing to its readers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from workbench.review.publish.manuscript.manuscript_sentences import SupportingFact
from workbench.review.reviewers.handles import MAKER, people
from workbench.review.view import View

_MAKERS = "the makers of the example"
_INITIAL = re.compile(r"\w")


class People:
    """The people of a review, as a manuscript names them.

    Whoever has a name is named by initials; two with the same initials, and those without a name, are
    numbered as reviewers by the order of their handles.
    """

    def __init__(self, view: View) -> None:
        reviewers = people(view.session)
        initials = {reviewer.handle.casefold(): initials_of(reviewer.name) for reviewer in reviewers}
        times = Counter(initials.values())
        self._words = {
            handle: letters if letters and times[letters] == 1 else f"reviewer {number}"
            for number, (handle, letters) in enumerate(sorted(initials.items()), 1)
        }
        self.are_named = all(not words.startswith("reviewer ") for words in self._words.values())

    def of(self, handle: str) -> str:
        """Return the initials or the role of somebody; "a further person" for who is no reviewer here."""
        if handle == MAKER:
            return _MAKERS
        return self._words.get(handle.casefold(), "a further person")

    def named(self, text: str) -> str:
        """Return how a manuscript names whoever has this handle; any other text stays as it is."""
        return _MAKERS if text == MAKER else self._words.get(text.casefold(), text)

    def facts(self, handles: Iterable[str]) -> tuple[SupportingFact, ...]:
        """Say which handle is meant by which initials or role."""
        return tuple(
            SupportingFact(self.of(handle), handle, "reviewers of the review") for handle in sorted(handles)
        )


def initials_of(name: str) -> str:
    """Return the initials of a name.

    >>> initials_of("Anna Berg"), initials_of("Jean-Luc van der Meer"), initials_of("")
    ('A.B.', 'J.-L.v.d.M.', '')
    """
    parts = []
    for word in name.split():
        letters = [match[0] for part in word.split("-") if (match := _INITIAL.search(part))]
        parts.append("-".join(f"{letter}." for letter in letters))
    return "".join(parts)
