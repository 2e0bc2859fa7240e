"""Judge every form of a small definition one by one, and find what the proof is to find.

This shares no code with the program: it reads the definition as plain data, and goes through all forms, all
pairs of forms and all levels that a reviewer may choose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product
from typing import Any

Data = dict[str, Any]
Answers = dict[str, str]
Levels = dict[str, str]
Key = tuple[str, str, tuple[str | int, ...]]
"""The kind of a fault, what it is about, and the beginning of its place in the document."""


class BruteForce:
    """A definition in one variant, given as plain data."""

    def __init__(self, data: Data, options: dict[str, str]) -> None:
        """Leave out what is not there for the options."""
        self.data, self.options = data, options
        self.domains = [self._trim(domain) for domain in data["domains"] if self._is_there(domain)]
        self.place = {domain["id"]: place for place, domain in enumerate(data["domains"])}
        self.items = {item["id"]: item for domain in self.domains for item in domain["items"]}
        self.overalls: dict[str, Data] = {} if data["overall"] == "none" else data["overall"]
        self.seen: set[Key] = set()
        self.missed: set[Key] = set()
        self.faults: set[Key] = set()
        self.counts: dict[str, Counter[str]] = {}
        self.level_counts: dict[str, Counter[str]] = {}
        self.whole_counts: dict[str, Counter[str]] = {}
        self.known: dict[tuple[str, ...], list[str]] = {}
        self.forms = 0

    # The definition --------------------------------------------------------------------------------------

    def _is_there(self, part: Data) -> bool:
        only = part.get("only_if")
        return only is None or self.options[only["preliminary"]] in only["is"]

    def _trim(self, domain: Data) -> Data:
        items = [item for item in domain["items"] if self._is_there(item) and "role" not in item]
        return domain | {"items": items}

    def codes(self, item: Data) -> list[str]:
        return list(self.data["answer_sets"][item["answer_set"]]["codes"])

    def points(self, item: Data) -> dict[str, int]:
        return item.get("points", self.data["answer_sets"][item["answer_set"]].get("points", {}))

    def scale(self, part: Data) -> Data:
        return self.data["judgement_scales"][part["scale"]]

    def better(self, scale: Data, first: str, second: str) -> bool:
        """The first level is strictly better than the second."""
        order, off = scale["ordered"], scale["off_scale"]
        if first in order and second in order:
            return order.index(first) < order.index(second)
        return (first == order[0] and second in off) or (first in off and second == order[-1])

    def up(self, scale: Data, before: list[str], after: list[str]) -> bool:
        """A set of levels moves up."""
        new_best = [a for a in after if all(self.better(scale, a, b) for b in before)]
        lost_worst = [b for b in before if all(self.better(scale, a, b) for a in after)]
        return bool(new_best or lost_worst)

    def worse_answers(self, item: Data) -> list[tuple[str, str]]:
        chosen = self.data["answer_sets"][item["answer_set"]]
        if chosen.get("order") == "none":
            return []
        tones = {code: self.data["answers"][code]["tone"] for code in chosen["codes"]}
        turned = item.get("yes_is") == "bad"
        line = [code for code in chosen["codes"] if tones[code] in ("good", "poor")]
        if turned:
            line.reverse()
        is_good = {code: (tones[code] == "good") is not turned for code in line}
        pairs = [(a, b) for a in line for b in line if line.index(a) < line.index(b)]
        silence = chosen.get("silence", "between")
        for code in chosen["codes"]:
            if tones[code] != "unknown" or not line or silence == "unranked":
                continue
            if silence == "worst":
                pairs += [(a, code) for a in line]
            elif isinstance(silence, dict):
                for a in line:
                    if line.index(a) <= line.index(silence["as"]):
                        pairs.append((a, code))
                    if line.index(a) >= line.index(silence["as"]):
                        pairs.append((code, a))
            else:
                pairs += [(a, code) for a in line if is_good[a]]
                if not any(is_good.values()):
                    pairs.append((line[0], code))
                if not is_good[line[-1]]:
                    pairs.append((code, line[-1]))
        return pairs

    # Judging ---------------------------------------------------------------------------------------------

    def count_of(self, names: Any, domain: Data | None) -> list[str]:
        if names == "all":
            return [item["id"] for each in ([domain] if domain else self.domains) for item in each["items"]]
        found: list[str] = []
        for name in [names] if isinstance(names, str) else names:
            for each in self.domains:
                for item in each["items"]:
                    if name in (each["id"], item["id"]) and item["id"] not in found:
                        found.append(item["id"])
        return found

    def total(self, name: str, answers: Answers) -> int:
        (total,) = (each for each in self.data["totals"] if each["id"] == name)
        named = self.count_of(total["items"], None)
        return sum(self.points(self.items[item]).get(answers[item], 0) for item in named)

    def holds(
        self,
        when: Data,
        answers: Answers,
        levels: Levels,
        domain: Data | None = None,
        axis: str | None = None,
    ) -> bool:
        def also(part: Data) -> bool:
            return self.holds(part, answers, levels, domain, axis)

        if "all" in when:
            return all(also(part) for part in when["all"])
        if "any" in when:
            return any(also(part) for part in when["any"])
        if "not" in when:
            return not also(when["not"])
        if "item" in when:
            return when["item"] in self.items and answers[when["item"]] in when["is"]
        if "preliminary" in when:
            return (self.options | answers)[when["preliminary"]] in when["is"]
        if "overall" in when:
            return levels["overall"] in when["overall"]
        if "total" in when:
            return self.keeps(when, self.total(when["total"], answers), 0)
        if "count" in when:
            named = self.count_of(when["count"]["items"], domain)
            return self.keeps(when, sum(answers[item] in when["count"]["is"] for item in named), len(named))
        judged = [each for each in self.domains if each["judged_by"] != "none"]
        if when["domains"] == "all":
            named = [each["id"] for each in judged if axis is None or each["axis"] == axis]
        else:
            named = [each["id"] for each in judged if each["id"] in when["domains"]]
        return self.keeps(when, sum(levels[name] in when["is"] for name in named), len(named))

    @staticmethod
    def keeps(when: Data, number: int, of: int) -> bool:
        least = when.get("at_least", number)
        if least == "all":
            least = max(of, 1)
        return bool(least <= number <= when.get("at_most", number))

    def fire(
        self,
        part: Data,
        answers: Answers,
        levels: Levels,
        domain: Data | None = None,
        axis: str | None = None,
    ) -> Data:
        for rule in part["rules"]:
            if "otherwise" in rule or self.holds(rule["when"], answers, levels, domain, axis):
                return rule
        raise AssertionError("no rule fires")

    def outcomes(self, rule: Data) -> list[str]:
        return rule["ask"] if "ask" in rule else [rule["judge"]]

    def domain_outcomes(self, domain: Data, answers: Answers) -> list[str]:
        key = (domain["id"], *(answers[item["id"]] for item in domain["items"]))
        if key not in self.known:
            rule = self.fire(domain, answers, {}, domain) if domain["rules"] else None
            self.known[key] = self.outcomes(rule) if rule else self.levels_of(domain)
        return self.known[key]

    def levels_of(self, part: Data) -> list[str]:
        scale = self.scale(part)
        return [
            level for level in scale["ordered"] + scale["off_scale"] if level in part.get("levels", [level])
        ]

    # Forms -----------------------------------------------------------------------------------------------

    def asked(self, item: Data, domain: Data, answers: Answers) -> bool:
        if "ask_if" not in item:
            return True
        # Only earlier items are read, also by `items: all`.
        place = domain["items"].index(item)
        return self.holds(item["ask_if"], answers, {}, domain | {"items": domain["items"][:place]})

    def fill_in(self, domains: list[Data]) -> Iterator[Answers]:
        """Every way to answer the items of some domains."""
        waiting = [(domain, item) for domain in domains for item in domain["items"]]

        def go_on(answers: Answers, left: list[tuple[Data, Data]]) -> Iterator[Answers]:
            if not left:
                yield answers
                return
            (domain, item), *rest = left
            codes = self.codes(item) if self.asked(item, domain, answers) else ["NA"]
            for code in codes:
                yield from go_on(answers | {item["id"]: code}, rest)

        return go_on({}, waiting)

    def change(self, domains: list[Data], old: Answers, name: str, code: str) -> Iterator[Answers]:
        """Every form that comes of another answer to one item."""
        waiting = [(domain, item) for domain in domains for item in domain["items"]]
        was_asked = {item["id"]: self.asked(item, domain, old) for domain, item in waiting}

        def go_on(answers: Answers, left: list[tuple[Data, Data]]) -> Iterator[Answers]:
            if not left:
                yield answers
                return
            (domain, item), *rest = left
            if item["id"] == name:
                codes = [code]
            elif not self.asked(item, domain, answers):
                codes = ["NA"]
            else:
                codes = [old[item["id"]]] if was_asked[item["id"]] else self.codes(item)
            for each in codes:
                yield from go_on(answers | {item["id"]: each}, rest)

        return go_on({key: value for key, value in old.items() if key not in was_asked}, waiting)

    # Proving ---------------------------------------------------------------------------------------------

    def prove(self) -> None:
        """Find everything that does not hold."""
        self.forms = 1
        self.reached = {domain["id"]: self.prove_domain(domain) for domain in self.domains}
        options = self.options_read()
        for _, listed in options:
            self.forms *= len(listed)
        for axis, overall in self.overalls.items():
            if overall["rules"]:
                self.prove_levels(axis, overall)
                self.prove_answers(axis, overall)
        self.prove_flags_and_totals()
        for total in self.data["totals"]:
            for item in self.count_of(total["items"], None):
                self.expect("P3", item, self.at(item), seen=True)

    def at(self, item: str) -> tuple[str | int, ...]:
        (domain,) = (each["id"] for each in self.domains if item in [one["id"] for one in each["items"]])
        return ("domains", self.place[domain])

    def expect(self, kind: str, subject: str, place: tuple[str | int, ...], seen: bool) -> None:
        (self.seen if seen else self.missed).add((kind, subject, place))

    def prove_domain(self, domain: Data) -> list[str]:
        forms = list(self.fill_in([domain]))
        here = ("domains", self.place[domain["id"]])
        for item in domain["items"]:
            if "ask_if" in item:
                asked = {self.asked(item, domain, form) for form in forms}
                self.expect("P2", f"{item['id']} always", here, False in asked)
                self.expect("P2", f"{item['id']} never", here, True in asked)
        if domain["judged_by"] == "none":
            self.forms *= len(forms)
            return []
        outcomes = [self.domain_outcomes(domain, form) for form in forms]
        self.forms *= sum(map(len, outcomes))
        reached = {level for each in outcomes for level in each}
        if domain["rules"]:
            fired = Counter(self.fire(domain, form, {}, domain)["id"] for form in forms)
            self.counts[domain["id"]] = fired
            for rule in domain["rules"]:
                self.expect("P2", rule["id"], here, rule["id"] in fired)
            for level in self.levels_of(domain):
                if level in self.scale(domain)["ordered"]:
                    self.expect("P2", f"level {level}", here, level in reached)
            self.prove_domain_items(domain, forms, here)
        return [level for level in self.levels_of(domain) if level in reached]

    def prove_domain_items(self, domain: Data, forms: list[Answers], here: tuple[str | int, ...]) -> None:
        scale = self.scale(domain)
        for item in domain["items"]:
            name, matters, wrong = item["id"], False, set()
            worse = self.worse_answers(item)
            for form in forms:
                if not self.asked(item, domain, form):
                    continue
                before = self.domain_outcomes(domain, form)
                for code in self.codes(item):
                    for other in self.change([domain], form, name, code):
                        after = self.domain_outcomes(domain, other)
                        matters = matters or set(before) != set(after)
                        if (form[name], code) in worse and self.up(scale, before, after):
                            wrong.add((form[name], code))
            self.expect("P3", name, here, matters)
            self.note_order("P4", domain, name, wrong, here)

    def note_order(
        self, kind: str, domain: Data, name: str, wrong: set[tuple[str, str]], here: tuple[str | int, ...]
    ) -> None:
        """Note steps to a worse answer that do better, and which exemptions are needed for them."""
        exempt: set[tuple[str, str]] = set()
        for entry in domain.get("not_monotone", []):
            place = ("domains", self.place[domain["id"]])
            if entry == name:
                exempt |= wrong
                self.expect("P9", name, place, bool(wrong))
            elif isinstance(entry, dict) and entry["item"] == name:
                step = (entry["from"], entry["to"])
                exempt |= {step}
                self.expect("P9", f"{name} from {step[0]} to {step[1]}", place, step in wrong)
        if wrong - exempt:
            self.faults.add((kind, name, here))

    def options_read(self, axis: str | None = None) -> list[tuple[str, list[str]]]:
        """The preliminaries that overall rules read and that make no variant."""
        read: set[str] = set()
        for name, overall in self.overalls.items():
            if axis in (None, name):
                for rule in overall["rules"]:
                    read |= {
                        leaf["preliminary"] for leaf in leaves(rule.get("when")) if "preliminary" in leaf
                    }
        return [
            (each["id"], each["options"])
            for each in self.data["preliminaries"]
            if each["id"] in read and each["id"] not in self.options
        ]

    def items_read(self, overall: Data) -> set[str]:
        read: set[str] = set()
        for rule in overall["rules"]:
            for leaf in leaves(rule.get("when")):
                if "item" in leaf and leaf["item"] in self.items:
                    read.add(leaf["item"])
                elif "count" in leaf:
                    read.update(self.count_of(leaf["count"]["items"], None))
                elif "total" in leaf:
                    (total,) = (each for each in self.data["totals"] if each["id"] == leaf["total"])
                    read.update(self.count_of(total["items"], None))
        return read

    def prove_levels(self, axis: str, overall: Data) -> None:
        """Over every combination of levels: rules fire, worse domains do not help."""
        here, scale = ("overall", axis), self.scale(overall)
        judged = [each for each in self.domains if each["judged_by"] != "none" and each["axis"] == axis]
        read = self.items_read(overall)
        answered = [each for each in self.domains if read & {item["id"] for item in each["items"]}]
        options = self.options_read(axis)
        fired: set[str] = set()
        reached: set[str] = set()
        self.unruly = set()
        for answers in self.fill_in(answered):
            for chosen in product(*(listed for _, listed in options)):
                form = answers | {name: code for (name, _), code in zip(options, chosen, strict=True)}
                for levels in product(*(self.reached[each["id"]] for each in judged)):
                    given = {each["id"]: level for each, level in zip(judged, levels, strict=True)}
                    rule = self.fire(overall, form, given, None, axis)
                    fired.add(rule["id"])
                    reached.update(self.outcomes(rule))
                    self.level_counts.setdefault(axis, Counter())[rule["id"]] += 1
                    for each in judged:
                        level, own = given[each["id"]], self.scale(each)
                        if level in own["off_scale"] and scale["ordered"][0] in self.outcomes(rule):
                            self.faults.add(("P7", each["id"], here))
                        for worse in self.reached[each["id"]]:
                            if self.better(own, level, worse):
                                other = self.fire(overall, form, given | {each["id"]: worse}, None, axis)
                                if self.up(scale, self.outcomes(rule), self.outcomes(other)):
                                    self.faults.add(("P5", each["id"], here))
                                    self.unruly.add(each["id"])
        for rule in overall["rules"]:
            self.expect("P2", rule["id"], here, rule["id"] in fired)
        for level in self.levels_of(overall):
            if level in scale["ordered"]:
                self.expect("P2", f"level {level}", here, level in reached)

    def pairs_of_levels(self, domain: Data, old: list[str], new: list[str]) -> list[tuple[str, str]]:
        """Which levels of two forms belong together, where the reviewer may choose."""
        scale = self.scale(domain)
        pairs = {(level, level) for level in old if level in new}
        pairs |= {
            (a, b)
            for a in old
            for b in new
            if b not in old
            and (self.better(scale, a, b) or not any(self.better(scale, each, b) for each in old))
        }
        pairs |= {
            (a, b)
            for a in old
            for b in new
            if a not in new
            and (self.better(scale, a, b) or not any(self.better(scale, a, each) for each in new))
        }
        return sorted(pairs)

    def prove_answers(self, axis: str, overall: Data) -> None:
        """From the answers all the way: worse answers do not help, items matter, silence is not the best."""
        here, scale = ("overall", axis), self.scale(overall)
        read = self.items_read(overall)
        domains = [
            each
            for each in self.domains
            if each["axis"] == axis or read & {item["id"] for item in each["items"]}
        ]
        judged = [each for each in domains if each["judged_by"] != "none" and each["axis"] == axis]
        options = self.options_read(axis)
        ways = [
            {name: code for (name, _), code in zip(options, chosen, strict=True)}
            for chosen in product(*(listed for _, listed in options))
        ]
        forms = list(self.fill_in(domains))
        wrong: dict[str, set[tuple[str, str]]] = {}
        matters: set[str] = set()
        silent: set[str] = set()
        counts: Counter[str] = Counter()
        items = [item for domain in domains for item in domain["items"]]
        offers_silence = any(self.silent_codes(item) for item in items)
        for form in forms:
            own = {each["id"]: self.domain_outcomes(each, form) for each in judged}
            for way in ways:
                for levels in product(*own.values()):
                    rule = self.fire(overall, form | way, dict(zip(own, levels, strict=True)), None, axis)
                    counts[rule["id"]] += 1
                    if self.is_silent(form, domains):
                        silent.update(self.outcomes(rule))
            for domain in domains:
                for item in domain["items"]:
                    if not self.asked(item, domain, form):
                        continue
                    worse = self.worse_answers(item)
                    for code in self.codes(item):
                        step = (form[item["id"]], code)
                        for other in self.change(domains, form, item["id"], code):
                            if item["id"] in matters and step not in worse:
                                continue
                            for before, after in self.judge_both(axis, overall, judged, form, other, ways):
                                if set(before) != set(after):
                                    matters.add(item["id"])
                                if step in worse and self.up(scale, before, after):
                                    wrong.setdefault(item["id"], set()).add(step)
        self.whole_counts[axis] = counts
        if offers_silence and silent == {scale["ordered"][0]}:
            self.faults.add(("P7", "answers", here))
        for domain in domains:
            for item in domain["items"]:
                name = item["id"]
                if domain["rules"] or domain["judged_by"] == "none":
                    self.expect("P3", name, self.at(name), name in matters)
                already = {key for key in self.faults if key[:2] == ("P4", name)}
                faults = set(self.faults)
                self.note_order("P6", domain, name, wrong.get(name, set()), here)
                if already or domain["id"] in self.unruly:
                    self.faults = faults

    def judge_both(
        self, axis: str, overall: Data, judged: list[Data], form: Answers, other: Answers, ways: list[Answers]
    ) -> Iterator[tuple[list[str], list[str]]]:
        pairs = [
            self.pairs_of_levels(each, self.domain_outcomes(each, form), self.domain_outcomes(each, other))
            for each in judged
        ]
        for way in ways:
            for chosen in product(*pairs):
                before = {each["id"]: pair[0] for each, pair in zip(judged, chosen, strict=True)}
                after = {each["id"]: pair[1] for each, pair in zip(judged, chosen, strict=True)}
                yield (
                    self.outcomes(self.fire(overall, form | way, before, None, axis)),
                    self.outcomes(self.fire(overall, other | way, after, None, axis)),
                )

    def silent_codes(self, item: Data) -> list[str]:
        return [code for code in self.codes(item) if self.data["answers"][code]["tone"] == "unknown"]

    def is_silent(self, form: Answers, domains: list[Data]) -> bool:
        return all(
            form[item["id"]] in (self.silent_codes(item) or [form[item["id"]]])
            for domain in domains
            for item in domain["items"]
            if self.asked(item, domain, form)
        )

    def prove_flags_and_totals(self) -> None:
        """Which flags can be raised, and how high totals go."""
        judged = [each for each in self.domains if each["judged_by"] != "none"]
        raised: set[str] = set()
        highest: dict[str, int] = {}
        for form in self.fill_in(self.domains):
            for total in self.data["totals"]:
                reached = self.total(total["id"], form)
                highest[total["id"]] = max(reached, highest.get(total["id"], reached))
            for flag in self.data["flags"]:
                for levels in product(*(self.domain_outcomes(each, form) for each in judged)):
                    given = {each["id"]: level for each, level in zip(judged, levels, strict=True)}
                    if self.holds(flag["when"], form, given):
                        raised.add(flag["id"])
        for flag in self.data["flags"]:
            self.expect("P2", flag["id"], ("flags", 0), flag["id"] in raised)
        for total in self.data["totals"]:
            if total["out_of"] != highest[total["id"]]:
                self.faults.add(("out_of", total["id"], ("totals", 0)))


def leaves(when: Data | None) -> list[Data]:
    """The parts of a condition that look at something."""
    if when is None:
        return []
    for key in ("all", "any"):
        if key in when:
            return [leaf for part in when[key] for leaf in leaves(part)]
    return leaves(when["not"]) if "not" in when else [when]


def find_everything(data: Data) -> tuple[set[Key], list[BruteForce]]:
    """Find all faults of a definition, over its variants, and give what was counted in each."""
    deciding = [each for each in data["preliminaries"] if each.get("decides")]
    variants = []
    for options in product(*(each["options"] for each in deciding)):
        variant = BruteForce(
            data, {each["id"]: option for each, option in zip(deciding, options, strict=True)}
        )
        variant.prove()
        variants.append(variant)
    seen = {key for variant in variants for key in variant.seen}
    missed = {key for variant in variants for key in variant.missed}
    faults = {key for variant in variants for key in variant.faults} | (missed - seen)
    return faults | grade_faults(data), variants


def grade_faults(data: Data) -> set[Key]:
    """Levels for which a start of GRADE takes away too few or too many."""
    faults: set[Key] = set()
    if data["overall"] == "none" or "grade" not in data:
        return faults
    scale = data["judgement_scales"][next(iter(data["overall"].values()))["scale"]]
    order = scale["ordered"]
    for name, start in data["grade"].items():
        if not name.startswith("start_"):
            continue
        cost = {level: -number for level, number in start["risk_of_bias"].items()}
        for worse in order[1:]:
            if cost[worse] < cost[order[order.index(worse) - 1]]:
                faults.add(("P8", f"{name} {worse}", ("grade", name)))
        for level in scale["off_scale"]:
            dear = max(cost[each] for each in order)
            too_cheap = cost[level] == cost[order[0]] < dear
            if cost[level] < cost[order[0]] or cost[level] > cost[order[-1]] or too_cheap:
                faults.add(("P8", f"{name} {level}", ("grade", name)))
    return faults
