"""Put the texts of a second file into a definition whose wording is external.

The ids and the rules of such a definition are its author's; the texts belong to somebody else, and are used
by a team that has the right to. They lie in a file of their own, with a sha256 of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, Literal

from pydantic import Field, ValidationError

from checklists.errors import ChecklistError, did_you_mean, quoted
from checklists.language.conditions import Part, Text
from checklists.language.fixed import Fixed
from checklists.language.model import Checklist
from checklists.language.parts import Domain, Item, Scale
from checklists.loader.document import Findings, Place
from checklists.loader.shape import report_shape
from checklists.loader.yaml_tree import read_document

_MOST_NAMED: Final = 30


class ItemTexts(Part):
    """The texts of an item."""

    text: Text
    guidance: Text = ""


class DomainTexts(Part):
    """The texts of a domain."""

    title: Text | None = None
    asks: Text | None = None


def _empty() -> Mapping[str, Any]:
    return MappingProxyType({})


class Texts(Part):
    """The texts of a checklist, by id, code or level; what is left out is as in the definition."""

    title: Text | None = None
    answers: Fixed[Text] = Field(default_factory=_empty)
    levels: Fixed[Text] = Field(default_factory=_empty)
    preliminaries: Fixed[Text] = Field(default_factory=_empty)
    totals: Fixed[Text] = Field(default_factory=_empty)
    domains: Fixed[DomainTexts] = Field(default_factory=_empty)
    items: Fixed[ItemTexts] = Field(default_factory=_empty)


class TextsFile(Part):
    """A file of texts."""

    schema_: Literal["appraisal-checklist-texts/0.2"] = Field(alias="schema")
    checklist: Text
    texts: Texts


def with_texts(checklist: Checklist, text: str, name: str = "<texts>") -> Checklist:
    """Return a checklist with the texts of a second file.

    Args:
        checklist: A definition with `wording: external`.
        text: The YAML text of the file.
        name: What to call it in messages.

    Raises:
        ChecklistError: If the file has problems, names what the checklist does not have, or lacks the text of
            an item; `.problems` has them all, in the order of the lines.
    """
    root, findings = read_document(text, name)
    made = None
    try:
        made = TextsFile.model_validate(root.plain())
    except ValidationError as error:
        report_shape(error, root, findings)
    _check_names(checklist, root, findings)
    if made is None or findings.found:
        raise ChecklistError(problems=findings.problems())
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return _put_in(checklist, made.texts, sha256)


def without_texts(checklist: Checklist) -> Checklist:
    """Return a checklist whose texts are not at hand: an item without a text shows that it has none."""
    stand_in = Texts(
        items=MappingProxyType(
            {
                item.id: ItemTexts(text=f"Item {item.shown} (its text is not in this file)")
                for item in checklist.items
                if not item.text
            }
        )
    )
    return _put_in(checklist, stand_in, "")


def _check_names(checklist: Checklist, root: Place, findings: Findings) -> None:
    named = root.at("checklist")
    if named.text is not None and named.text != checklist.id:
        findings.add(named, f"these are the texts of {quoted(named.text)}, not of {checklist.id}")
    known: dict[str, Iterable[str]] = {
        "answers": checklist.answers,
        "levels": checklist.levels,
        "preliminaries": [each.id for each in checklist.preliminaries],
        "totals": [each.id for each in checklist.totals],
        "domains": [each.id for each in checklist.domains],
        "items": [each.id for each in checklist.items],
    }
    for part, names in known.items():
        valid = list(names)
        for name, place in root.at("texts", part).entries():
            if name not in valid:
                findings.add(
                    place,
                    f"{checklist.id} has none of {part} called {quoted(name)}; {did_you_mean(name, valid)}",
                )
    given = root.at("texts", "items").children
    missing = [item.id for item in checklist.items if not item.text and item.id not in given]
    if missing:
        more = ", …" if len(missing) > _MOST_NAMED else ""
        listed = ", ".join(missing[:_MOST_NAMED])
        findings.add(
            root.at("texts", "items"),
            f"{len(missing)} of {len(checklist.items)} items have no text: {listed}{more}",
        )


def _put_in(checklist: Checklist, texts: Texts, sha256: str) -> Checklist:
    answers = {
        code: option.model_copy(update={"label": texts.answers.get(code, option.label)})
        for code, option in checklist.answers.items()
    }
    copy = checklist.with_wording(
        sha256,
        title=texts.title or checklist.title,
        answers=MappingProxyType(answers),
        one_scale=None if checklist.one_scale is None else _scale(checklist.one_scale, texts),
        many_scales=MappingProxyType(
            {name: _scale(scale, texts) for name, scale in checklist.many_scales.items()}
        ),
        preliminaries=tuple(
            each.model_copy(update={"text": texts.preliminaries.get(each.id, each.text)})
            for each in checklist.preliminaries
        ),
        totals=tuple(
            each.model_copy(update={"title": texts.totals.get(each.id, each.title)})
            for each in checklist.totals
        ),
        domains=tuple(_domain(domain, texts) for domain in checklist.domains),
    )
    copy.warn(checklist.warnings)
    return copy


def _scale(scale: Scale, texts: Texts) -> Scale:
    labels = {**scale.labels, **{name: text for name, text in texts.levels.items() if name in scale.levels}}
    return scale.model_copy(update={"labels": MappingProxyType(labels)})


def _domain(domain: Domain, texts: Texts) -> Domain:
    own = texts.domains.get(domain.id, DomainTexts())
    return domain.model_copy(
        update={
            "title": own.title or domain.title,
            "asks": own.asks or domain.asks,
            "items": tuple(_item(item, texts) for item in domain.items),
        }
    )


def _item(item: Item, texts: Texts) -> Item:
    own = texts.items.get(item.id)
    if own is None:
        return item
    return item.model_copy(update={"text": own.text, "guidance": own.guidance or item.guidance})
