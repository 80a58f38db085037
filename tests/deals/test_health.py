"""Healthy, at risk or late."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.deals.actions.count_health import count_health
from jalon.deals.health import Norm, health_condition, health_of, norm_of
from jalon.deals.models import Deal, HealthCount
from tests.conftest import NOON
from tests.deals.process import definition

TODAY = date(2026, 11, 2)
NORM = Norm(watch_days=7, late_days=10)


@pytest.mark.parametrize(
    ("days", "close_on", "next_step_on", "norm", "health"),
    [
        (0, None, TODAY, NORM, "healthy"),
        (7, TODAY, TODAY, NORM, "healthy"),
        (7.01, None, TODAY, NORM, "at_risk"),
        (10, None, TODAY, NORM, "at_risk"),
        (10.01, None, TODAY, NORM, "late"),
        (0, None, None, NORM, "at_risk"),
        (0, None, TODAY - timedelta(days=1), NORM, "at_risk"),
        (0, TODAY - timedelta(days=1), TODAY, NORM, "late"),
        (0, TODAY - timedelta(days=1), None, NORM, "late"),
        (999, None, TODAY, Norm(None, None), "healthy"),
        (999, None, None, Norm(None, None), "at_risk"),
    ],
)
def test_follows_the_rule(days, close_on, next_step_on, norm, health):
    found = health_of(norm=norm, days_in_stage=days, close_on=close_on, next_step_on=next_step_on, today=TODAY)

    assert found == health


def test_watches_from_the_middle_between_median_and_ninth_decile():
    process = definition()

    assert norm_of(process.stage("QUALIFY")) == Norm(watch_days=7, late_days=10)


def test_has_no_norm_where_the_stage_has_no_durations():
    stage = definition().stage("QUALIFY").model_copy(update={"duration_days": None})

    assert norm_of(stage) == Norm(None, None)


DAYS = st.one_of(st.none(), st.integers(-3, 3).map(lambda days: TODAY + timedelta(days=days)))


def test_says_the_same_of_rows_as_of_one_deal(make):
    dates = [None, TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)]
    for hours in (0, 7 * 24, 7 * 24 + 1, 10 * 24, 10 * 24 + 1, 900):
        for close_on in dates:
            for next_step_on in dates:
                make(at=NOON - timedelta(hours=hours), close_on=close_on, next_step_on=next_step_on)

    for norm in (NORM, Norm(None, None)):
        for health in ("healthy", "at_risk", "late"):
            rows = Deal.objects.filter(health_condition(health, norm=norm, at=NOON, today=TODAY))
            one_by_one = {
                deal.pk
                for deal in Deal.objects.all()
                if health_of(
                    norm=norm,
                    days_in_stage=(NOON - deal.entered_stage_at).total_seconds() / 86_400,
                    close_on=deal.close_on,
                    next_step_on=deal.next_step_on,
                    today=TODAY,
                )
                == health
            }
            assert {deal.pk for deal in rows} == one_by_one


@given(st.floats(0, 400), DAYS, DAYS)
def test_never_gets_better_by_waiting(days, close_on, next_step_on):
    order = ["healthy", "at_risk", "late"]
    now, later = (
        health_of(norm=NORM, days_in_stage=one, close_on=close_on, next_step_on=next_step_on, today=TODAY)
        for one in (days, days + 1)
    )

    assert order.index(later) >= order.index(now)


def test_is_counted_for_every_stage_with_the_exact_median_and_the_time(make, pipeline, noon):
    soon = {"next_step_on": TODAY}
    for days in (0, 1, 2, 8, 20):
        make(at=noon - timedelta(days=days), **soon)
    for days in (3, 6):
        make(at=noon - timedelta(days=days), stage="PRESENT", **soon)

    count_health(pipeline=pipeline, at=noon)

    counted = {
        one.stage.key: (one.healthy, one.at_risk, one.late, one.median_days)
        for one in HealthCount.objects.select_related("stage")
    }
    assert counted == {
        "QUALIFY": (3, 1, 1, 2.0),
        "PRESENT": (2, 0, 0, 4.5),
        "DECIDE": (0, 0, 0, None),
        "ONBOARD": (0, 0, 0, None),
        "RECOVER": (0, 0, 0, None),
    }
    assert set(HealthCount.objects.values_list("counted_at", flat=True)) == {noon}


def test_is_counted_anew_in_place(make, pipeline, noon, later):
    make(next_step_on=TODAY)
    count_health(pipeline=pipeline, at=noon)

    count_health(pipeline=pipeline, at=later(30))

    count = HealthCount.objects.get(stage__key="QUALIFY")
    assert (count.healthy, count.at_risk, count.late, count.median_days) == (0, 0, 1, 30.0)
