"""Writing a log, and reading it again."""

import pytest
from polars.testing import assert_frame_equal

from jalon.eventlog import LogError, collect, log_of, read_log, write_log
from tests.eventlog.logs import events

TABLE = events(
    ("NA", 'Call "big" <one> & more', 0),
    ("NA", "Offer\nsigned", 1.5),
    ("d,2", "Call", 0),
    **{"actor": ["Ana", None, "Élodie"], "amount": [10.5, None, 3.0], "case:country": ["FR", "FR", "BE"]},
)


@pytest.mark.parametrize("name", ["log.csv", "log.csv.gz", "log.parquet", "log.xes", "log.xes.gz"])
def test_gives_back_what_it_was_given(tmp_path, name):
    write_log(log_of(TABLE), tmp_path / name)

    read = read_log(tmp_path / name)

    assert read.problems == ()
    again = collect(read.events)
    assert_frame_equal(again, TABLE, check_column_order=False)


def test_writes_the_names_of_the_extensions_of_xes(tmp_path):
    write_log(log_of(TABLE), tmp_path / "log.xes")

    text = (tmp_path / "log.xes").read_text(encoding="utf-8")

    assert '<date key="time:timestamp" value="2026-01-05T09:00:00.000+00:00"/>' in text
    assert '<string key="org:resource" value="Ana"/>' in text
    assert text.count("<trace>") == 2


def test_refuses_another_ending(tmp_path):
    with pytest.raises(LogError, match=r"End the name in \.csv"):
        write_log(log_of(TABLE), tmp_path / "log.json")
