"""Tasks: adding, editing, completing, reopening, trashing."""

from datetime import date

import pytest

from jalon.deals.actions import (
    CannotTask,
    TaskChanged,
    add_task,
    complete_task,
    edit_task,
    reopen_task,
    trash_task,
)
from jalon.deals.models import Task
from jalon.deals.queries import tasks_of
from jalon.kernel.errors import NotAllowed
from jalon.timeline.models import Event
from tests.deals.said import events, verbs


@pytest.fixture
def add(cast, deal, noon):
    def add(title="Send the offer", *, by="owner", **more):
        return add_task(title=title, deal=deal, actor=cast.actor(by), at=noon, **more)

    return add


@pytest.fixture
def task(add):
    return add(due_on=date(2026, 11, 5))


def values(task):
    return Task.objects.filter(pk=task.pk).values().get()


def test_is_for_whoever_adds_it_unless_told_otherwise(cast, add):
    mine, theirs = add(by="teammate"), add(by="teammate", assignee=cast.owner)

    assert (mine.assignee, theirs.assignee) == (cast.teammate, cast.owner)


def test_is_told_in_the_story_of_its_deal(cast, add, deal):
    task = add(" Send the offer ", due_on=date(2026, 11, 5))

    event = events(deal)[-1]
    assert (event.verb, event.text.body) == ("task.added", "Send the offer")
    assert event.particulars == {
        "task_id": str(task.pk),
        "due_on": "2026-11-05",
        "assignee_id": str(cast.owner.pk),
    }


def test_of_no_deal_has_a_story_of_its_own(cast, noon):
    task = add_task(title="Tidy up", actor=cast.actor(), at=noon)

    assert Event.objects.get(verb="task.added").subject_id == task.pk


def test_remembers_the_stage_whose_starter_activity_it_was(add):
    assert (add(activity="call_back").stage.key, add().stage) == ("QUALIFY", None)


def test_is_done_once_and_says_by_whom(cast, task, later):
    complete_task(task=task, actor=cast.actor("teammate"), at=later())

    with pytest.raises(TaskChanged) as stale:
        complete_task(task=task, actor=cast.actor(), at=later(2))

    task.refresh_from_db()
    assert (task.done_at, task.done_by) == (later(), cast.teammate)
    assert stale.value.theirs == {"done_at": later(), "done_by": cast.teammate}


def test_is_to_be_done_again_when_reopened(cast, task, deal, later):
    complete_task(task=task, actor=cast.actor(), at=later())

    reopen_task(task=task, actor=cast.actor(), at=later(2))

    assert (task.done_at, task.done_by) == (None, None)
    assert verbs(deal)[-2:] == ["task.completed", "task.reopened"]
    with pytest.raises(TaskChanged):
        reopen_task(task=task, actor=cast.actor(), at=later(3))


def test_is_edited_on_the_reading_one_had(cast, task, later):
    edit_task(task=task, changes={"title": "Theirs"}, edit=1, actor=cast.actor(), at=later())

    with pytest.raises(TaskChanged) as stale:
        edit_task(task=task, changes={"title": "Mine"}, edit=1, actor=cast.actor("teammate"), at=later())

    task.refresh_from_db()
    assert (task.title, task.edit) == ("Theirs", 2)
    assert (stale.value.theirs, stale.value.yours) == ({"title": "Theirs"}, {"title": "Mine"})


def test_in_the_trash_is_neither_done_nor_edited(cast, task, later):
    trash_task(task=task, actor=cast.actor(), at=later())
    before = values(task)

    for act in (
        lambda: complete_task(task=task, actor=cast.actor(), at=later(2)),
        lambda: edit_task(task=task, changes={"title": "x"}, edit=2, actor=cast.actor(), at=later(2)),
        lambda: trash_task(task=task, actor=cast.actor(), at=later(2)),
    ):
        with pytest.raises(TaskChanged):
            act()

    assert values(task) == before


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"title": " "}, "title"), ({"title": "x" * 201}, "title"), ({"deal": None}, "deal"), ({"edit": 4}, "edit")],
)
def test_refuses_an_edit_that_cannot_be(cast, task, later, changes, field):
    before = values(task)

    with pytest.raises(CannotTask) as refused:
        edit_task(task=task, changes=changes, edit=1, actor=cast.actor(), at=later())

    assert (refused.value.field, values(task)) == (field, before)


@pytest.mark.parametrize("fields", [{"title": "  "}, {"title": "x" * 201}, {"activity": "x" * 61}])
def test_refuses_to_add_what_cannot_be_kept(add, fields):
    with pytest.raises(CannotTask):
        add(**fields)

    assert not Task.objects.exists()


def test_refuses_deals_and_members_of_another_workspace(cast, add, deal, noon):
    with pytest.raises(CannotTask):
        add(assignee=cast.stranger)
    with pytest.raises(CannotTask):
        add_task(title="Spy", deal=deal, actor=cast.actor("stranger"), at=noon)

    assert not Task.objects.exists()


def test_are_listed_by_due_date_with_the_undated_last(cast, add, later):
    for title, due in {"b": date(2026, 11, 9), "none": None, "a": date(2026, 11, 3)}.items():
        add(title, due_on=due)
    add("theirs", assignee=cast.teammate)
    complete_task(task=add("done"), actor=cast.actor(), at=later())

    assert [task.title for task in tasks_of(cast.owner)] == ["a", "b", "none"]


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_are_denied_to_who_may_only_read_and_to_strangers(cast, task, later, who):
    before, actor = values(task), cast.actor(who)

    for act in (
        lambda: complete_task(task=task, actor=actor, at=later()),
        lambda: edit_task(task=task, changes={"title": "x"}, edit=1, actor=actor, at=later()),
        lambda: trash_task(task=task, actor=actor, at=later()),
    ):
        with pytest.raises(NotAllowed):
            act()

    assert values(task) == before
