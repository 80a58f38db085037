"""What live events cost: memory with many tabs open, and how long after a change they hear of it.

    python bench/live.py                             # 200 tabs, SQLite
    python bench/live.py --tabs 1000 --engine both

Each tab is a stream held open, let in by the web process. Memory is what the live process and its parent hold for
themselves (PSS), before and with the tabs. A change is a note written by the front door in another process.
"""

import http.client
import os
import statistics
import sys
import threading
import time
from pathlib import Path

from _http import Client, free_port, serving, wait_until_served
from _place import Figures, on_each_engine, options
from _seed import Book, now, seed

AIM_MB, AIM_MS = 100, 1_000


def measure(chosen) -> list[Figures]:
    """One row."""
    book = seed(chosen.size)
    os.environ["LIVE_PORT"] = str(port := free_port())
    with serving() as web:
        wait_until_served(port, None)
        Client(web, book).get("tasks/")
        empty = _pss_mb("jalon.site.live", port)
        tabs = [Tab(port, web, book) for _ in range(chosen.tabs)]
        full = _pss_mb("jalon.site.live", port)
        delays = [_heard_after(tabs, book) for _ in range(chosen.changes)]
    return [
        {
            "tabs": len(tabs),
            "MB without": round(empty, 1),
            "MB with": round(full, 1),
            "kB a tab": round((full - empty) * 1000 / len(tabs), 1),
            "aim MB": AIM_MB,
            "first hears p50 ms": round(statistics.median(first for first, _ in delays)),
            "all heard p50 ms": round(statistics.median(last for _, last in delays)),
            "all heard worst ms": round(max(last for _, last in delays)),
            "aim ms": AIM_MS,
        }
    ]


class Tab:
    """A stream that is read, and when it last said that something changed."""

    def __init__(self, port: int, web: int, book: Book) -> None:
        self.heard_at, self.heard = 0.0, threading.Event()
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.connection.request("GET", f"/live/{book.slug}/", headers=Client(web, book).headers)
        self.answer = self.connection.getresponse()
        if self.answer.status != 200:
            sys.exit(f"the stream answers {self.answer.status}")
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        try:
            for line in self.answer:
                if line.startswith(b"event: changed"):
                    self.heard_at = time.monotonic()
                    self.heard.set()
        except (OSError, ValueError, AttributeError, http.client.HTTPException):
            return


def _heard_after(tabs: list[Tab], book: Book) -> tuple[float, float]:
    from jalon.deals.actions import log_note
    from jalon.deals.models import Deal
    from jalon.orgs.actor import Actor
    from jalon.orgs.models import Membership

    actor = Actor(Membership.objects.select_related("workspace", "user").get(pk=book.owner_id))
    deal = Deal.objects.filter(workspace_id=actor.member.workspace_id).first()
    time.sleep(0.5)
    for tab in tabs:
        tab.heard.clear()
    log_note(deal=deal, text="Something new", actor=actor, at=now())
    began = time.monotonic()
    for tab in tabs:
        if not tab.heard.wait(20):
            sys.exit("a tab heard nothing")
    delays = [(tab.heard_at - began) * 1000 for tab in tabs]
    return min(delays), max(delays)


def _pss_mb(module: str, port: int) -> float:
    """Of the process that runs `module` on `port`, and of its children."""
    found = 0.0
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "cmdline").read_bytes().decode()
            parent = (entry / "stat").read_text().rsplit(")", 1)[1].split()[1]
            above = Path(f"/proc/{parent}/cmdline").read_bytes().decode()
            if any(module in one and f"--live-port={port}" in one for one in (words, above)):
                rollup = (entry / "smaps_rollup").read_text()
                found += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) / 1024
        except (OSError, IndexError, StopIteration):
            continue
    return found


def _verdict(rows: list[Figures]) -> bool:
    return all(row["MB with"] < AIM_MB and row["all heard p50 ms"] < AIM_MS for row in rows)


if __name__ == "__main__":
    more = {"tabs": (int, 200, "streams held open"), "changes": (int, 10, "changes made")}
    sys.exit(on_each_engine(options(__doc__, size=100, **more), measure, verdict=_verdict))
