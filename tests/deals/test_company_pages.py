"""The pages of a company and of a person, with the deals around them."""

import pytest

from jalon.deals.actions import add_person, log_note
from jalon.directory.actions import create_company, create_person, trash_company
from jalon.orgs.roles import Scope
from tests.deals.pages import HTMX, texts, values, with_class


def test_gathers_a_companys_facts_deals_people_and_story(browse, make, cast, noon, later):
    company = create_company(name="Bois & Fils", city="Lyon", country="FR", actor=cast.actor(), at=noon)
    create_person(name="Paula Petit", job_title="Buyer", company=company, actor=cast.actor(), at=noon)
    deal = make(stage="PRESENT", company=company)
    log_note(deal=deal, text="They call back", actor=cast.actor(), at=later())

    answer = browse("owner").get(f"/w/acme/companies/{company.pk}/")

    facts = dict(zip(texts(answer, "//dt"), texts(answer, "//dd"), strict=True))
    assert (facts["City"], facts["Country"]) == ("Lyon", "France")
    assert texts(answer, with_class("related")) == ["Licences Present · €1,000 · Olga", "Paula Petit Buyer"]
    assert texts(answer, with_class("moment__line"))[0] == "Olga wrote a note Licences 1 day ago"


def test_gathers_a_persons_deals(browse, deal, cast, noon):
    person = create_person(name="Paula Petit", email="paula@bois.fr", actor=cast.actor(), at=noon)
    add_person(deal=deal, person=person, role="champion", actor=cast.actor(), at=noon)

    answer = browse("owner").get(f"/w/acme/people/{person.pk}/")

    assert texts(answer, with_class("related")) == ["Licences Qualify · €1,000 · Olga"]
    assert values(answer, "//a[starts-with(@href,'mailto:')]/@href") == ["mailto:paula@bois.fr"]


def test_shows_no_deal_that_is_out_of_scope(browse, make, cast, noon):
    company = create_company(name="Bois & Fils", actor=cast.actor(), at=noon)
    make(company=company)
    cast.teammate.scope = Scope.OWN
    cast.teammate.save(update_fields=["scope"])

    answer = browse("teammate").get(f"/w/acme/companies/{company.pk}/")

    assert texts(answer, with_class("related")) == []
    assert "Licences" not in answer.content.decode()


def test_offers_the_way_back_from_the_trash(browse, cast, noon):
    company = create_company(name="Bois & Fils", actor=cast.actor(), at=noon)
    trash_company(company=company, actor=cast.actor(), at=noon)

    answer = browse("owner").get(f"/w/acme/companies/{company.pk}/")

    assert values(answer, "//main//form/@action") == [f"/w/acme/companies/{company.pk}/restoration/"]
    assert values(answer, "//main//@data-edit-url") == []


def test_is_not_there_for_a_stranger(browse, cast, noon):
    company = create_company(name="Bois & Fils", actor=cast.actor(), at=noon)

    assert browse("stranger").get(f"/w/acme/companies/{company.pk}/").status_code == 404
    assert browse("stranger").get(f"/w/elsewhere/companies/{company.pk}/").status_code == 404


@pytest.mark.parametrize("kind", ["companies", "people"])
def test_tells_the_whole_story_page_by_page(browse, make, cast, noon, later, kind):
    company = create_company(name="Bois & Fils", actor=cast.actor(), at=noon)
    person = create_person(name="Paula Petit", company=company, actor=cast.actor(), at=noon)
    deal = make(company=company)
    add_person(deal=deal, person=person, role="champion", actor=cast.actor(), at=noon)
    for number in range(45):
        log_note(deal=deal, text=f"Note {number}", actor=cast.actor(), at=later())
    client, row = browse("owner"), {"companies": company, "people": person}[kind]

    first = client.get(f"/w/acme/{kind}/{row.pk}/")
    [older] = values(first, "//*[@class='more']/a/@href")
    rest = client.get(older, headers=HTMX)
    page = client.get(older)

    told = [text for answer in (first, rest) for text in texts(answer, with_class("moment__body"))]
    assert sorted(told) == sorted(f"Note {number}" for number in range(45))
    assert (values(rest, "//*[@class='more']"), values(rest, "//article")) == ([], [])
    assert values(page, "//article/@id") == ["record"]
