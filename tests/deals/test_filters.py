"""Filters of boards and lists."""

from dataclasses import fields
from datetime import date
from urllib.parse import parse_qsl
from uuid import uuid4

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jalon.deals.actions import close_deal, edit_deal
from jalon.deals.models import Deal
from jalon.deals.queries import BoardFilters
from jalon.deals.queries.filters import CLOSE, HEALTH, NEXT_STEP
from jalon.deals.queries.related import sources_in_use
from jalon.deals.queries.totals import pipeline_filter
from jalon.directory.actions import create_company
from jalon.orgs.roles import Scope

TODAY = date(2026, 11, 4)  # a Wednesday


@pytest.fixture
def found(cast):
    """The titles, in order, of the deals that pass the filters of an address."""

    def found(query, who="owner"):
        filters = BoardFilters.from_query(QueryDict(query))
        deals = filters.apply(Deal.objects.visible_to(getattr(cast, who)), viewer=getattr(cast, who), today=TODAY)
        return "".join(sorted(deals.values_list("title", flat=True)))

    return found


def test_by_owner(cast, make, found, noon):
    make("A"), make("B", by="teammate")
    edit_deal(deal=make("C"), changes={"owner": None}, actor=cast.actor(), at=noon)

    assert (found("owner=me"), found("owner=me", "teammate"), found("owner=none")) == ("A", "B", "C")
    assert found(f"owner={cast.teammate.pk}") == "B"
    assert found(f"owner={uuid4()}") == ""


def test_by_company(cast, make, found, noon):
    company = create_company(name="Initech", actor=cast.actor(), at=noon)
    make("A", company=company), make("B")

    assert (found(f"company={company.pk}"), found("company=none")) == ("A", "B")


def test_by_direction_and_source(make, found):
    make("A", direction="inbound", source="fair"), make("B", direction="partner"), make("C", source="Fair")

    assert (found("direction=inbound"), found("direction=unknown"), found("source=fair")) == ("A", "C", "A")


@pytest.mark.parametrize(
    ("close", "titles"),
    [
        ("overdue", "AB"),
        ("this_month", "BCD"),
        ("next_month", "EF"),
        ("this_quarter", "ABCDEF"),
        ("none", "H"),
    ],
)
def test_by_closing_date(make, found, close, titles):
    days = {"A": (10, 1), "B": (11, 3), "C": (11, 4), "D": (11, 30), "E": (12, 1), "F": (12, 31)}
    for title, (month, day) in days.items():
        make(title, close_on=date(2026, month, day))
    make("G", close_on=date(2027, 1, 1)), make("H")

    assert found(f"close={close}") == titles


def test_by_a_quarter_of_the_fiscal_year(cast, make, found):
    cast.workspace.fiscal_year_month = 3  # December to February is its fourth quarter, September to November the third
    make("A", close_on=date(2026, 8, 31)), make("B", close_on=date(2026, 9, 1))
    make("C", close_on=date(2026, 11, 30)), make("D", close_on=date(2026, 12, 1))

    assert found("close=this_quarter") == "BC"


@pytest.mark.parametrize(
    ("week_start", "titles"),
    [(0, "BCD"), (6, "BC")],  # the week ends on Sunday the 8th, or on Saturday the 7th
)
def test_by_next_step_within_the_week_of_the_workspace(cast, make, found, week_start, titles):
    cast.workspace.week_start = week_start
    days = {"A": 3, "B": 4, "C": 7, "D": 8, "E": 9}
    for title, day in days.items():
        make(title, next_step_on=date(2026, 11, day))
    make("F")

    assert found("next_step=this_week") == titles
    assert (found("next_step=overdue"), found("next_step=today"), found("next_step=none")) == ("A", "B", "F")


def test_by_words_anywhere_in_title_or_company_whatever_accents_and_case(cast, make, found, noon):
    company = create_company(name="Société Générale", actor=cast.actor(), at=noon)
    make("A", company=company), make("Écran 100% plat")

    assert found("q=SOCIETE") == found("q=générale") == "A"
    assert found("q=00%25%20p") == "Écran 100% plat"
    assert found("q=_") == ""


def test_by_amount_in_the_currency_of_the_workspace(cast, make, found):
    make("A", one_off_minor=99_999), make("B", one_off_minor=100_000), make("C", one_off_minor=250_000)

    assert (found("least=1000"), found("most=1 000"), found("least=1k&most=2,5k")) == ("BC", "AB", "BC")
    cast.workspace.currency = "JPY"
    make("D", one_off_minor=100_000, currency="JPY")
    assert found("least=100000") == "D"


def test_by_amount_leaves_out_what_is_in_another_currency(make, found):
    make("A", one_off_minor=100_000), make("B", one_off_minor=100_000, currency="JPY")

    assert (found("least=500"), found("most=2000"), found("most=0")) == ("A", "A", "")


def test_by_amount_reads_it_in_the_currency_it_compares_in(cast, make):
    cast.workspace.currency = "TND"
    make("A", one_off_minor=1_300, currency="TND"), make("B", one_off_minor=1_250_000, currency="TND")
    too_much = "9100000000000"  # of thousandths, more than an amount can be
    reads = [BoardFilters.from_query({"most": text}, currency="TND") for text in ("1.400", too_much)]
    deals = [one.apply(Deal.objects.all(), viewer=cast.owner, today=TODAY) for one in reads]

    assert [sorted(some.values_list("title", flat=True)) for some in deals] == [["A"], ["A", "B"]]
    assert reads[1].most == ""


def test_all_together(make, found):
    make("A", direction="inbound", one_off_minor=100), make("B", direction="inbound", one_off_minor=900)

    assert found("direction=inbound&least=5&owner=me") == "B"


def test_of_nothing_are_false_and_let_everything_pass(make, found):
    make("A")

    assert not BoardFilters()
    assert found("") == "A"


NONSENSE = [
    "owner=olga",
    "owner=../../etc",
    "company=me",
    "company=1",
    "direction=sideways",
    "close=tomorrow",
    "next_step=never",
    "health=fine",
    "least=a lot",
    "least=-",
    "most=1e400",
    "most=99999999999999999999999999",
    "colour=blue",
    "q=",
    "q=%00",
    "source=%00",
    "owner=%00",
]


@pytest.mark.parametrize("query", NONSENSE)
def test_that_make_no_sense_are_left_out(make, found, query):
    make("A")

    assert found(query) == "A"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([field.name for field in fields(BoardFilters)]),
        st.text(max_size=140) | st.sampled_from(["none", "me", *CLOSE, *HEALTH, *NEXT_STEP]),
    )
)
def test_take_any_address_without_an_error(cast, pipeline, noon, values):
    filters = BoardFilters.from_query(values)

    deals = filters.apply(Deal.objects.visible_to(cast.owner), viewer=cast.owner, today=TODAY)
    list(deals.filter(pipeline_filter(pipeline, filters, noon, TODAY)))


def test_are_written_into_an_address_and_read_from_it_again():
    filters = BoardFilters(owner="me", close="overdue", q="crème & Fils", least="1 000,50")

    assert BoardFilters.from_query(QueryDict(filters.as_query())) == filters
    assert dict(parse_qsl(filters.as_query())).keys() == {"owner", "close", "q", "least"}


def test_can_do_without_one():
    filters = BoardFilters(owner="me", close="overdue")

    assert filters.without("owner") == BoardFilters(close="overdue")


def test_offers_the_sources_of_open_deals_that_the_viewer_sees(cast, make, noon):
    make("A", source="fair"), make("B", source="mail", by="teammate"), make("C")
    close_deal(deal=make("D", source="old"), outcome="no_decision", actor=cast.actor(), at=noon)
    everything = sources_in_use(cast.owner)
    cast.teammate.scope = Scope.OWN

    assert everything == {"fair", "mail"}
    assert sources_in_use(cast.teammate) == {"mail"}
