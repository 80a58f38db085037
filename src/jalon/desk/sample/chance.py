"""Draws: every one comes from a seeded generator, so that the same seed tells the same story."""

import math
from collections.abc import Mapping
from random import Random

from jalon.process.definitions.stage import Duration

DECILE = 1.2815515655446004  # the ninth decile of the standard normal distribution
SHARED = 0.75  # how much of a stage's slowness is the deal's own: slow deals are slow everywhere
SPREAD = 0.55  # of the logarithm of amounts


def seeded(seed: int) -> Random:
    """A generator of its own."""
    return Random(seed)  # noqa: S311 - a story, not a secret


def slowness(chance: Random, of_deal: float) -> float:
    """A standard normal number for one stage, of which the deal's own slowness is a part."""
    return SHARED * of_deal + math.sqrt(1 - SHARED**2) * chance.gauss(0, 1)


def days(duration: Duration | None, z: float) -> float:
    """Days in a stage: the log-normal distribution with this median and ninth decile, at `z`.

    A median of nought stands for hours: a tenth of the ninth decile. Without a norm, a week or three.
    """
    p50, p90 = (7.0, 21.0) if duration is None else (duration.p50, duration.p90)
    p50 = p50 or p90 / 10
    if p50 <= 0:
        return 0.02
    return p50 * math.exp(max(math.log(p90 / p50), 0.0) / DECILE * z)


def amount(chance: Random, average: int) -> int:
    """A log-normal amount whose mean is `average`, rounded to two digits as people quote."""
    drawn = average * math.exp(chance.gauss(0, SPREAD) - SPREAD**2 / 2)
    step = 10 ** max(int(math.log10(max(drawn, 1))) - 1, 0)
    return max(round(drawn / step) * step, 1)


def one_of[K](chance: Random, weights: Mapping[K, float]) -> K:
    """A key, as often as its weight says."""
    return chance.choices(list(weights), list(weights.values()))[0]
