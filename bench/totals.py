"""Kept totals or counted ones: what a board's heads cost to read, and what keeping them costs those who write.

    python bench/totals.py                                    # 1,000 open deals, SQLite
    python bench/totals.py --size 1000000 --engine both

Reading: the totals of all columns, folded or with a minute's deltas still to fold, against a count of the rows.
Writing: eight people who each change one deal a transaction, keeping no totals, adding a delta for the stage it leaves
and one for the next, or adding to the one row of each stage. Decision 0013 stands on this.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable
from uuid import UUID

from _http import side_by_side
from _place import Figures, on_each_engine, options
from _seed import Book, now, seed

PATIENCE = 6.0  # seconds of reading each
DELTAS = 3_000  # what fifty changes a second leave in a minute


def measure(chosen) -> list[Figures]:
    """Rows of reading, then of writing."""
    book = seed(chosen.size)
    return [*_reading(book), *_writing(book, chosen.seconds)]


def _reading(book: Book) -> list[Figures]:
    from jalon.deals.actions.fold_totals import fold_totals
    from jalon.deals.queries import BoardFilters, column_totals
    from jalon.deals.queries.pipelines import pipeline_for
    from jalon.orgs.models import Membership

    owner = Membership.objects.select_related("workspace", "user", "team").get(pk=book.owner_id)
    pipeline = pipeline_for(owner, book.pipeline_id)

    def totals(**filters):
        return lambda: column_totals(owner, pipeline=pipeline, filters=BoardFilters(**filters), at=now())

    while fold_totals():
        pass
    rows = [_read("read, folded", totals()), _read("read, counted", totals(least="0"))]
    _leave_deltas(book)
    rows.insert(1, _read(f"read, {DELTAS:,} deltas to fold", totals()))
    began = time.perf_counter()
    fold_totals()
    return [*rows, {"work": f"fold {DELTAS:,} deltas", "p50 ms": round((time.perf_counter() - began) * 1000, 1)}]


def _read(name: str, act: Callable[[], object]) -> Figures:
    act()
    times, end = [], time.monotonic() + PATIENCE
    while len(times) < 3 or (len(times) < 20 and time.monotonic() < end):
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
    return {
        "work": name,
        "p50 ms": round(statistics.median(times), 1),
        "p95 ms": round(statistics.quantiles(times, n=20)[-1], 1),
    }


def _leave_deltas(book: Book) -> None:
    from jalon.deals.models import StageTotalDelta
    from jalon.orgs.models import Membership

    chance, workspace_id = random.Random(1), Membership.objects.get(pk=book.owner_id).workspace_id
    StageTotalDelta.objects.bulk_create(
        StageTotalDelta(**_place(book, workspace_id, chance.choice(book.seller_ids), place), deals=0, value_minor=0)
        for place in range(DELTAS)
    )


def _place(book: Book, workspace_id: UUID, owner: UUID, number: int) -> dict[str, object]:
    stage = book.stage_ids[number % len(book.stage_ids)]
    facts = {"workspace_id": workspace_id, "pipeline_id": book.pipeline_id, "stage_id": stage}
    return {**facts, "owner_key": owner, "currency": "EUR"}


def _writing(book: Book, seconds: float) -> list[Figures]:
    return [_write(name, keep, book, seconds) for name, keep in KEEPERS.items()]


def _write(name: str, keep: Callable[..., None], book: Book, seconds: float) -> Figures:
    """Eight people, each with deals of their own, change the stage of one at a time."""
    from django.db import connections, transaction

    from jalon.deals.models import Deal
    from jalon.orgs.models import Membership

    workspace_id = Membership.objects.get(pk=book.owner_id).workspace_id
    ids = list(Deal.objects.filter(stage_id=book.stage_ids[0]).values_list("pk", flat=True)[: 8 * 20])
    turns = [0] * 8

    def change(client: int) -> None:
        turn = turns[client] = turns[client] + 1
        with transaction.atomic():
            Deal.objects.filter(pk=ids[client * 20 + turn % 20]).update(next_step=str(turn))
            for number in sorted((turn % 8, (turn + 1) % 8)):  # two stages; in one order, or they wait in a ring
                keep(_place(book, workspace_id, book.seller_ids[client], number), 0)

    try:
        taken = side_by_side(8, change, seconds)
    finally:
        connections.close_all()
    return {
        "work": f"8 write, {name}",
        "p50 ms": round(statistics.median(taken) * 1000, 1),
        "p95 ms": round(statistics.quantiles(taken, n=20)[-1] * 1000, 1),
        "per second": round(len(taken) / seconds, 1),
    }


def _keep_nothing(_place: dict[str, object], _deals: int) -> None:
    pass


def _keep_delta(place: dict[str, object], deals: int) -> None:
    from jalon.deals.models import StageTotalDelta

    StageTotalDelta.objects.create(**place, deals=deals, value_minor=0)


def _keep_row(place: dict[str, object], deals: int) -> None:
    """One row for all who work in a stage, as if totals were kept without owners."""
    from django.db.models import F

    from jalon.deals.models import StageTotal

    first = StageTotal.objects.filter(stage_id=place["stage_id"]).order_by("pk").values("pk")[:1]
    StageTotal.objects.filter(pk__in=first).update(deals=F("deals") + deals)


KEEPERS = {"no totals": _keep_nothing, "a delta each": _keep_delta, "the stage's one row": _keep_row}

if __name__ == "__main__":
    sys.exit(on_each_engine(options(__doc__, size=1_000, seconds=(float, 6.0, "seconds of writing each")), measure))
