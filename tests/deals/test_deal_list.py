"""Deals as a list."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jalon.deals.actions import archive_deal, close_deal, create_deal, publish, trash_deal
from jalon.deals.queries import BoardFilters, deal_list
from jalon.deals.queries.deal_list import SORTS
from jalon.directory.actions import create_company
from jalon.kernel.money import Money
from jalon.orgs.roles import Scope
from tests.deals.process import definition

COUNTING = deal_list.__globals__


@pytest.fixture
def show(cast, later):
    def show(who="owner", *, filters=None, **more):
        return deal_list(getattr(cast, who), filters=filters or BoardFilters(), at=later(), **more)

    return show


def titles(page):
    return "".join(one.deal.title for one in page.rows)


@pytest.fixture
def ends(cast, make, later):
    """An open deal, and one of every outcome; one in the trash and one archived."""
    act = {"actor": cast.actor(), "at": later()}
    make("O"), make("W", stage="ONBOARD")
    for title, more in {
        "L": {"outcome": "lost", "reason": "price"},
        "N": {"outcome": "no_decision"},
        "D": {"outcome": "disqualified"},
        "R": {"outcome": "recycled", "recycle_on": date(2027, 1, 4)},
    }.items():
        close_deal(deal=make(title), **act, **more)
    trash_deal(deal=make("T"), **act)
    archive_deal(deal=make("A"), **act)


@pytest.mark.parametrize(
    ("state", "found"),
    [("open", "O"), ("won", "W"), ("lost", "L"), ("closed", "DLNRW"), ("all", "DLNORW"), ("nonsense", "O")],
)
def test_lists_the_deals_in_a_state(show, ends, state, found):
    page = show(state=state)

    assert "".join(sorted(titles(page))) == found
    assert (page.count, page.is_capped) == (len(found), False)


def test_sums_what_it_counts_by_currency(show, make):
    make("A", one_off_minor=100), make("B", one_off_minor=50, currency="USD"), make("C", one_off_minor=1)

    assert show(limit=1).sums == (Money(101, "EUR"), Money(50, "USD"))


def test_stops_counting_at_the_cap_and_then_sums_nothing(show, make, monkeypatch):
    for title in "ABC":
        make(title)
    monkeypatch.setitem(COUNTING, "COUNT_CAP", 3)
    exact = show()
    monkeypatch.setitem(COUNTING, "COUNT_CAP", 2)
    capped = show()

    assert (exact.count, exact.is_capped, len(exact.sums)) == (3, False, 1)
    assert (capped.count, capped.is_capped, capped.sums) == (2, True, ())


def test_lists_one_pipeline_or_all(cast, show, make, pipeline, noon):
    make("A")
    other = publish(definition=definition(key="other"), actor=cast.actor(), at=noon)
    create_deal(pipeline=other, title="B", actor=cast.actor(), at=noon)

    assert (titles(show(pipeline=pipeline)), titles(show(pipeline=other))) == ("A", "B")
    assert sorted(titles(show())) == ["A", "B"]


@pytest.mark.parametrize("is_for_one", [True, False])
def test_filters_by_health_by_the_norms_of_each_stage(show, make, pipeline, noon, is_for_one):
    make("H", next_step_on=date(2026, 11, 9)), make("R")
    make("L", stage="PRESENT", at=noon - timedelta(days=30))
    place = {"pipeline": pipeline} if is_for_one else {}

    found = {one: titles(show(filters=BoardFilters(health=one), **place)) for one in ("healthy", "at_risk", "late")}

    assert found == {"healthy": "H", "at_risk": "R", "late": "L"}


@pytest.mark.parametrize(("sort", "order"), [("newest", "CBA"), ("value", "BCA"), ("close", "CAB"), ("title", "ABC")])
def test_orders_by_what_one_asks(show, make, noon, sort, order):
    make("A", at=noon - timedelta(days=3), one_off_minor=1, close_on=date(2026, 12, 2))
    make("B", at=noon - timedelta(days=2), one_off_minor=3)
    make("C", at=noon - timedelta(days=1), one_off_minor=2, close_on=date(2026, 12, 1))

    page = show(sort=sort)

    assert (titles(page), page.sort) == (order, sort)


def test_orders_by_age_when_the_order_makes_no_sense(show, make):
    make()

    assert show(sort="nonsense").sort == "newest"


@pytest.mark.parametrize("sort", SORTS)
def test_gives_every_deal_exactly_once_page_after_page(show, make, noon, sort):
    for number in range(11):
        close_on = None if number % 3 == 0 else date(2026, 12, 1 + number % 2)
        make("ab"[number % 2], at=noon - timedelta(days=number // 3), one_off_minor=number % 4, close_on=close_on)
    seen, after = [], None
    while after is None or after:
        page = show(sort=sort, after=after or "", limit=2)
        seen += [one.deal.pk for one in page.rows]
        after = page.after

    assert len(seen) == len(set(seen)) == 11


@pytest.mark.parametrize("cursor", ["x", "|", "a|b|c", "\x00|1", "2026-13-45|01936f5e-0000-7000-8000-000000000000"])
@pytest.mark.parametrize("sort", SORTS)
def test_gives_the_first_page_for_a_cursor_that_makes_no_sense(show, make, sort, cursor):
    make("A")

    assert titles(show(sort=sort, after=cursor)) == "A"


def test_asks_as_many_queries_of_forty_deals_as_of_one(cast, show, make, noon):
    make(company=create_company(name="Initech", actor=cast.actor(), at=noon))
    with CaptureQueriesContext(connection) as few:
        show()
    for number in range(40):
        make(f"{number}", by="teammate")
    with CaptureQueriesContext(connection) as many:
        [(one.deal.company, one.deal.owner and one.deal.owner.user, one.deal.stage.key) for one in show().rows]

    assert len(many) == len(few) == 6  # pipelines, page, its stages and pipelines, count, sums


@pytest.mark.parametrize(
    ("who", "scope", "found"), [("owner", "all", "OT"), ("owner", "own", "O"), ("stranger", "all", "")]
)
def test_shows_each_viewer_the_deals_of_their_scope(cast, show, make, who, scope, found):
    make("O"), make("T", by="teammate")
    getattr(cast, who).scope = Scope(scope)

    page = show(who)

    assert ("".join(sorted(titles(page))), page.count) == (found, len(found))
