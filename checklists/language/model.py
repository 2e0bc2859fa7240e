"""Define a checklist: what is asked, what may be answered, and how it is judged.

Everything is addressed by string id ("1.2", "D1", "D1-R2"), never by position, and nothing here holds an
answer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Discriminator, Field, PrivateAttr, StrictBool, Tag, model_validator

from checklists.errors import Problem, UnknownDomain, UnknownItem, UnknownJudgement, did_you_mean, quoted
from checklists.language.answer_codes import NOT_ASKED, AnswerOption, AnswerSet
from checklists.language.conditions import Names, Part, PreliminaryIs, Text, leaves
from checklists.language.defaults import complete
from checklists.language.fixed import Fixed
from checklists.language.parts import (
    ALL,
    ONLY_AXIS,
    AppliesTo,
    Domain,
    Flag,
    Grade,
    Item,
    Overall,
    Oxford,
    PredictedDirection,
    Preliminary,
    Rule,
    Scale,
    SilenceExempt,
    Total,
    Upgrade,
)
from checklists.language.variants import Choices, choices_of, domains_there, is_there

OVERALL: Final = "overall"
"""The target of the judgement of the whole; with a second axis, that one's is `overall.AXIS`."""
DIRECTION: Final = ".direction"
"""What stands behind the id of a target in the id of its predicted direction."""
_CACHED: Final = (
    "items_as_shown",
    "items",
    "_by_item",
    "_by_domain",
    "judged_domains",
    "targets",
    "deciding",
    "choices",
    "_identity",
)
"""What a checklist remembers of itself that a variant, or other wording, has otherwise."""


def _kind_of_overall(value: object) -> str:
    if isinstance(value, Overall):
        return "<one>"
    if (
        isinstance(value, dict)
        and value
        and all(isinstance(each, (dict, Overall)) for each in value.values())
    ):
        return "<axes>"
    return "<one>" if isinstance(value, dict) else "<none>"


class Checklist(Part):
    """A checklist: immutable, without answers; two with the same text and variant are equal."""

    schema_: Literal["appraisal-checklist/0.1", "appraisal-checklist/0.2"] = Field(alias="schema")
    id: Text
    version: Text
    status: Literal["draft", "released", "retired"] = "draft"
    title: Text
    wording: Literal["original", "licensed", "external"] = "original"
    house_rules: StrictBool = False
    applies_to: AppliesTo | None = None
    unit_of_assessment: Literal["result", "claim", "study"] = "study"
    answers: Fixed[AnswerOption]
    answer_sets: Fixed[AnswerSet]
    groups: Fixed[Names] = Field(default_factory=lambda: MappingProxyType({}))
    one_scale: Scale | None = Field(None, alias="judgement_scale")
    many_scales: Fixed[Scale] = Field(default_factory=lambda: MappingProxyType({}), alias="judgement_scales")
    preliminaries: tuple[Preliminary, ...] = ()
    totals: tuple[Total, ...] = ()
    domains: Annotated[tuple[Domain, ...], Field(min_length=1)]
    overall_part: Annotated[
        Annotated[Literal["none"], Tag("<none>")]
        | Annotated[Overall, Tag("<one>")]
        | Annotated[Fixed[Overall], Tag("<axes>")],
        Discriminator(_kind_of_overall),
    ] = Field("none", alias="overall")
    predicted_direction: PredictedDirection | None = None
    flags: tuple[Flag, ...] = ()
    grade: Grade | None = None
    oxford: Oxford | None = Field(None, alias="oxford_2011")
    upgrades: Annotated[
        tuple[Upgrade, ...], BeforeValidator(lambda value: (value,) if isinstance(value, dict) else value)
    ] = ()
    silence_exempt: tuple[SilenceExempt, ...] = ()
    _source: str = PrivateAttr("")
    _file: str = PrivateAttr("<text>")
    _choices: Choices = PrivateAttr(())
    _wording_sha256: str = PrivateAttr("")
    _warnings: tuple[Problem, ...] = PrivateAttr(())

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, data: Any) -> Any:
        return complete(data)

    def model_post_init(self, context: Any) -> None:
        """Keep the exact text and the name of the file, which the loader hands over as context."""
        if context:
            self._source, self._file = context["source"], context["file"]

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Checklist) and self._identity == other._identity)

    def __hash__(self) -> int:
        return hash(self._identity)

    @cached_property
    def _identity(self) -> tuple[str, str, Choices]:
        # Kept, as what is worked out for a checklist is looked up by it, often for each appraisal.
        return self.sha256, self._wording_sha256, self._choices

    @property
    def source(self) -> str:
        """The exact YAML text it was read from."""
        return self._source

    @property
    def file(self) -> str:
        """The name of the file it was read from, as given to the loader."""
        return self._file

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8, in hexadecimal: what an appraisal pins."""
        return hashlib.sha256(self._source.encode()).hexdigest()

    @property
    def wording_sha256(self) -> str:
        """The SHA-256 of the file that its texts are from; empty where they are its own or not at hand."""
        return self._wording_sha256

    def with_wording(self, sha256: str, **texts: Any) -> Checklist:
        """Return the same checklist with other texts; its source and its sha256 stay.

        Args:
            sha256: Of the file that the texts are from.
            **texts: The fields that hold them.
        """
        copy = self.model_copy(update=texts)
        for name in (*_CACHED, "scales"):
            copy.__dict__.pop(name, None)
        copy._wording_sha256 = sha256
        return copy

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is allowed in the text and probably not meant, in the order of the lines."""
        return self._warnings

    def warn(self, warnings: tuple[Problem, ...]) -> None:
        """Keep what the loader found to be allowed and probably not meant."""
        self._warnings = warnings

    # Scales, axes and judgements -------------------------------------------------------------------------

    @cached_property
    def scales(self) -> Mapping[str, Scale]:
        """The scales by name; the only scale of a checklist has the name `judgement`."""
        return {"judgement": self.one_scale} if self.one_scale is not None else self.many_scales

    @property
    def scale(self) -> Scale:
        """The first scale; use `scale_of` for what a target is judged on."""
        return next(iter(self.scales.values()))

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """The levels of all scales: for each, those in order, best to worst, then those beside the order."""
        return tuple(dict.fromkeys(level for scale in self.scales.values() for level in scale.levels))

    @cached_property
    def overalls(self) -> Mapping[str, Overall]:
        """The judgements of the whole, by axis; empty if there is none."""
        if isinstance(self.overall_part, Overall):
            return {ONLY_AXIS: self.overall_part}
        return {} if self.overall_part == "none" else self.overall_part

    @cached_property
    def main_axis(self) -> str | None:
        """The axis that GRADE reads, else the first; None if there is no judgement of the whole."""
        if self.grade is not None and self.grade.axis in self.overalls:
            return self.grade.axis
        return next(iter(self.overalls), None)

    @property
    def overall(self) -> Overall | None:
        """The judgement of the whole on the main axis, if there is one."""
        return None if self.main_axis is None else self.overalls[self.main_axis]

    @property
    def overall_rules(self) -> tuple[Rule, ...]:
        """The rules over the whole on the main axis."""
        return () if self.overall is None else self.overall.rules

    @cached_property
    def judged_domains(self) -> tuple[Domain, ...]:
        """The domains that have a level, by rules or by the reviewer."""
        return tuple(domain for domain in self.domains if domain.is_judged)

    def overall_target(self, axis: str) -> str:
        """Return the id under which the judgement of the whole on an axis is addressed."""
        return OVERALL if axis == self.main_axis else f"{OVERALL}.{axis}"

    @cached_property
    def targets(self) -> tuple[str, ...]:
        """The ids of everything that is judged: the domains, then the whole, axis by axis."""
        wholes = sorted(self.overalls, key=lambda axis: axis != self.main_axis)
        return (*(domain.id for domain in self.judged_domains), *map(self.overall_target, wholes))

    def axis_of(self, target: str) -> str:
        """Return the axis of a target: of a domain, or of the whole."""
        if target == OVERALL:
            return self.main_axis or ONLY_AXIS
        prefix = f"{OVERALL}."
        return target.removeprefix(prefix) if target.startswith(prefix) else self.domain(target).axis

    def title_of(self, target: str) -> str:
        """Return the words for a target: the title of a domain, or "Overall" with its axis."""
        if target == OVERALL and len(self.overalls) < 2:
            return "Overall"
        if target == OVERALL or target.startswith(f"{OVERALL}."):
            return f"Overall, {self.axis_of(target).replace('_', ' ')}"
        return self.domain(target).title

    def scale_of(self, target: str) -> Scale:
        """Return the scale of a target, or raise UnknownDomain."""
        name = None
        if target == OVERALL or target.startswith(f"{OVERALL}."):
            axis = self.axis_of(target)
            name = self.overalls[axis].scale if axis in self.overalls else None
            if name is None:
                name = next((each.scale for each in self.judged_domains if each.axis == axis), None)
        else:
            name = self.domain(target).scale
        return self.scales[name] if name is not None else next(iter(self.scales.values()))

    def levels_of(self, target: str) -> tuple[str, ...]:
        """Return the levels that a target may have, in the order of its scale."""
        whole = target == OVERALL or target.startswith(f"{OVERALL}.")
        part = self.overalls.get(self.axis_of(target)) if whole else self.domain(target)
        chosen = part.levels if part is not None else None
        levels = self.scale_of(target).levels
        return levels if chosen is None else tuple(level for level in levels if level in chosen)

    def target_of(self, levels: tuple[str, ...]) -> str:
        """Return the whole that `{overall: levels}` means: the first with these levels, main axis first."""
        wholes = [self.overall_target(axis) for axis in self.overalls]
        fitting = [each for each in wholes if set(levels) <= set(self.scale_of(each).levels)]
        return min(fitting or [OVERALL], key=lambda target: target != OVERALL)

    def label(self, level: str, target: str | None = None) -> str:
        """Return the label that readers see for a level, or raise UnknownJudgement with the nearest level.

        Args:
            level: The level.
            target: What it is the level of, where two scales have a level of the same name.
        """
        scales = self.scales.values() if target is None else (self.scale_of(target),)
        for scale in scales:
            if level in scale.levels:
                return scale.labels.get(level) or level.replace("_", " ").capitalize()
        known = did_you_mean(level, self.levels)
        raise UnknownJudgement(f"{self.id} has no judgement {quoted(level)}; {known}")

    def rank(self, level: str) -> int | None:
        """Return a level's place in the order, 0 the best; None beside it. It may raise UnknownJudgement."""
        self.label(level)
        return next(scale.rank(level) for scale in self.scales.values() if level in scale.levels)

    # Items and answers -----------------------------------------------------------------------------------

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items of all domains, in order."""
        return tuple(item for domain in self.domains for item in domain.items)

    @property
    def design_classes(self) -> tuple[str, ...]:
        """The ids of the designs that it is for; empty if it does not say."""
        return self.applies_to.design_classes if self.applies_to is not None else ()

    @cached_property
    def items_as_shown(self) -> tuple[Item, ...]:
        """The items of all domains, in each the judged ones before those only recorded."""
        return tuple(
            item
            for domain in self.domains
            for item in sorted(domain.items, key=lambda item: item.role is not None)
        )

    @cached_property
    def _by_item(self) -> dict[str, tuple[Item, Domain]]:
        return {item.id: (item, domain) for domain in self.domains for item in domain.items}

    @cached_property
    def _by_domain(self) -> dict[str, Domain]:
        return {domain.id: domain for domain in self.domains}

    def has_item(self, item_id: str) -> bool:
        """Return True if there is an item with this id."""
        return item_id in self._by_item

    def item(self, item_id: str) -> Item:
        """Return the item with this id, or raise UnknownItem with the nearest id."""
        return self._find_item(item_id)[0]

    def domain_of(self, item_id: str) -> Domain:
        """Return the domain of an item, or raise UnknownItem."""
        return self._find_item(item_id)[1]

    def _find_item(self, item_id: str) -> tuple[Item, Domain]:
        match = self._by_item.get(item_id)
        if match is None:
            raise UnknownItem(
                f"{self.id} has no item {quoted(item_id)}; {did_you_mean(item_id, self._by_item)}"
            )
        return match

    def domain(self, domain_id: str) -> Domain:
        """Return the domain with this id, or raise UnknownDomain with the nearest id."""
        match = self._by_domain.get(domain_id)
        if match is None:
            known = did_you_mean(domain_id, self._by_domain)
            raise UnknownDomain(f"{self.id} has no domain {quoted(domain_id)}; {known}")
        return match

    def codes(self, item_id: str) -> tuple[str, ...]:
        """Return the codes an item offers, in the order of its set, or raise UnknownItem."""
        return self.answer_sets[self.item(item_id).answer_set].codes

    def options(self, item_id: str) -> tuple[AnswerOption, ...]:
        """Return the answers an item offers, in the order of its set, or raise UnknownItem."""
        return tuple(self.answers[code] for code in self.codes(item_id))

    def tone(self, item_id: str, code: str) -> str:
        """Return whether a code speaks for or against the study at this item: turned where yes is bad."""
        tone = self.answers[code].tone
        if self.item(item_id).yes_is == "bad":
            return {"good": "poor", "poor": "good"}.get(tone, tone)
        return tone

    def item_ids(self, names: tuple[str, ...], domain: Domain | None = None) -> tuple[str, ...]:
        """Return the ids of items that a list names, each once; those that are not there are left out.

        Args:
            names: Ids of items or of domains, or ("all",): every judged item.
            domain: The domain that ("all",) means; None for the whole checklist.
        """
        ids: dict[str, None] = {}
        for name in names:
            if names == ALL:
                within = self.domains if domain is None else (domain,)
                ids.update((item.id, None) for each in within for item in each.items if item.role is None)
            elif name in self._by_domain:
                own = self._by_domain[name].items
                ids.update((item.id, None) for item in own if item.role is None)
            elif name in self._by_item:
                ids[name] = None
        return tuple(ids)

    def total(self, total_id: str) -> Total:
        """Return the total with this id; it is taken to exist, as loading has seen to it."""
        return next(total for total in self.totals if total.id == total_id)

    def points(self, item_id: str) -> Mapping[str, int]:
        """Return the points of the codes of an item; a code that is left out counts 0."""
        item = self.item(item_id)
        return self.answer_sets[item.answer_set].points if item.points is None else item.points

    def points_between(self, item_id: str) -> tuple[int, int]:
        """Return the lowest and highest points that an item can have, also where it is not asked."""
        points = self.points(item_id)
        earned = [points.get(code, 0) for code in self.codes(item_id)]
        if self.item(item_id).ask_if is not None:
            earned.append(points.get(NOT_ASKED, 0))
        return min(earned), max(earned)

    def out_of(self, total_id: str) -> int:
        """Return the highest sum that a total can have in this variant."""
        items = self.item_ids(self.total(total_id).items)
        return sum(self.points_between(item)[1] for item in items)

    # Variants --------------------------------------------------------------------------------------------

    @cached_property
    def deciding(self) -> tuple[Preliminary, ...]:
        """The preliminaries that decide which parts are there."""
        parts: tuple[Domain | Item | Preliminary, ...] = (*self.domains, *self.items, *self.preliminaries)
        names = {condition.preliminary for part in parts for condition in part.only_if}
        return tuple(each for each in self.preliminaries if each.id in names)

    @property
    def is_open(self) -> bool:
        """True for a whole checklist of which a preliminary still decides which parts are there."""
        return bool(self.deciding) and not self._choices

    def varies(self, domain: Domain) -> bool:
        """Return True for a domain that some variants do not have, or have with other items."""
        return bool(domain.only_if) or any(item.only_if for item in domain.items)

    @cached_property
    def reads_preliminaries(self) -> bool:
        """True if a preliminary decides which parts are there, or a rule or a flag reads one."""
        wholes = (rule.when for overall in self.overalls.values() for rule in overall.rules)
        conditions = (*wholes, *(flag.when for flag in self.flags))
        read = (leaf for condition in conditions if condition is not None for leaf in leaves(condition))
        return bool(self.deciding) or any(isinstance(leaf, PreliminaryIs) for leaf in read)

    @cached_property
    def choices(self) -> Choices:
        """The options that made this variant; empty for the whole checklist."""
        return self._choices

    def variant(self, answers: Mapping[str, str]) -> Checklist:
        """Return the checklist with the parts that are there for some answers to its preliminaries.

        Args:
            answers: Preliminary id to the option, or to options with a comma between.

        Returns:
            The variant, with the same text and sha256; the whole checklist while a preliminary that decides
            is not answered, or if none decides.
        """
        if not self.deciding or self.choices:
            return self
        choices = choices_of(self.deciding, answers)
        return self if choices is None else _variant(self, choices)

    def is_undecided(self, answers: Mapping[str, str]) -> bool:
        """Return True while a preliminary that decides which parts are there is not answered."""
        return bool(self.deciding) and not self._choices and self.variant(answers) is self


@lru_cache(maxsize=512)
def _variant(checklist: Checklist, choices: Choices) -> Checklist:
    chosen = dict(choices)
    domains = domains_there(checklist.domains, choices)
    preliminaries = tuple(each for each in checklist.preliminaries if is_there(each, chosen))
    copy = checklist.model_copy(update={"domains": domains, "preliminaries": preliminaries})
    for name in _CACHED:
        copy.__dict__.pop(name, None)
    copy._choices = choices
    return copy
