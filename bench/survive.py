"""kill -9 of the web process under load: what was acknowledged is there, and nothing is half done.

    python bench/survive.py                                    # 10 kills, SQLite: half a minute
    python bench/survive.py --kills 200 --engine both          # the long proof

Four clients create deals, move them, edit them and write notes over real HTTP; at a random moment the web process, with
all it started, is killed, and what the clients were told is compared with the rows, before and after totals are folded.
A request without an answer may have been done or not, but not in part. The stopwatch of `_timed.py` says how long write
transactions lasted. The exit code is 1 when something was lost, doubled, half done, or held SQLite's lock over 200 ms.
"""

import os
import random
import sys
import tempfile
import threading
import time
from pathlib import Path

from _http import Client, timed_web
from _people import Person
from _place import Figures, on_each_engine, options
from _seed import seed
from _whole import half_done, lost

CLIENTS = 4
LONGEST_MS = 200.0
LOAD_SECONDS = (0.3, 1.8)


def measure(chosen) -> list[Figures]:
    """One row: what was done, and what was wrong with it."""
    book, chance = seed(chosen.size), random.Random(chosen.seed)
    people = [Person(number, book, seed=chosen.seed) for number in range(CLIENTS)]
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BENCH_TRANSACTIONS"] = str(Path(folder) / "transactions")
        for turn in range(chosen.kills):
            _load_and_kill(people, chance.uniform(*LOAD_SECONDS))
            found = [*lost(people), *half_done(book, fold=turn % 2 == 1)]
            wrong += [f"kill {turn + 1}: {one}" for one in found]
        timings = _timings(Path(os.environ["BENCH_TRANSACTIONS"]))
    sys.stderr.writelines(f"{one}\n" for one in wrong[:20])
    return [_row(chosen, people, wrong, timings)]


def _load_and_kill(people: list[Person], seconds: float) -> None:
    with timed_web() as port:
        Client(port, people[0].book).get("tasks/")  # the process has read its sources: from here on it is loaded
        threads = [threading.Thread(target=person.work, args=(port,)) for person in people]
        for thread in threads:
            thread.start()
        time.sleep(seconds)
    for thread in threads:
        thread.join()


def _timings(file: Path) -> list[tuple[float, str]]:
    lines = file.read_text().splitlines() if file.exists() else []
    return sorted((float(line.split(" ", 1)[0]), line.split(" ", 1)[1]) for line in lines if " " in line)


def _row(chosen, people: list[Person], wrong: list[str], timings: list[tuple[float, str]]) -> Figures:
    from django.db import connection

    over = sum(taken > LONGEST_MS for taken, _ in timings)
    longest, what = timings[-1] if timings else (0.0, "")
    return {
        "kills": chosen.kills,
        "acknowledged": sum(person.acknowledged for person in people),
        "cut off": sum(person.cut_off for person in people),
        "of these done": sum(person.done_unheard for person in people),
        "wrong": len(wrong),
        "transactions": len(timings),
        "p99 ms": timings[int(len(timings) * 0.99)][0] if timings else 0.0,
        "longest ms": longest,
        "over 200 ms": over,
        "held too long": over
        if connection.vendor == "sqlite"
        else 0,  # PostgreSQL's writers do not wait for each other
        "longest was": what.split("/w/bench/")[-1][:40],
    }


def _verdict(rows: list[Figures]) -> bool:
    return all(row["acknowledged"] and not row["wrong"] and not row["held too long"] for row in rows)


if __name__ == "__main__":
    more = {"kills": (int, 10, "times the web process is killed"), "seed": (int, 1, "of the random moments")}
    sys.exit(on_each_engine(options(__doc__, size=400, **more), measure, verdict=_verdict))
