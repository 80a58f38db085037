"""The trash and the archive."""

import pytest

from jalon.deals.actions import (
    AlreadyThere,
    archive_deal,
    close_deal,
    restore_deal,
    trash_deal,
    unarchive_deal,
)
from jalon.deals.models import Deal
from jalon.kernel.errors import NotAllowed
from tests.deals.said import row, state, verbs

THERE_AND_BACK = [
    pytest.param(trash_deal, restore_deal, "trashed_at", id="trash"),
    pytest.param(archive_deal, unarchive_deal, "archived_at", id="archive"),
]


@pytest.mark.parametrize(("put", "take", "field"), THERE_AND_BACK)
def test_takes_the_deal_off_the_board_and_back_as_it_was(cast, deal, later, put, take, field):
    before = state(deal)

    put(deal=deal, actor=cast.actor(), at=later())
    away = row(deal)
    take(deal=deal, actor=cast.actor(), at=later(2))

    assert (getattr(away, field), away.is_on_board()) == (later(), False)
    assert state(deal) == before | {"edit": 3}


@pytest.mark.parametrize(("put", "take", "field"), THERE_AND_BACK)
def test_records_both_ways(cast, deal, later, put, take, field):
    put(deal=deal, actor=cast.actor(), at=later())
    take(deal=deal, actor=cast.actor(), at=later(2))

    names = {"trashed_at": ["deal.trashed", "deal.restored"], "archived_at": ["deal.archived", "deal.unarchived"]}
    assert verbs(deal)[1:] == names[field]


@pytest.mark.parametrize(("put", "take", "field"), THERE_AND_BACK)
def test_refuses_to_do_it_twice(cast, deal, later, put, take, field):
    with pytest.raises(AlreadyThere):
        take(deal=deal, actor=cast.actor(), at=later())
    put(deal=deal, actor=cast.actor(), at=later())
    with pytest.raises(AlreadyThere):
        put(deal=deal, actor=cast.actor(), at=later(2))

    assert getattr(row(deal), field) == later()


def test_puts_away_a_closed_deal_too(cast, deal, later):
    close_deal(deal=deal, outcome="no_decision", actor=cast.actor(), at=later())

    trash_deal(deal=deal, actor=cast.actor(), at=later(2))

    assert list(Deal.objects.in_trash()) == [deal]


def test_trash_is_for_those_who_may_delete(cast, deal, later):
    before = state(deal)

    with pytest.raises(NotAllowed):
        trash_deal(deal=deal, actor=cast.actor("teammate"), at=later())

    assert state(deal) == before


def test_archive_is_for_sellers_too(cast, deal, later):
    archive_deal(deal=deal, actor=cast.actor("teammate"), at=later())

    assert row(deal).archived_at == later()


@pytest.mark.parametrize(("put", "take", "field"), THERE_AND_BACK)
@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_is_denied_to_who_may_only_read_and_to_strangers(cast, deal, later, put, take, field, who):
    before = state(deal)
    with pytest.raises(NotAllowed):
        put(deal=deal, actor=cast.actor(who), at=later())
    assert state(deal) == before

    put(deal=deal, actor=cast.actor(), at=later())
    with pytest.raises(NotAllowed):
        take(deal=deal, actor=cast.actor(who), at=later(2))
    assert getattr(row(deal), field) == later()
