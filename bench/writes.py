"""Moves and creates a second over real HTTP: one client, then eight, on a server as `jalon up` runs it.

    python bench/writes.py                                   # 1,000 open deals, SQLite
    python bench/writes.py --size 100000 --engine both --seconds 20

Each client has a session and sends what a browser sends: a move is a drop on the board, answered with the card and the
heads of two columns; a create is the form, answered with the way on. Then the same actions in one thread without the
web. Aims and the best of the peers are for an API.
"""

import statistics
import sys
from collections.abc import Callable
from itertools import count

from _http import Client, serving, side_by_side
from _place import Figures, on_each_engine, options
from _seed import Book, now, seed

WARM_SECONDS = 2.0
AIMS = {  # (work, clients): (aim per second, best peer per second, aim ms, best peer ms)
    ("create", 1): ("120", "32", "", ""),
    ("create", 8): ("250", "84", "", ""),
    ("move", 1): ("", "", "< 15", "27"),
}


def measure(chosen) -> list[Figures]:
    """One row a kind of writing and number of clients."""
    book = seed(chosen.size)
    alone = {"create, action alone": create_alone(book), "move, action alone": move_alone(book)}
    rows = [_row(name, 1, act, chosen.seconds) for name, act in alone.items()]
    with serving(workers=chosen.workers) as port:
        acts = {"create": creates(book, port), "move": moves(book, port, chosen.size)}
        return [*(_row(name, clients, act, chosen.seconds) for name, act in acts.items() for clients in (1, 8)), *rows]


def create_alone(book: Book) -> Callable[[int], None]:
    """The front door, without the web: what an API or an import adds to."""
    from jalon.deals.actions import create_deal
    from jalon.deals.models import Pipeline

    actor = _actor(book)
    pipeline = Pipeline.objects.get(pk=book.pipeline_id)
    return lambda _client: create_deal(pipeline=pipeline, title="New", one_off_minor=1_250_000, actor=actor, at=now())


def move_alone(book: Book) -> Callable[[int], None]:
    """The same for a move: the deal is read, moved one stage on, then back."""
    from jalon.deals.actions import move_stage
    from jalon.deals.models import Deal, Stage
    from jalon.deals.queries import deal_for

    actor, turns = _actor(book), count()
    stages = Stage.objects.in_bulk(book.stage_ids[:2])
    deal_id = Deal.objects.on_board().filter(stage_id=book.stage_ids[0]).values_list("pk", flat=True)[0]

    def move(_client: int) -> None:
        to = stages[book.stage_ids[1 - next(turns) % 2]]
        move_stage(deal=deal_for(actor.member, deal_id), to=to, actor=actor, at=now())

    return move


def _actor(book: Book):
    from jalon.orgs.actor import Actor
    from jalon.orgs.models import Membership

    return Actor(Membership.objects.select_related("workspace", "user", "team").get(pk=book.owner_id))


def creates(book: Book, port: int) -> Callable[[int], None]:
    """Fills in the new deal's form, with a company that is known."""
    clients, numbers = _Clients(port, book), count()

    def create(client: int) -> None:
        number = next(numbers)
        fields = {"title": f"New {number}", "amount": "12 500", "pipeline": book.pipeline_id, "company": ""}
        clients[client].post("deals/new/", fields)

    return create


def moves(book: Book, port: int, size: int) -> Callable[[int], None]:
    """Drops a deal of the client's own on the next column, and back."""
    clients, deals = _Clients(port, book), _deals_of_eight(book, size)
    places: dict[tuple[int, int], int] = {}
    turns = [count() for _ in range(8)]

    def move(client: int) -> None:
        turn = next(turns[client])
        deal = deals[client][turn % len(deals[client])]
        place = (client, turn % len(deals[client]))
        places[place] = 1 - places.get(place, 0)
        fields = {"to": book.stage_ids[places[place]], "on": "board"}
        clients[client].post(f"deals/{deal}/moves/", fields)

    return move


class _Clients(dict):
    def __init__(self, port: int, book: Book) -> None:
        self.port, self.book = port, book

    def __missing__(self, number: int) -> Client:
        self[number] = Client(self.port, self.book)
        return self[number]


def _deals_of_eight(book: Book, size: int) -> list[list]:
    from django.db import connections

    from jalon.deals.models import Deal

    share = max(1, min(100, size // 40))
    found = Deal.objects.on_board().filter(stage_id=book.stage_ids[0]).order_by("id").values_list("pk", flat=True)
    ids = list(found[: 8 * share])
    connections.close_all()
    return [ids[number * share : (number + 1) * share] for number in range(8)]


def _row(name: str, clients: int, act: Callable[[int], None], seconds: float) -> Figures:
    side_by_side(clients, act, WARM_SECONDS)
    taken = side_by_side(clients, act, seconds)
    per_second, peer, milliseconds, peer_ms = AIMS.get((name, clients), ("", "", "", ""))
    return {
        "work": name,
        "clients": clients,
        "per second": round(len(taken) / seconds, 1),
        "p50 ms": round(statistics.median(taken) * 1000, 1),
        "p95 ms": round(statistics.quantiles(taken, n=20)[-1] * 1000, 1),
        "aim": f"{per_second}/s" if per_second else f"{milliseconds} ms" if milliseconds else "",
        "best peer": f"{peer}/s" if peer else f"{peer_ms} ms" if peer_ms else "",
    }


if __name__ == "__main__":
    more = {"seconds": (float, 8.0, "seconds each"), "workers": (int, 1, "web processes")}
    sys.exit(on_each_engine(options(__doc__, size=1_000, **more), measure))
