"""Write the methods sentences on the protocol: what it had before the first study was appraised."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.review.admin.protocol import ProtocolLine, protocol_of
from workbench.review.blindness.adjudication import adjudicator_of
from workbench.review.publish.manuscript.manuscript_people import People
from workbench.review.publish.manuscript.manuscript_sentences import (
    Sentence,
    day_in_words,
    fact,
    joined,
)
from workbench.review.view import View


def protocol_sentences(view: View, persons: People) -> Iterator[Sentence]:
    """Say what the protocol had before the first study was appraised, and what came after."""
    lines = [line for line in protocol_of(view).written if line.is_method]
    early = [_named(line, view) for line in lines if not line.is_late and not line.is_preliminary]
    if early:
        yield Sentence(
            "protocol",
            f"Before the first study was appraised, the protocol had: {joined(early)}.",
            (fact("fields", early, "protocol and history"),),
        )
    for how in ("written", "changed"):
        late = [line for line in lines if line.late is not None and line.late.how == how]
        # What somebody wrote on one day has its person and day once.
        together: dict[str, list[str]] = {}
        for line in late:
            day = day_in_words(line.at) if line.at else ""
            written = ", ".join(filter(None, [persons.of(line.by) if line.by else "", day]))
            together.setdefault(written, []).append(_named(line, view))
        parts = [
            f"{joined(names)}{f' ({written})' if written else ''}" for written, names in together.items()
        ]
        if parts:
            facts = (
                fact("fields", [line.field for line in late], "protocol and history"),
                fact("days", [line.when for line in late], "protocol and history"),
                *persons.facts({line.by for line in late if line.by}),
            )
            yield Sentence(
                "protocol",
                f"After the first study was appraised, {'this part' if len(late) == 1 else 'these parts'}"
                f" of the protocol {'was' if len(late) == 1 else 'were'} {how}: {joined(parts)}.",
                facts,
            )
    if handle := adjudicator_of(view.review):
        yield Sentence(
            "protocol",
            f"By the protocol, {persons.of(handle)} decides disagreements.",
            (fact("adjudicator", handle, "protocol"),),
        )


def _named(line: ProtocolLine, view: View) -> str:
    """Name a field within a sentence; a question of a checklist by its words and the title of that."""
    checklist_id, dot, preliminary = line.field.rpartition(".")
    if line.is_preliminary or dot:
        checklist = view.catalogue.get(checklist_id)
        asked = {each.id: each.text for each in checklist.preliminaries} if checklist else {}
        words = f"“{asked[preliminary].rstrip('.?')}”" if preliminary in asked else preliminary
        return f"{words} of “{checklist.title if checklist else checklist_id}”"
    return line.title[0].lower() + line.title[1:]
