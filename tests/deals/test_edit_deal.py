"""Editing a deal."""

from datetime import date

import pytest

from jalon.deals.actions import CannotEdit, DealChanged, close_deal, edit_deal
from jalon.directory.actions import create_company
from jalon.kernel.errors import NotAllowed
from tests.deals.said import events, row, state, verbs


@pytest.fixture
def edit(cast, later):
    def edit(deal, *, by="owner", edit=None, **changes):
        return edit_deal(deal=deal, changes=changes, edit=edit, actor=cast.actor(by), at=later())

    return edit


def test_sets_fields_and_counts_one_edit(edit, deal):
    edit(deal, title="Seats", close_on=date(2026, 12, 24), direction="inbound", edit=1)

    edited = row(deal)
    assert (edited.title, edited.close_on, edited.direction) == ("Seats", date(2026, 12, 24), "inbound")
    assert edited.edit == 2


def test_records_facts_in_the_event_and_words_beside_it(cast, edit, deal, noon):
    company = create_company(name="Initech", actor=cast.actor(), at=noon)

    edit(deal, title="Seats", company=company, one_off_minor=200_000, close_on=date(2026, 12, 24))

    event = events(deal)[-1]
    assert event.particulars == {
        "changes": {
            "company": [None, str(company.pk)],
            "one_off_minor": [100_000, 200_000],
            "close_on": [None, "2026-12-24"],
        }
    }
    assert event.text.body == '{"title": ["Licences", "Seats"]}'


def test_keeps_value_and_search_key_true(cast, edit, deal, noon):
    company = create_company(name="Crème & Fils", actor=cast.actor(), at=noon)

    edit(deal, recurring_minor=1_200, term_months=24, company=company)

    edited = row(deal)
    assert (edited.value_minor, edited.search_key) == (102_400, "licences creme & fils")


def test_changes_nothing_when_the_values_are_those_it_has(edit, deal):
    before = state(deal)

    edit(deal, title="Licences", one_off_minor=100_000)

    assert state(deal) == before
    assert verbs(deal) == ["deal.created"]


def test_is_refused_on_an_old_reading_with_both_values_and_loses_nothing(edit, deal):
    mine, theirs = row(deal), row(deal)
    edit(theirs, title="Theirs", one_off_minor=500)

    with pytest.raises(DealChanged) as stale:
        edit(mine, title="Mine", close_on=date(2026, 12, 1))

    assert stale.value.theirs == {"title": "Theirs", "close_on": None}
    assert stale.value.yours == {"title": "Mine", "close_on": date(2026, 12, 1)}
    assert (row(deal).title, row(deal).one_off_minor, row(deal).close_on) == ("Theirs", 500, None)
    assert verbs(deal) == ["deal.created", "deal.edited"]


def test_is_refused_on_the_edit_number_of_an_old_page(edit, deal):
    edit(deal, title="Newer")

    with pytest.raises(DealChanged):
        edit(row(deal), title="Older", edit=1)

    assert row(deal).title == "Newer"


def test_edits_a_closed_deal_too(cast, edit, deal, later):
    close_deal(deal=deal, outcome="no_decision", actor=cast.actor(), at=later())

    edit(deal, one_off_minor=300_000)

    assert row(deal).value_minor == 300_000


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"outcome": "won"}, "outcome"),
        ({"stage": None}, "stage"),
        ({"one_off_minor": -5}, "one_off_minor"),
        ({"recurring_minor": 9_000_000_000_000_000, "term_months": 60}, "recurring_minor"),
        ({"direction": "sideways"}, "direction"),
        ({"currency": ""}, "currency"),
        ({"reference": "x" * 121}, "reference"),
    ],
)
def test_refuses_what_a_field_cannot_hold_and_names_it(edit, deal, changes, field):
    before = state(deal)

    with pytest.raises(CannotEdit) as refused:
        edit(deal, **changes)

    assert refused.value.field == field
    assert state(deal) == before


def test_refuses_records_of_another_workspace(cast, edit, deal, noon):
    theirs = create_company(name="Theirs", actor=cast.actor("stranger"), at=noon)

    for changes in ({"company": theirs}, {"owner": cast.stranger}):
        with pytest.raises(CannotEdit):
            edit(deal, **changes)

    assert (row(deal).company, row(deal).owner) == (None, cast.owner)


def test_lets_a_seller_hand_over_what_is_theirs(cast, edit, make):
    deal = make(by="teammate")

    edit(deal, by="teammate", owner=cast.owner)

    assert row(deal).owner == cast.owner


def test_does_not_let_a_seller_take_what_is_a_colleagues(cast, edit, deal):
    before = state(deal)

    with pytest.raises(NotAllowed):
        edit(deal, by="teammate", owner=cast.teammate)

    assert state(deal) == before


def test_lets_a_seller_edit_the_rest_of_a_colleagues_deal(cast, edit, deal):
    edit(deal, by="teammate", next_step="Call back", owner=cast.owner)

    assert row(deal).next_step == "Call back"


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_is_denied_to_who_may_only_read_and_to_strangers(edit, deal, who):
    before = state(deal)

    with pytest.raises(NotAllowed):
        edit(deal, by=who, title="Mine now")

    assert state(deal) == before
    assert verbs(deal) == ["deal.created"]
