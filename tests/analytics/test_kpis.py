"""The KPIs that a log carries, on a book counted by hand, on both engines."""

from datetime import timedelta
from math import sqrt

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from jalon.analytics.kpis import KPIS, NEEDS, WAITING, Window, measure
from jalon.analytics.kpis.intervals import wilson
from jalon.process.reference import kpis
from tests.analytics.kpi_log import WINDOW, book
from tests.eventlog.logs import START


@pytest.fixture(params=["polars", "duckdb"])
def sales(request, tmp_path):
    return book(request.param, tmp_path)


@pytest.fixture
def figures(sales):
    """Every figure by KPI and part."""
    return {(one.kpi, one.of): one for one in measure(sales)[0]}


def values(figures, kpi):
    return {of: one.value for (found, of), one in figures.items() if found == kpi}


def test_counts_new_cases_without_those_put_aside(figures):
    one = figures["K01", ""]

    assert (one.kind, one.value, one.rows) == ("flow", 5, ("back", "lost", "none", "won1", "won2"))


def test_shares_origins_among_the_known_and_bounds_them_by_the_unknown(figures):
    assert values(figures, "K02") == {"in": 3 / 5, "out": 2 / 5}
    assert figures["K02", "in"].beside == {"unknown": 1 / 6, "least": 3 / 6, "most": 4 / 6}


def test_sums_pipeline_by_the_amount_at_the_opportunity_line(figures):
    assert (figures["K13", ""].value, figures["K13", ""].n) == (120 + 50 + 200 + 80 + 40, 5)


def test_sums_what_is_open_by_the_last_amount(figures):
    one = figures["K14", ""]

    assert (one.kind, one.value, one.rows) == ("snapshot", 80, ("back",))


def test_follows_a_cohort_to_a_later_stage_or_a_win(figures):
    assert values(figures, "K18") == pytest.approx({"A": 1.0, "B": 3 / 5, "C": 1 / 2})
    assert figures["K18", "B"].rows == ("back", "won1", "won2")
    assert figures["K18", "A"].n == 5
    assert (figures["K18", "A"].low, figures["K18", "A"].high) == wilson(5, 5)


def test_counts_exits_forward_among_exits_as_a_flow(figures):
    assert values(figures, "K19") == {"A": 1.0, "B": 3 / 5, "C": 1 / 2}
    assert {one.kind for (kpi, _), one in figures.items() if kpi == "K19"} == {"flow"}


def test_takes_visits_that_still_last_as_such(figures):
    """B lasted 4, 5, 5, 2 and 20 days, and one of 21 still lasts."""
    one = figures["K20", "B"]

    assert (one.value, one.n, one.beside["still_there"]) == (5.0, 6, 1)
    assert one.beside["p90"] is None
    assert figures["K20", "A"].value == 2.0


def test_says_nothing_of_ageing_where_nine_in_ten_have_not_left(figures):
    assert values(figures, "K21") == {}


def test_compares_what_is_open_with_the_ninth_decile_of_its_stage(tmp_path):
    sales = book("polars", tmp_path)
    long_ago = sales.visits.filter(pl.col("stage") == "A").with_columns(case=pl.lit("x"), stage=pl.lit("B"))
    sales = type(sales)(**{**vars(sales), "visits": pl.concat([sales.visits, *[long_ago] * 3])})

    figures = {(one.kpi, one.of): one for one in measure(sales, only=["K21"])[0]}

    assert (figures["K21", "B"].value, figures["K21", "B"].rows) == (1.0, ("back",))


def test_finds_open_deals_in_which_nobody_was_heard(figures):
    assert (figures["K22", ""].value, figures["K22", ""].rows) == (1.0, ("back",))


def test_finds_stages_that_were_passed_without_a_visit(figures):
    assert values(figures, "K23") == {"B": 0.0, "C": 1 / 2}
    assert figures["K23", "C"].rows == ("won2",)


def test_counts_moves_that_went_back(figures):
    assert values(figures, "K24") == {"B": 0.0, "C": 1.0}


def test_shares_wins_among_the_decided_with_wilsons_interval(figures):
    one = figures["K27", ""]
    z = 1.959963984540054
    middle, half = (0.5 + z * z / 8) / (1 + z * z / 4), z / (1 + z * z / 4) * sqrt(0.25 / 4 + z * z / 64)

    assert (one.value, one.n, one.rows) == (0.5, 4, ("won1", "won2"))
    assert (one.low, one.high) == pytest.approx((middle - half, middle + half))


def test_weighs_wins_by_the_amount_at_entry_not_at_closing(figures):
    assert figures["K28", ""].value == pytest.approx((120 + 50) / (120 + 50 + 200 + 40))


def test_draws_the_win_curve_with_open_deals_censored(tmp_path):
    """From the line: won after 8 and 5, lost after 5, no decision after 20, open for 35."""
    window = Window(start=START, end=START + timedelta(days=40))

    curve = {one.of: one for one in measure(book("polars", tmp_path, window=window), only=["K29"])[0]}

    assert list(curve) == ["30"]
    assert (curve["30"].value, curve["30"].beside["at_risk"]) == (pytest.approx(2 / 5), 1)


def test_shares_what_the_customer_never_decided(figures):
    assert (figures["K30", ""].value, figures["K30", ""].rows) == (1 / 4, ("none",))


def test_takes_the_cycle_from_the_line_to_any_decision(figures):
    one = figures["K32", ""]

    assert (one.value, one.n, one.beside["open"]) == (8.0, 5, 1)


def test_averages_what_was_won(figures):
    one = figures["K33", ""]

    assert (one.value, one.beside["median"], one.n) == (100.0, 100.0, 2)
    assert one.low == 50.0
    assert one.high == 150.0


def test_multiplies_the_four_inputs_of_one_cohort(figures):
    one = figures["K35", ""]

    assert one.beside["opportunities"] == 5
    assert one.beside["win_rate"] == pytest.approx(2 / 5)
    assert (one.beside["average"], one.beside["cycle_days"]) == (100.0, 8.0)
    assert one.value == pytest.approx(5 * (2 / 5) * 100 / 8)
    assert one.beside["realised"] == pytest.approx(200 / 30)
    assert one.beside["steady"] == pytest.approx((8 + 5 + 5 + 25 + 20) / 30 * (2 / 5) * 100 / 8)


def test_sums_what_was_signed_and_who_had_a_hand_in_it(figures):
    assert figures["K36", ""].value == 200
    assert (figures["K56", ""].value, figures["K56", ""].n) == (1.5, 2)


def test_knows_nothing_of_what_happened_later(tmp_path):
    at = START + timedelta(days=8, hours=12)
    window = Window(start=START, end=at)

    figures = {one.kpi: one for one in measure(book("polars", tmp_path, window=window), only=["K27", "K14", "K36"])[0]}

    assert (figures["K27"].value, figures["K27"].rows) == (1.0, ("won2",))
    assert figures["K14"].rows == ("back", "lost", "none", "won1")
    assert figures["K36"].value == 50


def test_lets_deals_in_at_the_age_at_which_the_log_began(tmp_path):
    """From day 12 on: won1 and won2 and lost were over, `none` was 6 days old, `back` 7."""
    sales = book("polars", tmp_path, tracked_since=START + timedelta(days=12))

    (cycle,) = measure(sales, only=["K32"])[0]

    assert (cycle.value, cycle.n) == (20.0, 2)


def test_reads_the_same_sales_on_both_engines(tmp_path):
    one, other = (book(engine, tmp_path) for engine in ("polars", "duckdb"))

    assert_frame_equal(one.deals, other.deals, check_dtypes=False)
    assert_frame_equal(one.visits, other.visits, check_dtypes=False)


def test_says_what_a_log_lacks(tmp_path):
    sales = book("polars", tmp_path, stages=(), line=None, deciding={})

    figures, lacking = measure(sales)

    assert {one.kpi for one in figures} == {"K01", "K02", "K13"}
    assert lacking["K18"] == ("stages", "outcomes")
    assert {need for needs in lacking.values() for need in needs} <= set(NEEDS)


def test_accounts_for_every_kpi_of_the_catalogue_once():
    measured = [kpi.id for kpi in KPIS]

    assert sorted([*measured, *WAITING]) == sorted(kpi.id for kpi in kpis())


def test_never_mixes_kinds_within_a_kpi(figures):
    kinds = {}
    for one in figures.values():
        kinds.setdefault(one.kpi, set()).add(one.kind)

    assert all(len(found) == 1 for found in kinds.values())
    assert WINDOW.days == 30
