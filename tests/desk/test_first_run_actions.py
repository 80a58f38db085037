"""Keeping, choosing, publishing and finishing."""

from datetime import date

import pytest

from jalon.deals.models import Pipeline
from jalon.desk.actions import choose_model, finish, keep, publish_answers, set_target, start_first_run
from jalon.desk.actions.first_run import UnknownModel
from jalon.desk.actions.set_target import NoTarget, period_start
from jalon.desk.models import FirstRun
from jalon.kernel.errors import NotAllowed
from jalon.orgs.models import Target
from jalon.timeline.models import Event

TEAM = {"q1": "b", "q2": "b", "q3": "c", "q4": "c", "buying": {"proof": "pilot"}}


def test_keeps_what_two_browsers_answer(cast, noon):
    keep(answers={"q1": "a", "buying": {"proof": "pilot"}}, actor=cast.actor(), at=noon)
    keep(answers={"q2": "b", "buying": {"compare": "tender"}}, actor=cast.actor(), at=noon, step="q3")

    run = FirstRun.objects.get()

    assert run.answers == {"q1": "a", "q2": "b", "buying": {"proof": "pilot", "compare": "tender"}}
    assert (run.step, run.saved_at) == ("q3", noon)


def test_begins_once(cast, noon, later_noon):
    first = start_first_run(actor=cast.actor(), at=noon)
    again = start_first_run(actor=cast.actor(), at=later_noon)

    assert (first.pk, again.started_at) == (again.pk, noon)


@pytest.mark.parametrize("act", [start_first_run, finish, publish_answers])
def test_refuses_a_seller(cast, noon, act):
    with pytest.raises(NotAllowed):
        act(actor=cast.actor("teammate"), at=noon)

    assert not FirstRun.objects.exists()
    assert not Pipeline.objects.exists()


def test_records_the_model_that_people_chose_over_the_computed_one(cast, noon):
    choose_model(model="inbound", computed="team", actor=cast.actor(), at=noon)
    choose_model(model="inbound", computed="team", actor=cast.actor(), at=noon)
    choose_model(model="", computed="team", actor=cast.actor(), at=noon)

    told = Event.objects.filter(verb="process.model_chosen").order_by("recorded_at", "id")

    assert [event.particulars for event in told] == [
        {"computed": "team", "chosen": "inbound"},
        {"computed": "team", "chosen": "team"},
    ]


def test_refuses_a_model_that_is_none_of_the_seven(cast, noon):
    with pytest.raises(UnknownModel) as refused:
        choose_model(model="telepathic", computed="team", actor=cast.actor(), at=noon)

    assert refused.value.field == "overrule"
    assert not Event.objects.filter(verb="process.model_chosen").exists()


def test_publishes_pipeline_names_and_target(cast, noon):
    answers = {
        **TEAM,
        "renames": {"team.sales": {"QUALIFY": "Trier"}},
        "target": {"amount_minor": 120_000_000, "period": "year"},
    }
    keep(answers=answers, actor=cast.actor(), at=noon)

    [pipeline] = publish_answers(actor=cast.actor(), at=noon)

    assert pipeline.current.definition["stages"][0]["label"] == {"en": "Trier", "fr": "Trier"}
    target = Target.objects.get()
    assert (target.amount_minor, target.starts_on, target.currency) == (120_000_000, date(2026, 1, 1), "EUR")
    assert FirstRun.objects.get().published_at == noon


def test_publishes_the_next_version_when_answers_changed(cast, noon):
    keep(answers=TEAM, actor=cast.actor(), at=noon)
    publish_answers(actor=cast.actor(), at=noon)
    keep(answers={"buying": {"proof": "none"}}, actor=cast.actor(), at=noon)

    [pipeline] = publish_answers(actor=cast.actor(), at=noon)

    assert pipeline.current.number == 2
    assert pipeline.stages.get(key="PROVE").retired_at == noon


def test_finishes_once(cast, noon, later_noon):
    finish(actor=cast.actor(), at=noon)
    finish(actor=cast.actor(), at=later_noon)

    run = FirstRun.objects.get()

    assert (run.finished_at, run.step) == (noon, "done")
    assert Event.objects.filter(verb="first_run.finished").count() == 1


def test_replaces_the_target_of_the_same_period(cast, noon):
    set_target(amount_minor=100, period="quarter", actor=cast.actor(), at=noon)
    set_target(amount_minor=200, period="quarter", actor=cast.actor(), at=noon)

    assert list(Target.objects.values_list("amount_minor", "starts_on")) == [(200, date(2026, 10, 1))]
    assert Event.objects.filter(verb="target.set").count() == 2


@pytest.mark.parametrize(("amount", "period"), [(0, "year"), (-5, "year"), (100, "decade")])
def test_refuses_a_target_that_is_none(cast, noon, amount, period):
    with pytest.raises(NoTarget):
        set_target(amount_minor=amount, period=period, actor=cast.actor(), at=noon)

    assert not Target.objects.exists()


@pytest.mark.parametrize(
    ("period", "fiscal_month", "day", "start"),
    [
        ("month", 4, date(2026, 11, 24), date(2026, 11, 1)),
        ("quarter", 1, date(2026, 11, 24), date(2026, 10, 1)),
        ("quarter", 2, date(2026, 11, 24), date(2026, 11, 1)),
        ("quarter", 3, date(2026, 1, 31), date(2025, 12, 1)),
        ("year", 1, date(2026, 1, 1), date(2026, 1, 1)),
        ("year", 4, date(2026, 3, 31), date(2025, 4, 1)),
        ("year", 4, date(2026, 4, 1), date(2026, 4, 1)),
    ],
)
def test_begins_periods_with_the_fiscal_year(period, fiscal_month, day, start):
    assert period_start(period, fiscal_month, day) == start
