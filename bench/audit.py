"""What the audit costs: on a page, on a writer, in the job that seals, and to verify.

    python bench/audit.py                                       # 1,000 open deals, SQLite
    python bench/audit.py --engine both --seconds 4

A page's own time, and what its sighting takes once the page has left, in milliseconds (half, and 19 of 20). Then eight
writers that each record an event in a transaction: as it is, sealed later by a job; and as it might have been, each
writer chaining its own event to the last one of the workspace under a lock. Then rows a second, sealed and verified.
"""

import hashlib
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from _http import side_by_side
from _place import Figures, on_each_engine, options
from _seed import Book, now, seed

ROWS = 20_000
WRITERS = 8


def measure(chosen) -> list[Figures]:
    """One row a question."""
    book = seed(chosen.size)
    actor = _actor(book)
    rows = [row for page in _pages(book) for row in _page(book, page, chosen.seconds)]
    rows.append(_row("sighting alone", _timed(lambda _n: _saw(actor), 1, chosen.seconds)))
    for clients in (1, WRITERS):
        rows.append(_row(f"event, sealed later, {clients} writers", _timed(_later(actor), clients, chosen.seconds)))
        rows.append(
            _row(f"event, chained at once, {clients} writers", _timed(_at_once(actor), clients, chosen.seconds))
        )
    return [*rows, *_chain(actor)]


def _pages(book: Book) -> list[tuple[str, str]]:
    from jalon.deals.models import Deal

    deal = Deal.objects.filter(stage_id=book.stage_ids[3]).values_list("pk", flat=True)[0]
    return [("board page", f"board/{book.pipeline_id}/"), ("deal page", f"deals/{deal}/")]


def _page(book: Book, named: tuple[str, str], seconds: float) -> list[Figures]:
    name, rest = named
    began, pages, closes = time.monotonic(), [], []
    while time.monotonic() - began < seconds or len(pages) < 20:
        page, close = _asked(book, rest)
        pages.append(page)
        closes.append(close)
    return [_row(name, pages[3:]), _row(f"{name}: its sighting, afterwards", closes[3:])]


def _asked(book: Book, rest: str) -> tuple[float, float]:
    """Seconds until the whole page is there, and seconds after it."""
    from django.conf import settings
    from django.test import RequestFactory

    from jalon.site.wsgi import application

    environment = RequestFactory()._base_environ(PATH_INFO=book.url(rest), SERVER_NAME="localhost")
    environment["HTTP_COOKIE"] = f"{settings.SESSION_COOKIE_NAME}={book.session}"
    began = time.perf_counter()
    answer = application(environment, lambda _status, _headers: None)
    b"".join(answer)
    there = time.perf_counter()
    answer.close()
    return there - began, time.perf_counter() - there


def _saw(actor: Any) -> None:
    from jalon.timeline.audit.sightings import record_sighting

    record_sighting(page="deals:deal", kind="deal", record=actor.member.pk, actor=actor, at=now())


def _later(actor: Any) -> Callable[[int], None]:
    from django.db import transaction

    from jalon.timeline.actions import record
    from jalon.timeline.verbs import TEAM_DELETED

    def write(_client: int) -> None:
        with transaction.atomic():
            record(TEAM_DELETED, subject=("team", actor.member.pk), actor=actor, at=now())
            _the_rest_of_the_work()

    return write


def _at_once(actor: Any) -> Callable[[int], None]:
    """The way not taken: the head of the workspace's chain is one row, which every writer locks until it commits."""
    from django.db import connection, transaction

    from jalon.timeline.actions import record
    from jalon.timeline.audit.digests import SOURCES
    from jalon.timeline.verbs import TEAM_DELETED

    lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_head (id int PRIMARY KEY, number int, hash varchar(64))")
        cursor.execute("DELETE FROM bench_head")
        cursor.execute("INSERT INTO bench_head VALUES (1, 0, '')")

    def write(_client: int) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            event = record(TEAM_DELETED, subject=("team", actor.member.pk), actor=actor, at=now())
            cursor.execute(f"SELECT number, hash FROM bench_head WHERE id = 1{lock}")
            number, previous = cursor.fetchone()
            _moment, digest = SOURCES["e"].digests(event.workspace_id, [event.pk])[event.pk]
            head = hashlib.sha256(previous.encode() + digest).hexdigest()
            cursor.execute("UPDATE bench_head SET number = %s, hash = %s WHERE id = 1", [number + 1, head])
            _the_rest_of_the_work()

    return write


def _the_rest_of_the_work() -> None:
    """What an action still does in its transaction once its event is recorded: two milliseconds of it."""
    time.sleep(0.002)


def _chain(actor: Any) -> list[Figures]:
    from jalon.timeline.actions.record import Happening, record_many
    from jalon.timeline.audit.sealing import seal_workspace
    from jalon.timeline.audit.verifying import verify
    from jalon.timeline.catalogue import NoParticulars
    from jalon.timeline.verbs import TEAM_DELETED

    workspace_id = actor.member.workspace_id
    seal_workspace(workspace_id, at=now())
    told = [Happening(actor.member.pk, NoParticulars(), now()) for _row in range(ROWS)]
    record_many(TEAM_DELETED, kind="team", happenings=told, actor=actor)
    began = time.perf_counter()
    sealed = seal_workspace(workspace_id, at=now())
    between = time.perf_counter()
    verdict = verify(workspace_id)
    assert (sealed, verdict.broken) == (ROWS, None), (sealed, verdict)
    took = time.perf_counter() - between
    idle = _timed(lambda _n: seal_workspace(workspace_id, at=now()), 1, 1)
    return [
        {"work": "sealed a second", "each": round(sealed / (between - began))},
        {"work": "verified a second", "each": round(verdict.entries / took)},
        _row(f"a round with nothing to seal, {sealed:,} rows in its hour", idle),
    ]


def _timed(act: Callable[[int], Any], clients: int, seconds: float) -> list[float]:
    from django.db import connections

    def once(client: int) -> None:
        act(client)

    taken = side_by_side(clients, once, seconds)
    connections.close_all()
    return taken


def _row(work: str, taken: list[float]) -> Figures:
    ordered = sorted(taken)
    return {
        "work": work,
        "half ms": round(statistics.median(ordered) * 1000, 2),
        "19 of 20 ms": round(ordered[int(len(ordered) * 0.95)] * 1000, 2),
        "times": len(ordered),
    }


def _actor(book: Book) -> Any:
    from jalon.orgs.actor import Actor
    from jalon.orgs.models import Membership

    return Actor(Membership.objects.select_related("workspace", "user", "team").get(pk=book.owner_id))


if __name__ == "__main__":
    chosen = options(__doc__, size=1_000, seconds=(float, 3.0, "of each kind"))
    sys.exit(on_each_engine(chosen, measure))
