"""Fields of a deal edited in place, one at a time or all at once."""

from datetime import date

import pytest

from jalon.deals.actions import edit_deal
from jalon.deals.models import Deal
from jalon.directory.actions import create_company, trash_company
from jalon.directory.models import Company
from jalon.orgs.models import Membership
from tests.deals.pages import HTMX, texts, toast, tree, values, with_class
from tests.deals.said import row, state


@pytest.fixture
def save(browse):
    def save(deal, name, value, *, edit=1, who="owner", **more):
        fields = {name: value, "edit": edit, **more}
        return browse(who).post(f"/w/acme/deals/{deal.pk}/fields/{name}/", fields, headers=HTMX)

    return save


def test_asks_for_a_field_with_its_value_and_the_reading(browse, deal):
    answer = browse("owner").get(f"/w/acme/deals/{deal.pk}/fields/one_off_minor/", headers=HTMX)

    assert values(answer, "//input[@name='one_off_minor']/@value") == ["1,000"]
    assert values(answer, "//input[@name='edit']/@value") == ["1"]
    assert values(answer, "//form/@hx-target") == ["closest [data-behaviour~=inline-edit]"]


@pytest.mark.parametrize(
    ("name", "sent", "stored", "shown"),
    [
        ("title", "Licences and training", "Licences and training", "Licences and training"),
        ("one_off_minor", "12.5k", 1_250_000, "€12,500"),
        ("recurring_minor", "", None, ""),
        ("close_on", "2026-12-24", date(2026, 12, 24), "24 Dec 2026"),
        ("direction", "referral", "referral", "A customer introduced them"),
        ("source", "event", "event", "Event or trade show"),
        ("term_months", "36", 36, "36"),
        ("next_step", "Call Paula", "Call Paula", "Call Paula"),
    ],
)
def test_saves_a_field_and_gives_its_words(save, deal, name, sent, stored, shown):
    answer = save(deal, name, sent)

    assert answer.status_code == 200
    assert getattr(row(deal), name) == stored
    assert answer.content.decode().strip() == shown


@pytest.mark.parametrize(("name", "sent"), [("title", ""), ("one_off_minor", "a lot"), ("term_months", "0")])
def test_gives_the_form_back_with_its_error(save, deal, name, sent):
    before = state(deal)

    answer = save(deal, name, sent)

    assert answer.status_code == 422
    assert len(texts(answer, with_class("field__error"))) == 1
    assert state(deal) == before


def test_finds_the_company_by_name_legal_form_aside(save, deal, cast, noon):
    known = create_company(name="Société Générale de Bois SA", actor=cast.actor(), at=noon)

    save(deal, "company", "societe generale de bois")

    assert row(deal).company == known
    assert Company.objects.count() == 1


def test_makes_the_company_that_is_not_known(save, deal):
    answer = save(deal, "company", "Bois & Fils")

    assert row(deal).company.name == "Bois & Fils"
    assert answer.content.decode().strip() == "Bois &amp; Fils"


def test_takes_the_company_that_was_chosen(save, deal, cast, noon):
    _first, second = (create_company(name="Bois", city=city, actor=cast.actor(), at=noon) for city in ("Lyon", "Lille"))

    save(deal, "company", "Bois", company_id=str(second.pk))

    assert row(deal).company == second


def test_does_not_take_another_workspaces_company(save, deal, cast, noon):
    theirs = create_company(name="Bois", actor=cast.actor("stranger"), at=noon)
    before = state(deal)

    answer = save(deal, "company", "Bois", company_id=str(theirs.pk))

    assert answer.status_code == 404
    assert state(deal) == before


def test_shows_both_values_when_somebody_was_faster(save, deal, cast, noon):
    edit_deal(deal=deal, changes={"title": "Theirs"}, actor=cast.actor(), at=noon)
    before = state(deal)

    answer = save(deal, "title", "Mine")

    assert answer.status_code == 409
    assert texts(answer, "//button") == ["Keep mine: Mine", "Keep theirs: Theirs"]
    assert values(answer, "//input[@name='edit']/@value") == ["2"]
    assert state(deal) == before


def test_keeps_mine_or_theirs_as_chosen(save, deal, cast, noon):
    edit_deal(deal=deal, changes={"title": "Theirs"}, actor=cast.actor(), at=noon)

    theirs = save(deal, "title", "Mine", edit=2, theirs="1")
    kept = row(deal).title
    mine = save(deal, "title", "Mine", edit=2)

    assert (theirs.content.decode().strip(), kept) == ("Theirs", "Theirs")
    assert (mine.content.decode().strip(), row(deal).title) == ("Mine", "Mine")


def test_lets_a_seller_give_away_only_their_own_deals(save, deal, make, cast):
    theirs = make(by="teammate")

    refused = save(deal, "owner", str(cast.teammate.pk), who="teammate")
    given = save(theirs, "owner", str(cast.owner.pk), who="teammate")

    assert (refused.status_code, row(deal).owner) == (403, cast.owner)
    assert (given.status_code, row(theirs).owner) == (200, cast.owner)


def test_knows_no_other_field(save, deal):
    assert save(deal, "outcome", "won").status_code == 404


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_saves_nothing_for_those_who_may_not(save, deal, who):
    before = state(deal)

    answer = save(deal, "title", "Mine", who=who)

    assert answer.status_code in {403, 404}
    assert state(deal) == before


def test_edits_every_field_at_once_and_can_be_undone(browse, deal):
    client = browse("owner")
    form = {"edit": "1", "title": "Renewal", "one_off_minor": "2000", "direction": "inbound", "close_on": "2026-12-01"}

    answer = client.post(f"/w/acme/deals/{deal.pk}/edit/", form, headers=HTMX)
    saved = row(deal)
    client.post(toast(answer)["undo"], headers=HTMX)

    assert (saved.title, saved.one_off_minor, saved.close_on) == ("Renewal", 200_000, date(2026, 12, 1))
    assert (row(deal).title, row(deal).close_on) == ("Licences", None)


def test_lays_both_readings_side_by_side_for_the_whole_form(browse, deal, cast, noon):
    edit_deal(deal=deal, changes={"title": "Theirs"}, actor=cast.actor(), at=noon)
    form = {"edit": "1", "title": "Mine", "one_off_minor": "1000", "direction": "unknown", "owner": str(cast.owner.pk)}

    answer = browse("owner").post(f"/w/acme/deals/{deal.pk}/edit/", form, headers=HTMX)

    assert answer.status_code == 409
    assert texts(answer, "//tbody/tr") == ["Deal Theirs Mine"]
    assert values(answer, "//input[@name='edit']/@value") == ["2"]
    assert Deal.objects.get(pk=deal.pk).title == "Theirs"


@pytest.fixture
def namesakes(cast, noon):
    """Two companies whose names match, legal form aside; the older first."""
    return [create_company(name=name, actor=cast.actor(), at=noon) for name in ("Acme SAS", "Acme Ltd")]


def read_form(answer):
    """What a browser would send back, nothing changed."""
    [form] = tree(answer).xpath("//form[.//input[@name='edit']]")
    return {name: value or "" for name, value in form.form_values() if name != "csrfmiddlewaretoken"}


def test_leaves_a_deal_with_its_company_when_others_are_called_alike(browse, make, namesakes):
    deal, client = make(company=namesakes[1]), browse("owner")
    url = f"/w/acme/deals/{deal.pk}/edit/"
    form = read_form(client.get(url))

    answer = client.post(url, form | {"title": "Renewal"}, headers=HTMX)

    assert answer.status_code == 200
    assert (row(deal).title, row(deal).company) == ("Renewal", namesakes[1])


def test_leaves_a_deal_with_its_company_though_it_is_in_the_trash(browse, make, namesakes, cast, noon):
    deal = make(company=namesakes[1])
    trash_company(company=namesakes[1], actor=cast.actor(), at=noon)

    browse("owner").post(f"/w/acme/deals/{deal.pk}/fields/company/", {"company": "Acme Ltd", "edit": 1}, headers=HTMX)

    assert row(deal).company == namesakes[1]
    assert Company.objects.count() == 2


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_keeps_the_company_that_was_chosen_when_mine_is_kept(browse, deal, namesakes, cast, noon, headers):
    edit_deal(deal=deal, changes={"title": "Theirs"}, actor=cast.actor(), at=noon)
    client, url = browse("owner"), f"/w/acme/deals/{deal.pk}/fields/company/"
    sent = {"company": "Acme", "company_id": str(namesakes[1].pk), "edit": 1}
    answer = client.post(url, sent, headers=headers)

    client.post(url, read_form(answer), headers=headers)

    assert answer.status_code == 409
    assert row(deal).company == namesakes[1]


def test_keeps_the_company_that_was_chosen_in_the_whole_form_too(browse, deal, namesakes, cast, noon):
    client, url = browse("owner"), f"/w/acme/deals/{deal.pk}/edit/"
    form = read_form(client.get(url)) | {"company": "Acme", "company_id": str(namesakes[1].pk)}
    edit_deal(deal=deal, changes={"title": "Theirs"}, actor=cast.actor(), at=noon)
    answer = client.post(url, form, headers=HTMX)

    client.post(url, read_form(answer), headers=HTMX)

    assert answer.status_code == 409
    assert row(deal).company == namesakes[1]


@pytest.mark.parametrize("who", ["owner", "teammate"])
def test_leaves_a_deal_to_an_owner_who_has_left(browse, deal, cast, noon, who):
    leaver = cast.reader
    edit_deal(deal=deal, changes={"owner": leaver}, actor=cast.actor(), at=noon)
    Membership.objects.filter(pk=leaver.pk).update(left_at=noon)
    client, url = browse(who), f"/w/acme/deals/{deal.pk}/edit/"

    answer = client.post(url, read_form(client.get(url)) | {"title": "Renewal"}, headers=HTMX)

    assert answer.status_code == 200
    assert (row(deal).title, row(deal).owner) == ("Renewal", leaver)


def test_gives_no_deal_to_somebody_who_has_left(save, deal, cast, noon):
    Membership.objects.filter(pk=cast.teammate.pk).update(left_at=noon)

    answer = save(deal, "owner", str(cast.teammate.pk))

    assert (answer.status_code, row(deal).owner) == (422, cast.owner)


def test_works_as_pages_without_javascript(browse, deal):
    client = browse("owner")
    page = client.get(f"/w/acme/deals/{deal.pk}/fields/title/")

    answer = client.post(f"/w/acme/deals/{deal.pk}/fields/title/", {"title": "Renewal", "edit": "1"})

    assert values(page, "//form[@method='post']//input[@name='title']/@value") == ["Licences"]
    assert (answer.status_code, answer["Location"]) == (302, f"/w/acme/deals/{deal.pk}/")
    assert row(deal).title == "Renewal"
