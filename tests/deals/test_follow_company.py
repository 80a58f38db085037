"""Deals and the name of their company."""

from jalon.deals.actions import edit_deal
from jalon.directory.actions import create_company, edit_company
from tests.deals.said import row, verbs


def test_finds_deals_by_the_name_their_company_has_now(cast, make, noon, later):
    company = create_company(name="Initech", actor=cast.actor(), at=noon)
    deal, other = make("Seats", company=company), make("Seats")

    edit_company(company=company, changes={"name": "Intertrode"}, actor=cast.actor(), at=later())

    assert (row(deal).search_key, row(other).search_key) == ("seats intertrode", "seats")
    assert (row(deal).edit, verbs(deal)) == (1, ["deal.created"])


def test_keeps_the_name_when_the_deal_is_edited_later(cast, make, noon, later):
    company = create_company(name="Initech", actor=cast.actor(), at=noon)
    deal = make("Seats", company=company)
    edit_company(company=company, changes={"name": "Intertrode"}, actor=cast.actor(), at=later())

    edit_deal(deal=row(deal), changes={"title": "Desks"}, actor=cast.actor(), at=later())

    assert row(deal).search_key == "desks intertrode"


def test_leaves_deals_alone_when_something_else_changed(cast, make, noon, later, django_assert_max_num_queries):
    company = create_company(name="Initech", actor=cast.actor(), at=noon)
    deal = make("Seats", company=company)
    type(deal).objects.filter(pk=deal.pk).update(search_key="as it was")

    edit_company(company=company, changes={"phone": "1"}, actor=cast.actor(), at=later())

    assert row(deal).search_key == "as it was"
