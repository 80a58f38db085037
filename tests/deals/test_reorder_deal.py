"""The order of cards in a column."""

from datetime import timedelta

import pytest

from jalon.deals.actions import DealChanged, close_deal, move_stage, reorder_deal
from jalon.deals.actions.take_over import TakenOver, take_over_deals
from jalon.deals.models import Deal
from jalon.kernel.errors import NotAllowed
from jalon.kernel.ids import new_id
from jalon.timeline.actions import start_operation
from jalon.timeline.models import Event
from tests.deals.said import row, state


@pytest.fixture
def column(make, noon):
    """Cards A to E, from the top down."""
    return {name: make(name, at=noon - timedelta(minutes=minutes)) for minutes, name in enumerate("ABCDE")}


@pytest.fixture
def put(cast, column, later):
    def put(name, *, below=None, above=None, by="owner"):
        between = tuple(column[one].pk if one else None for one in (below, above))
        return reorder_deal(deal=column[name], rank_between=between, actor=cast.actor(by), at=later())

    return put


def order(stage="QUALIFY"):
    return "".join(Deal.objects.filter(stage__key=stage).order_by("rank", "id").values_list("title", flat=True))


def test_begins_with_the_newest_on_top(column):
    assert order() == "ABCDE"


@pytest.mark.parametrize(
    ("place", "result"),
    [
        ({"below": "A", "above": "B"}, "AEBCD"),
        ({"above": "A"}, "EABCD"),
        ({"below": "C"}, "ABCED"),
        ({"below": "B", "above": "C"}, "ABECD"),
    ],
)
def test_puts_a_card_between_two_on_top_or_below_one(put, place, result):
    put("E", **place)

    assert order() == result


def test_puts_a_card_at_the_bottom(put):
    put("A", below="E")

    assert order() == "BCDEA"


def test_keeps_the_upper_neighbour_when_the_two_named_have_changed_places(put):
    put("E", below="C", above="B")

    assert order() == "ABCED"


def test_passes_over_a_neighbour_that_has_left_the_column(cast, put, column, stages, later):
    move_stage(deal=column["B"], to=stages["PRESENT"], actor=cast.actor(), at=later(), override="x")

    put("E", below="B", above="C")

    assert order() == "AECD"


def test_goes_on_finding_room_between_the_same_two(put):
    for turn in range(60):
        put("DE"[turn % 2], below="A", above="ED"[turn % 2])

    assert order() == "AEDBC"
    ranks = list(Deal.objects.order_by("rank").values_list("rank", flat=True))
    assert len(set(ranks)) == 5


def test_makes_room_among_cards_of_one_rank(put, column):
    Deal.objects.update(rank=0)
    by_id = order()
    first, second, moved = by_id[0], by_id[1], by_id[4]

    put(moved, below=first, above=second)

    assert order() == first + moved + by_id[1:4]


@pytest.fixture
def crowd(cast, pipeline, noon, column):
    """Puts deals of one rank below the others of the column; gives their ids, from the top down."""

    def crowd(many=501):
        ids = sorted(new_id() for _card in range(many))
        rows = [TakenOver(pk, "-", "QUALIFY", "EUR", noon, noon) for pk in ids]
        actor = start_operation("imports.run", actor=cast.actor(), at=noon)
        take_over_deals(rows=rows, pipeline=pipeline, actor=actor, at=noon)
        Deal.objects.filter(pk__in=ids).update(rank=0)
        return ids

    return crowd


@pytest.fixture
def drop(cast, column, later):
    """Puts the card A between two of the column; gives how many others got another rank."""

    def drop(above, below):
        before = dict(Deal.objects.values_list("pk", "rank"))
        reorder_deal(deal=column["A"], rank_between=(above, below), actor=cast.actor(), at=later())
        after = Deal.objects.exclude(pk=column["A"].pk).values_list("pk", "rank")
        return sum(rank != before[pk] for pk, rank in after)

    return drop


def by_rank():
    return list(Deal.objects.order_by("rank", "id").values_list("pk", flat=True))


@pytest.mark.parametrize(("place", "moved"), [(1, 1), (100, 100), (250, 250), (251, 250), (400, 101), (500, 1)])
def test_makes_room_in_a_large_crowd_by_moving_the_few_on_the_nearer_side(crowd, drop, column, place, moved):
    ids = crowd()

    others = drop(ids[place - 1], ids[place])

    assert others == moved
    assert by_rank() == [*(column[name].pk for name in "BCDE"), *ids[:place], column["A"].pk, *ids[place:]]


def test_moves_no_other_card_amid_a_crowd_too_large_to_part(crowd, drop, column, monkeypatch):
    monkeypatch.setattr("jalon.deals.actions._rank.WINDOW", 3)
    ids = crowd(9)

    others = drop(ids[3], ids[4])

    assert others == 0
    assert row(column["A"]).rank == 0


def test_leaves_the_top_to_the_next_card_that_comes_in(put, make, later):
    put("C", above="A")
    make("N", at=later(2))

    assert order() == "NCABDE"


def test_does_not_touch_the_ranks_of_other_columns(put, make):
    other = make("Z", stage="PRESENT")
    before = state(other)

    for turn in range(40):
        put("DE"[turn % 2], below="A", above="ED"[turn % 2])

    assert state(other) == before


def test_neither_counts_as_an_edit_nor_is_recorded(put, column):
    before, told = state(column["E"]), Event.objects.count()

    put("E", above="A")

    assert {**state(column["E"]), "rank": None} == {**before, "rank": None}
    assert Event.objects.count() == told


def test_is_refused_when_the_deal_has_left_the_column_meanwhile(cast, put, column, stages, later):
    mine = row(column["E"])
    move_stage(deal=column["E"], to=stages["PRESENT"], actor=cast.actor(), at=later(), override="x")
    column["E"] = mine
    before = state(mine)

    with pytest.raises(DealChanged) as stale:
        put("E", above="A")

    assert stale.value.theirs == {"stage": stages["PRESENT"]}
    assert state(mine) == before


def test_is_refused_for_a_closed_deal(cast, put, column, later):
    close_deal(deal=column["E"], outcome="no_decision", actor=cast.actor(), at=later())

    with pytest.raises(DealChanged):
        put("E", above="A")


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_is_denied_to_who_may_only_read_and_to_strangers(put, who):
    with pytest.raises(NotAllowed):
        put("E", above="A", by=who)

    assert order() == "ABCDE"


def test_keeps_the_place_where_a_moved_card_was_dropped(cast, column, make, stages, later):
    upper, lower = make("1", stage="PRESENT", at=later()), make("2", stage="PRESENT")

    move_stage(
        deal=column["A"],
        to=stages["PRESENT"],
        actor=cast.actor(),
        at=later(2),
        override="x",
        rank_between=(upper.pk, lower.pk),
    )

    assert order("PRESENT") == "1A2"


def test_puts_a_moved_card_on_top_when_no_place_was_named(cast, column, make, stages, later):
    make("1", stage="PRESENT", at=later())

    move_stage(deal=column["A"], to=stages["PRESENT"], actor=cast.actor(), at=later(2), override="x")

    assert order("PRESENT") == "A1"


def test_gives_cards_that_enter_at_one_instant_places_of_their_own_as_they_came(cast, column, make, stages, later):
    make("1", stage="PRESENT", at=later())

    for name in "CADB":
        move_stage(deal=column[name], to=stages["PRESENT"], actor=cast.actor(), at=later(2), override="x")

    assert order("PRESENT") == "CADB1"
    ranks = Deal.objects.filter(title__in="ABCD").order_by("rank").values_list("rank", flat=True)
    assert [round(rank + later(2).timestamp(), 4) for rank in ranks] == [0, 0.001, 0.002, 0.003]


def test_counts_those_of_one_instant_no_farther_than_it_costs_little(cast, column, stages, later, monkeypatch):
    monkeypatch.setattr("jalon.deals.actions._rank.TOGETHER", 2)

    for name in "ABCD":
        move_stage(deal=column[name], to=stages["PRESENT"], actor=cast.actor(), at=later(), override="x")

    ranks = Deal.objects.filter(title__in="ABCD").order_by("rank").values_list("rank", flat=True)
    assert [round(rank + later().timestamp(), 4) for rank in ranks] == [0, 0.001, 0.002, 0.002]
