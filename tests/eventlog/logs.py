"""Small logs for tests, on either engine."""

from datetime import UTC, datetime, timedelta

import polars as pl

from jalon.eventlog import in_order, log_of, scan, write_log

START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def events(*rows, **columns):
    """A frame of (case, activity, hours after the start), with more columns by name."""
    table = pl.DataFrame(
        {
            "case": [row[0] for row in rows],
            "activity": [row[1] for row in rows],
            "timestamp": [START + timedelta(hours=row[2]) for row in rows],
            **columns,
        },
        schema_overrides={"case": pl.String, "timestamp": pl.Datetime("us", "UTC")},
    )
    return table.with_columns(pl.Series("row", range(1, len(rows) + 1), dtype=pl.Int64))


def on(engine, table, folder, *, carry=()):
    """The frame as a log in order, run by an engine."""
    if engine == "polars":
        return in_order(log_of(table), columns=carry)
    write_log(log_of(table), folder / "log.parquet")
    return in_order(scan(folder / "log.parquet", engine=engine), columns=carry)
