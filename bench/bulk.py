"""How long a change to 500 deals at once, and its undo, hold the database: the longest write transaction of each.

    python bench/bulk.py                                       # a book of 2,000 deals, SQLite: half a minute
    python bench/bulk.py --size 20000 --engine both --deals 500

One client does over real HTTP what the list's bar does to the deals that are ticked. The stopwatch of `_timed.py` says
how long each write transaction lasted. The exit code is 1 when one of an act held SQLite's lock over 200 ms. An undo
is one transaction, all or nothing: its figure is told, and not judged.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from _http import Client, timed_web
from _place import Figures, on_each_engine, options
from _seed import Book, seed

LONGEST_MS = 200.0


def measure(chosen) -> list[Figures]:
    """Two rows an act: it, and its undo."""
    book = seed(chosen.size)
    acts = {
        "owner": {"owner": book.seller_ids[1]},
        "next-step": {"next_step": "Write to them"},
        "stage": {"to": book.stage_ids[1]},
        "trash": {},
    }
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "transactions"
        os.environ["BENCH_TRANSACTIONS"] = str(file)
        with timed_web() as port:
            client = Client(port, book)
            client.get("list/")  # the process has read its sources: from here on it is loaded
            deals = _deals(book, chosen.deals)
            return [row for act, fields in acts.items() for row in _rows(client, file, act, deals, fields)]


def _rows(client: Client, file: Path, act: str, deals: list, fields: dict[str, object]) -> Iterator[Figures]:
    body = {**fields, "apply": "1", "deal": deals}
    yield _row(file, act, lambda: client.post(f"deals/bulk/{act}/", body))
    yield _row(file, f"{act}, undone", lambda: client.post(f"operations/{_last_operation()}/undo/", {}))


def _row(file: Path, name: str, act) -> Figures:
    from django.db import connection

    began, before = time.perf_counter(), len(_timings(file))
    act()
    taken = time.perf_counter() - began
    times = sorted(_timings(file)[before:])
    return {
        "act": name,
        "changed": _changed(),
        "answer ms": round(taken * 1000, 1),
        "transactions": len(times),
        "longest ms": times[-1] if times else 0.0,
        "held too long": sum(one > LONGEST_MS for one in times if connection.vendor == "sqlite"),
    }


def _timings(file: Path) -> list[float]:
    return [float(line.split(" ", 1)[0]) for line in file.read_text().splitlines()] if file.exists() else []


def _deals(book: Book, number: int) -> list:
    """So many open deals of the first stage."""
    from jalon.deals.models import Deal

    found = Deal.objects.on_board().filter(stage_id=book.stage_ids[0]).order_by("id")
    return list(found.values_list("pk", flat=True)[:number])


def _last_operation():
    from jalon.timeline.models import Operation

    return Operation.objects.filter(kind="deals.bulk").order_by("-started_at").values_list("pk", flat=True)[0]


def _changed() -> int:
    """The deals that the last operation was about."""
    from jalon.timeline.models import Event

    events = Event.objects.filter(operation_id=_last_operation(), subject_kind="deal")
    return events.values("subject_id").distinct().count()


def _verdict(rows: list[Figures]) -> bool:
    return bool(rows) and not any(row["held too long"] for row in rows if "undone" not in str(row["act"]))


if __name__ == "__main__":
    more = {"deals": (int, 500, "deals changed at once")}
    sys.exit(on_each_engine(options(__doc__, size=2_000, **more), measure, verdict=_verdict))
