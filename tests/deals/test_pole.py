"""The pole of a deal: what became of each stage."""

import pytest

from jalon.deals.actions import close_deal, create_deal, move_stage, publish, withdraw_evidence
from jalon.timeline.actions import undo_operation
from tests.deals.process import DECIDE, QUALIFY, definition


@pytest.fixture
def states(sheet):
    return lambda deal: {band.key: band.state for band in sheet(deal).pole}


@pytest.fixture
def go(cast, stages):
    def go(deal, to, at, **more):
        return move_stage(deal=deal, to=stages[to], actor=cast.actor(), at=at, **more)

    return go


def test_says_what_was_done_skipped_and_is_to_come(cast, sheet, deal, stages, tick, later):
    tick(deal, "need")
    tick(deal, "shown", stage="PRESENT")
    move_stage(deal=deal, to=stages["DECIDE"], actor=cast.actor(), at=later(), override="x")

    bands = sheet(deal).pole

    assert [(one.key, one.state, one.filled, one.wins) for one in bands] == [
        ("QUALIFY", "done", 0.5, False),
        ("PRESENT", "skipped", 0.5, False),
        ("DECIDE", "current", 0.0, True),
        ("ONBOARD", "to_come", 0.0, False),
    ]


def test_says_which_stage_was_passed_without_its_proof(states, make, go, later):
    deal = make(stage="PRESENT")

    go(deal, "DECIDE", later(), override="x")
    before = states(deal)
    go(deal, "ONBOARD", later(2), override="x")

    assert before == {"QUALIFY": "skipped", "PRESENT": "unproven", "DECIDE": "current", "ONBOARD": "to_come"}
    assert states(deal) == {"QUALIFY": "skipped", "PRESENT": "unproven", "DECIDE": "unproven", "ONBOARD": "current"}


def test_paints_a_stage_once_its_proof_has_come(states, deal, go, tick, later):
    go(deal, "PRESENT", later(), override="x")
    before = states(deal)["QUALIFY"]

    tick(deal, "need", stage="QUALIFY")

    assert (before, states(deal)["QUALIFY"]) == ("unproven", "done")


def test_goes_by_the_last_time_that_a_stage_was_left(cast, states, deal, go, tick, later):
    go(deal, "PRESENT", later(), override="x")
    go(deal, "QUALIFY", later(2))
    tick(deal, "need")

    go(deal, "PRESENT", later(2, hours=1))
    withdraw_evidence(deal=deal, criterion="need", stage="QUALIFY", actor=cast.actor(), at=later(2, hours=2))

    assert states(deal)["QUALIFY"] == "done"


def test_is_not_misled_by_a_way_round(states, deal, go, later):
    go(deal, "RECOVER", later())

    go(deal, "PRESENT", later(2), override="x")

    assert states(deal)["QUALIFY"] == "unproven"


def test_forgets_an_override_that_was_undone(cast, states, deal, go, tick, later):
    visit = go(deal, "PRESENT", later(), override="x")
    undo_operation(operation_id=visit.operation_id, actor=cast.actor(), at=later(2))
    deal.refresh_from_db()
    tick(deal, "need")
    go(deal, "PRESENT", later(2, hours=1))
    withdraw_evidence(deal=deal, criterion="need", stage="QUALIFY", actor=cast.actor(), at=later(2, hours=2))

    assert states(deal)["QUALIFY"] == "done"


@pytest.mark.parametrize(("proof", "state"), [("buyer", "done"), (None, "unproven")])
def test_says_so_of_the_last_gate_of_a_sale_too(cast, states, tick, noon, later, proof, state):
    process = definition(key="short", stages=[QUALIFY, DECIDE], opportunity_line="DECIDE")
    pipeline = publish(definition=process, actor=cast.actor(), at=noon)
    last = pipeline.stages.get(key="DECIDE")
    deal = create_deal(pipeline=pipeline, title="Seats", stage=last, actor=cast.actor(), at=noon)
    if proof:
        tick(deal, "signed", proof)

    close_deal(deal=deal, outcome="won", override="They said yes", actor=cast.actor(), at=later())

    assert states(deal) == {"QUALIFY": "skipped", "DECIDE": state}


def test_is_done_where_the_sale_is_finished(cast, sheet, make, later):
    deal = make(stage="ONBOARD")
    close_deal(deal=deal, outcome="won", actor=cast.actor(), at=later())

    assert sheet(deal).pole[-1].state == "done"


def test_stops_where_a_deal_was_lost(cast, sheet, deal, later):
    close_deal(deal=deal, outcome="no_decision", actor=cast.actor(), at=later())

    assert [band.state for band in sheet(deal).pole] == ["current", "to_come", "to_come", "to_come"]


def test_has_no_current_stage_for_a_deal_aside(cast, sheet, make, stages, later):
    deal = make(stage="PRESENT")
    move_stage(deal=deal, to=stages["RECOVER"], actor=cast.actor(), at=later())

    assert [band.state for band in sheet(deal).pole] == ["skipped", "done", "to_come", "to_come"]
