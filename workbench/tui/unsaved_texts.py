"""Find out which texts of an appraisal were typed and not saved, from the drafts that are kept of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

APPRAISAL = "appraisal"
"""The first word of what a draft of an appraisal is about; the id of the study and its result follow."""
PROTOCOL = "protocol"
"""The first word of what a draft of the protocol is about; its field follows."""
OUTCOME, FINDING, BODY, RATING = "outcome", "finding", "body", "rating"
"""The first words of what drafts on an outcome are about; the id of the outcome follows."""
NEW_OUTCOME = "new outcome"
"""What the draft of an outcome is about that is not in the review yet."""
SIGN = "✐"
"""Stands where something was typed and not saved; `✎` is a note that is saved."""


def about_appraisal(study: str, result: str) -> str:
    """Return what the entries on a result of a study are about.

    Args:
        study: its id, which stays when its key is changed.
        result: what is judged; empty for the only one.
    """
    return f"{APPRAISAL} {study} {result}".rstrip()


def note_heading(item: str) -> str:
    """Return the heading of the window in which a note on an item is written."""
    return f"Note on {item}"


def unsaved_of(abouts: Iterable[str], appraisal: str) -> list[str]:
    """Return the headings of the windows of an appraisal in which something was typed and not saved.

    >>> unsaved_of(["appraisal 7 death\\nNote on 1.2", "appraisal 7\\nNote on 1.1"], "appraisal 7")
    ['Note on 1.1']
    """
    parts = (about.partition("\n") for about in abouts)
    return sorted(heading for screen, _, heading in parts if screen == appraisal and heading)


def unsaved_by_study(abouts: Iterable[str]) -> dict[str, list[str]]:
    """Return the same of all results, by the id of the study.

    >>> unsaved_by_study(["appraisal 7 death\\nNote on 1.2", "protocol P1"])
    {'7': ['Note on 1.2 (death)']}
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for about in sorted(abouts):
        screen, _, heading = about.partition("\n")
        word, _, rest = screen.partition(" ")
        if word == APPRAISAL and heading:
            study, _, result = rest.partition(" ")
            found[study].append(f"{heading} ({result})" if result else heading)
    return dict(found)


def unsaved_by_outcome(abouts: Iterable[str]) -> dict[str, list[str]]:
    """Return what was typed on outcomes and not saved, in words, by the id of the outcome.

    An outcome that is not in the review yet has the empty id.

    >>> unsaved_by_outcome(["finding 7 ito2020", "new outcome", "outcome 7", "protocol P1"])
    {'7': ['numbers of ito2020', 'the outcome'], '': ['a new outcome']}
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for about in sorted(abouts):
        if about == NEW_OUTCOME:
            found[""].append("a new outcome")
            continue
        word, _, rest = about.partition(" ")
        outcome, _, what = rest.partition(" ")
        words = {
            OUTCOME: "the outcome",
            FINDING: f"numbers of {what}",
            BODY: "effect and comment",
            RATING: f"reason for {' '.join(what.split()[2:])}",
        }
        if word in words and outcome:
            found[outcome].append(words[word])
    return dict(sorted(found.items(), reverse=True))
