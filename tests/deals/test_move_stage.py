"""Moving a deal through its stages."""

import pytest

from jalon.deals.actions import (
    CannotMove,
    DealChanged,
    GateRefused,
    archive_deal,
    close_deal,
    edit_deal,
    move_stage,
    publish,
    state_evidence,
    trash_deal,
)
from jalon.deals.models import How
from jalon.kernel.errors import NotAllowed
from tests.deals.process import DECIDE, ONBOARD, PRESENT, QUALIFY, definition
from tests.deals.said import events, row, state, verbs, visits


@pytest.fixture
def prove(cast, noon):
    """Brings evidence for criteria written as STAGE.criterion, at the level of the buyer unless told otherwise."""

    def prove(deal, *criteria, level="buyer"):
        for one in criteria:
            stage, criterion = one.split(".")
            state_evidence(deal=deal, stage=stage, criterion=criterion, level=level, actor=cast.actor(), at=noon)

    return prove


def keys(unmet):
    return [one.key for one in unmet]


def test_advances_once_the_required_criteria_are_met(cast, deal, stages, prove, later):
    prove(deal, "QUALIFY.need")

    visit = move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor("teammate"), at=later())

    moved = row(deal)
    assert (moved.stage.key, moved.entered_stage_at, moved.edit) == ("PRESENT", later(), 2)
    assert (visit.how, visit.entered_by, visit.left_at) == (How.ADVANCE, cast.teammate, None)
    assert visits(deal) == [("QUALIFY", "enter"), ("PRESENT", "advance")]
    assert deal.visits.get(stage__key="QUALIFY").left_at == later()


def test_records_where_from_where_to_and_what_the_deal_had_before(cast, deal, stages, pipeline, prove, noon, later):
    prove(deal, "QUALIFY.need")

    visit = move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor(), at=later())

    [event] = [event for event in events(deal) if event.verb == "deal.moved"]
    assert (event.at, event.operation_id) == (later(), visit.operation_id)
    assert event.particulars == {
        "pipeline_id": str(pipeline.pk),
        "version_id": str(pipeline.current_id),
        "origin": "QUALIFY",
        "to": "PRESENT",
        "how": "advance",
        "unmet": [],
        "advised": ["QUALIFY.budget"],
        "entered_at": noon.isoformat(),
        "rank": -noon.timestamp(),
        "outcome": "open",
        "decided_at": None,
    }


def test_warns_of_advised_criteria_that_are_not_met(cast, deal, stages, prove, later):
    prove(deal, "QUALIFY.need")

    visit = move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor(), at=later())

    assert keys(visit.warnings) == ["QUALIFY.budget"]


def test_does_not_warn_of_advised_criteria_that_are_met(cast, deal, stages, prove, later):
    prove(deal, "QUALIFY.need", "QUALIFY.budget")

    visit = move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor(), at=later())

    assert visit.warnings == ()


def test_refuses_and_lists_exactly_what_is_missing_of_every_stage_left_behind(cast, deal, stages, prove, later):
    prove(deal, "PRESENT.shown", level="stated")
    before = state(deal)

    with pytest.raises(GateRefused) as refused:
        move_stage(deal=deal, to=stages["DECIDE"], actor=cast.actor(), at=later())

    assert keys(refused.value.unmet) == ["QUALIFY.need", "PRESENT.champion"]
    assert keys(refused.value.advised) == ["QUALIFY.budget"]
    assert state(deal) == before
    assert visits(deal) == [("QUALIFY", "enter")]
    assert verbs(deal) == ["deal.created", "evidence.stated"]


@pytest.mark.parametrize(("level", "passes"), [("stated", False), ("silence", True), ("buyer", True)])
def test_takes_evidence_of_the_level_asked_or_above(cast, deal, stages, prove, later, level, passes):
    prove(deal, "QUALIFY.need", level=level)

    if passes:
        move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor(), at=later())
    else:
        with pytest.raises(GateRefused) as refused:
            move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor(), at=later())
        assert [(one.key, one.level) for one in refused.value.unmet] == [("QUALIFY.need", "stated")]

    assert row(deal).stage.key == ("PRESENT" if passes else "QUALIFY")


def test_skips_a_stage_whose_criteria_are_met(cast, deal, stages, prove, later):
    prove(deal, "QUALIFY.need", "PRESENT.shown", "PRESENT.champion")

    visit = move_stage(deal=deal, to=stages["DECIDE"], actor=cast.actor(), at=later())

    assert visit.how == How.SKIP
    assert visits(deal) == [("QUALIFY", "enter"), ("DECIDE", "skip")]


def test_goes_back_without_being_asked_for_anything(cast, make, stages, later):
    deal = make(stage="DECIDE")

    visit = move_stage(deal=deal, to=stages["QUALIFY"], actor=cast.actor(), at=later())

    assert (visit.how, visit.warnings) == (How.BACK, ())


def test_overrides_the_gate_by_right_and_with_a_reason(cast, deal, stages, later):
    visit = move_stage(deal=deal, to=stages["DECIDE"], actor=cast.actor(), at=later(), override=" They insist ")

    event = events(deal)[-1]
    assert visit.how == How.OVERRIDE
    assert event.particulars["unmet"] == ["QUALIFY.need", "PRESENT.shown", "PRESENT.champion"]
    assert event.text.body == "They insist"


def test_does_not_override_without_the_right(cast, deal, stages, later):
    before = state(deal)

    with pytest.raises(NotAllowed):
        move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor("teammate"), at=later(), override="I want to")

    assert state(deal) == before
    assert visits(deal) == [("QUALIFY", "enter")]


def test_takes_no_blank_for_a_reason(cast, deal, stages, later):
    with pytest.raises(GateRefused):
        move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor(), at=later(), override="  ")


def test_records_no_override_where_nothing_was_overridden(cast, deal, stages, prove, later):
    prove(deal, "QUALIFY.need")

    visit = move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor("teammate"), at=later(), override="To be sure")

    assert visit.how == How.ADVANCE


def test_wins_the_deal_when_it_leaves_the_stage_of_the_sale(cast, make, stages, prove, later):
    deal = make(stage="DECIDE")
    prove(deal, "DECIDE.signed")

    move_stage(deal=deal, to=stages["ONBOARD"], actor=cast.actor(), at=later())

    won = row(deal)
    assert (won.outcome, won.decided_at, won.finished_at) == ("won", later(), None)
    assert verbs(deal)[-2:] == ["deal.moved", "deal.won"]
    assert events(deal)[-1].particulars["value_minor"] == 100_000


def test_opens_a_won_deal_again_when_it_comes_back_over_the_line(cast, make, stages, later):
    deal = make(stage="ONBOARD")

    move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor(), at=later())

    back = row(deal)
    assert (back.outcome, back.decided_at) == ("open", None)
    assert verbs(deal)[-2:] == ["deal.moved", "deal.reopened"]


def test_leaves_a_won_deal_won_while_a_sale_lies_behind_it(cast, noon, later):
    from jalon.deals.actions import create_deal

    twice = definition(key="twice", stages=[QUALIFY, DECIDE, ONBOARD, PRESENT], opportunity_line="DECIDE")
    twice = twice.model_copy(update={"won_at": ("DECIDE", "ONBOARD")})
    pipeline = publish(definition=twice, actor=cast.actor(), at=noon)
    stages = {stage.key: stage for stage in pipeline.stages.all()}
    deal = create_deal(pipeline=pipeline, title="Renewal", stage=stages["PRESENT"], actor=cast.actor(), at=noon)

    move_stage(deal=deal, to=stages["ONBOARD"], actor=cast.actor(), at=later())

    assert row(deal).outcome == "won"


def test_goes_aside_from_any_stage_and_asks_nothing(cast, deal, stages, later):
    visit = move_stage(deal=deal, to=stages["RECOVER"], actor=cast.actor("teammate"), at=later())

    assert (visit.how, row(deal).stage.key) == (How.ADVANCE, "RECOVER")


def test_comes_back_from_aside_to_where_it_was(cast, deal, stages, later):
    move_stage(deal=deal, to=stages["RECOVER"], actor=cast.actor(), at=later())

    visit = move_stage(deal=deal, to=stages["QUALIFY"], actor=cast.actor("teammate"), at=later(2))

    assert visit.how == How.BACK


def test_meets_the_same_gate_by_way_of_an_aside_stage(cast, deal, stages, later):
    move_stage(deal=deal, to=stages["RECOVER"], actor=cast.actor(), at=later())

    with pytest.raises(GateRefused) as refused:
        move_stage(deal=deal, to=stages["DECIDE"], actor=cast.actor(), at=later(2))

    assert keys(refused.value.unmet) == ["QUALIFY.need", "PRESENT.shown", "PRESENT.champion"]
    assert row(deal).stage.key == "RECOVER"


def test_wins_the_deal_that_passes_the_sale_by_way_of_an_aside_stage(cast, make, stages, prove, later):
    deal = make(stage="DECIDE")
    prove(deal, "DECIDE.signed")
    move_stage(deal=deal, to=stages["RECOVER"], actor=cast.actor(), at=later())

    move_stage(deal=deal, to=stages["ONBOARD"], actor=cast.actor(), at=later(2))

    assert row(deal).outcome == "won"


def test_follows_the_version_that_the_deal_entered_under(cast, deal, stages, pipeline, later):
    without = definition(stages=[QUALIFY, DECIDE, ONBOARD], opportunity_line="DECIDE")
    publish(definition=without, actor=cast.actor(), at=later())

    with pytest.raises(GateRefused) as refused:
        move_stage(deal=row(deal), to=stages["DECIDE"], actor=cast.actor(), at=later(2))

    assert keys(refused.value.unmet) == ["QUALIFY.need", "PRESENT.shown", "PRESENT.champion"]


def test_refuses_a_stage_that_came_after_the_deal(cast, deal, pipeline, later):
    new = {**PRESENT, "key": "PROVE"}
    publish(definition=definition(stages=[QUALIFY, PRESENT, new, DECIDE, ONBOARD]), actor=cast.actor(), at=later())

    with pytest.raises(CannotMove) as refused:
        move_stage(deal=row(deal), to=pipeline.stages.get(key="PROVE"), actor=cast.actor(), at=later(2), override="x")

    assert refused.value.value == "PROVE"


def test_refuses_the_stage_it_is_in_and_those_of_another_pipeline(cast, deal, stages, noon, later):
    other = publish(definition=definition(key="other"), actor=cast.actor(), at=noon)

    for to in (stages["QUALIFY"], other.stages.get(key="PRESENT")):
        with pytest.raises(CannotMove):
            move_stage(deal=deal, to=to, actor=cast.actor(), at=later(), override="x")

    assert row(deal).stage == stages["QUALIFY"]


@pytest.mark.parametrize("put_away", ["close", "trash", "archive"])
def test_refuses_a_deal_that_is_off_the_board(cast, deal, stages, later, put_away):
    act = {
        "close": lambda: close_deal(deal=deal, outcome="no_decision", actor=cast.actor(), at=later()),
        "trash": lambda: trash_deal(deal=deal, actor=cast.actor(), at=later()),
        "archive": lambda: archive_deal(deal=deal, actor=cast.actor(), at=later()),
    }[put_away]
    act()

    with pytest.raises(CannotMove):
        move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor(), at=later(2), override="x")


def test_is_refused_on_an_old_reading_with_both_values(cast, deal, stages, later):
    mine = row(deal)
    edit_deal(deal=row(deal), changes={"title": "Theirs"}, actor=cast.actor("owner"), at=later())
    before = state(deal)

    with pytest.raises(DealChanged) as stale:
        move_stage(deal=mine, to=stages["PRESENT"], actor=cast.actor(), at=later(), override="x")

    assert stale.value.theirs == {"stage": stages["QUALIFY"]}
    assert stale.value.yours == {"stage": stages["PRESENT"]}
    assert state(deal) == before


def test_is_refused_on_the_edit_number_of_an_old_page(cast, deal, stages, later):
    edit_deal(deal=deal, changes={"title": "Newer"}, actor=cast.actor(), at=later())

    with pytest.raises(DealChanged):
        move_stage(deal=row(deal), to=stages["PRESENT"], actor=cast.actor(), at=later(), override="x", edit=1)

    assert row(deal).stage.key == "QUALIFY"


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_is_denied_to_who_may_only_read_and_to_strangers(cast, make, stages, later, who):
    deal = make(stage="DECIDE")
    before = state(deal)

    with pytest.raises(NotAllowed):
        move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor(who), at=later())

    assert state(deal) == before
    assert visits(deal) == [("DECIDE", "enter")]


def test_ends_a_visit_no_earlier_than_it_began(cast, make, stages, noon, later):
    deal = make(stage="DECIDE")

    move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor(), at=later(-1))

    assert deal.visits.get(stage__key="DECIDE").left_at == noon
