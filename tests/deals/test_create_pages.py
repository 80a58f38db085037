"""A new deal from any page: company, title, amount."""

import pytest

from jalon.deals.models import Deal
from jalon.directory.actions import create_company
from jalon.directory.models import Company
from tests.deals.pages import HTMX, texts, values, with_class

NEW = "/w/acme/deals/new/"


@pytest.fixture
def create(browse, pipeline):
    def create(who="owner", headers=None, **fields):
        return browse(who).post(NEW, {"pipeline": str(pipeline.pk), **fields}, headers=headers or {})

    return create


def test_takes_company_title_and_amount(create, cast):
    answer = create(company="Bois & Fils", title="Licences", amount="12 500,50")

    deal = Deal.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/w/acme/deals/{deal.pk}/")
    assert (deal.title, deal.company.name, deal.one_off_minor) == ("Licences", "Bois & Fils", 1_250_050)
    assert (deal.stage.key, deal.owner) == ("QUALIFY", cast.owner)


def test_finds_the_company_that_is_there(create, cast, noon):
    known = create_company(name="Bois & Fils SARL", actor=cast.actor(), at=noon)

    create(company="bois & fils", title="Licences")

    assert Deal.objects.get().company == known
    assert Company.objects.count() == 1


def test_needs_nothing_but_a_title(create):
    create(title="Licences")

    deal = Deal.objects.get()
    assert (deal.company, deal.one_off_minor) == (None, None)


def test_learns_the_first_move_from_the_source(create):
    create(title="Licences", source="referral")

    assert Deal.objects.get().direction == "referral"


def test_starts_in_the_stage_it_was_asked_for(create, stages):
    create(title="Licences", stage=str(stages["PRESENT"].pk))

    assert Deal.objects.get().stage.key == "PRESENT"


def test_goes_back_to_the_board_that_asked(create):
    board = "http://testserver/w/acme/board/"

    answer = create(title="Licences", headers=HTMX | {"HX-Current-URL": board})

    assert answer.headers["HX-Redirect"] == board


def test_says_what_is_wrong_beside_the_field_and_makes_nothing(create):
    answer = create(company="Bois & Fils", title="", amount="a lot", headers=HTMX)

    assert answer.status_code == 422
    assert values(answer, "//*[@aria-invalid='true']/@name") == ["title", "amount"]
    assert not Deal.objects.exists()
    assert not Company.objects.exists()


def test_is_prefilled_from_where_one_comes(browse, pipeline, stages, cast, noon):
    company = create_company(name="Bois & Fils", actor=cast.actor(), at=noon)

    answer = browse("owner").get(f"{NEW}?company={company.pk}&stage={stages['DECIDE'].pk}", headers=HTMX)

    assert values(answer, "//input[@name='company']/@value") == ["Bois & Fils"]
    assert values(answer, "//input[@name='stage']/@value") == [str(stages["DECIDE"].pk)]


def test_is_offered_on_every_page_by_button_and_key(browse, pipeline):
    for page in ("/w/acme/companies/", "/w/acme/tasks/", "/w/acme/members/"):
        assert values(browse("owner").get(page), "//a[@data-shortcut='c d']/@href") == [NEW]

    assert values(browse("reader").get("/w/acme/companies/"), "//a[@data-shortcut='c d']/@href") == []


@pytest.mark.parametrize(("who", "status"), [("reader", 403), ("stranger", 404)])
def test_makes_nothing_for_those_who_may_not(create, who, status):
    answer = create(who=who, title="Licences")

    assert answer.status_code == status
    assert not Deal.objects.exists()


def test_says_that_no_process_runs_before_one_is_published(browse):
    assert texts(browse("owner").get(NEW), with_class("empty__title")) == ["No process runs here yet"]


def test_makes_one_deal_of_a_form_sent_twice(browse, create):
    [once] = values(browse("owner").get(NEW), "//input[@name='once']/@value")

    first, second = (create(title="Licences", company="Bois & Fils", once=once) for _time in range(2))

    assert Deal.objects.count() == 1
    assert (first["Location"], second["Location"]) == (f"/w/acme/deals/{Deal.objects.get().pk}/",) * 2


def test_makes_another_deal_of_the_form_come_back_to_and_changed(browse, create):
    [once] = values(browse("owner").get(NEW), "//input[@name='once']/@value")

    create(title="Licences", once=once)
    create(title="Support", once=once)

    assert set(Deal.objects.values_list("title", flat=True)) == {"Licences", "Support"}


def test_lets_a_refused_form_be_sent_again(create):
    refused = create(title="", once="9f3b1d0e-7f43-4c58-9f5c-1d2f6f0f6c11")
    [once] = values(refused, "//input[@name='once']/@value")

    create(title="Licences", once=once)

    assert Deal.objects.get().title == "Licences"


@pytest.mark.parametrize("address", ["deals/new/", "companies/new/", "people/new/", "deals/{deal}/closure/"])
def test_is_sent_into_the_sheet_only_from_the_sheet(browse, deal, address):
    address = f"/w/acme/{address.format(deal=deal.pk)}"

    page, sheet = browse("owner").get(address), browse("owner").get(address, headers=HTMX)

    assert values(page, f"//form[starts-with(@action, '{address}')]/@hx-post") == []
    assert len(values(sheet, f"//form[starts-with(@action, '{address}')]/@hx-post")) == 1
