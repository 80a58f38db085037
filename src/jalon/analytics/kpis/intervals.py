"""Intervals for shares and for values."""

from collections.abc import Callable
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]

DRAWS = 1_000


def wilson(hits: int, n: int, *, level: float = 0.95) -> tuple[float | None, float | None]:
    """The interval of a share after Wilson (1927); None for no records."""
    if n == 0:
        return None, None
    z = NormalDist().inv_cdf((1 + level) / 2)
    share, room = hits / n, z * z / n
    middle = (share + room / 2) / (1 + room)
    half = z / (1 + room) * float(np.sqrt(share * (1 - share) / n + room / (4 * n)))
    return max(0.0, middle - half), min(1.0, middle + half)


def bootstrap(
    values: Floats, of: Callable[[Floats], float], *, seed: int, level: float = 0.95
) -> tuple[float | None, float | None]:
    """The percentile interval of a statistic of rows, drawn again with replacement; None for fewer than two rows."""
    if len(values) < 2:
        return None, None
    draw = np.random.default_rng(seed)
    found = [of(values[draw.integers(0, len(values), len(values))]) for _ in range(DRAWS)]
    low, high = np.nanquantile(found, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
