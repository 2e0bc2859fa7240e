"""Make small definitions by lot, with everything that the language offers, sound or not."""

from __future__ import annotations

from random import Random
from typing import Any

Data = dict[str, Any]

ANSWERS = {
    "A": {"label": "A", "tone": "good"},
    "B": {"label": "B", "tone": "good"},
    "C": {"label": "C", "tone": "poor"},
    "D": {"label": "D", "tone": "poor"},
    "U": {"label": "U", "tone": "unknown"},
    "NA": {"label": "NA", "tone": "none"},
}


MOST_FORMS = 48
"""No more items are made once there are more forms: a search through them all would take too long."""


class Lot:
    """A definition made by lot from a seed."""

    def __init__(self, seed: int) -> None:
        """Draw the size, then the parts."""
        self.random = Random(seed)
        self.forms = 1
        self.has_variants = self.chance(0.3)
        self.has_axes = self.chance(0.2)
        self.sets = {f"s{number}": self.answer_set() for number in (1, 2)}
        self.scales = {"bias": self.scale(), "concern": self.scale()}
        self.preliminaries = [{"id": "P1", "text": "x", "options": ["x", "y"], "required": True}]
        self.preliminaries += [{"id": "P2", "text": "x", "options": ["v", "w"], "required": True}]
        self.totals: list[Data] = []
        self.domains: list[Data] = []

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def some(self, values: Any, least: int = 1, most: int | None = None) -> list[Any]:
        """Some of several values, in their order."""
        listed = list(values)
        number = self.random.randint(least, len(listed) if most is None else min(most, len(listed)))
        chosen = self.random.sample(range(len(listed)), number)
        return [listed[place] for place in sorted(chosen)]

    def answer_set(self) -> Data:
        good, poor = (
            self.some("AB", 0 if self.chance(0.1) else 1),
            self.some("CD", 0 if self.chance(0.1) else 1),
        )
        codes = good + poor + (["U"] if self.chance(0.6) else []) + (["NA"] if self.chance(0.15) else [])
        if len(codes) < 2:
            codes = ["A", "C"]
        made: Data = {
            "codes": codes,
            "points": {code: self.random.randint(-1, 2) for code in self.some(codes)},
        }
        ranked = [code for code in codes if code in "ABCD"]
        if "U" in codes and ranked:
            silence = self.random.choice(["between", "between", "worst", "unranked", "as"])
            made["silence"] = {"as": self.random.choice(ranked)} if silence == "as" else silence
        if self.chance(0.05):
            made["order"] = "none"
        return made

    def scale(self) -> Data:
        levels = ["low", "some", "high"][: self.random.randint(2, 3)]
        return {"ordered": levels, "off_scale": ["unclear"] if self.chance(0.6) else []}

    # Parts -----------------------------------------------------------------------------------------------

    def make(self) -> Data:
        """Put the definition together."""
        for number in range(1, self.random.randint(1, 3) + 1):
            if self.forms * 2 <= MOST_FORMS:
                self.domains.append(self.domain(number))
        names = [domain["id"] for domain in self.domains if domain["items"]]
        if names and self.chance(0.5):
            items = self.random.choice(["all", self.random.choice(names), names])
            self.totals.append({"id": "T", "title": "T", "items": items, "out_of": self.random.randint(0, 6)})
        data: Data = {
            "schema": "appraisal-checklist/0.2",
            "id": "lot",
            "version": "1",
            "title": "x",
            "answers": ANSWERS,
            "answer_sets": self.sets,
            "judgement_scales": self.scales,
            "preliminaries": [
                each | ({"decides": True} if each["id"] == "P1" and "'only_if'" in str(self.domains) else {})
                for each in self.preliminaries
            ],
            "totals": self.totals,
            "domains": self.domains,
            "overall": self.overalls(),
            "flags": [{"id": "F1", "when": self.condition(self.all_items(), overall="flag"), "message": "x"}],
        }
        if data["overall"] != "none" and self.chance(0.3):
            data["grade"] = self.grade()
        return data

    def domain(self, number: int) -> Data:
        axis = "concern" if self.has_axes and number == 2 else "bias"
        domain: Data = {"id": f"D{number}", "title": "x", "axis": axis, "scale": axis}
        domain["judged_by"] = self.random.choice(["rules", "rules", "rules", "reviewer", "none"])
        scale = self.scales[axis]
        if self.chance(0.15):
            domain["levels"] = self.some(scale["ordered"] + scale["off_scale"], 2)
        domain["items"] = []
        for place in range(1, self.random.randint(1, 3) + 1):
            item = self.item(number, place)
            codes = len(self.sets[item["answer_set"]]["codes"])
            if self.forms * codes <= MOST_FORMS or place == 1:
                self.forms *= codes
                domain["items"].append(item)
        if self.has_variants and number > 1 and self.chance(0.5):
            domain["only_if"] = {"preliminary": "P1", "is": ["x"]}
        for place, item in enumerate(domain["items"]):
            if place and self.chance(0.35):
                item["ask_if"] = self.condition([each["id"] for each in domain["items"][:place]], depth=1)
        judged = [item["id"] for item in domain["items"] if "role" not in item]
        domain["rules"] = []
        if (
            domain["judged_by"] != "none"
            and judged
            and not (domain["judged_by"] == "reviewer" and self.chance(0.2))
        ):
            levels = domain.get("levels", scale["ordered"] + scale["off_scale"])
            asks = domain["judged_by"] == "reviewer"
            domain["rules"] = self.rules(f"D{number}", levels, judged, asks=asks)
        elif domain["judged_by"] != "none":
            domain["judged_by"] = "reviewer"
        domain["not_monotone"] = self.exemptions(domain)
        choices = [len(rule.get("ask", [1])) for rule in domain["rules"]]
        if domain["judged_by"] == "reviewer":
            self.forms *= max(choices, default=4)
        return domain

    def item(self, number: int, place: int) -> Data:
        item: Data = {"id": f"{number}.{place}", "text": "x", "answer_set": self.random.choice(["s1", "s2"])}
        if self.chance(0.2) and "order" not in self.sets[item["answer_set"]]:
            item["yes_is"] = "bad"
        if self.chance(0.2):
            codes = self.sets[item["answer_set"]]["codes"]
            item["points"] = {code: self.random.randint(-2, 3) for code in self.some(codes)}
        if self.has_variants and place > 1 and self.chance(0.3):
            item["only_if"] = {"preliminary": "P1", "is": [self.random.choice("xy")]}
        if place == 3 and self.chance(0.2):
            item["role"] = "recorded_only"
        return item

    def exemptions(self, domain: Data) -> list[Any]:
        listed: list[Any] = []
        for item in domain["items"]:
            if "role" in item or not self.chance(0.15):
                continue
            codes = self.sets[item["answer_set"]]["codes"]
            step = {"item": item["id"], "because": "x"}
            step |= dict(zip(("from", "to"), self.some(codes, 2, 2), strict=True))
            listed.append(item["id"] if self.chance(0.5) else step)
        return listed

    def rules(
        self, name: str, levels: list[str], items: list[str], *, asks: bool, overall: str = ""
    ) -> list[Data]:
        rules: list[Data] = []
        for number in range(1, self.random.randint(1, 3) + 1):
            when = self.condition(items, overall=overall)
            rules.append(
                {"id": f"{name}-R{number}", "because": "x", "when": when} | self.outcome(levels, asks)
            )
        last = {"id": f"{name}-R{len(rules) + 1}", "because": "x", "otherwise": True}
        return [*rules, last | self.outcome(levels, asks)]

    def outcome(self, levels: list[str], asks: bool) -> Data:
        if asks and self.chance(0.4):
            return {"ask": self.some(levels, 2)}
        return {"judge": self.random.choice(levels)}

    def overalls(self) -> Any:
        if self.chance(0.1):
            return "none"
        axes = ["bias"]
        if self.has_axes and any(each["axis"] == "concern" for each in self.domains):
            axes.append("concern")
        made: Data = {}
        for axis in axes:
            scale = self.scales[axis]
            levels = scale["ordered"] + scale["off_scale"]
            rules = self.rules(f"{axis}", levels, self.all_items(), asks=self.chance(0.2), overall=axis)
            made[axis] = {"scale": axis, "rules": rules}
        return made

    def all_items(self) -> list[str]:
        return [item["id"] for domain in self.domains for item in domain["items"] if "role" not in item]

    def grade(self) -> Data:
        scale = self.scales["bias"]
        levels = scale["ordered"] + scale["off_scale"]
        cost = sorted(-self.random.randint(0, 3) for _ in scale["ordered"])[::-1]
        cost += [-self.random.randint(0, 3) for _ in scale["off_scale"]]
        if self.chance(0.4):
            self.random.shuffle(cost)
        start = {"start": "high", "risk_of_bias": dict(zip(levels, cost, strict=True))}
        return {"axis": "bias", "default": "start_high", "start_high": start}

    # Conditions ------------------------------------------------------------------------------------------

    def condition(self, items: list[str], depth: int = 2, overall: str = "") -> Data:
        if depth and self.chance(0.4):
            form = self.random.choice(["all", "any", "not"])
            if form == "not":
                return {"not": self.condition(items, depth - 1, overall)}
            return {
                form: [self.condition(items, depth - 1, overall) for _ in range(self.random.randint(2, 3))]
            }
        return self.leaf(items, overall)

    def leaf(self, items: list[str], overall: str) -> Data:
        kinds = (["item", "item", "count"] if items else []) + (["total"] if overall and self.totals else [])
        judged = [each for each in self.domains if each["judged_by"] != "none"]
        judged = [each for each in judged if overall == "flag" or each["axis"] == overall]
        if overall and judged:
            kinds += ["domains"] * 3
        if overall and overall != "flag":
            kinds += ["preliminary"] if self.chance(0.5) else []
        kind = self.random.choice(kinds or ["preliminary"])
        codes = self.some([code for code in ANSWERS if code != "NA"] + (["NA"] if self.chance(0.2) else []))
        if kind == "item":
            return {"item": self.random.choice(items), "is": codes}
        if kind == "count":
            named = "all" if self.chance(0.4) else self.some(items)
            return {"count": {"items": named, "is": codes}} | self.limit(len(items))
        if kind == "total":
            return {"total": "T"} | {self.random.choice(["at_least", "at_most"]): self.random.randint(-2, 5)}
        if kind == "domains":
            names = "all" if self.chance(0.5) else self.some([each["id"] for each in judged])
            levels = self.some(["low", "some", "high", "unclear"], 1, 2)
            return {"domains": names, "is": levels} | self.limit(len(judged))
        return (
            {"preliminary": "P1", "is": ["x"]}
            if self.has_variants and self.chance(0.5)
            else {
                "preliminary": "P2",
                "is": ["v"],
            }
        )

    def limit(self, most: int) -> Data:
        if self.chance(0.3):
            return {"at_least": "all"}
        return {self.random.choice(["at_least", "at_most"]): self.random.randint(1, max(most, 1))}
