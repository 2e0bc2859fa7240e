"""Check that every name used in a definition is defined, and that every definition is whole.

The checks walk the document, not the model, so that they run beside the check of the shape and all problems
come in one go. What has the wrong shape is passed over here.
"""

from __future__ import annotations

import re
from typing import Final

from checklists.errors import did_you_mean, quoted
from checklists.loader.answer_sets import check_answer_sets, check_answers, check_groups, check_points
from checklists.loader.condition_names import Scope, check_condition
from checklists.loader.document import Findings, Place, walk
from checklists.loader.listed_names import check_form, check_names
from checklists.loader.names import Reading, read_names
from checklists.loader.scales import check_level, check_levels, check_scales, check_whole
from checklists.loader.variants import check_variants
from checklists.loader.versions import is_old

_OWN_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._\-]{0,59}")
"""The form of the id of a checklist, which names files as well."""


def check_references(root: Place, findings: Findings) -> None:
    """Note every undefined, missing, repeated or useless name at its place in the document."""
    reading = read_names(root)
    old = is_old(root)
    name = root.at("id")
    if name.text is not None and name.text.strip():
        check_form(name, name.text, _OWN_ID, "the id", "letters, digits, dots and hyphens", findings)
    check_answers(root.at("answers"), old, findings)
    check_answer_sets(root.at("answer_sets"), old, reading, findings)
    check_groups(root, reading, findings)
    check_scales(root, reading, findings)
    _check_totals(root, reading, findings)
    for domain in root.at("domains").elements():
        _check_domain(domain, root, reading, findings)
    _check_wholes(root, old, reading, findings)
    judged = tuple(name for name in reading.domains if name not in reading.unjudged)
    everywhere = Scope(tuple(reading.items), "the checklist has no item", preliminaries=not old)
    for flag in root.at("flags").elements():
        scope = Scope(everywhere.items, everywhere.reason, judged, preliminaries=not old, overall=not old)
        check_condition(flag.at("when"), scope, reading, findings)
    for case in root.at("oxford_2011", "if").elements():
        check_condition(case.at("when"), everywhere, reading, findings)
    _check_grade(root.at("grade"), reading, findings)
    check_variants(root, reading, findings)
    _check_direction(root.at("predicted_direction"), reading, findings)
    _check_item_lists(root, reading, findings)


def _check_totals(root: Place, reading: Reading, findings: Findings) -> None:
    for total in root.at("totals").elements():
        name, listed = total.at("id").text, total.at("items")
        named = [(listed.text, listed)] if listed.text is not None else listed.texts()
        known = (*reading.items, *reading.domains)
        for each, place in named:
            if each in reading.totals:
                findings.add(place, f"{quoted(each)} is a total, and totals of totals are not offered")
            elif each not in known and each != "all":
                findings.add(place, f"no item or domain {quoted(each)}; {did_you_mean(each, known)}")
        for item in reading.totals.get(name or "", ()):
            if reading.items[item].points is None:
                findings.add(
                    listed, f"the total adds up {item}, which has no points: give them there or at its set"
                )
                break


def _check_domain(domain: Place, root: Place, reading: Reading, findings: Findings) -> None:
    earlier: list[str] = []
    for item in domain.at("items").elements():
        _check_item(item, tuple(earlier), root, reading, findings)
        earlier.append(item.at("id").raw)
    own = domain.at("id").text or "this domain"
    scope = Scope(tuple(earlier), f"the rules of {own} read its own items only, and it has no item")
    scale = reading.scale(domain.at("scale").text)
    levels = check_levels(domain, scale.levels, findings)
    # Without a list of items nothing can be said about the items that rules read.
    has_items = domain.at("items").kind == "list"
    for rule in domain.at("rules").elements():
        _check_judgement(rule, levels, findings)
        if has_items:
            check_condition(rule.at("when"), scope, reading, findings)
        if rule.at("stop").kind != "absent":
            findings.add(rule.at("stop"), "only overall rules can stop an appraisal")
    check_level(domain.at("max_judgement"), scale.ordered, findings)
    _check_exemptions(domain.at("not_monotone"), tuple(earlier), own, reading, findings)
    _check_who(domain, own, reading, findings)


def _check_who(domain: Place, own: str, reading: Reading, findings: Findings) -> None:
    """Check that a domain has what its judge needs: rules, items or neither."""
    by = domain.at("judged_by").text or "rules"
    rules, items = domain.at("rules"), domain.at("items")
    if by == "none" and rules.elements():
        findings.add(rules, f"nobody judges {own} (judged_by: none), so it can have no rules")
    if by == "rules" and rules.kind == "absent" and domain.kind == "mapping":
        findings.add(domain, '"rules" is missing, or judged_by: reviewer, or judged_by: none')
    elif by == "rules" and rules.kind == "list" and not rules.elements():
        findings.add(rules, "must have more than 0 element(s)")
    if by != "reviewer" and domain.kind == "mapping":
        if items.kind == "absent":
            findings.add(domain, '"items" is missing')
        elif items.kind == "list" and not items.elements():
            findings.add(items, "must have more than 0 element(s)")
    axis, scale = domain.at("axis"), domain.at("scale")
    if axis.text is not None and by != "none" and reading.wholes and axis.text not in reading.wholes:
        known = did_you_mean(axis.text, reading.wholes)
        findings.add(axis, f"the overall has no axis {quoted(axis.text)}; {known}")
    if scale.text is not None and reading.scales and scale.text not in reading.scales:
        findings.add(scale, f"no scale {quoted(scale.text)}; {did_you_mean(scale.text, reading.scales)}")


def _check_judgement(rule: Place, levels: tuple[str, ...], findings: Findings) -> None:
    """Check that a rule either judges or asks, with levels that its target may have."""
    judge, ask = rule.at("judge"), rule.at("ask")
    if judge.kind != "absent" and ask.kind != "absent":
        findings.add(rule, "a rule has either `judge` or `ask`, not both")
    elif judge.kind == "absent" and ask.kind == "absent" and rule.kind == "mapping":
        findings.add(rule, '"judge" is missing, or `ask` with the levels to choose among')
    check_level(judge, levels, findings)
    check_names(ask, levels, "no level on the scale has the name", findings)
    if ask.kind == "list" and len(ask.elements()) < 2:
        findings.add(ask, "`ask` needs at least two levels to choose among")


def _check_wholes(root: Place, old: bool, reading: Reading, findings: Findings) -> None:
    items = tuple(reading.items)
    for axis, whole in reading.wholes.items():
        domains = reading.axis_domains(axis)
        if len(reading.wholes) > 1 and not domains:
            findings.add(whole, f"no judged domain lies on the axis {quoted(axis)}")
        levels = check_levels(whole, reading.whole_scale(axis).levels, findings)
        if old:
            scope = Scope((), "overall rules read domains, not item", domains)
        else:
            scope = Scope(items, "the checklist has no item", domains, axis, preliminaries=True)
        rules = whole.at("rules")
        stopping = True
        for rule in rules.elements():
            _check_judgement(rule, levels, findings)
            check_condition(rule.at("when"), scope, reading, findings)
            stopping = _check_stop(rule, stopping, findings)
        if (whole.at("judged_by").text or "rules") == "rules" and rules.kind == "absent":
            findings.add(whole, '"rules" is missing, or judged_by: reviewer, or `overall: none`')
        if rules.elements() and whole.at("source").kind == "absent" and _reads_total(rules):
            findings.add(rules, '"source" is missing: say whose cut-offs these are, since rules read a total')
    if not reading.wholes and root.at("overall").kind in ("absent", "scalar"):
        axes = dict.fromkeys(reading.axes[name] for name in reading.domains)
        for name in ("grade", "oxford_2011"):
            if root.at(name).kind != "absent" and name == "grade" and axes:
                findings.add(root.at(name), "GRADE reads the overall judgement, and `overall` is none")


def _check_stop(rule: Place, stopping: bool, findings: Findings) -> bool:
    """Check a rule that ends the appraisal; returns True while only such rules came."""
    stop = rule.at("stop")
    if stop.value is not True:
        return False
    if not stopping:
        findings.add(stop, "a rule that stops must stand above all rules that do not")
    if rule.at("ask").kind != "absent":
        findings.add(stop, "a rule that stops gives a level; it cannot ask for one")
    for place in walk(rule.at("when")):
        if place.key in ("item", "count", "domains", "total"):
            findings.add(place, f"a rule that stops reads preliminaries only, not {place.key}")
    return stopping


def _reads_total(rules: Place) -> bool:
    return any(place.key == "total" for place in walk(rules))


def _check_item(
    item: Place, earlier: tuple[str, ...], root: Place, reading: Reading, findings: Findings
) -> None:
    chosen = item.at("answer_set")
    if chosen.text is not None and reading.sets is not None and chosen.text not in reading.sets:
        known = did_you_mean(chosen.text, reading.sets)
        findings.add(chosen, f"no answer set {quoted(chosen.text)}; {known}")
    elif chosen.kind == "absent" and reading.sets is not None and len(reading.sets) > 1:
        findings.add(item, '"answer_set" is missing, since there is more than one')
    scope = Scope(earlier, "`ask_if` reads only earlier items of its domain, not")
    check_condition(item.at("ask_if"), scope, reading, findings)
    role = item.at("role")
    name = item.at("id").text
    if role.kind != "absent" and name in reading.judged:
        findings.add(
            role, f"an item with a role is read by no rule, but {name} is read on line {reading.judged[name]}"
        )
    if item.at("text").kind == "absent" and item.kind == "mapping" and root.at("wording").text != "external":
        findings.add(item, '"text" is missing')
    codes = (reading.sets or {}).get(chosen.text or next(iter(reading.sets or {}), ""), ())
    check_points(item.at("points"), codes, f"{name} offers no answer", findings)
    place = root.at("answer_sets", chosen.text or "")
    if item.at("yes_is").text == "bad" and place.at("order").text == "none":
        findings.add(item.at("yes_is"), f"the answers of {quoted(chosen.text)} are not ranked (order: none)")


def _check_exemptions(
    listed: Place, items: tuple[str, ...], own: str, reading: Reading, findings: Findings
) -> None:
    check_names(listed, items, f"{own} has no item", findings)
    for place in listed.elements():
        item, better, worse = (place.at(key).text for key in ("item", "from", "to"))
        if item is None:
            continue
        if item not in items:
            findings.add(place.at("item"), f"{own} has no item {quoted(item)}; {did_you_mean(item, items)}")
            continue
        codes = reading.items[item].codes or ()
        for key, code in (("from", better), ("to", worse)):
            if code is not None and codes and code not in codes:
                findings.add(
                    place.at(key), f"{item} offers no answer {quoted(code)}; {did_you_mean(code, codes)}"
                )
        ranked = [code for code in reading.tones if code in codes and reading.tones[code] in ("good", "poor")]
        if reading.items[item].is_turned:
            ranked.reverse()
        if better in ranked and worse in ranked and ranked.index(worse) <= ranked.index(better):
            findings.add(
                place, f"{quoted(worse)} is not worse than {quoted(better)}: nothing is to be exempted"
            )


def _check_grade(grade: Place, reading: Reading, findings: Findings) -> None:
    starts = [(name, start) for name, start in grade.entries() if name.startswith("start_")]
    if grade.kind == "mapping" and not starts:
        findings.add(grade, "a start is missing, such as start_low: {start: low, risk_of_bias: {…}}")
    axis = grade.at("axis")
    if axis.text is not None and axis.text not in reading.wholes:
        findings.add(axis, f"no axis {quoted(axis.text)}; {did_you_mean(axis.text, reading.wholes)}")
    elif grade.kind == "mapping" and axis.kind == "absent" and len(reading.wholes) > 1:
        findings.add(grade, '"axis" is missing: GRADE reads one of ' + ", ".join(reading.wholes))
    read = axis.text or next(iter(reading.wholes), "")
    levels = reading.whole_scale(read).levels if read else ()
    chosen = [name for name, _ in reading.wholes[read].at("levels").texts()] if read in reading.wholes else []
    if chosen:
        levels = tuple(level for level in levels if level in chosen)
    for name, start in starts:
        if levels:
            check_whole(start.at("risk_of_bias"), levels, "number of levels", findings)
        level = start.at("start").text
        if level is not None and name != f"start_{level}":
            findings.add(start, f"a start is named after its level: start_{level}, not {quoted(name)}")
    default = grade.at("default")
    names = [name for name, _ in starts]
    if default.text is not None and names and default.text not in names:
        findings.add(default, f"no start {quoted(default.text)}; {did_you_mean(default.text, names)}")


def _check_direction(direction: Place, reading: Reading, findings: Findings) -> None:
    options = direction.at("options")
    if options.kind == "list" and len(options.elements()) < 2:
        findings.add(options, "a direction needs at least two options to choose among")
    seen: set[str] = set()
    for option, place in options.texts():
        if option in seen:
            findings.add(place, f"{quoted(option)} is listed twice")
        seen.add(option)
    per = [name for name, _ in direction.at("per").texts()]
    if "domain" in per and reading.unjudged:
        findings.add(direction.at("per"), f"nobody judges {min(reading.unjudged)}, so it has no direction")
    if "overall" in per and not reading.wholes:
        findings.add(direction.at("per"), "this checklist has no overall judgement to have a direction")


def _check_item_lists(root: Place, reading: Reading, findings: Findings) -> None:
    """Check the items that upgrades and exemptions from the house rules name."""
    for upgrade in (root.at("upgrades"), *root.at("upgrades").elements()):
        for key in ("keep", "ask_again"):
            check_names(upgrade.at(key), tuple(reading.items), "the checklist has no item", findings)
        both = {name for name, _ in upgrade.at("keep").texts()}
        for name, place in upgrade.at("ask_again").texts():
            if name in both:
                findings.add(place, f"{name} is both kept and asked again")
    for exempt in root.at("silence_exempt").elements():
        item, code = exempt.at("item").text, exempt.at("code").text
        if item is not None and item not in reading.items:
            known = did_you_mean(item, reading.items)
            findings.add(exempt.at("item"), f"the checklist has no item {quoted(item)}; {known}")
        elif item is not None and code is not None and code not in (reading.items[item].codes or (code,)):
            findings.add(exempt.at("code"), f"{item} offers no answer {quoted(code)}")
