"""Compute every coefficient as one less the disagreement observed, as a share of the disagreement expected.

Both depend on the studies only through sums over them. A formula keeps what each rating pattern adds to the
sums; leaving a study out or drawing studies anew then only changes how often each pattern counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.agreement.arrays import Floats

_NOTHING = 1e-12
"""An expected disagreement below this is nothing but rounding: one study in a million still gives 1e-6."""


@dataclass(frozen=True, slots=True, eq=False)
class Formula:
    """One coefficient, ready to be computed for any number of times each pattern counts.

    Attributes:
        counts: Shape (patterns,): the studies that show each pattern.
        parts: Shape (patterns, parts): what one study of the pattern adds to each sum.
        disagreement: From sums, shape (…, parts), to the observed and the expected disagreement, each of
            shape (…); nan where there is none.
    """

    counts: Floats
    parts: Floats
    disagreement: Callable[[Floats], tuple[Floats, Floats]]

    @property
    def studies(self) -> int:
        """The studies that enter the coefficient."""
        return int(self.counts.sum())

    def sums(self) -> Floats:
        """Sum over the studies as they are. Shape (parts,)."""
        total: Floats = self.counts @ self.parts
        return total

    def values(self, sums: Floats) -> Floats:
        """Compute the coefficient from sums, shape (…, parts). Shape (…); nan where it is not defined."""
        import numpy as np

        observed, expected = self.disagreement(sums)
        defined = np.isfinite(observed) & (expected > _NOTHING)
        if defined.all():  # nearly always, and without a mask in a third of the time
            return 1 - observed / expected
        values: Floats = np.full(observed.shape, np.nan)
        np.divide(observed, expected, out=values, where=defined)
        return 1 - values


def ratio(part: Floats, whole: Floats) -> Floats:
    """Divide, with nan where the whole is a count of nothing."""
    import numpy as np

    # Sums of shares leave residues of rounding behind; the wholes are counts, of which half is none.
    is_count = whole > 0.5
    if is_count.all():
        return part / whole
    out: Floats = np.full(np.broadcast_shapes(part.shape, whole.shape), np.nan)
    np.divide(part, whole, out=out, where=is_count)
    return out
