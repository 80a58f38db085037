"""How cases end."""

import pytest

from jalon.analytics.outcomes import outcomes
from jalon.eventlog import collect
from tests.eventlog.logs import events, on

DECIDING = {"won": ["Signed", "Ordered"], "lost": ["Refused"]}
ROWS = (
    ("won", "Lead", 0),
    ("won", "Signed", 4),
    ("won", "Ordered", 6),
    ("reopened", "Refused", 2),
    ("reopened", "Signed", 5),
    ("undone", "Signed", 1),
    ("undone", "Refused", 3),
    ("tied", "Signed", 2),
    ("tied", "Refused", 2),
    ("open", "Lead", 1),
)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_lets_the_last_decision_stand_since_its_run_began(engine, tmp_path):
    log = on(engine, events(*ROWS), tmp_path)

    found = {case: (outcome, at.hour - 9) for case, outcome, at in collect(outcomes(log, activities=DECIDING)).rows()}

    assert found == {"won": ("won", 4), "reopened": ("won", 5), "undone": ("lost", 3), "tied": ("lost", 2)}


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_reads_the_outcomes_of_the_log_when_no_activity_is_named(engine, tmp_path):
    table = events(("d1", "a", 0), ("d1", "b", 1), ("d2", "a", 0), outcome=[None, "Won", "whatever"])

    found = collect(outcomes(on(engine, table, tmp_path, carry=("outcome",))))

    assert found.select("case", "outcome").rows() == [("d1", "won")]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_decides_nothing_when_nothing_says_how(engine, tmp_path):
    assert collect(outcomes(on(engine, events(("d1", "a", 0)), tmp_path))).height == 0
