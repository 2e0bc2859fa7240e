"""Write the beginning of a definition: a list of ten items, or the structure of another checklist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from checklists.language.json_schema import FILE_NAME
from checklists.language.model import Checklist
from checklists.loader.versions import CURRENT

_FIRST: Final = f"# yaml-language-server: $schema={FILE_NAME}\n"
_HOW: Final = """\
# Change what you need, then: workbench checklists check THIS-FILE, and workbench checklists add THIS-FILE.
# Quote every code and every id: YAML reads a bare N, Y, NO or 1.1 as something else than text.
"""

_LIST: Final = """\
schema: {schema}

# The id names the checklist in the review and in commands; it never changes. Raise the version with each
# change: appraisals keep the text that they were begun with.
id: {id}
version: "0.1"
status: draft
title: "Ten questions on a study"                # what readers see

# The designs that it is suggested for. Leave it out for a list that fits anything.
# applies_to: {{design_class: [cross_sectional]}}

# Every answer has a code, a label, and a tone: good or poor for the study, unknown where the report is
# silent, none for neither. List them from good to poor, then silence.
answers:
  "Y": {{label: "Yes", tone: good}}
  "N": {{label: "No", tone: poor}}
  "U": {{label: "Unclear", tone: unknown}}

# What each answer counts in the total. An answer that is left out counts 0.
answer_sets:
  standard: {{codes: ["Y", "N", "U"], points: {{"Y": 1}}}}

# A sum of points. `all` is every item; a list of items or domains does too.
totals:
  - {{id: T, title: "Questions answered with yes", items: all, out_of: 10}}

# One domain holds the items. `judged_by: none` keeps the answers and gives no level; with `rules` in its
# place the answers lead to one, and with `reviewer` the reviewer says which.
domains:
  - id: D1
    title: "The ten questions"
    judged_by: none
    items:
      # Word each statement so that yes is good; say in the guidance how to choose.
{items}

# No judgement of the whole: such an appraisal is complete when its answers are.
overall: none
"""

_ITEM: Final = (
    '      - {{id: "{number}", text: "Write statement {number} here.", guidance: "Say when it is a yes."}}'
)

_LEFT_OUT: Final = ("house_rules", "silence_exempt", "upgrades")
"""What belongs to the checklist that is copied, and not to a new one."""

_REMARKS: Final = {
    "applies_to": "The designs that it is suggested for, and in words when to take it or another.",
    "answers": "Code: label and tone (good, poor, unknown where the report is silent, none).",
    "answer_sets": "Which answers an item may offer, from good to poor, then silence.",
    "groups": "Names that rules may use in place of several codes.",
    "judgement_scale": "The levels, from best to worst; off_scale stand beside the order.",
    "judgement_scales": "The levels of each scale, from best to worst; off_scale stand beside the order.",
    "preliminaries": "What is recorded before the items, and never scored.",
    "totals": "Sums of points.",
    "domains": "The items, and the rules of each domain: the first that is true decides.",
    "overall": "The judgement of the whole.",
    "flags": "Remarks that are shown when their condition holds; they change no judgement.",
    "grade": "Where GRADE starts, and how many levels each judgement takes away.",
    "oxford_2011": "The level of evidence after OCEBM 2011.",
}
"""What stands above the part of a definition that has this key."""

_KEY: Final = re.compile(r"([a-z_0-9]+):")


def starter(checklist_id: str, like: Checklist | None = None) -> str:
    """Return the text of a new definition, which loads and can be proved as it is.

    Args:
        checklist_id: the id that it shall have.
        like: the checklist whose structure it takes over: ids, answers, rules, and the texts to be replaced.
    """
    if like is None:
        items = "\n".join(_ITEM.format(number=number) for number in range(1, 11))
        return _FIRST + _HOW + "\n" + _LIST.format(schema=CURRENT, id=checklist_id, items=items)
    head = f"# Begun from {like.id} {like.version}; its texts stand until you write your own.\n"
    return _FIRST + head + _HOW + "\n" + "".join(_copied(like, checklist_id))


def _copied(like: Checklist, checklist_id: str) -> Iterator[str]:
    """Yield the lines of a definition with another head, without what belongs to itself, and with remarks."""
    new = {"schema": CURRENT, "id": checklist_id, "version": '"0.1"', "status": "draft"}
    lines = like.source.splitlines(keepends=True)
    skipping = in_head = True
    for line in lines:
        key = _KEY.match(line)
        if key is None:
            # Comments of the other checklist speak of it, above its first key at least.
            if not (skipping or (in_head and line.startswith("#"))):
                yield line
            continue
        in_head = False
        name = key.group(1)
        skipping = name in _LEFT_OUT or name in new
        if name in new:
            yield f"{name}: {new[name]}\n"
        elif not skipping:
            if name in _REMARKS:
                yield f"# {_REMARKS[name]}\n"
            yield line if line.endswith("\n") else f"{line}\n"
