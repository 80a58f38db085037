"""K56 Sellers per won deal: how many people had a hand in what was won."""

import numpy as np

from jalon.analytics.kpis.figure import Figure
from jalon.analytics.kpis.intervals import bootstrap
from jalon.analytics.kpis.sales import Sales, cases_of


def sellers_per_won_deal(sales: Sales) -> list[Figure]:
    """Give the mean number of distinct actors of the deals won in the window."""
    decided = sales.decided()
    won = decided.filter((decided["outcome"] == "won") & decided["sellers"].is_not_null())
    people = won["sellers"].to_numpy().astype(float)
    low, high = bootstrap(people, lambda drawn: float(np.mean(drawn)), seed=sales.seed)
    value = float(np.mean(people)) if len(people) else None
    return [
        Figure(
            kpi="K56",
            kind="flow",
            unit="people",
            value=value,
            n=won.height,
            low=low,
            high=high,
            window=sales.window,
            rows=cases_of(won),
        )
    ]
