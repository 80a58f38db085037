"""K28 Win rate by value: of what the opportunities decided in the window were worth at entry, the part that was won."""

import numpy as np
import polars as pl

from jalon.analytics.kpis.figure import Figure
from jalon.analytics.kpis.intervals import Floats, bootstrap
from jalon.analytics.kpis.sales import Sales, cases_of


def win_rate_by_value(sales: Sales) -> list[Figure]:
    """Give Σ won ÷ Σ decided, by the amount at entry, which closing cannot change; a few deals may rule it."""
    decided = sales.decided()
    known = decided.filter(pl.col("amount_entry").is_not_null())
    won = known["outcome"] == "won"
    pairs = np.column_stack([known["amount_entry"].to_numpy(), won.to_numpy()]).astype(float)
    low, high = bootstrap(pairs, _part, seed=sales.seed)
    return [
        Figure(
            kpi="K28",
            kind="flow",
            unit="share",
            value=_part(pairs) if known["amount_entry"].sum() else None,
            n=known.height,
            low=low,
            high=high,
            window=sales.window,
            rows=cases_of(known.filter(won)),
            beside={"without_amount": decided.height - known.height},
        )
    ]


def _part(pairs: Floats) -> float:
    total = pairs[:, 0].sum()
    return float((pairs[:, 0] * pairs[:, 1]).sum() / total) if total else float("nan")
