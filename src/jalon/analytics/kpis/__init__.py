"""KPIs that a log carries, one file each, by the ids of the catalogue; `waiting` says what the others wait for.

Every figure comes with its kind (cohort, flow or snapshot), window, n, interval and the cases behind it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jalon.analytics.kpis.figure import Figure, Window
from jalon.analytics.kpis.k01_new_leads import new_leads
from jalon.analytics.kpis.k02_origin_mix import origin_mix
from jalon.analytics.kpis.k13_pipeline_created import pipeline_created
from jalon.analytics.kpis.k14_open_pipeline import open_pipeline
from jalon.analytics.kpis.k18_stage_conversion import stage_conversion
from jalon.analytics.kpis.k19_stage_flow import stage_flow
from jalon.analytics.kpis.k20_time_in_stage import time_in_stage
from jalon.analytics.kpis.k21_stage_ageing import stage_ageing
from jalon.analytics.kpis.k22_stalled import stalled
from jalon.analytics.kpis.k23_skips import skips
from jalon.analytics.kpis.k24_regressions import regressions
from jalon.analytics.kpis.k27_win_rate import win_rate
from jalon.analytics.kpis.k28_win_rate_by_value import win_rate_by_value
from jalon.analytics.kpis.k29_win_curve import win_curve
from jalon.analytics.kpis.k30_no_decision import no_decision
from jalon.analytics.kpis.k32_sales_cycle import sales_cycle
from jalon.analytics.kpis.k33_average_deal import average_deal
from jalon.analytics.kpis.k35_sales_velocity import sales_velocity
from jalon.analytics.kpis.k36_bookings import bookings
from jalon.analytics.kpis.k56_sellers_per_won_deal import sellers_per_won_deal
from jalon.analytics.kpis.sales import Sales, sales_of
from jalon.analytics.kpis.waiting import NEEDS, WAITING

__all__ = ["KPIS", "NEEDS", "WAITING", "Figure", "Kpi", "Sales", "Window", "measure", "sales_of"]


@dataclass(frozen=True, kw_only=True)
class Kpi:
    """One KPI: its id in the catalogue, how it is measured, and what a log must carry for it (see `NEEDS`)."""

    id: str
    measure: Callable[[Sales], list[Figure]]
    needs: tuple[str, ...] = ()


KPIS = (
    Kpi(id="K01", measure=new_leads),
    Kpi(id="K02", measure=origin_mix, needs=("direction",)),
    Kpi(id="K13", measure=pipeline_created, needs=("amount",)),
    Kpi(id="K14", measure=open_pipeline, needs=("amount", "outcomes")),
    Kpi(id="K18", measure=stage_conversion, needs=("stages", "outcomes")),
    Kpi(id="K19", measure=stage_flow, needs=("stages", "outcomes")),
    Kpi(id="K20", measure=time_in_stage, needs=("outcomes",)),
    Kpi(id="K21", measure=stage_ageing, needs=("outcomes",)),
    Kpi(id="K22", measure=stalled, needs=("direction", "outcomes")),
    Kpi(id="K23", measure=skips, needs=("stages",)),
    Kpi(id="K24", measure=regressions, needs=("stages",)),
    Kpi(id="K27", measure=win_rate, needs=("outcomes",)),
    Kpi(id="K28", measure=win_rate_by_value, needs=("outcomes", "amount")),
    Kpi(id="K29", measure=win_curve, needs=("outcomes",)),
    Kpi(id="K30", measure=no_decision, needs=("outcomes",)),
    Kpi(id="K32", measure=sales_cycle, needs=("outcomes",)),
    Kpi(id="K33", measure=average_deal, needs=("outcomes", "amount")),
    Kpi(id="K35", measure=sales_velocity, needs=("outcomes", "amount")),
    Kpi(id="K36", measure=bookings, needs=("outcomes", "amount")),
    Kpi(id="K56", measure=sellers_per_won_deal, needs=("outcomes", "actor")),
)


def measure(sales: Sales, *, only: Sequence[str] = ()) -> tuple[list[Figure], dict[str, tuple[str, ...]]]:
    """Give every figure that the log carries, and for the other KPIs of `KPIS` what it lacks; `only` names some."""
    wanted = [kpi for kpi in KPIS if not only or kpi.id in only]
    lacking = {kpi.id: tuple(need for need in kpi.needs if need not in sales.has) for kpi in wanted}
    figures = [figure for kpi in wanted if not lacking[kpi.id] for figure in kpi.measure(sales)]
    return figures, {kpi: needs for kpi, needs in lacking.items() if needs}
