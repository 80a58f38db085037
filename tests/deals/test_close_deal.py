"""Closing a deal with its outcome."""

from datetime import date

import pytest

from jalon.deals.actions import (
    CannotClose,
    CannotMove,
    DealChanged,
    GateRefused,
    close_deal,
    create_deal,
    edit_deal,
    publish,
    state_evidence,
)
from jalon.kernel.errors import NotAllowed
from tests.deals.process import DECIDE, ONBOARD, PRESENT, QUALIFY, definition
from tests.deals.said import events, row, state, verbs, visits


@pytest.fixture
def close(cast, later):
    def close(deal, outcome, *, by="owner", at=None, **more):
        return close_deal(deal=deal, outcome=outcome, actor=cast.actor(by), at=at or later(), **more)

    return close


@pytest.mark.parametrize(
    ("outcome", "more"),
    [
        ("lost", {"reason": "price"}),
        ("no_decision", {}),
        ("no_decision", {"reason": "timing"}),
        ("disqualified", {"reason": "bad_fit"}),
        ("recycled", {"recycle_on": date(2027, 3, 1)}),
    ],
)
def test_takes_the_deal_off_the_board_with_its_outcome(close, deal, later, outcome, more):
    close(deal, outcome, by="teammate", **more)

    closed = row(deal)
    assert (closed.outcome, closed.decided_at, closed.finished_at) == (outcome, later(), later())
    assert (closed.reason, closed.recycle_on) == (more.get("reason", ""), more.get("recycle_on"))
    assert (closed.stage.key, visits(deal)) == ("QUALIFY", [("QUALIFY", "enter")])
    assert verbs(deal) == ["deal.created", "deal.closed"]


def test_records_outcome_and_reasons_and_the_note_apart(close, deal, pipeline, noon):
    close(deal, "lost", reason="price", second_reason="timing", note="They found it dear.")

    event = events(deal)[-1]
    assert event.particulars == {
        "version_id": str(pipeline.current_id),
        "stage": "QUALIFY",
        "outcome": "lost",
        "before": "open",
        "reason": "price",
        "second_reason": "timing",
        "recycle_on": None,
        "unmet": [],
        "advised": [],
        "is_override": False,
        "entered_at": noon.isoformat().replace("+00:00", "Z"),
    }
    assert event.text.body == "They found it dear."


def test_names_the_competitor_who_won(close, deal):
    close(deal, "lost", reason="competitor", competitor=" Globex ")

    assert row(deal).competitor == "Globex"


def test_takes_the_competitor_that_the_deal_names_already(cast, close, deal, later):
    edit_deal(deal=deal, changes={"competitor": "Globex"}, actor=cast.actor(), at=later())

    close(deal, "lost", reason="competitor")

    assert row(deal).competitor == "Globex"


def test_keeps_a_known_competitor_when_it_was_another_reason(cast, close, deal, later):
    edit_deal(deal=deal, changes={"competitor": "Globex"}, actor=cast.actor(), at=later())

    close(deal, "no_decision")

    assert row(deal).competitor == "Globex"


@pytest.mark.parametrize(
    ("outcome", "more", "field"),
    [
        ("lost", {}, "reason"),
        ("lost", {"reason": "bad luck"}, "reason"),
        ("no_decision", {"reason": "bad luck"}, "reason"),
        ("lost", {"reason": "price", "second_reason": "bad luck"}, "second_reason"),
        ("lost", {"reason": "competitor"}, "competitor"),
        ("lost", {"reason": "competitor", "competitor": "  "}, "competitor"),
        ("lost", {"reason": "competitor", "competitor": "x" * 121}, "competitor"),
        ("recycled", {}, "recycle_on"),
        ("recycled", {"recycle_on": date(2026, 11, 3)}, "recycle_on"),
        ("open", {}, "outcome"),
        ("forgotten", {}, "outcome"),
    ],
)
def test_refuses_what_an_outcome_owes_and_names_the_field(close, deal, outcome, more, field):
    before = state(deal)

    with pytest.raises(CannotClose) as refused:
        close(deal, outcome, **more)

    assert refused.value.field == field
    assert state(deal) == before
    assert verbs(deal) == ["deal.created"]


def test_reads_the_day_in_the_workspace_calendar(close, deal, later):
    """At 23:30 in London it is the next day in Paris already."""
    close(deal, "recycled", recycle_on=date(2026, 11, 4), at=later(1, hours=10, minutes=30))

    assert row(deal).recycle_on == date(2026, 11, 4)


def test_of_a_won_deal_goes_on_to_the_stage_after_the_sale(cast, close, make, noon, later):
    deal = make(stage="DECIDE")
    state_evidence(deal=deal, criterion="signed", level="buyer", actor=cast.actor(), at=noon)

    close(deal, "won")

    won = row(deal)
    assert (won.stage.key, won.outcome, won.decided_at, won.finished_at) == ("ONBOARD", "won", later(), None)
    assert visits(deal) == [("DECIDE", "enter"), ("ONBOARD", "advance")]
    assert verbs(deal)[-2:] == ["deal.moved", "deal.won"]


def test_of_a_won_deal_passes_the_same_gate(close, deal):
    before = state(deal)

    with pytest.raises(GateRefused) as refused:
        close(deal, "won")

    assert [one.key for one in refused.value.unmet] == [
        "QUALIFY.need",
        "PRESENT.shown",
        "PRESENT.champion",
        "DECIDE.signed",
    ]
    assert state(deal) == before


@pytest.fixture
def ends_with_the_sale(cast, noon):
    """A deal in the last stage of a process that has none after the sale."""
    process = definition(key="short", stages=[QUALIFY, PRESENT, DECIDE])
    pipeline = publish(definition=process, actor=cast.actor(), at=noon)
    return create_deal(
        pipeline=pipeline,
        title="Last",
        stage=pipeline.stages.get(key="DECIDE"),
        actor=cast.actor(),
        at=noon,
    )


def test_of_a_won_deal_finishes_it_when_nothing_follows_the_sale(cast, close, ends_with_the_sale, noon, later):
    deal = ends_with_the_sale
    state_evidence(deal=deal, criterion="signed", level="buyer", actor=cast.actor(), at=noon)

    close(deal, "won")

    won = row(deal)
    assert (won.stage.key, won.outcome, won.decided_at, won.finished_at) == ("DECIDE", "won", later(), later())
    assert verbs(deal)[-2:] == ["deal.closed", "deal.won"]


def test_guards_the_last_stage_of_such_a_process_too(close, ends_with_the_sale):
    with pytest.raises(GateRefused) as refused:
        close(ends_with_the_sale, "won")
    with pytest.raises(NotAllowed):
        close(ends_with_the_sale, "won", by="teammate", override="They said yes")

    assert [one.key for one in refused.value.unmet] == ["DECIDE.signed"]
    assert row(ends_with_the_sale).outcome == "open"


def test_overrides_the_last_gate_by_right_and_with_a_reason(close, ends_with_the_sale):
    close(ends_with_the_sale, "won", override="They said yes")

    assert row(ends_with_the_sale).outcome == "won"
    assert [event.text.body for event in events(ends_with_the_sale) if event.verb == "deal.closed"] == ["They said yes"]


def facts_of_closing(deal):
    [closed] = [event for event in events(deal) if event.verb == "deal.closed"]
    return {name: closed.particulars[name] for name in ("unmet", "advised", "is_override")} | {"v": closed.version}


def test_says_which_criteria_of_the_last_gate_were_overridden(close, ends_with_the_sale):
    close(ends_with_the_sale, "won", override="They said yes")

    told = facts_of_closing(ends_with_the_sale)
    assert told == {"unmet": ["DECIDE.signed"], "advised": [], "is_override": True, "v": 2}


def test_keeps_no_reason_for_a_last_gate_that_needed_none(cast, close, ends_with_the_sale, words, noon):
    deal = ends_with_the_sale
    state_evidence(deal=deal, criterion="signed", level="buyer", actor=cast.actor(), at=noon)

    close(deal, "won", override="They said yes")

    assert facts_of_closing(deal) == {"unmet": [], "advised": [], "is_override": False, "v": 2}
    assert words(deal) == {}


@pytest.fixture
def words():
    """{verb: text} of what was recorded with words."""
    return lambda deal: {event.verb: event.text.body for event in events(deal) if hasattr(event, "text")}


def test_keeps_what_made_the_difference_beside_the_reason_to_pass_the_gate(close, make, words):
    deal = make(stage="DECIDE")

    close(deal, "won", note="The demo.", override="Signed on paper")

    assert words(deal) == {"deal.moved": "Signed on paper", "deal.won": "The demo."}


def test_keeps_both_when_nothing_follows_the_sale_too(close, ends_with_the_sale, words):
    close(ends_with_the_sale, "won", note="The demo.", override="Signed on paper")

    assert words(ends_with_the_sale) == {"deal.closed": "Signed on paper", "deal.won": "The demo."}


def test_wins_at_the_next_sale_when_a_process_has_several(cast, close, noon, later):
    process = definition(key="twice", stages=[QUALIFY, DECIDE, PRESENT, ONBOARD], opportunity_line="DECIDE")
    process = process.model_copy(update={"won_at": ("DECIDE", "ONBOARD")})
    pipeline = publish(definition=process, actor=cast.actor(), at=noon)
    last = pipeline.stages.get(key="ONBOARD")
    deal = create_deal(pipeline=pipeline, title="Upsell", stage=last, actor=cast.actor(), at=noon)

    close(deal, "won")

    assert (row(deal).stage.key, row(deal).outcome, row(deal).finished_at) == ("ONBOARD", "won", later())


def test_wins_nothing_where_nothing_is_sold(cast, close, noon):
    process = definition(key="leads", kind="prospecting", won_at=[], opportunity_line=None)
    pipeline = publish(definition=process, actor=cast.actor(), at=noon)
    deal = create_deal(pipeline=pipeline, title="Lead", actor=cast.actor(), at=noon)

    with pytest.raises(CannotClose) as refused:
        close(deal, "won")

    assert refused.value.field == "outcome"


def test_finishes_a_won_deal_after_its_last_stage(close, make, noon, later):
    deal = make(stage="ONBOARD")

    close(deal, "won")

    finished = row(deal)
    assert (finished.outcome, finished.decided_at, finished.finished_at) == ("won", noon, later())
    assert verbs(deal) == ["deal.created", "deal.won", "deal.closed"]


def test_does_not_lose_a_deal_that_is_won(close, make):
    deal = make(stage="ONBOARD")

    with pytest.raises(CannotClose):
        close(deal, "lost", reason="price")

    assert row(deal).outcome == "won"


def test_closes_once(close, deal):
    close(deal, "no_decision")
    before = state(deal)

    with pytest.raises(CannotMove):
        close(row(deal), "lost", reason="price")

    assert state(deal) == before


def test_is_refused_on_an_old_reading_with_both_values(cast, close, deal, later):
    mine = row(deal)
    close(deal, "no_decision")

    with pytest.raises(DealChanged) as stale:
        close(mine, "lost", reason="price")

    assert (stale.value.theirs["outcome"], stale.value.yours["outcome"]) == ("no_decision", "lost")
    assert row(deal).outcome == "no_decision"


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_is_denied_to_who_may_only_read_and_to_strangers(close, deal, who):
    before = state(deal)

    with pytest.raises(NotAllowed):
        close(deal, "no_decision", by=who)

    assert state(deal) == before
