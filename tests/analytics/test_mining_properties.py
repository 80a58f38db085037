"""What holds for every log, and for both engines alike."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from jalon.analytics.mining import (
    bottlenecks,
    directly_follows,
    ends,
    hand_overs,
    loops,
    rework,
    starts,
    summary,
    variants,
)
from jalon.eventlog import collect
from tests.eventlog.logs import events, on

ROW = st.tuples(
    st.sampled_from(["d1", "d2", "NA", "é"]),
    st.sampled_from("abc"),
    st.integers(0, 9),
    st.sampled_from(["x", "y", None]),
)
LOGS = st.lists(ROW, min_size=1, max_size=30)
QUIET = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
VERBS = (directly_follows, starts, ends, variants, rework, loops, hand_overs, bottlenecks)


def log_of(engine, rows, folder):
    table = events(*[row[:3] for row in rows], actor=[row[3] for row in rows])
    return on(engine, table.cast({"actor": str}), folder, carry=("actor",))


@pytest.mark.parametrize("verb", VERBS)
@QUIET
@given(rows=LOGS)
def test_counts_the_same_on_both_engines(verb, rows, tmp_path):
    one, other = (collect(verb(log_of(engine, rows, tmp_path))) for engine in ("polars", "duckdb"))

    assert_frame_equal(one, other, check_dtypes=False)


@QUIET
@given(rows=LOGS)
def test_accounts_for_every_event(rows, tmp_path):
    log = log_of("polars", rows, tmp_path)
    whole = summary(log)

    assert collect(directly_follows(log))["count"].sum() == whole.events - whole.cases
    assert collect(starts(log))["count"].sum() == collect(ends(log))["count"].sum() == whole.cases
    assert collect(variants(log))["cases"].sum() == whole.cases
    assert collect(rework(log))["events"].sum() == whole.events == len(rows)
