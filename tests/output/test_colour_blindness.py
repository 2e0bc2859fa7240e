"""The colours of judgements as people see them who are blind to red, to green or to blue."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import dist

import pytest

from workbench.output.figures.palettes import colour_of
from workbench.output.symbols import symbol_of

Triple = tuple[float, float, float]
SEEN: dict[str, tuple[Triple, Triple, Triple]] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}
"""Of linear RGB (Machado GM, et al. IEEE Trans Vis Comput Graph 2009;15:1291-8, severity 1)."""
SCALES = (("low", "some_concerns", "high"), ("low", "moderate", "serious", "critical"))


def linear(colour: str) -> Triple:
    """Red, green and blue of `#RRGGBB` in proportion to light, 0 to 1 (sRGB)."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return red, green, blue


def times(rows: tuple[Triple, Triple, Triple], values: Triple) -> Triple:
    """A matrix times a column."""
    first, second, third = (sum(a * b for a, b in zip(row, values, strict=True)) for row in rows)
    return first, second, third


def lab(light: Triple) -> Triple:
    """CIE L*a*b* for D65 of linear RGB; what lies outside of what a screen can show is cut off."""
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    shown = (min(max(light[0], 0), 1), min(max(light[1], 0), 1), min(max(light[2], 0), 1))
    x, y, z = (
        share ** (1 / 3) if share > 0.008856 else 7.787 * share + 16 / 116
        for share in (a / white for a, white in zip(times(to_xyz, shown), (0.9505, 1, 1.089), strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("blindness", SEEN)
@pytest.mark.parametrize("levels", SCALES)
def test_levels_are_told_apart_and_the_worse_is_darker(blindness: str, levels: tuple[str, ...]) -> None:
    """A colour difference (CIE 1976) of 15 between neighbours, and of 9 between any two; 2.3 can be seen."""
    names = (*levels, "no_information")
    seen = {
        level: lab(times(SEEN[blindness], linear(colour_of(symbol_of(level), "safe")))) for level in names
    }
    assert all(dist(seen[one], seen[other]) >= 15 for one, other in pairwise(levels))
    assert all(dist(seen[one], seen[other]) >= 9 for one, other in combinations(names, 2))
    lightness = [seen[level][0] for level in levels]
    assert sorted(lightness, reverse=True) == lightness


def test_the_measure_finds_colours_that_are_alike() -> None:
    """Red and green of a traffic light come close for who is blind to green; blue and yellow do not."""

    def apart(one: str, other: str) -> float:
        return dist(*(lab(times(SEEN["deuteranopia"], linear(colour))) for colour in (one, other)))

    assert apart("#C1443C", "#6E8B3D") < 25 < 60 < apart("#3050C0", "#E0C030")
