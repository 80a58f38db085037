"""A deal's page: the pole, the stage's questions, people, tasks."""

from datetime import date

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from jalon.deals.actions import (
    add_person,
    add_task,
    close_deal,
    complete_task,
    move_stage,
    publish,
    trash_deal,
    trash_task,
)
from jalon.deals.queries import (
    deal_for,
    default_pipeline,
    pipeline_for,
    pipeline_name,
    pipelines_for,
    stage_guide,
    task_for,
)
from jalon.directory.actions import create_company, create_person
from jalon.kernel.money import Money
from jalon.orgs.roles import Scope
from tests.deals.process import definition


def test_shows_where_the_deal_stands_and_what_comes_next(sheet, deal):
    shown = sheet(deal)

    assert (shown.deal.pk, shown.guide.name, shown.next_stage.key, shown.next_name) == (
        deal.pk,
        "Qualify",
        "PRESENT",
        "Present",
    )
    assert (shown.value, shown.is_opportunity, shown.days_in_stage, shown.days_open) == (
        Money(100_000, "EUR"),
        False,
        3,
        3,
    )
    assert shown.health == "at_risk"


def test_stops_counting_open_days_once_decided(cast, sheet, deal, later):
    close_deal(deal=deal, outcome="no_decision", actor=cast.actor(), at=later(2))

    assert sheet(deal, at=later(30)).days_open == 2


def test_criteria_tell_the_evidence_that_stands_and_whether_it_is_enough(cast, sheet, deal, tick):
    tick(deal, "need", "stated")
    tick(deal, "budget", "stated")

    criteria = sheet(deal).guide.criteria

    assert [(one.criterion.key, one.is_met, one.level) for one in criteria] == [
        ("need", False, "stated"),
        ("budget", True, "stated"),
    ]
    assert criteria[0].evidence.stated_by == cast.owner


def test_guide_of_another_stage_is_of_the_deals_own_version(cast, deal, later):
    publish(definition=definition(won_at=["DECIDE"]), actor=cast.actor(), at=later())

    guide = stage_guide(cast.owner, deal=deal, key="DECIDE", language="fr")

    assert (guide.name, guide.is_current, [one.criterion.key for one in guide.criteria]) == (
        "Decide (fr)",
        False,
        ["signed"],
    )
    with pytest.raises(KeyError):
        stage_guide(cast.owner, deal=deal, key="NOWHERE")


def test_lists_tasks_to_do_by_date_then_those_done(cast, sheet, deal, noon, later):
    def add(title, due_on=None):
        return add_task(title=title, deal=deal, due_on=due_on, actor=cast.actor(), at=noon)

    done = add("done", date(2026, 11, 1))
    add("undated"), add("late", date(2026, 11, 9)), add("early", date(2026, 11, 5))
    complete_task(task=done, actor=cast.actor(), at=later())
    trash_task(task=add("gone"), actor=cast.actor(), at=later())

    assert [task.title for task in sheet(deal).tasks] == ["early", "late", "undated", "done"]


def test_shows_people_and_the_other_deals_of_the_company(cast, sheet, make, noon, later):
    company = create_company(name="Initech", actor=cast.actor(), at=noon)
    ada = create_person(name="Ada", company=company, actor=cast.actor(), at=noon)
    deal, other = make("A", company=company), make("B", company=company)
    trash_deal(deal=make("C", company=company), actor=cast.actor(), at=later())
    add_person(deal=deal, person=ada, role="champion", actor=cast.actor(), at=noon)

    shown = sheet(deal)

    assert [(part.person.name, part.person.company.name, part.role) for part in shown.people] == [
        ("Ada", "Initech", "champion"),
    ]
    assert shown.related == (other,)


def test_asks_as_many_queries_of_a_long_story_as_of_a_short(cast, sheet, deal, stages, tick, noon, later):
    with CaptureQueriesContext(connection) as few:
        sheet(deal)
    for day in range(6):
        to = stages["PRESENT" if day % 2 == 0 else "QUALIFY"]
        move_stage(deal=deal, to=to, actor=cast.actor(), at=later(day), override="x")
        add_task(title="t", deal=deal, actor=cast.actor(), at=noon)
        person = create_person(name=f"P{day}", actor=cast.actor(), at=noon)
        add_person(deal=deal, person=person, role="", actor=cast.actor(), at=noon)
    with CaptureQueriesContext(connection) as many:
        shown = sheet(deal)
        [(visit.stage.key, visit.entered_by.user.name) for visit in shown.visits]
        [(task.assignee.user.name, part.person.company) for task, part in zip(shown.tasks, shown.people, strict=True)]

    assert len(many) == len(few) == 6


@pytest.mark.parametrize(("who", "scope"), [("stranger", "all"), ("teammate", "own"), ("teammate", "team")])
def test_is_not_found_by_who_does_not_see_the_deal(cast, sheet, deal, who, scope):
    getattr(cast, who).scope = Scope(scope)

    with pytest.raises(Http404):
        sheet(deal, who)
    with pytest.raises(Http404):
        deal_for(getattr(cast, who), deal.pk)


def test_task_is_not_found_by_who_does_not_see_its_deal(cast, deal, noon):
    task = add_task(title="t", deal=deal, actor=cast.actor(), at=noon)
    free = add_task(title="t", actor=cast.actor(), at=noon)
    cast.teammate.scope = Scope.OWN

    assert task_for(cast.teammate, free.pk) == free
    for who in (cast.teammate, cast.stranger):
        with pytest.raises(Http404):
            task_for(who, task.pk)


def test_pipelines_are_those_that_run_in_their_order(cast, pipeline, noon):
    leads = publish(definition=definition(key="leads", kind="prospecting"), actor=cast.actor(), at=noon)
    old = publish(definition=definition(key="old"), actor=cast.actor(), at=noon)
    old.retired_at = noon
    old.save()

    assert pipelines_for(cast.owner) == [pipeline, leads]
    assert pipelines_for(cast.stranger) == []
    assert (default_pipeline(cast.owner), default_pipeline(cast.stranger)) == (pipeline, None)
    for who, one in ((cast.owner, old), (cast.stranger, pipeline)):
        with pytest.raises(Http404):
            pipeline_for(who, one.pk)


def test_the_first_pipeline_of_sales_comes_before_others(cast, noon):
    publish(definition=definition(key="leads", kind="prospecting"), actor=cast.actor(), at=noon)
    sales = publish(definition=definition(), actor=cast.actor(), at=noon)

    assert default_pipeline(cast.owner) == sales


def test_a_pipeline_is_called_as_the_workspace_calls_it_or_as_its_definition_does(pipeline):
    assert (pipeline_name(pipeline, "en"), pipeline_name(pipeline, "fr")) == ("Test sale", "Vente d’essai")
    pipeline.name = "Big deals"
    assert pipeline_name(pipeline, "fr") == "Big deals"
