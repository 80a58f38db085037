"""Tasks on a deal's page and on one's own."""

from datetime import date

import pytest

from jalon.deals.actions import add_task, trash_task
from jalon.deals.models import Task
from jalon.orgs.models import Membership
from jalon.orgs.roles import Scope
from jalon.timeline.models import Event
from jalon.timeline.trash import trash
from tests.deals.pages import HTMX, texts, toast, values, with_class

MINE = "/w/acme/tasks/"


@pytest.fixture
def add(cast, noon):
    def add(title, due=None, *, by="owner", deal=None):
        return add_task(title=title, due_on=due, deal=deal, actor=cast.actor(by), at=noon)

    return add


def test_lists_my_open_tasks_by_day(browse, add, deal):
    add("Late", date(2026, 11, 3), deal=deal)
    add("Now", date(2026, 11, 4))
    add("Soon", date(2026, 11, 10))
    add("Then", date(2026, 12, 24))
    add("Some day")
    add("Not mine", date(2026, 11, 4), by="teammate")

    answer = browse("owner").get(MINE)

    assert texts(answer, with_class("day__title")) == ["Overdue", "Today", "Next seven days", "Later", "No date"]
    assert texts(answer, with_class("task__title")) == ["Late", "Now", "Soon", "Then", "Some day"]
    assert texts(answer, "//*[contains(@class,'nav__count--alert')]") == ["2"]


def test_marks_what_is_overdue_by_a_sign(browse, add):
    add("Now", date(2020, 1, 6))
    add("Later", date(2999, 1, 7))

    page = browse("owner").get(MINE)

    assert texts(page, "//time[contains(@class, 'late')]") == ["! 6 Jan 2020"]


def test_says_when_there_is_nothing_to_do(browse, cast):
    assert texts(browse("owner").get(MINE), with_class("empty__title")) == ["Nothing to do"]


def test_adds_one_for_a_colleague(browse, cast):
    fields = {"title": "Prepare the demo", "due_on": "2026-11-06", "assignee": str(cast.teammate.pk)}

    browse("owner").post(MINE, fields, headers=HTMX)

    task = Task.objects.get()
    assert (task.title, task.due_on, task.assignee) == ("Prepare the demo", date(2026, 11, 6), cast.teammate)


def test_ticks_and_takes_the_tick_back(browse, add):
    task = add("Now", date(2026, 11, 4))

    answer = browse("owner").post(f"{MINE}{task.pk}/completion/", headers=HTMX)
    done = Task.objects.get().done_by
    browse("owner").post(toast(answer)["undo"], headers=HTMX)

    assert done is not None
    assert texts(answer, with_class("task__title")) == []
    assert Task.objects.get().done_at is None


def test_edits_on_the_reading_it_had(browse, add):
    task = add("Now")
    fields = {"title": "Now or never", "due_on": "2026-11-05", "assignee": str(task.assignee_id), "edit": "1"}

    saved = browse("owner").post(f"{MINE}{task.pk}/", fields, headers=HTMX)
    stale = browse("owner").post(f"{MINE}{task.pk}/", fields | {"title": "Never"}, headers=HTMX)

    assert (saved.status_code, stale.status_code) == (200, 409)
    assert Task.objects.get().title == "Now or never"


def test_leaves_a_task_with_somebody_who_has_left(browse, add, cast, noon):
    task = add("Now", by="teammate")
    Membership.objects.filter(pk=cast.teammate.pk).update(left_at=noon)
    client, url = browse("owner"), f"{MINE}{task.pk}/"

    chosen = values(client.get(url), "//select[@name='assignee']/option[@selected]/@value")
    saved = client.post(url, {"title": "Then", "assignee": chosen, "edit": "1"}, headers=HTMX)

    assert (saved.status_code, chosen) == (200, [str(cast.teammate.pk)])
    assert Task.objects.get().assignee == cast.teammate


@pytest.mark.parametrize("read", ["abc", "²", "", "9" * 5_000])
def test_refuses_an_edit_number_that_is_none(browse, add, read):
    task = add("Now")
    before = Task.objects.values().get()

    answer = browse("owner").post(
        f"{MINE}{task.pk}/", {"title": "Then", "assignee": str(task.assignee_id), "edit": read}, headers=HTMX
    )

    assert answer.status_code == 422
    assert Task.objects.values().get() == before


def test_gives_the_form_of_a_deals_task_back_with_its_error(browse, deal):
    answer = browse("owner").post(f"/w/acme/deals/{deal.pk}/tasks/", {"title": ""}, headers=HTMX)

    assert (answer.status_code, Task.objects.count()) == (422, 0)


def test_deletes_a_task(browse, add):
    task = add("Now")

    browse("owner").post(f"{MINE}{task.pk}/trash/", headers=HTMX)

    assert Task.objects.get().trashed_at is not None


def test_brings_a_deleted_task_back_from_the_message(browse, add):
    task, client = add("Now"), browse("owner")

    answer = client.post(f"{MINE}{task.pk}/trash/", headers=HTMX)
    back = client.post(toast(answer)["undo"], headers=HTMX)

    assert texts(back, with_class("task__title")) == ["Now"]
    assert Task.objects.get().trashed_at is None
    assert Event.objects.filter(verb="task.restored").count() == 1


def test_shows_deleted_tasks_in_the_trash_with_their_way_back_to_those_who_may(browse, add, cast, noon, deal):
    for task in (add("Alone"), add("Of a deal", deal=deal)):
        trash_task(task=task, actor=cast.actor(), at=noon)
    cast.teammate.scope = Scope.OWN

    lines = {who: trash(getattr(cast, who)) for who in ("owner", "reader", "teammate", "stranger")}

    assert {who: sorted(line.title for line in some) for who, some in lines.items()} == {
        "owner": ["Alone", "Of a deal"],
        "reader": ["Alone", "Of a deal"],
        "teammate": ["Alone"],
        "stranger": [],
    }
    assert [bool(line.restore_url) for line in (*lines["owner"], *lines["reader"])] == [True, True, False, False]


def test_does_not_restore_a_task_that_is_in_its_place(browse, add):
    task = add("Now")

    answer = browse("owner").post(f"{MINE}{task.pk}/restoration/", headers=HTMX)

    assert (answer.status_code, Task.objects.get().edit) == (409, 1)


def test_adds_a_starter_activity_once(browse, deal):
    fields = {"title": "Study the sector", "activity": "sector_study", "due_on": "2026-11-06"}

    answer = browse("owner").post(f"/w/acme/deals/{deal.pk}/tasks/", fields, headers=HTMX)

    assert (Task.objects.get().activity, Task.objects.get().deal) == ("sector_study", deal)
    assert values(answer, "//article/@id") == ["record"]


@pytest.mark.parametrize(("who", "status"), [("reader", 403), ("stranger", 404)])
def test_changes_nothing_for_those_who_may_not(browse, add, who, status):
    task = add("Now")
    before = Task.objects.values().get()

    answers = [
        browse(who).post(f"{MINE}{task.pk}/{part}", {"title": "x"}, headers=HTMX)
        for part in ("", "completion/", "trash/", "restoration/")
    ]

    assert [answer.status_code for answer in answers] == [status] * 4
    assert Task.objects.values().get() == before
