"""Reading a log from a file."""

import gzip
from datetime import UTC, datetime

import pytest

from jalon.eventlog import LogError, collect, read_log


@pytest.fixture
def file(tmp_path):
    """Write a text to a file of this name and give its path."""

    def write(name, text):
        path = tmp_path / name
        data = text.encode()
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
        return path

    return write


def rows(path, *names, **how):
    return collect(read_log(path, **how).events).select(names).rows()


def codes(path, **how):
    return [problem.code for problem in read_log(path, **how).problems]


def test_keeps_a_case_that_is_called_na(file):
    path = file("log.csv", "case,activity,timestamp\nNA,Call,2026-01-05T09:00:00Z\n")

    assert rows(path, "case", "row") == [("NA", 1)]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["log.csv", "log.csv.gz"])
def test_finds_the_separator_of_csv_plain_or_gzip(file, separator, name):
    text = "Deal ID,Stage,Date\nd1,Call,2026-01-05T09:00:00Z\n".replace(",", separator)

    assert rows(file(name, text), "case", "activity") == [("d1", "Call")]


def test_guesses_columns_and_says_which(file):
    path = file("log.csv", "opportunity_id,stage,time,owner,close_value\nd1,Call,2026-01-05T09:00:00Z,Ana,10\n")

    assert read_log(path).columns == {
        "case": "opportunity_id",
        "activity": "stage",
        "timestamp": "time",
        "actor": "owner",
        "amount": "close_value",
    }


def test_prefers_the_column_given_to_the_one_guessed(file):
    path = file("log.csv", "case,account,activity,timestamp\nd1,a1,Call,2026-01-05T09:00:00Z\n")

    assert rows(path, "case", "case (file)", columns={"case": "account"}) == [("a1", "d1")]


def test_refuses_a_column_that_is_not_there_and_names_the_nearest(file):
    path = file("log.csv", "case,activity,timestamp\nd1,Call,2026-01-05T09:00:00Z\n")

    with pytest.raises(
        LogError, match=r"There is no column activty to read the activity from. Did you mean activity\?"
    ):
        read_log(path, columns={"activity": "activty"})


def test_refuses_a_log_without_activity_and_says_how_to_name_it(file):
    path = file("log.csv", "case,colour,timestamp\nd1,red,2026-01-05T09:00:00Z\n")

    with pytest.raises(LogError, match="Name it with --activity COLUMN; the file has case, colour, timestamp"):
        read_log(path)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-01-05T10:00:00+01:00", datetime(2026, 1, 5, 9, tzinfo=UTC)),
        ("2026-01-05 09:00:00.250000+00:00", datetime(2026, 1, 5, 9, 0, 0, 250_000, tzinfo=UTC)),
        ("2026-01-05T09:00:00Z", datetime(2026, 1, 5, 9, tzinfo=UTC)),
        ("2026-01-05 10:00", datetime(2026, 1, 5, 9, tzinfo=UTC)),
        ("2026-07-05", datetime(2026, 7, 4, 22, tzinfo=UTC)),
        ("05/01/2026 10:00:00", datetime(2026, 1, 5, 9, tzinfo=UTC)),
        ("01/25/2026", datetime(2026, 1, 24, 23, tzinfo=UTC)),
        ("2026-10-25 02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_reads_instants_as_files_write_them(file, written, read):
    path = file("log.csv", f"case,activity,timestamp\nd1,Call,{written}\n")

    assert rows(path, "timestamp", time_zone="Europe/Paris") == [(read,)]


def test_reads_each_instant_of_a_column_that_mixes_ways(file):
    path = file("log.csv", "case,activity,timestamp\nd1,a,2026-01-05T09:00:00Z\nd1,b,2026-01-05 10:00\nd1,c,5.1.2026\n")

    assert [at.hour for (at,) in rows(path, "timestamp")] == [9, 10, 0]
    assert read_log(path).problems[0].rows == (2, 3)


def test_warns_of_instants_without_a_zone_unless_one_is_given(file):
    path = file("log.csv", "case,activity,timestamp\nd1,Call,2026-01-05 10:00\n")

    assert codes(path) == ["no-time-zone"]
    assert codes(path, time_zone="Europe/Paris") == []


@pytest.mark.parametrize("written", ["yesterday", "2026-13-01", "2026-03-29 02:30"])
def test_refuses_an_instant_that_cannot_be_read_and_names_its_row(file, written):
    path = file("log.csv", f"case,activity,timestamp\nd1,a,2026-01-05 10:00\nd1,b,{written}\n")

    with pytest.raises(LogError) as refused:
        read_log(path, time_zone="Europe/Paris")

    (problem,) = [one for one in refused.value.problems if one.code == "unreadable-instant"]
    assert (problem.rows, problem.count) == ((2,), 1)
    assert repr(written) in problem.message.en


@pytest.mark.parametrize("line", [",Call,2026-01-05T09:00:00Z", "d1, ,2026-01-05T09:00:00Z", "d1,Call,"])
def test_refuses_an_event_without_case_activity_or_timestamp(file, line):
    path = file("log.csv", f"case,activity,timestamp\nd1,Call,2026-01-05T09:00:00Z\n{line}\n")

    with pytest.raises(LogError) as refused:
        read_log(path)

    assert [problem.rows for problem in refused.value.problems] == [(2,)]


def test_reads_amounts_as_french_spreadsheets_write_them_and_warns_of_the_rest(file):
    text = "case;activity;timestamp;amount\nd1;a;2026-01-05T09:00:00Z;1 250,50\nd1;b;2026-01-05T09:00:00Z;TBD\n"
    path = file("log.csv", text)

    assert rows(path, "amount") == [(1250.5,), (None,)]
    assert codes(path) == ["unreadable-number"]


XES = """<?xml version="1.0" encoding="UTF-8"?>
<log xmlns="http://www.xes-standard.org/">
  <global scope="event"><string key="concept:name" value="UNKNOWN"/></global>
  <float key="total" value="2"><float key="inner" value="1"/></float>
  <trace>
    <string key="concept:name" value="NA"/><int key="size" value="40"/>
    <event>
      <string key="concept:name" value="Call &amp; mail"/>
      <date key="time:timestamp" value="2026-01-05T10:00:00.000+01:00"/>
      <string key="org:resource" value="Ana"><string key="concept:name" value="nested"/></string>
    </event>
    <event>
      <string key="concept:name" value="Offer"/><date key="time:timestamp" value="2026-01-05T11:00:00Z"/>
      <boolean key="urgent" value="true"/>
    </event>
  </trace>
  <trace>
    <event><string key="concept:name" value="Call"/><date key="time:timestamp" value="2026-01-06T10:00:00Z"/></event>
  </trace>
</log>
"""


@pytest.mark.parametrize("name", ["log.xes", "log.xes.gz"])
def test_reads_xes_plain_or_gzip_and_leaves_nested_attributes_out(file, name):
    path = file(name, XES)

    assert rows(path, "case", "activity", "actor", "case:size", "urgent") == [
        ("NA", "Call & mail", "Ana", 40, None),
        ("NA", "Offer", None, 40, True),
        ("trace 2", "Call", None, None, None),
    ]
    assert rows(path, "timestamp")[0] == (datetime(2026, 1, 5, 9, tzinfo=UTC),)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("log.xes", XES[:400], "not XES that can be read"),
        ("log.csv", "", "cannot be read as CSV"),
        ("log.docx", "x", "of no kind that can be read"),
    ],
)
def test_refuses_a_file_that_it_cannot_read(file, name, text, words):
    path = file(name, text)

    with pytest.raises(LogError, match=words):
        read_log(path)


def test_refuses_a_file_that_is_not_there_and_a_zone_that_is_none(file, tmp_path):
    with pytest.raises(LogError, match="There is no file"):
        read_log(tmp_path / "none.csv")
    with pytest.raises(LogError, match="Paris is no time zone"):
        read_log(file("log.csv", "case,activity,timestamp\n"), time_zone="Paris")
