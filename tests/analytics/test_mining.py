"""What mining counts, on a small log counted by hand, on both engines."""

from datetime import UTC, datetime

import pytest

from jalon.analytics.mining import (
    bottlenecks,
    cases,
    directly_follows,
    ends,
    hand_overs,
    loops,
    rework,
    starts,
    summary,
    traces,
    variants,
)
from jalon.analytics.mining.traces import BETWEEN
from jalon.eventlog import collect
from tests.eventlog.logs import events, on

ROWS = (
    ("d1", "Lead", 0, "Ana"),
    ("d2", "Lead", 0, "Bob"),
    ("d1", "Meet", 2, "Ana"),
    ("d1", "Offer", 5, "Bob"),
    ("d2", "Meet", 6, None),
    ("d1", "Meet", 6, "Ana"),
    ("d2", "Meet", 6.5, "Bob"),
    ("d1", "Offer", 10, "Ana"),
    ("d3", "Meet", 1, "Ana"),
    ("d3", "Lead", 1, "Ana"),
)
HOUR = 3600.0


@pytest.fixture(params=["polars", "duckdb"])
def log(request, tmp_path):
    table = events(*[row[:3] for row in ROWS], actor=[row[3] for row in ROWS])
    return on(request.param, table, tmp_path, carry=("actor",))


def way(*names):
    return BETWEEN.join(names)


def test_maps_which_activity_follows_which_and_breaks_ties_by_the_order_of_the_file(log):
    assert collect(directly_follows(log)).rows() == [
        ("Lead", "Meet", 2, 4 * HOUR),
        ("Meet", "Offer", 2, 3.5 * HOUR),
        ("Meet", "Lead", 1, 0.0),
        ("Meet", "Meet", 1, 0.5 * HOUR),
        ("Offer", "Meet", 1, 1 * HOUR),
    ]


def test_counts_how_cases_begin_and_end(log):
    assert collect(starts(log)).rows() == [("Lead", 2), ("Meet", 1)]
    assert collect(ends(log)).rows() == [("Lead", 1), ("Meet", 1), ("Offer", 1)]


def test_writes_the_trace_of_each_case(log):
    assert sorted(collect(traces(log)).rows()) == [
        ("d1", way("Lead", "Meet", "Offer", "Meet", "Offer")),
        ("d2", way("Lead", "Meet", "Meet")),
        ("d3", way("Meet", "Lead")),
    ]


def test_groups_cases_by_the_way_they_took(request, tmp_path):
    rows = [("d1", "a", 0), ("d1", "b", 2), ("d2", "a", 0), ("d2", "b", 4), ("d3", "b", 0)]
    for engine in ("polars", "duckdb"):
        log = on(engine, events(*rows), tmp_path)

        assert collect(variants(log)).rows() == [(way("a", "b"), 2, 3 * HOUR), ("b", 1, 0.0)]


def test_measures_each_case(log):
    assert sorted(collect(cases(log)).select("case", "events", "duration_s").rows()) == [
        ("d1", 5, 10 * HOUR),
        ("d2", 3, 6.5 * HOUR),
        ("d3", 2, 0.0),
    ]


def test_counts_what_was_done_again(log):
    table = collect(rework(log)).select("activity", "events", "cases", "cases_again", "again", "share_again")

    assert table.rows() == [
        ("Meet", 5, 3, 2, 2, 2 / 3),
        ("Offer", 2, 1, 1, 1, 1.0),
        ("Lead", 3, 3, 0, 0, 0.0),
    ]


def test_finds_repeats_at_once_and_returns_after_one_other(log):
    assert collect(loops(log)).rows() == [("Meet", "", 1, 1), ("Meet", "Offer", 1, 1), ("Offer", "Meet", 1, 1)]


def test_counts_hand_overs_between_known_people_only(log):
    assert collect(hand_overs(log)).rows() == [("Ana", "Bob", 1, 1, 3 * HOUR), ("Bob", "Ana", 1, 1, 1 * HOUR)]


def test_ranks_steps_by_their_share_of_all_waiting(log):
    first = collect(bottlenecks(log)).row(0, named=True)

    assert first == {
        "from": "Lead",
        "to": "Meet",
        "count": 2,
        "median_wait_s": 4 * HOUR,
        "longest_wait_s": 6 * HOUR,
        "total_wait_s": 8 * HOUR,
        "share": pytest.approx(8 / 16.5),
    }


def test_sums_the_log_up(log):
    whole = summary(log)

    assert (whole.cases, whole.events, whole.activities, whole.median_duration_s) == (3, 10, 3, 6.5 * HOUR)
    assert whole.first_at == datetime(2026, 1, 5, 9, tzinfo=UTC)
    assert whole.last_at == datetime(2026, 1, 5, 19, tzinfo=UTC)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_counts_an_empty_log_as_empty(engine, tmp_path):
    log = on(engine, events(("d1", "a", 0)).clear(), tmp_path)

    assert summary(log).cases == 0
    assert [collect(verb(log)).height for verb in (directly_follows, variants, rework, loops)] == [0, 0, 0, 0]
