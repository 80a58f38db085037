"""What reading costs on a book of many open deals: board, column, filter, list, deal; data alone and whole pages.

    python bench/board.py                                       # 1,000 open deals, SQLite
    python bench/board.py --size 100000 --engine both
    python bench/board.py --size 1000000 --engine both --keep /tmp/books

Milliseconds of server time for one viewer, half and 19 of 20 requests within, and the processor time that the web
process spends on one: trust that where other work shares the machine. Pages go through the whole WSGI application.
Aims and the best of the peers (Odoo CRM 19, BottleCRM, Tryton 8.2) are for 10,000 and 100,000 deals.
"""

import statistics
import sys
import time
from collections.abc import Callable

from _place import Figures, on_each_engine, options
from _seed import Book, now, seed

PATIENCE = 5.0  # seconds for the requests of one kind
AIMS = {  # work: (aim, best peer at 10 k / 100 k), both in ms
    "board data": (20, "155 / 320"),
    "column page data": (10, ""),
    "deal data": (10, "13"),
    "deal page": (30, ""),
}


def measure(chosen) -> list[Figures]:
    """One row a kind of reading."""
    book = seed(chosen.size)
    if chosen.unwalled:
        _take_wall_down()
    acts = {**_queries(book), **_pages(book)}
    return [{"work": name, **_row(act, chosen.repeat), **_aim(name)} for name, act in acts.items()]


def _take_wall_down() -> None:
    """Be the owner of the tables, whom no policy holds: the difference is what the second wall costs."""
    from django.db import connection

    if connection.vendor == "postgresql":
        connection.put_role_aside()


def _queries(book: Book) -> dict[str, Callable[[], int]]:
    """Data alone, as the front doors give it."""
    from jalon.deals.models import Deal, Stage
    from jalon.deals.queries import BoardFilters, board, column_page, column_totals, deal_list, deal_sheet
    from jalon.deals.queries.pipelines import pipeline_for
    from jalon.orgs.models import Membership

    members = Membership.objects.select_related("workspace", "user", "team")
    owner, seller = members.get(pk=book.owner_id), members.get(pk=book.seller_ids[7])
    own, team = (members.get(pk=seller.pk) for _ in "12")
    own.scope, team.scope = "own", "team"
    stage = Stage.objects.select_related("pipeline").get(pk=book.stage_ids[0])
    deal_ids = list(Deal.objects.filter(stage_id=book.stage_ids[3]).order_by("rank").values_list("pk", flat=True)[:200])
    more = column_page(owner, stage=stage, filters=BoardFilters(), at=now()).more

    def shown(viewer=owner, sort="rank", **filters):
        pipeline = pipeline_for(viewer, book.pipeline_id)
        return lambda: board(viewer, pipeline=pipeline, filters=BoardFilters(**filters), at=now(), sort=sort) and 0

    def counted(**filters):
        pipeline = pipeline_for(owner, book.pipeline_id)
        return lambda: column_totals(owner, pipeline=pipeline, filters=BoardFilters(**filters), at=now()) and 0

    def listed(**more):
        pipeline = pipeline_for(owner, book.pipeline_id)
        return lambda: deal_list(owner, pipeline=pipeline, filters=BoardFilters(), at=now(), **more) and 0

    def sheet():
        deal_ids.append(deal_ids.pop(0))
        return deal_sheet(owner, deal_id=deal_ids[0], at=now()) and 0

    return {
        "board data": shown(),
        "board data, by value": shown(sort="value"),
        "board data, by closing date": shown(sort="close"),
        "board data, by age": shown(sort="age"),
        "board data, own deals": shown(own),
        "board data, own deals by value": shown(own, sort="value"),
        "board data, the team's": shown(team),
        "board data, the team's by value": shown(team, sort="value"),
        "board data, one owner": shown(owner=str(seller.pk)),
        "board data, closing this month": shown(close="this_month"),
        "board data, words": shown(q="company 12"),
        "totals, kept": counted(),
        "totals, counted": counted(least="0"),
        "totals, one owner": counted(owner=str(seller.pk)),
        "totals, closing this month": counted(close="this_month"),
        "totals, words": counted(q="company 12"),
        "column page data": lambda: column_page(owner, stage=stage, filters=BoardFilters(), at=now(), after=more) and 0,
        "list data": listed(),
        "list data, by value": listed(sort="value"),
        "list data, by title": listed(sort="title"),
        "list data, won": listed(state="won"),
        "deal data": sheet,
    }


def _pages(book: Book) -> dict[str, Callable[[], int]]:
    """Whole pages, as HTML."""
    from jalon.deals.models import Deal, Stage
    from jalon.deals.queries import BoardFilters, column_page
    from jalon.orgs.models import Membership

    owner = Membership.objects.select_related("workspace").get(pk=book.owner_id)
    deal = Deal.objects.filter(stage_id=book.stage_ids[3]).order_by("rank").values_list("pk", flat=True)[0]
    stage = Stage.objects.select_related("pipeline").get(pk=book.stage_ids[0])
    more = column_page(owner, stage=stage, filters=BoardFilters(), at=now()).more
    column = f"board/{book.pipeline_id}/{stage.pk}/cards/?after={more}"
    return {
        "board page": lambda: _get(book, f"board/{book.pipeline_id}/"),
        "board page, one owner": lambda: _get(book, f"board/{book.pipeline_id}/?owner={book.seller_ids[7]}"),
        "totals fragment, one owner": lambda: _get(
            book, f"board/{book.pipeline_id}/totals/?owner={book.seller_ids[7]}"
        ),
        "column page": lambda: _get(book, column, htmx=True),
        "list page": lambda: _get(book, f"list/{book.pipeline_id}/"),
        "deal page": lambda: _get(book, f"deals/{deal}/"),
    }


def _get(book: Book, rest: str, *, htmx: bool = False) -> int:
    """The size of a page in bytes."""
    from django.conf import settings
    from django.test import RequestFactory

    from jalon.site.wsgi import application

    path, _, query = book.url(rest).partition("?")
    environment = RequestFactory()._base_environ(PATH_INFO=path, QUERY_STRING=query, SERVER_NAME="localhost")
    environment["HTTP_COOKIE"] = f"{settings.SESSION_COOKIE_NAME}={book.session}"
    if htmx:
        environment["HTTP_HX_REQUEST"] = "true"
    status: list[str] = []
    answer = application(environment, lambda said, _headers: status.append(said))
    body = b"".join(answer)
    answer.close()
    assert status == ["200 OK"], (rest, status, body[:300])
    return len(body)


def _row(act: Callable[[], int], repeat: int) -> Figures:
    from django.db import connection

    act()
    size = act()
    statements: list[str] = []
    with connection.execute_wrapper(lambda execute, sql, *rest: statements.append(sql) or execute(sql, *rest)):
        act()
    times, spent, end = [], time.process_time(), time.monotonic() + PATIENCE
    while len(times) < 3 or (len(times) < repeat and time.monotonic() < end):
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
    return {
        "p50 ms": round(statistics.median(times), 1),
        "p95 ms": round(statistics.quantiles(times, n=20)[-1], 1),
        "cpu ms": round((time.process_time() - spent) / len(times) * 1000, 1),
        "queries": len(statements),
        "kB": round(size / 1000, 1) if size else "",
    }


def _aim(name: str) -> Figures:
    aim, peer = AIMS.get(name, ("", ""))
    return {"aim ms": f"< {aim}" if aim else "", "best peer ms": peer}


if __name__ == "__main__":
    asked = options(
        __doc__,
        size=1_000,
        repeat=(int, 40, "requests of each kind"),
        unwalled=(int, 0, "1: without the row policies of PostgreSQL"),
    )
    sys.exit(on_each_engine(asked, measure))
