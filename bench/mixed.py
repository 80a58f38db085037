"""A team at work: the highest rate at which 19 of 20 requests are answered within half a second.

    python bench/mixed.py                                    # 10,000 open deals, SQLite
    python bench/mixed.py --size 100000 --engine both

Of a hundred requests 40 show the board, 40 a deal's page, 10 move a deal, 10 create one; whole pages, over real HTTP,
on a server as `jalon up` runs it. Requests leave at a fixed rate whether or not earlier ones were answered, and the
time counts from when each was due, so that a queue shows. The rate grows by a fifth until it fails twice.
"""

import queue
import random
import statistics
import sys
import threading
import time
from collections import defaultdict

from _http import Client, serving
from _place import Figures, on_each_engine, options
from _seed import Book, seed

WITHIN = 0.5
PEOPLE = 16
SHARES = {"board": 40, "deal": 40, "move": 10, "create": 10}
PEERS = {10_000: "14", 100_000: "under 2"}
GROWTH = 1.2


def measure(chosen) -> list[Figures]:
    """A row for each rate tried, the last that held marked."""
    book = seed(chosen.size)
    rows: list[Figures] = []
    with serving(workers=chosen.workers) as port:
        team = Team(book, port)
        team.work(rate=10, seconds=5)
        rate, misses = float(chosen.start), 0
        while misses < 2:
            row = team.work(rate=rate, seconds=chosen.seconds)
            rows.append(row)
            misses = 0 if row["holds"] else misses + 1
            rate *= GROWTH
    held = [row["per second"] for row in rows if row["holds"]]
    peer = PEERS.get(chosen.size, "")
    return [*rows, {"per second": max(held, default=0.0), "holds": "highest", "aim": "60", "best peer": peer}]


class Team:
    """People who ask for what they need, each on a connection of their own."""

    def __init__(self, book: Book, port: int) -> None:
        self.book, self.chance = book, random.Random(7)
        self.clients = [Client(port, book) for _ in range(PEOPLE)]
        self.deals, self.places = _deals(book), {}
        self.number = 0

    def work(self, *, rate: float, seconds: float) -> Figures:
        """Send `rate` requests a second for so long, and say how long they took."""
        due: queue.Queue[tuple[float, str]] = queue.Queue()
        took: dict[str, list[float]] = defaultdict(list)
        problems: list[BaseException] = []
        threads = [threading.Thread(target=self._serve, args=(one, due, took, problems)) for one in self.clients]
        for thread in threads:
            thread.start()
        began = time.monotonic()
        for place in range(int(rate * seconds)):
            moment = began + place / rate
            time.sleep(max(0.0, moment - time.monotonic()))
            due.put((moment, self.chance.choices(list(SHARES), list(SHARES.values()))[0]))
        for _ in threads:
            due.put((0.0, ""))
        for thread in threads:
            thread.join()
        if problems:
            raise problems[0]
        return _row(rate, took)

    def _serve(self, client: Client, due: queue.Queue, took: dict[str, list[float]], problems: list) -> None:
        while (what := due.get())[1]:
            try:
                getattr(self, what[1])(client)
            except BaseException as problem:
                problems.append(problem)
                return
            took[what[1]].append(time.monotonic() - what[0])

    def board(self, client: Client) -> None:
        """The whole board."""
        client.get(f"board/{self.book.pipeline_id}/")

    def deal(self, client: Client) -> None:
        """A deal's page."""
        client.get(f"deals/{self.chance.choice(self.deals)}/")

    def move(self, client: Client) -> None:
        """A drop on the next column, or back."""
        deal = self.deals.pop(0)
        self.places[deal] = 1 - self.places.get(deal, 0)
        client.post(f"deals/{deal}/moves/", {"to": self.book.stage_ids[self.places[deal]], "on": "board"})
        self.deals.append(deal)

    def create(self, client: Client) -> None:
        """The new deal's form."""
        self.number += 1
        fields = {"title": f"New {self.number}", "amount": "12 500", "pipeline": self.book.pipeline_id, "company": ""}
        client.post("deals/new/", fields)


def _deals(book: Book) -> list:
    from django.db import connections

    from jalon.deals.models import Deal

    found = Deal.objects.on_board().filter(stage_id=book.stage_ids[0]).order_by("id").values_list("pk", flat=True)
    ids = list(found[:1_000])
    connections.close_all()
    return ids


def _row(rate: float, took: dict[str, list[float]]) -> Figures:
    whole = [one for some in took.values() for one in some]
    late = statistics.quantiles(whole, n=20)[-1]
    each = {f"{name} p95": round(statistics.quantiles(some, n=20)[-1] * 1000) for name, some in sorted(took.items())}
    return {
        "per second": round(rate, 1),
        "p50 ms": round(statistics.median(whole) * 1000),
        "p95 ms": round(late * 1000),
        **each,
        "holds": "yes" if late <= WITHIN else "",
    }


if __name__ == "__main__":
    more = {
        "seconds": (float, 12.0, "seconds at each rate"),
        "start": (float, 8.0, "requests a second to begin with"),
        "workers": (int, 1, "web processes"),
    }
    sys.exit(on_each_engine(options(__doc__, size=10_000, **more), measure))
