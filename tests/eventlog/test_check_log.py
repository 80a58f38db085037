"""The checks of a log, on both engines."""

from datetime import timedelta

import polars as pl
import pytest

from jalon.eventlog import check_log, log_of, scan, write_log
from tests.eventlog.logs import START, events


@pytest.fixture(params=["polars", "duckdb"])
def found(request, tmp_path):
    """Check a table on one engine and give each finding's code with its severity and rows."""

    def check(table):
        log = log_of(table)
        if request.param == "duckdb":
            write_log(log, tmp_path / "log.parquet")
            log = scan(tmp_path / "log.parquet", engine="duckdb")
        return {one.code: (one.severity, one.count, one.rows) for one in check_log(log)}

    return check


def test_has_nothing_to_say_of_a_clean_log(found):
    assert found(events(("d1", "Call", 0), ("d1", "Offer", 1), ("d2", "Call", 0))) == {}


def test_finds_events_without_case_or_activity(found):
    table = events(("d1", "Call", 0), (None, "Offer", 1), ("d2", " ", 0))

    assert found(table) == {"no-case": ("error", 1, (2,)), "no-activity": ("error", 1, (3,))}


def test_names_the_first_five_rows_and_counts_the_rest(found):
    assert found(events(*[(None, f"a{n}", n) for n in range(9)]))["no-case"] == ("error", 9, (1, 2, 3, 4, 5))


def test_keeps_ids_spelled_na_and_says_so(found):
    assert found(events(("d1", "Call", 0), ("NA", "Call", 1))) == {"empty-word": ("note", 1, (2,))}


def test_finds_a_column_nearly_named_as_ours(found):
    assert found(events(("d1", "Call", 0), chanel=["mail"]))["unknown-column"] == ("warning", 0, ())


def test_says_nothing_of_attributes_of_the_case(found):
    assert found(events(("d1", "Call", 0), **{"case:chanel": ["mail"]})) == {}


def test_finds_amounts_that_are_no_numbers(found):
    table = events(("d1", "a", 0), ("d1", "b", 1), ("d1", "c", 2), amount=[1.0, float("nan"), float("inf")])

    assert found(table) == {"not-a-number": ("error", 2, (2, 3))}


def test_finds_what_is_there_twice_and_not_what_another_did(found):
    table = events(*[("d1", "Call", 0)] * 3, ("d2", "Call", 0), actor=["Ana", "Ana", "Bob", "Ana"])

    assert found(table) == {"duplicate": ("warning", 1, (2,))}


def test_finds_what_ends_before_it_starts(found):
    started = pl.Series([START, START + timedelta(hours=2)], dtype=pl.Datetime("us", "UTC"))

    assert found(events(("d1", "a", 0), ("d1", "b", 1), started_at=started)) == {"end-before-start": ("error", 1, (2,))}


def test_finds_what_was_written_down_late_or_ahead(found):
    late = [START + timedelta(hours=24), START + timedelta(hours=26), START + timedelta(hours=1)]
    logged = pl.Series(late, dtype=pl.Datetime("us", "UTC"))
    table = events(("d1", "a", 0), ("d1", "b", 1), ("d1", "c", 2), logged_at=logged)

    assert found(table) == {"back-dated": ("warning", 1, (2,)), "dated-ahead": ("warning", 1, (3,))}


def test_says_how_many_events_rest_on_the_order_of_the_file(found):
    assert found(events(("d1", "a", 0), ("d1", "b", 0), ("d2", "a", 0))) == {"tie": ("note", 1, (2,))}


def test_states_the_transitions_when_there_are_several(found):
    table = events(("d1", "a", 0), ("d1", "a", 1), lifecycle=["start", "complete"])

    assert found(table) == {"lifecycle": ("note", 0, ())}


def test_says_errors_first_with_rows_and_remedy_in_both_languages():
    table = events(("d1", "a", 0), ("d1", "b", 0), (None, "c", 1))

    first, second = check_log(log_of(table))

    assert first.say("en") == "1 event has no case (column case is empty). Row 3. Fill it, or take these rows out."
    assert first.say("fr") == "1 événement a la colonne case vide. Ligne 3. Remplissez-la ou retirez ces lignes."
    assert second.severity == "note"
