"""K01 New leads: the cases that began in the window, each counted once."""

from jalon.analytics.kpis.figure import Figure
from jalon.analytics.kpis.sales import Sales, cases_of, within


def new_leads(sales: Sales) -> list[Figure]:
    """Count the cases whose first event lies in the window, those put aside as none left out."""
    began = within(sales.deals, "first_at", sales.window)
    kept = began.filter(began["outcome"].ne_missing("disqualified"))
    return [
        Figure(
            kpi="K01",
            kind="flow",
            unit="count",
            value=kept.height,
            n=kept.height,
            window=sales.window,
            rows=cases_of(kept),
            beside={"disqualified": began.height - kept.height},
        )
    ]
