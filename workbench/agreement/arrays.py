"""Name numpy's arrays as this package uses them; for type checkers only, so that nothing imports numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]
    """Counts, shares, weights or values; the docstrings give the shape."""

    Codes: TypeAlias = NDArray[np.int64]
    """Positions on the scale, from 0; -1 where a reviewer did not rate."""
