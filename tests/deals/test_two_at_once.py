"""Two people and one deal at the same moment: one wins, the other is told, nothing is lost."""

from collections import Counter
from functools import partial

import pytest

from jalon.deals.actions import (
    DealChanged,
    GateRefused,
    close_deal,
    edit_deal,
    move_stage,
    publish,
    reorder_deal,
    state_evidence,
    withdraw_evidence,
)
from jalon.deals.actions.fold_totals import fold_totals
from jalon.deals.models import Deal, Evidence, StageTotal, StageTotalDelta
from jalon.deals.queries import BoardFilters, column_totals
from jalon.directory.models import Company
from jalon.timeline.actions import UndoRefused, undo_operation
from tests.at_once import at_once
from tests.deals.pages import values
from tests.deals.process import definition
from tests.deals.said import row, verbs, visits

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = range(5)


def outcome(results):
    """How many of each: "done", or the name of what was raised."""
    return Counter(type(one).__name__ if isinstance(one, Exception) else "done" for one in results)


def test_moving_it_differently_one_wins_and_the_other_is_told(cast, make, stages, later):
    for _round in ROUNDS:
        deal = make(stage="DECIDE")
        mine, theirs = row(deal), row(deal)

        results = at_once(
            partial(move_stage, deal=mine, to=stages["PRESENT"], actor=cast.actor("owner"), at=later()),
            partial(move_stage, deal=theirs, to=stages["QUALIFY"], actor=cast.actor("teammate"), at=later()),
        )

        assert outcome(results) == {"done": 1, "DealChanged": 1}
        [visit] = [one for one in results if not isinstance(one, Exception)]
        [told] = [one for one in results if isinstance(one, DealChanged)]
        assert row(deal).stage == visit.stage
        assert told.theirs == {"stage": visit.stage}
        assert visits(deal) == [("DECIDE", "enter"), (visit.stage.key, "back")]
        assert deal.visits.filter(left_at=None).count() == 1
        assert verbs(deal) == ["deal.created", "deal.moved"]


def test_moving_it_to_the_same_stage_it_moves_once(cast, make, stages, later):
    deal = make(stage="DECIDE")

    results = at_once(
        *(
            partial(move_stage, deal=row(deal), to=stages["PRESENT"], actor=cast.actor(who), at=later())
            for who in ("owner", "teammate", "owner", "teammate")
        )
    )

    assert outcome(results) == {"done": 1, "DealChanged": 3}
    assert visits(deal) == [("DECIDE", "enter"), ("PRESENT", "back")]


def test_moving_and_closing_it_one_wins(cast, make, stages, later):
    for _round in ROUNDS:
        deal = make(stage="DECIDE")

        results = at_once(
            partial(move_stage, deal=row(deal), to=stages["PRESENT"], actor=cast.actor(), at=later()),
            partial(close_deal, deal=row(deal), outcome="no_decision", actor=cast.actor("teammate"), at=later()),
        )

        assert outcome(results) == {"done": 1, "DealChanged": 1}
        is_moved = not isinstance(results[0], Exception)
        assert (row(deal).stage.key, row(deal).outcome) == (
            ("PRESENT", "open") if is_moved else ("DECIDE", "no_decision")
        )


def test_editing_it_one_wins_and_the_other_learns_both_values(cast, make, later):
    for _round in ROUNDS:
        deal = make()

        results = at_once(
            *(
                partial(
                    edit_deal, deal=row(deal), changes={"title": who}, edit=deal.edit, actor=cast.actor(who), at=later()
                )
                for who in ("owner", "teammate")
            )
        )

        assert outcome(results) == {"done": 1, "DealChanged": 1}
        [told] = [one for one in results if isinstance(one, Exception)]
        assert told.theirs == {"title": row(deal).title}
        assert {told.theirs["title"], told.yours["title"]} == {"owner", "teammate"}
        assert verbs(deal) == ["deal.created", "deal.edited"]


def test_ticking_one_criterion_both_are_recorded_and_one_stands(cast, make, later):
    for _round in ROUNDS:
        deal = make()

        results = at_once(
            *(
                partial(
                    state_evidence, deal=row(deal), criterion="need", level=level, actor=cast.actor(who), at=later()
                )
                for who, level in {"owner": "buyer", "teammate": "stated"}.items()
            )
        )

        assert outcome(results) == {"done": 2}
        assert Evidence.objects.filter(deal=deal).count() == 2
        assert Evidence.objects.filter(deal=deal, withdrawn_at=None).count() == 1
        assert verbs(deal) == ["deal.created", "evidence.stated", "evidence.stated"]


def test_withdrawing_what_a_move_stands_on_comes_after_it_or_stops_it(cast, make, stages, later):
    for _round in ROUNDS:
        deal = make()
        state_evidence(deal=deal, criterion="need", level="buyer", actor=cast.actor(), at=later())

        moved, withdrawn = at_once(
            partial(move_stage, deal=row(deal), to=stages["PRESENT"], actor=cast.actor(), at=later()),
            partial(withdraw_evidence, deal=row(deal), criterion="need", actor=cast.actor("teammate"), at=later()),
        )

        assert withdrawn is None
        if isinstance(moved, GateRefused):
            assert verbs(deal)[2:] == ["evidence.withdrawn"]
        else:
            assert verbs(deal)[2:] == ["deal.moved", "evidence.withdrawn"]


def test_undoing_one_move_it_is_undone_once(cast, make, stages, later):
    for _round in ROUNDS:
        deal = make(stage="DECIDE")
        moved = move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor(), at=later())

        results = at_once(
            *(partial(undo_operation, operation_id=moved.operation_id, actor=cast.actor(), at=later(2)) for _ in "12")
        )

        assert outcome(results) == {"done": 1, "UndoRefused": 1}
        assert any(isinstance(one, UndoRefused) for one in results)
        assert visits(deal) == [("DECIDE", "enter"), ("PRESENT", "back"), ("DECIDE", "undo")]


def test_undoing_a_move_while_it_moves_on_one_wins(cast, make, stages, later):
    for _round in ROUNDS:
        deal = make(stage="DECIDE")
        moved = move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor(), at=later())

        results = at_once(
            partial(undo_operation, operation_id=moved.operation_id, actor=cast.actor(), at=later(2)),
            partial(move_stage, deal=row(deal), to=stages["QUALIFY"], actor=cast.actor("teammate"), at=later(2)),
        )

        assert outcome(results)["done"] == 1
        assert row(deal).stage.key == ("QUALIFY" if isinstance(results[0], Exception) else "DECIDE")


def test_putting_two_cards_in_one_gap_leaves_no_two_of_a_rank(cast, make, later):
    upper, lower, *others = [make(name, at=later(-number)) for number, name in enumerate("ABCD")]

    results = at_once(
        *(
            partial(reorder_deal, deal=row(one), rank_between=(upper.pk, lower.pk), actor=cast.actor(), at=later())
            for one in others
        )
    )

    assert outcome(results) == {"done": 2}
    order = list(Deal.objects.order_by("rank", "id").values_list("title", flat=True))
    assert (order[0], order[-1]) == ("A", "B")


def test_publishing_one_process_both_versions_are_kept(cast, pipeline, later):
    results = at_once(*(partial(publish, definition=definition(), actor=cast.actor(), at=later()) for _ in "12"))

    assert outcome(results) == {"done": 2}
    assert sorted(pipeline.versions.values_list("number", flat=True)) == [1, 2, 3]


def test_publishing_a_first_process_there_is_one_pipeline(cast, noon):
    results = at_once(*(partial(publish, definition=definition(), actor=cast.actor(), at=noon) for _ in "12"))

    assert outcome(results) == {"done": 2}
    assert len({one.pk for one in results}) == 1


def test_folding_totals_each_change_is_counted_once(make):
    for number in range(20):
        make(str(number), stage="DECIDE")

    results = at_once(*(partial(fold_totals, limit=7) for _ in range(4)))

    assert outcome(results) == {"done": 4}
    assert sum(results) + StageTotalDelta.objects.count() == 20
    while fold_totals():
        pass
    assert [(total.deals, total.value_minor) for total in StageTotal.objects.all()] == [(20, 2_000_000)]


def test_reading_totals_while_deals_move_and_deltas_are_folded_counts_every_deal_once(cast, make, stages, later):
    deals = [make(str(number), stage="DECIDE") for number in range(10)]

    def move_all():
        for deal in deals:
            move_stage(deal=row(deal), to=stages["PRESENT"], actor=cast.actor(), at=later())

    def read():
        pipeline = deals[0].pipeline
        found = [column_totals(cast.owner, pipeline=pipeline, filters=BoardFilters(), at=later()) for _ in range(30)]
        return [sum(one.deals for one in totals.values()) for totals in found]

    def fold():
        return [fold_totals(limit=3) for _ in range(15)]

    moved, counts, folded = at_once(move_all, read, fold)

    assert not isinstance(moved, Exception)
    assert not isinstance(folded, Exception)
    assert counts == [10] * 30


def test_one_form_of_a_new_deal_sent_twice_makes_one_deal_and_both_lead_to_it(browse, pipeline):
    for turn in ROUNDS:
        [once] = values(browse("owner").get("/w/acme/deals/new/"), "//input[@name='once']/@value")
        form = {"pipeline": pipeline.pk, "company": f"Bois {turn}", "title": f"Licences {turn}", "once": once}

        results = at_once(*(partial(browse("owner").post, "/w/acme/deals/new/", form) for _hand in range(2)))

        deal = Deal.objects.get(title=form["title"])
        assert [(one.status_code, one["Location"]) for one in results] == [(302, f"/w/acme/deals/{deal.pk}/")] * 2
        assert verbs(deal) == ["deal.created"]
        assert Company.objects.filter(name=form["company"]).count() == 1
