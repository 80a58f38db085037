"""Aalen–Johansen: the share that has ended in each way by a time, when the ways compete and some still last."""

from statistics import NormalDist
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from jalon.analytics.survival.risk_set import Floats, risk_set

NEARLY_0 = 1e-9


class AalenJohansen:
    """F_k(t) = Σ S(u−) · d_k(u) / Y(u), with the variance of the delta method and the interval of log(−log F).

    Treating other ways out as still lasting, as 1 − Kaplan–Meier does, gives too much. After `fit`: `times_`, and for
    each cause `incidence_[cause]`, `variance_[cause]`; `survival_` is what has not ended in any way.
    """

    def __init__(self, *, level: float = 0.95) -> None:
        self.level = level

    def fit(self, durations: ArrayLike, causes: ArrayLike, *, entries: ArrayLike | None = None) -> Self:
        """Learn from one duration a record and its cause, 0 while it lasts; `entries` are ages when first seen."""
        found = risk_set(durations, causes, entries)
        self.times_, self.at_risk_ = found.times, found.at_risk
        all_ends = found.all_ends
        self.survival_ = np.cumprod(1 - all_ends / found.at_risk)
        before = np.concatenate([[1.0], self.survival_[:-1]])
        self.incidence_ = {cause: np.cumsum(before * ends / found.at_risk) for cause, ends in found.ends.items()}
        self.variance_ = {
            cause: _variance(self.incidence_[cause], before, ends, all_ends, found.at_risk)
            for cause, ends in found.ends.items()
        }
        return self

    def at(self, time: float, cause: int) -> float:
        """The share that ended by `cause` until `time`, that instant included."""
        place = int(np.searchsorted(self.times_, time, side="right"))
        return float(self.incidence_[cause][place - 1]) if place and cause in self.incidence_ else 0.0

    def interval(self, time: float, cause: int) -> tuple[float, float]:
        """The pointwise interval of that share; a share of none or of all has none, and is given twice."""
        place, share = int(np.searchsorted(self.times_, time, side="right")), self.at(time, cause)
        if not NEARLY_0 < share < 1 - NEARLY_0:
            return share, share
        spread = NormalDist().inv_cdf((1 + self.level) / 2) * float(np.sqrt(self.variance_[cause][place - 1]))
        turn = spread / (share * float(np.log(share)))
        return share ** float(np.exp(-turn)), share ** float(np.exp(turn))


def _variance(incidence: Floats, before: Floats, ends: Floats, all_ends: Floats, at_risk: Floats) -> Floats:
    """Marubini and Valsecchi (1995), 10.12; each sum over u ≤ t of a polynomial in F(t), so that one pass does."""
    with np.errstate(divide="ignore", invalid="ignore"):
        first = np.nan_to_num(all_ends / (at_risk * (at_risk - all_ends)), posinf=0.0)
    second = before**2 * ends * (at_risk - ends) / at_risk**3
    third = before * ends / at_risk**2
    square = incidence**2 * np.cumsum(first) - 2 * incidence * np.cumsum(incidence * first)
    square += np.cumsum(incidence**2 * first)
    cross = incidence * np.cumsum(third) - np.cumsum(incidence * third)
    return square + np.cumsum(second) - 2 * cross
