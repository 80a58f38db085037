"""Who is at risk, and what happens, at each instant at which something does."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

type Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class RiskSet:
    """For each time in order: how many are at risk just before it, and how many end there, of each cause."""

    times: Floats
    at_risk: Floats
    ends: dict[int, Floats]

    @property
    def all_ends(self) -> Floats:
        """Ends of any cause."""
        return np.sum(list(self.ends.values()), axis=0) if self.ends else np.zeros_like(self.times)


def risk_set(durations: ArrayLike, causes: ArrayLike, entries: ArrayLike | None) -> RiskSet:
    """Count, from one duration a record, its cause (0 while it still lasts) and the age at which it was first watched.

    A record is at risk at t when entry < t ≤ duration; without an entry it was watched from the beginning, and one that
    ended before it could be watched teaches nothing. Raises ValueError for unequal lengths, durations that are negative
    or not finite, and entries that are no numbers.
    """
    lasted, cause = np.asarray(durations, dtype=float), np.asarray(causes, dtype=int)
    entered = np.full(lasted.shape, -np.inf) if entries is None else np.asarray(entries, dtype=float)
    if not lasted.shape == cause.shape == entered.shape or lasted.ndim != 1:
        raise ValueError("Give as many causes and entries as durations, one a record.")
    if not np.isfinite(lasted).all() or (lasted < 0).any() or np.isnan(entered).any():
        raise ValueError("Durations must be finite and at least 0; ages at entry must be numbers.")
    entered = np.where(entered <= 0, -np.inf, entered)
    watched = entered < lasted
    lasted, cause, entered = lasted[watched], cause[watched], entered[watched]
    times = np.unique(lasted[cause != 0])
    at_risk = _at_least(lasted, times) - _at_least(entered, times)
    ends = {int(one): _counted(lasted[cause == one], times) for one in np.unique(cause) if one != 0}
    return RiskSet(times=times, at_risk=at_risk, ends=ends)


def _at_least(values: Floats, times: Floats) -> Floats:
    """How many values are at each time or later."""
    return len(values) - np.searchsorted(np.sort(values), times, side="left").astype(float)


def _counted(values: Floats, times: Floats) -> Floats:
    counts = np.zeros(len(times))
    np.add.at(counts, np.searchsorted(times, values), 1.0)
    return counts
