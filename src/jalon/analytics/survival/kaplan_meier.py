"""Kaplan–Meier: the share that still lasts after a time, when some had not ended when last seen."""

from statistics import NormalDist
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from jalon.analytics.survival.risk_set import Floats, risk_set


class KaplanMeier:
    """S(t) = Π (1 − d/Y) with Greenwood's variance and the interval of log(−log S), as in Kalbfleisch and Prentice.

    After `fit`: `times_` where something ends, `survival_` just after each, `low_` and `high_`, `at_risk_`, `ends_`.
    """

    def __init__(self, *, level: float = 0.95) -> None:
        self.level = level

    def fit(self, durations: ArrayLike, ended: ArrayLike, *, entries: ArrayLike | None = None) -> Self:
        """Learn from one duration a record and whether it ended then; `entries` are ages when first watched."""
        found = risk_set(durations, np.asarray(ended, dtype=int), entries)
        self.times_, self.at_risk_, self.ends_ = found.times, found.at_risk, found.all_ends
        self.survival_ = np.cumprod(1 - self.ends_ / self.at_risk_)
        self.low_, self.high_ = self._interval()
        return self

    def at(self, time: float) -> float:
        """The share that lasts longer than `time`; 1 before the first end."""
        place = int(np.searchsorted(self.times_, time, side="right"))
        return float(self.survival_[place - 1]) if place else 1.0

    def quantile(self, share: float) -> float | None:
        """The time by which this share has ended, None when it was not reached."""
        return _first(self.times_, self.survival_ <= 1 - share + 1e-12)

    def quantile_interval(self, share: float) -> tuple[float | None, float | None]:
        """The interval of that time after Brookmeyer and Crowley; None for an end that was not reached."""
        return _first(self.times_, self.low_ <= 1 - share), _first(self.times_, self.high_ <= 1 - share)

    def _interval(self) -> tuple[Floats, Floats]:
        with np.errstate(divide="ignore", invalid="ignore"):
            greenwood = np.cumsum(self.ends_ / (self.at_risk_ * (self.at_risk_ - self.ends_)))
            spread = NormalDist().inv_cdf((1 + self.level) / 2) * np.sqrt(greenwood) / np.log(self.survival_)
            low, high = self.survival_ ** np.exp(-spread), self.survival_ ** np.exp(spread)
        none_left = self.survival_ == 0
        return np.where(none_left, 0.0, low), np.where(none_left, 0.0, high)


def _first(times: Floats, reached: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> float | None:
    places = np.flatnonzero(reached)
    return float(times[places[0]]) if len(places) else None
