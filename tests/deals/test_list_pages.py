"""The list: the board's deals and filters as rows, and as files."""

import csv
import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from jalon.deals.actions import close_deal
from jalon.deals.models import Deal
from jalon.directory.actions import create_company
from jalon.timeline.models import Event
from tests.deals.pages import HTMX, texts, values, with_class

LIST = "/w/acme/list/"


@pytest.fixture
def listed(browse, pipeline):
    return lambda query="", who="owner", **more: browse(who).get(f"{LIST}{query}", **more)


@pytest.fixture
def export(browse, pipeline):
    return lambda form, query="", who="owner": browse(who).post(f"{LIST}{pipeline.pk}/exports/{form}/{query}")


def titles(answer):
    return texts(answer, with_class("row-link"))


def test_shows_open_deals_newest_first_with_their_sum(listed, make, later):
    make("Older", stage="PRESENT")
    make("Newer", at=later(), one_off_minor=50_000)

    answer = listed()

    assert titles(answer) == ["Newer", "Older"]
    assert texts(answer, "//tfoot//td|//tfoot//th")[1:5] == ["2 deals", "", "", "€1,500"]
    assert texts(answer, "//tbody/tr[2]/td")[2] == "Present"


def test_sorts_by_the_columns_that_can(listed, make):
    make("Small", one_off_minor=1_00, close_on=date(2026, 12, 1))
    make("Big", one_off_minor=9_00)

    assert titles(listed("?sort=value")) == ["Big", "Small"]
    assert titles(listed("?sort=close")) == ["Small", "Big"]
    assert titles(listed("?sort=title")) == ["Big", "Small"]
    assert values(listed("?sort=close"), "//th[@aria-sort]/a/@href") == ["/w/acme/list/?sort=close"]


def test_marks_what_is_overdue_by_a_sign(listed, make):
    make("Late", close_on=date(2020, 1, 6), next_step="Call", next_step_on=date(2020, 1, 7))
    make("Ahead", close_on=date(2999, 1, 6), next_step="Call", next_step_on=date(2999, 1, 7))

    answer = listed("?sort=close")

    assert texts(answer, with_class("late")) == ["! 6 Jan 2020", "! 7 Jan 2020"]


def test_keeps_the_filters_when_it_turns_into_a_board(listed, make, pipeline):
    make()

    answer = listed("?owner=me&sort=value")

    assert values(answer, "//nav[@class='button-group'][1]/a/@href")[:2] == [
        f"/w/acme/board/{pipeline.pk}/?owner=me",
        f"/w/acme/list/{pipeline.pk}/?owner=me",
    ]


def test_keeps_the_other_filters_when_one_searches_or_sets_more(listed, browse, make, pipeline):
    make()

    answer = listed("?owner=me&state=all&q=lic")
    [address] = values(answer, "//a[contains(@class,'chip--add')]/@hx-get")
    form = browse("owner").get(address, headers=HTMX)

    assert values(answer, "//form[@role='search']/input[@type='hidden']/@name") == ["owner", "state"]
    assert values(form, "//form/@action") == [f"/w/acme/list/{pipeline.pk}/"]
    assert values(form, "//input[@type='hidden']/@name") == ["state", "company"]
    assert values(form, "//input[@name='q']/@value") == ["lic"]


def test_shows_the_closed_on_demand(listed, make, cast, noon):
    make("Open")
    close_deal(deal=make("Gone"), outcome="lost", reason="price", actor=cast.actor(), at=noon)

    answer = listed("?state=lost")

    assert titles(answer) == ["Gone"]
    assert texts(answer, "//tbody" + with_class("badge")) == ["Lost"]


def test_loads_fifty_rows_then_more(listed, make):
    for number in range(52):
        make(f"Deal {number:02}")

    first = listed("?sort=title")
    [more] = values(first, "//*[@class='more']/a/@href")
    rest = listed(more.removeprefix("/w/acme/list/"), headers=HTMX)

    assert len(titles(first)) == 50
    assert titles(rest) == ["Deal 50", "Deal 51"]
    assert texts(first, "//tfoot//th") == ["52 deals"]


def test_edits_cells_in_place_only_for_those_who_may(listed, make):
    make()

    mine, theirs = listed(), listed(who="reader")

    assert [address.rsplit("/fields/")[1] for address in values(mine, "//tbody//@data-edit-url")] == [
        "title/?view=list",
        "one_off_minor/",
        "close_on/",
        "next_step/",
        "next_step_on/",
        "owner/",
    ]
    assert values(theirs, "//tbody//@data-edit-url") == []


def test_says_when_nothing_matches(listed, make):
    make()

    assert texts(listed("?q=zzz"), with_class("empty__title")) == ["No deal matches"]


def test_names_no_filter_where_none_is_set(listed, pipeline):
    everything, won = listed("?state=all"), listed("?state=won")

    assert texts(everything, with_class("empty__title")) == ["No deals yet"]
    assert texts(won, with_class("empty__title")) == ["No deal matches"]
    assert texts(won, with_class("empty__text")) == []


def test_exports_what_is_listed_as_csv(export, make, cast, noon):
    company = create_company(name="Bois & Fils", actor=cast.actor(), at=noon)
    make("Licences", company=company, one_off_minor=123_456, close_on=date(2026, 12, 1), source="event")
    make("Other", by="teammate")

    answer = export("csv", "?owner=me")

    assert answer["Content-Disposition"] == 'attachment; filename="test-sale.csv"'
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    [header, row] = csv.reader(io.StringIO(text))
    assert dict(zip(header, row, strict=True)) == {
        "Deal": "Licences",
        "Company": "Bois & Fils",
        "Stage": "Qualify",
        "Outcome": "Open",
        "Owner": "Olga",
        "One-off amount": "1234.56",
        "Recurring a year": "",
        "Term in months": "",
        "Value": "1234.56",
        "Currency": "EUR",
        "Expected close": "2026-12-01",
        "Next step": "",
        "Next step on": "",
        "First move": "Unknown",
        "Source": "Event or trade show",
        "Reason": "",
        "Competitor": "",
        "Created": "2026-11-02 13:00",
        "In this stage since": "2026-11-02 13:00",
        "Decided": "",
        "Reference elsewhere": "",
    }


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_makes_no_formula_of_what_people_wrote(export, make, begin):
    deal = make()
    Deal.objects.filter(pk=deal.pk).update(title=f"{begin}HYPERLINK(1)")

    text = b"".join(export("csv").streaming_content).decode("utf-8-sig")

    assert [row[0] for row in csv.reader(io.StringIO(text))][1] == f"'{begin}HYPERLINK(1)"


def test_exports_numbers_and_dates_as_such_to_xlsx(export, make):
    make("=1+1", one_off_minor=123_456, close_on=date(2026, 12, 1))

    answer = export("xlsx")

    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    rows = book.get_sheet_by_index(0).to_python()
    row = dict(zip(rows[0], rows[1], strict=True))
    assert book.sheet_names == ["Test sale"]
    assert (row["Deal"], row["Value"], row["Expected close"]) == ("=1+1", 1234.56, date(2026, 12, 1))
    assert row["Created"].isoformat() == "2026-11-02T13:00:00"


def test_exports_no_value_where_none_is_known(export, make):
    make("Nothing said", one_off_minor=None)
    make("For nothing", one_off_minor=0)

    text = b"".join(export("csv").streaming_content).decode("utf-8-sig")

    assert {row["Deal"]: row["Value"] for row in csv.DictReader(io.StringIO(text))} == {
        "Nothing said": "",
        "For nothing": "0.00",
    }


def test_records_who_exported_how_much(export, make, pipeline, cast):
    make()

    export("csv")

    event = Event.objects.get(verb="deals.exported")
    assert (event.subject_id, event.actor_id) == (pipeline.pk, cast.owner.pk)
    assert event.particulars == {"rows": 1, "form": "csv"}


def test_exports_nothing_to_those_who_may_not(export, make):
    make()

    statuses = [export("csv", who=who).status_code for who in ("reader", "stranger")]

    assert statuses == [403, 404]
    assert not Event.objects.filter(verb="deals.exported").exists()


def test_knows_two_forms_of_export(export):
    assert export("pdf").status_code == 404
