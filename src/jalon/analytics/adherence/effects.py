"""What each deviation goes with: the win rate of the cases that deviated against those that could have and did not."""

from collections.abc import Iterable, Sequence
from statistics import NormalDist
from typing import Any, Literal

import numpy as np
import polars as pl

from jalon.analytics.adherence.deviations import KEY
from jalon.analytics.adherence.exposure import Deviation
from jalon.analytics.kpis.intervals import wilson
from jalon.analytics.kpis.sales import DECIDED

type Verdict = Literal["helps", "harms", "no_difference", "too_few", "not_compared"]

FEWEST, FEWEST_EACH = 100, 10  # decided cases in all, and on either side
FALSE_FINDINGS = 0.1
COUNTS = ("cases", "could", "won_with", "decided_with", "won_without", "decided_without")
SCHEMA = {
    **dict.fromkeys(KEY, pl.String),
    **dict.fromkeys(COUNTS, pl.Int64),
    **dict.fromkeys(("difference", "low", "high", "p"), pl.Float64),
}


def effects(exposed: Iterable[tuple[Deviation, pl.DataFrame]]) -> pl.DataFrame:
    """Compare win rates for each deviation over the cases that could show it.

    Of each deviation: `shows` says which cases do, `has` which did by the landmark, `outcome` is null where a case is
    open or did not come to the landmark. Gives `kind`, `step`, `what`, `cases` (that show it), `could`, `share`,
    `won_with`, `decided_with`, `won_without`, `decided_without`, `difference`, `low`, `high`, `p`, `verdict`; the
    commonest first. Win rates are won ÷ (won + lost + no decision), as in K27.

    `not_compared` where no decided case came to a landmark, `too_few` below 100 or below 10 on either side. Otherwise a
    deviation helps or harms when the 95 % interval leaves zero out and it is found among at most 10 % false ones
    (Benjamini and Hochberg, 1995). It is what goes together, not what causes.
    """
    counted = [(deviation, _counted(could)) for deviation, could in exposed]
    rows = [(*deviation, *counts, *_compared(*counts[2:])) for deviation, counts in counted if counts[0]]
    whole = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    whole = whole.with_columns(pl.Series("verdict", _verdicts(whole), dtype=pl.String))
    whole = whole.with_columns(share=pl.col("cases") / pl.col("could"))
    return whole.sort("cases", *KEY, descending=[True, False, False, False])


def _counted(could: pl.DataFrame) -> tuple[int, ...]:
    """How many cases show it and could; of those compared, how many won and were decided, with it and without."""
    decided, won, has = pl.col("outcome").is_in(DECIDED), pl.col("outcome") == "won", pl.col("has")
    sums = [pl.col("shows"), won & has, decided & has, won & ~has, decided & ~has]
    first, *others = could.select(*(one.sum().alias(str(at)) for at, one in enumerate(sums))).row(0)
    return (first, could.height, *others)


def newcombe(hits: int, n: int, other_hits: int, other_n: int) -> tuple[float | None, float | None]:
    """The 95 % interval of a difference of two shares: Newcombe (1998), method 10, from Wilson's two intervals."""
    (low, high), (other_low, other_high) = wilson(hits, n), wilson(other_hits, other_n)
    if low is None or high is None or other_low is None or other_high is None:
        return None, None
    one, other = hits / n, other_hits / other_n
    down = ((one - low) ** 2 + (other_high - other) ** 2) ** 0.5
    up = ((high - one) ** 2 + (other - other_low) ** 2) ** 0.5
    return one - other - down, one - other + up


def _compared(hits: int, n: int, other_hits: int, other_n: int) -> tuple[float | None, ...]:
    low, high = newcombe(hits, n, other_hits, other_n)
    if low is None or high is None:
        return None, None, None, None
    return hits / n - other_hits / other_n, low, high, _p(hits, n, other_hits, other_n)


def _p(hits: int, n: int, other_hits: int, other_n: int) -> float:
    """The probability of a difference this large by chance: score test with the pooled share."""
    pooled = (hits + other_hits) / (n + other_n)
    spread = (pooled * (1 - pooled) * (1 / n + 1 / other_n)) ** 0.5
    if spread == 0:
        return 1.0
    z = abs(hits / n - other_hits / other_n) / spread
    return 2 * (1 - NormalDist().cdf(z))


def _verdicts(whole: pl.DataFrame) -> list[Verdict]:
    rows = whole.select("decided_with", "decided_without", "low", "high", "p").rows()
    enough = [min(a, b) >= FEWEST_EACH and a + b >= FEWEST for a, b, *_ in rows]
    kept = _discovered([p for (*_, p), is_enough in zip(rows, enough, strict=True) if is_enough])
    return [_verdict(row, is_enough, kept) for row, is_enough in zip(rows, enough, strict=True)]


def _verdict(row: tuple[Any, ...], is_enough: bool, kept: float) -> Verdict:
    decided, others, low, high, p = row
    if not is_enough:
        return "too_few" if decided + others else "not_compared"
    if p > kept or low <= 0 <= high:
        return "no_difference"
    return "helps" if low > 0 else "harms"


def _discovered(chances: Sequence[float]) -> float:
    """The largest probability that is kept at the rate of false findings; −1 when none is."""
    ordered = np.sort(np.array(chances, dtype=float))
    limits = FALSE_FINDINGS * np.arange(1, len(ordered) + 1) / max(len(ordered), 1)
    return float(ordered[ordered <= limits].max(initial=-1.0))
