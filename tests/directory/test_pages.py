"""Companies and people on screen: lists, creation, fields, trash, suggestions."""

import pytest

from jalon.directory.actions import create_company, create_person, edit_company
from jalon.directory.models import Company, Person
from jalon.orgs.models import Membership
from jalon.timeline.models import Event
from tests.deals.pages import HTMX, texts, values, with_class

COMPANIES = "/w/acme/companies/"
PEOPLE = "/w/acme/people/"


@pytest.fixture
def company(cast, noon):
    def company(name="Bois & Fils", who="owner", **fields):
        return create_company(name=name, actor=cast.actor(who), at=noon, **fields)

    return company


def test_lists_companies_by_name_and_finds_them_accents_aside(cast, company):
    company("Électro Vosges")
    company("Bois & Fils")
    client = cast.client("reader")

    assert texts(client.get(COMPANIES), "//tbody//th") == ["Bois & Fils", "Électro Vosges"]
    assert texts(client.get(f"{COMPANIES}?q=electro"), "//tbody//th") == ["Électro Vosges"]
    assert texts(client.get(f"{COMPANIES}?q=zzz"), with_class("empty__title")) == ["Nothing matches “zzz”"]


def test_loads_fifty_then_more(cast, company):
    for number in range(52):
        company(f"Company {number:02}")
    client = cast.client("owner")

    first = client.get(COMPANIES)
    [more] = values(first, "//*[@class='more']/a/@href")
    rest = client.get(more, headers=HTMX)

    assert len(texts(first, "//tbody//th")) == 50
    assert texts(rest, "//th") == ["Company 50", "Company 51"]


def test_creates_a_company_and_opens_it(cast):
    answer = cast.client("owner").post(f"{COMPANIES}new/", {"name": "Bois & Fils", "website": "https://www.bois.fr"})

    company = Company.objects.get()
    assert answer["Location"] == f"{COMPANIES}{company.pk}/"
    assert company.domain == "bois.fr"


@pytest.mark.parametrize(("address", "model"), [(COMPANIES, Company), (PEOPLE, Person)])
def test_makes_one_record_of_a_form_sent_twice(cast, address, model):
    client = cast.client("owner")
    [once] = values(client.get(f"{address}new/"), "//input[@name='once']/@value")

    answers = [client.post(f"{address}new/", {"name": "Paula Petit", "once": once}) for _time in range(2)]

    assert model.objects.count() == 1
    assert {one["Location"] for one in answers} == {f"{address}{model.objects.get().pk}/"}


def test_creates_a_person_in_a_company_that_it_makes(cast):
    cast.client("owner").post(f"{PEOPLE}new/", {"name": "Paula Petit", "company": "Bois & Fils", "phone": "0612345678"})

    person = Person.objects.get()
    assert (person.name, person.company.name) == ("Paula Petit", "Bois & Fils")


def test_says_what_is_wrong_and_creates_nothing(cast):
    answer = cast.client("owner").post(f"{PEOPLE}new/", {"name": "", "email": "nowhere", "phone": "call me"})

    assert answer.status_code == 422
    assert values(answer, "//*[@aria-invalid='true']/@name") == ["name", "email", "phone"]
    assert not Person.objects.exists()


def test_edits_a_field_in_place(cast, company):
    row = company()

    address = f"{COMPANIES}{row.pk}/fields/revenue_minor/"
    answer = cast.client("owner").post(address, {"revenue_minor": "1.2m", "edit": "1"}, headers=HTMX)

    assert answer.content.decode().strip() == "€1,200,000"
    assert Company.objects.get().revenue_minor == 120_000_000


def test_shows_both_values_when_somebody_was_faster(cast, company, noon):
    row = company()
    edit_company(company=row, changes={"city": "Lyon"}, actor=cast.actor(), at=noon)

    address = f"{COMPANIES}{row.pk}/fields/city/"
    answer = cast.client("owner").post(address, {"city": "Lille", "edit": "1"}, headers=HTMX)

    assert answer.status_code == 409
    assert texts(answer, "//button") == ["Keep mine: Lille", "Keep theirs: Lyon"]
    assert Company.objects.get().city == "Lyon"


def test_proposes_companies_and_the_making_of_one_that_is_not_there(cast, company):
    row = company("Bois & Fils SARL", city="Lyon")
    client = cast.client("owner")

    some = client.get(f"{COMPANIES}suggestions/?q=bois")
    same = client.get(f"{COMPANIES}suggestions/?q=bois et fils")
    exact = client.get(f"{COMPANIES}suggestions/?q=bois %26 fils")

    assert values(some, "//li/@data-value") == [str(row.pk), ""]
    assert texts(some, "//li") == ["Bois & Fils SARL Lyon", "Create “bois”"]
    assert values(same, "//li/@data-label") == ["bois et fils"]
    assert values(exact, "//li/@data-value") == [str(row.pk)]


def test_proposes_people_with_their_company(cast, company, noon):
    create_person(name="Paula Petit", company=company(), actor=cast.actor(), at=noon)

    answer = cast.client("owner").get(f"{PEOPLE}suggestions/?q=paul")

    assert texts(answer, "//li")[0] == "Paula Petit Bois & Fils"


def test_goes_to_the_trash_and_back(cast, company):
    row, client = company(), cast.client("owner")

    client.post(f"{COMPANIES}{row.pk}/trash/")
    gone = texts(client.get(COMPANIES), "//tbody//th"), texts(client.get("/w/acme/trash/"), "//tbody//th")
    client.post(f"{COMPANIES}{row.pk}/restoration/")

    assert gone == ([], ["Bois & Fils"])
    assert texts(client.get(COMPANIES), "//tbody//th") == ["Bois & Fils"]


@pytest.mark.parametrize(("who", "status"), [("reader", 403), ("stranger", 404)])
def test_changes_nothing_for_those_who_may_not(cast, company, who, status):
    row, client = company(), cast.client(who)
    before = list(Company.objects.values()), Event.objects.count()

    answers = [
        client.post(f"{COMPANIES}new/", {"name": "Mine"}),
        client.post(f"{COMPANIES}{row.pk}/fields/name/", {"name": "Mine", "edit": "1"}),
        client.post(f"{COMPANIES}{row.pk}/trash/"),
    ]

    assert [answer.status_code for answer in answers] == [status] * 3
    assert (list(Company.objects.values()), Event.objects.count()) == before


def test_shows_nothing_of_another_workspace(cast, company):
    company("Theirs", who="stranger")

    assert texts(cast.client("owner").get(COMPANIES), with_class("empty__title")) == ["No companies yet"]
    assert values(cast.client("owner").get(f"{COMPANIES}suggestions/?q=theirs"), "//li/@data-value") == [""]


def test_keeps_a_company_with_an_owner_who_has_left(cast, company, noon):
    row = company(owner=cast.teammate)
    Membership.objects.filter(pk=cast.teammate.pk).update(left_at=noon)

    form = cast.client("owner").get(f"{COMPANIES}{row.pk}/fields/owner/", headers=HTMX)

    assert values(form, "//option[@selected]/@value") == [str(cast.teammate.pk)]
