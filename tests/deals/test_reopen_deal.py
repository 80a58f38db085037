"""Opening a closed deal again."""

from datetime import date

import pytest

from jalon.deals.actions import NotClosed, close_deal, reopen_deal, trash_deal
from jalon.kernel.errors import NotAllowed
from tests.deals.said import events, row, state, visits


@pytest.fixture
def lost(cast, deal, later):
    facts = {"reason": "competitor", "second_reason": "price", "competitor": "Globex"}
    return close_deal(deal=deal, outcome="lost", actor=cast.actor(), at=later(), **facts)


def test_puts_it_back_in_the_stage_it_left_undecided(cast, lost, later):
    reopen_deal(deal=lost, actor=cast.actor("teammate"), at=later(2))

    back = row(lost)
    assert (back.stage.key, back.outcome, back.decided_at, back.finished_at) == ("QUALIFY", "open", None, None)
    assert back.entered_stage_at == later(2)
    assert visits(lost) == [("QUALIFY", "enter"), ("QUALIFY", "reopen")]


def test_forgets_the_reasons_and_remembers_the_competitor(cast, lost, later):
    reopen_deal(deal=lost, actor=cast.actor(), at=later(2))

    back = row(lost)
    assert (back.reason, back.second_reason, back.competitor) == ("", "", "Globex")


def test_forgets_the_day_to_try_again(cast, deal, later):
    close_deal(deal=deal, outcome="recycled", recycle_on=date(2027, 1, 4), actor=cast.actor(), at=later())

    reopen_deal(deal=deal, actor=cast.actor(), at=later(2))

    assert row(deal).recycle_on is None


def test_records_what_the_closing_had_written(cast, lost, later):
    reopen_deal(deal=lost, actor=cast.actor(), at=later(2))

    facts = events(lost)[-1].particulars
    assert (facts["stage"], facts["before"], facts["reason"]) == ("QUALIFY", "lost", "competitor")
    assert facts["decided_at"] == "2026-11-03T12:00:00Z"


def test_leaves_a_deal_won_that_was_finished_after_its_sale(cast, make, noon, later):
    deal = make(stage="ONBOARD")
    close_deal(deal=deal, outcome="won", actor=cast.actor(), at=later())

    reopen_deal(deal=deal, actor=cast.actor(), at=later(2))

    back = row(deal)
    assert (back.stage.key, back.outcome, back.decided_at, back.finished_at) == ("ONBOARD", "won", noon, None)


def test_refuses_a_deal_that_is_open(cast, deal, later):
    with pytest.raises(NotClosed):
        reopen_deal(deal=deal, actor=cast.actor(), at=later())


def test_refuses_a_deal_that_is_in_the_trash(cast, lost, later):
    trash_deal(deal=lost, actor=cast.actor(), at=later(2))

    with pytest.raises(NotClosed):
        reopen_deal(deal=lost, actor=cast.actor(), at=later(3))


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_is_denied_to_who_may_only_read_and_to_strangers(cast, lost, later, who):
    before = state(lost)

    with pytest.raises(NotAllowed):
        reopen_deal(deal=lost, actor=cast.actor(who), at=later(2))

    assert state(lost) == before
