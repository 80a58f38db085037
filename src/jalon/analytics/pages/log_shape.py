"""The page on the one table shape, its checks and its files."""

import inspect

from jalon.eventlog.checks import CHECKS
from jalon.eventlog.columns import COLUMNS, Column
from jalon.process.pages.markdown import bullets, code, sentence, table

OPENING = """\
# The log

Everything that counts reads one table: one row an event. From Python:

```python
from pathlib import Path
from jalon.eventlog import check_log, collect, in_order, read_log
from jalon.analytics.mining import directly_follows

read = read_log(Path("events.csv"), columns={"case": "deal_id"}, time_zone="Europe/Paris")
for problem in [*read.problems, *check_log(read.events)]:
    print(problem.severity, problem.say("en"))
print(collect(directly_follows(in_order(read.events))))
```

`read_log` takes `.csv`, `.csv.gz`, `.parquet`, `.xes` and `.xes.gz`; `write_log` writes the same. `scan` opens a
Parquet file that is in this shape already, on Polars or on DuckDB, without reading it. Counting is
written once on lazy Narwhals: what takes a `Log` takes the lazy frame of Polars or of DuckDB (`log_of(frame)`), and of
PySpark where no time is measured (starts, ends, rework, loops).

## Columns

Only the first three must be there. Columns whose name starts with `case:` are attributes of the case, equal in all
its rows; other columns are kept as they are. Names are compared without case, spaces, `_` and `-`.

"""
CHECKED = """
## Order and time

Instants are kept in UTC. What states no zone is read in `time_zone`, or in UTC with a warning; the hour that comes
twice in autumn is the first of the two, and the one that spring skips is refused. A day comes before its month
(`31/01/2026`) unless some value of the column can only be read the other way round. Events of a case are in the order
of `timestamp`, and of `row`, the order of the file, where instants are equal. An id spelled `NA` is an id.

## Checks

A finding has a severity, the number of rows and the first five of them, counted from 1 below the header, and a
remedy, in both languages. Errors stop `jalon mine` and `jalon kpis`.

"""
WRITTEN = """
## Files

CSV writes instants as `2026-01-05T09:00:00.000000+00:00`. XES writes `concept:name`, `time:timestamp`,
`org:resource`, `org:role` and `lifecycle:transition`, one trace a case, and reads attributes directly below a trace
or an event; nested ones and lists are left out.
"""


def log_page() -> str:
    """Give the page."""
    columns = table(("column", "kind", "holds", "also read from"), [_row(column) for column in COLUMNS])
    checks = bullets(f"`{check.__name__}` – {sentence(inspect.getmodule(check))}" for check in CHECKS)
    return OPENING + columns + CHECKED + checks + WRITTEN


def _row(column: Column) -> tuple[str, str, str, str]:
    must = ", always there" if column.required else ""
    return code(column.name), column.kind, column.meaning + must, ", ".join(map(code, column.aliases))
