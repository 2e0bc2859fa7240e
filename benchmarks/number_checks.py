"""Measure the number checks: false alarms on sound findings, and planted errors that are found.

    python benchmarks/number_checks.py
    python benchmarks/number_checks.py --findings 500 --seed 7

`sound_findings.py` here simulates the findings. See `README.md` for what was measured.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

import numpy as np
from sound_findings import SOUND, Draw, Finding

from workbench.grade import NumbersError, check_numbers, read_numbers

Plant = Callable[[Finding, Draw], Finding | None]


def _other_side(finding: Finding, draw: Draw) -> Finding | None:
    """Print P on the other side of 0.05, at least two-fold away from it."""
    text = finding.get("p", "").lstrip("<>")
    if not text or finding["p"][0] in "<>":
        return None
    return {**finding, "p": "0.02" if float(text) > 0.1 else "0.30"} if not 0.02 < float(text) < 0.1 else None


def _decimal_place(finding: Finding, draw: Draw) -> Finding | None:
    """Move the decimal point of P by one place: 0.30 for 0.03, or the other way round."""
    text = finding.get("p", "")
    if not text or text[0] in "<>" or float(text) == 0:
        return None
    moved = float(text) * 10 if float(text) < 0.1 else float(text) / 10
    return {**finding, "p": f"{moved:.3f}"}


def _typed(name: str) -> Plant:
    def plant(finding: Finding, draw: Draw) -> Finding | None:
        """Type the first digit that is not 0 as another one."""
        text = finding.get(name, "")
        place = next((at for at, sign in enumerate(text) if sign in "123456789"), None)
        if place is None:
            return None
        others = [digit for digit in "123456789" if digit != text[place]]
        return {**finding, name: text[:place] + str(draw.choice(others)) + text[place + 1 :]}

    return plant


def _inverse(finding: Finding, draw: Draw) -> Finding | None:
    """Turn a ratio or a difference round, with its limits."""
    measure = finding.get("measure", "")
    if measure not in ("RR", "OR", "RD", "MD") or "treatment_total" not in finding:
        return None
    ends = [float(finding[name]) for name in ("estimate", "upper", "lower")]
    is_ratio = measure in ("RR", "OR")
    if (is_ratio and (min(ends) <= 0 or 0.9 < ends[0] < 1.11)) or ends[0] == 0:
        return None
    digits = len(finding["estimate"].partition(".")[2])
    turned = [f"{1 / end if is_ratio else -end:.{digits}f}" for end in ends]
    return {**finding, **dict(zip(("estimate", "lower", "upper"), turned, strict=True))}


def _one_more_event(finding: Finding, draw: Draw) -> Finding | None:
    """Print the percentage of two events more than there are."""
    if not {"treatment_events", "treatment_percent"} <= finding.keys():
        return None
    events, total = int(finding["treatment_events"]) + 2, int(finding["treatment_total"])
    digits = len(finding["treatment_percent"].partition(".")[2])
    return None if events > total else {**finding, "treatment_percent": f"{100 * events / total:.{digits}f}"}


PLANTED: Mapping[str, Plant] = {
    "P on the other side of 0.05": _other_side,
    "decimal point of P moved": _decimal_place,
    "a digit of the estimate": _typed("estimate"),
    "a digit of the lower limit": _typed("lower"),
    "a digit of the upper limit": _typed("upper"),
    "effect the other way round": _inverse,
    "percentage of two events more": _one_more_event,
    "a digit of a mean of whole numbers": lambda finding, draw: (
        _last_digit(finding, "treatment_mean", draw) if "whole_numbers" in finding else None
    ),
    "a digit of an SD of whole numbers": lambda finding, draw: (
        _last_digit(finding, "treatment_sd", draw) if "whole_numbers" in finding else None
    ),
    "a digit of the test statistic": lambda finding, draw: (
        _typed("statistic_value")({**finding, "statistic_value": finding["statistic"].split("= ")[1]}, draw)
        if "statistic" in finding
        else None
    ),
}
"""What is planted → what plants it; None where the finding has no place for it."""


def _last_digit(finding: Finding, name: str, draw: Draw) -> Finding:
    text = finding[name]
    others = [digit for digit in "0123456789" if digit != text[-1]]
    return {**finding, name: text[:-1] + str(draw.choice(others))}


def _flags(finding: Finding) -> list[str] | None:
    """Return the ids of the flags; None where the program refuses the finding when it is entered."""
    texts = dict(finding)
    if value := texts.pop("statistic_value", ""):
        texts["statistic"] = f"{texts['statistic'].split('= ')[0]}= {value}"
    try:
        return [flag.id for flag in check_numbers(read_numbers(texts)).flags]
    except NumbersError:
        return None


def false_alarms(findings: int, seed: int) -> Iterator[tuple[str, int, int, Counter[str]]]:
    """Yield for each kind how many sound findings were checked, how many flagged, and by which flags."""
    for kind, drawn in SOUND.items():
        draw = np.random.default_rng([seed, list(SOUND).index(kind)])
        told: Counter[str] = Counter()
        flagged = 0
        for _ in range(findings):
            flags = _flags(drawn(draw))
            flagged += bool(flags) or flags is None
            told.update(["refused"] if flags is None else flags)
        yield kind, findings, flagged, told


def found(findings: int, seed: int) -> Iterator[tuple[str, int, int, int]]:
    """Yield for each planted error how many findings had it, how many of them were flagged, and refused."""
    for kind, plant in PLANTED.items():
        draw = np.random.default_rng([seed, 1000 + list(PLANTED).index(kind)])
        planted = flagged = refused = 0
        for drawn in SOUND.values():
            for _ in range(findings):
                sound = drawn(draw)
                spoilt = plant(sound, draw)
                if spoilt is None or spoilt == sound:
                    continue
                flags = _flags(spoilt)
                planted += 1
                refused += flags is None
                flagged += bool(flags)
        yield kind, planted, flagged, refused


def _line(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description="Measure the number checks.")
    parser.add_argument("--findings", type=int, default=1000, help="sound findings of each kind")
    parser.add_argument("--planted", type=int, default=100, help="of each kind, for each planted error")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    _line("| sound findings | checked | flagged | by |\n|---|---|---|---|")
    checked = alarms = 0
    for kind, number, flagged, told in false_alarms(given.findings, given.seed):
        by = ", ".join(f"{name} {times}" for name, times in told.most_common())
        _line(f"| {kind} | {number:,} | {flagged} | {by} |")
        checked, alarms = checked + number, alarms + flagged
    _line(f"| all | {checked:,} | {alarms} ({100 * alarms / checked:.2f} %) | |\n")
    _line("| planted error | findings | flagged | refused when entered |\n|---|---|---|---|")
    for kind, number, flagged, refused in found(given.planted, given.seed):
        share = f" ({100 * flagged / number:.0f} %)" if number else ""
        _line(f"| {kind} | {number:,} | {flagged}{share} | {refused} |")


if __name__ == "__main__":
    main()
