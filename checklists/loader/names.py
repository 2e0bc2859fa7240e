"""Collect the names that a document defines, as far as it can be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from checklists.language.answer_codes import NOT_ASKED
from checklists.language.parts import ONLY_AXIS
from checklists.loader.document import Place, walk

OVERALL_KEYS: Final = ("rules", "judged_by", "scale", "levels", "source")
"""The keys of a judgement of the whole; a mapping with others names axes."""


@dataclass(frozen=True, slots=True)
class ScaleNames:
    """The levels of a scale: those in order, best to worst, and all of them."""

    ordered: tuple[str, ...]
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemNames:
    """What an item can be answered with.

    Attributes:
        domain: The id of its domain.
        codes: The codes it can take, NA among them if it has an `ask_if`; None if unknown.
        points: The points of its codes; None if neither it nor its set has any.
        is_recorded: True if it has a role.
        is_turned: True where yes is bad.
    """

    domain: str
    codes: frozenset[str] | None
    points: Mapping[str, int] | None
    is_recorded: bool
    is_turned: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """The names that a document defines, as far as it can be read.

    Attributes:
        tones: Code to tone.
        sets: Answer set to codes; None while the document has none.
        groups: Group to codes.
        scales: Scale to levels; the only scale of a document has the name "judgement".
        domains: Domain ids, as they are written, even where YAML reads them as something else than text.
        unjudged: Those of them that nobody judges.
        axes: Domain id to axis.
        domain_scales: Domain id to the name of its scale.
        items: Item id to what it can be answered with.
        totals: Total id to the ids of the items that it adds up.
        options: Preliminary id to its options.
        required: The ids of preliminaries that must be answered.
        wholes: Axis to the place of its judgement of the whole.
        judged: Items that a rule of a domain reads, with the line.
        used: Everything that some condition lists after `is`.
    """

    tones: dict[str, str]
    sets: dict[str, tuple[str, ...]] | None
    groups: dict[str, tuple[str, ...]]
    scales: dict[str, ScaleNames]
    domains: tuple[str, ...]
    unjudged: frozenset[str]
    axes: dict[str, str]
    domain_scales: dict[str, str]
    items: dict[str, ItemNames]
    totals: dict[str, tuple[str, ...]]
    options: dict[str, tuple[str, ...]]
    required: frozenset[str]
    wholes: dict[str, Place]
    judged: dict[str, int]
    used: frozenset[str]
    first_scale: str = field(default="judgement")

    def scale(self, name: str | None) -> ScaleNames:
        """Return a scale by name, the first for None; an empty one if there is none."""
        return self.scales.get(name or self.first_scale, ScaleNames((), ()))

    def axis_domains(self, axis: str) -> tuple[str, ...]:
        """Return the ids of the judged domains on an axis."""
        judged = (name for name in self.domains if name not in self.unjudged)
        return tuple(name for name in judged if self.axes.get(name) == axis)

    def whole_scale(self, axis: str) -> ScaleNames:
        """Return the scale of the whole on an axis: its own, else that of the domains on it."""
        name = self.wholes[axis].at("scale").text if axis in self.wholes else None
        if name is None:
            name = next((self.domain_scales.get(each) for each in self.axis_domains(axis)), None)
        return self.scale(name)


def read_names(root: Place) -> Reading:
    """Gather the names from a document, passing over whatever has the wrong shape."""
    tones = {code: option.at("tone").text or "" for code, option in root.at("answers").entries()}
    sets_place = root.at("answer_sets")
    sets = {name: set_codes(members) for name, members in sets_place.entries()}
    if sets_place.kind == "absent" and tones:
        sets = {"all": tuple(tones)}
    domains = root.at("domains").elements()
    named = [(domain.at("id").raw, domain) for domain in domains]
    scales = _scales(root)
    first = next(iter(scales), "judgement")
    items = {
        item.at("id").raw: _item(name, item, root, sets, tones)
        for name, domain in named
        for item in domain.at("items").elements()
        if item.at("id").raw
    }
    rules = [rule for domain in domains for rule in domain.at("rules").elements()]
    preliminaries = root.at("preliminaries").elements()
    return Reading(
        tones=tones,
        sets=sets if sets_place.kind == "mapping" or sets else None,
        groups={name: _names(members) for name, members in root.at("groups").entries()},
        scales=scales,
        domains=tuple(name for name, _ in named),
        unjudged=frozenset(name for name, domain in named if domain.at("judged_by").text == "none"),
        axes={name: domain.at("axis").text or ONLY_AXIS for name, domain in named},
        domain_scales={name: domain.at("scale").text or first for name, domain in named},
        items=items,
        totals={
            total.at("id").raw: _added(total.at("items"), items)
            for total in root.at("totals").elements()
            if total.at("id").raw
        },
        options={each.at("id").raw: _names(each.at("options")) for each in preliminaries},
        required=frozenset(each.at("id").raw for each in preliminaries if each.at("required").value is True),
        wholes=read_wholes(root),
        judged={name: place.line for rule in reversed(rules) for name, place in items_read(rule.at("when"))},
        used=frozenset(name for place in walk(root) if place.key == "is" for name in _names(place)),
        first_scale=first,
    )


def read_wholes(root: Place) -> dict[str, Place]:
    """Return the places of the judgements of the whole, by axis."""
    overall = root.at("overall")
    if overall.kind != "mapping":
        return {}
    below = dict(overall.entries())
    if below and all(place.kind == "mapping" for place in below.values()):
        return below
    return {ONLY_AXIS: overall}


def set_codes(members: Place) -> tuple[str, ...]:
    """Return the codes of an answer set, written as a list or as a mapping with `codes`."""
    return _names(members.at("codes") if members.kind == "mapping" else members)


def _scales(root: Place) -> dict[str, ScaleNames]:
    places = root.at("judgement_scales").entries()
    if root.at("judgement_scale").kind != "absent":
        places = [("judgement", root.at("judgement_scale"))]
    return {
        name: ScaleNames(
            _names(scale.at("ordered")), _names(scale.at("ordered")) + _names(scale.at("off_scale"))
        )
        for name, scale in places
    }


def _names(place: Place) -> tuple[str, ...]:
    # What YAML takes for something else than text is told at its place, and counts as what it looks like.
    return tuple(each.raw for each in place.elements() if each.kind == "scalar" and each.raw)


def _item(
    domain: str, item: Place, root: Place, sets: dict[str, tuple[str, ...]], tones: dict[str, str]
) -> ItemNames:
    only = next(iter(sets), "") if len(sets) == 1 else ""
    chosen = item.at("answer_set").text or only
    codes = sets.get(chosen)
    # A set with an undefined code is reported once, at the set, not again at every rule.
    offered: frozenset[str] | None = None
    if codes is not None and tones and all(code in tones for code in codes):
        unasked = () if item.at("ask_if").kind == "absent" else (NOT_ASKED,)
        offered = frozenset((*codes, *unasked))
    points = item.at("points")
    if points.kind == "absent":
        points = root.at("answer_sets", chosen, "points")
    earned = {code: each.value for code, each in points.entries() if isinstance(each.value, int)}
    return ItemNames(
        domain=domain,
        codes=offered,
        points=earned if points.kind == "mapping" else None,
        is_recorded=item.at("role").kind != "absent",
        is_turned=item.at("yes_is").text == "bad",
    )


def _added(listed: Place, items: Mapping[str, ItemNames]) -> tuple[str, ...]:
    """Return the ids of the items that a total adds up."""
    judged = [name for name, item in items.items() if not item.is_recorded]
    names = (listed.text,) if listed.text is not None else _names(listed)
    if names == ("all",):
        return tuple(judged)
    ids: dict[str, None] = {}
    for name in names:
        ids.update((each, None) for each in judged if items[each].domain == name)
        if name in items:
            ids[name] = None
    return tuple(ids)


def items_read(condition: Place) -> Iterator[tuple[str, Place]]:
    """Yield the items that a condition names, each with its place."""
    for place in walk(condition):
        if place.key == "item" and place.text is not None:
            yield place.text, place
        elif place.key == "items":
            yield from place.texts()
