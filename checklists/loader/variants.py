"""Check the parts that are there only in some variants of a checklist."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations, product
from typing import Final

from checklists.errors import did_you_mean, quoted
from checklists.loader.condition_names import check_options
from checklists.loader.document import Findings, Place
from checklists.loader.names import Reading

MAX_VARIANTS: Final = 64


def check_variants(root: Place, reading: Reading, findings: Findings) -> None:
    """Check every `only_if`, how many variants there are, and that each of them has a domain."""
    deciding: dict[str, Place] = {}
    for part in _parts(root):
        for condition in _conditions(part.at("only_if")):
            name = condition.at("preliminary")
            if name.text is None:
                continue
            if name.text not in reading.options:
                known = did_you_mean(name.text, reading.options)
                findings.add(
                    name, f"`only_if` reads preliminaries, and there is no {quoted(name.text)}; {known}"
                )
                continue
            deciding.setdefault(name.text, part)
            check_options(name.text, name, condition.at("is"), reading, findings)
    many = {
        each.at("id").raw for each in root.at("preliminaries").elements() if each.at("many").value is True
    }
    number = 1
    for preliminary, part in deciding.items():
        options = len(reading.options[preliminary])
        number *= 2 ** min(options, 30) - 1 if preliminary in many else options
        if number > MAX_VARIANTS:
            message = f"more than {MAX_VARIANTS} variants: fewer options may decide which parts are there"
            findings.add(part.at("only_if"), message)
            return
    _check_left_over(root, list(deciding), many, reading, findings)


def _check_left_over(
    root: Place, deciding: list[str], many: set[str], reading: Reading, findings: Findings
) -> None:
    ways = [list(_ways(reading.options[name], name in many)) for name in deciding]
    for choice in product(*ways):
        chosen = dict(zip(deciding, choice, strict=True))
        domains = root.at("domains").elements()
        if domains and not any(_is_there(domain, chosen) for domain in domains):
            told = ", ".join(f"{name} {' and '.join(options)}" for name, options in chosen.items())
            findings.add(root.at("domains"), f"no domain is left where {told}")
            return


def _ways(options: tuple[str, ...], many: bool) -> Iterator[tuple[str, ...]]:
    if not many:
        return iter((option,) for option in options)
    sizes = range(1, len(options) + 1)
    return chain.from_iterable(combinations(options, size) for size in sizes)


def _is_there(part: Place, chosen: dict[str, tuple[str, ...]]) -> bool:
    for condition in _conditions(part.at("only_if")):
        options = {name for name, _ in condition.at("is").texts()}
        if options.isdisjoint(chosen.get(condition.at("preliminary").text or "", ())):
            return False
    return True


def _parts(root: Place) -> Iterator[Place]:
    yield from root.at("preliminaries").elements()
    for domain in root.at("domains").elements():
        yield domain
        yield from domain.at("items").elements()


def _conditions(only_if: Place) -> list[Place]:
    return [only_if] if only_if.kind == "mapping" else only_if.elements()
