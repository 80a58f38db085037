"""How a deal ends on screen: won through its gate, or lost with a reason."""

import pytest

from jalon.deals.actions import close_deal
from tests.deals.pages import HTMX, texts, toast, values, with_class
from tests.deals.said import row, state


@pytest.fixture
def close(browse):
    def close(deal, *, who="owner", on="board", **fields):
        return browse(who).post(f"/w/acme/deals/{deal.pk}/closure/?on={on}", fields, headers=HTMX)

    return close


def test_asks_for_the_reason_of_a_loss(browse, deal):
    answer = browse("owner").get(f"/w/acme/deals/{deal.pk}/closure/?outcome=lost", headers=HTMX)

    assert values(answer, "//input[@name='outcome']/@value") == ["lost", "no_decision", "disqualified", "recycled"]
    assert "Price" in texts(answer, "//select[@name='reason']/option")


def test_says_beforehand_what_is_required(browse, deal):
    answer = browse("owner").get(f"/w/acme/deals/{deal.pk}/closure/?outcome=lost", headers=HTMX)

    assert texts(answer, "//label[@for='id_reason']/span") == ["(required)", "(optional)"]
    assert values(answer, "//label[@for='id_reason']/span[1]/@class") == ["field__optional closing__owed"]
    assert texts(answer, "//label[@for='id_recycle_on']") == ["Try again on (required)"]


def test_loses_a_deal_takes_its_card_away_and_can_be_undone(close, browse, deal):
    answer = close(deal, outcome="lost", reason="price", second_reason="timing", note="Too dear")
    lost = row(deal)
    browse("owner").post(toast(answer)["undo"], headers=HTMX)

    assert (lost.outcome, lost.reason, lost.second_reason) == ("lost", "price", "timing")
    assert values(answer, "//li[@data-card]") == []
    assert texts(answer, with_class("column__count")) == ["0"]
    assert toast(answer)["message"] == "“Licences” is closed: lost."
    assert row(deal).outcome == "open"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"outcome": "lost"}, "reason"),
        ({"outcome": "lost", "reason": "competitor"}, "competitor"),
        ({"outcome": "recycled"}, "recycle_on"),
    ],
)
def test_says_what_each_outcome_owes(close, deal, fields, wrong):
    before = state(deal)

    answer = close(deal, **fields)

    assert answer.status_code == 422
    assert values(answer, "//*[@aria-invalid='true']/@name") == [wrong]
    assert state(deal) == before


def test_holds_the_gate_of_the_sale_when_won(close, make):
    deal = make(stage="DECIDE")

    answer = close(deal, outcome="won")

    assert answer.status_code == 422
    assert texts(answer, with_class("criterion__text")) == ["signed"]
    assert row(deal).outcome == "open"


def test_wins_once_the_criteria_are_met_in_the_panel(close, make, stages):
    deal = make(stage="DECIDE")

    answer = close(deal, outcome="won", **{"level:DECIDE.signed": "buyer"})

    assert (row(deal).outcome, row(deal).stage.key) == ("won", "ONBOARD")
    assert values(answer, "//li[@data-card]/@data-stage") == [str(stages["ONBOARD"].pk)]
    assert toast(answer)["message"] == "“Licences” is won. Well done."


def test_opens_a_closed_deal_again(browse, deal, cast, noon):
    close_deal(deal=deal, outcome="lost", reason="price", actor=cast.actor(), at=noon)

    answer = browse("owner").post(f"/w/acme/deals/{deal.pk}/reopening/", headers=HTMX)

    assert row(deal).outcome == "open"
    assert texts(answer, with_class("record__title")) == ["Licences"]


@pytest.mark.parametrize(("who", "status"), [("reader", 403), ("stranger", 404)])
def test_closes_nothing_for_those_who_may_not(close, deal, who, status):
    before = state(deal)

    answer = close(deal, who=who, outcome="lost", reason="price")

    assert answer.status_code == status
    assert state(deal) == before
