"""The sidebar: where one may go, and what waits."""

from datetime import date

import pytest

from jalon.deals.actions import add_task, publish
from jalon.desk.nav import creations, navigation
from jalon.process import load_pipeline

TODAY = date(2026, 11, 2)


@pytest.fixture
def sales(cast, noon):
    return publish(definition=load_pipeline("team.sales"), actor=cast.actor(), at=noon)


def labels(viewer, path="/w/acme/board/"):
    return [item.label for item in navigation(viewer, path, TODAY)]


def test_offers_each_role_what_it_may_open(cast):
    assert labels(cast.owner) == [
        "Home",
        "Deals",
        "My tasks",
        "Companies",
        "People",
        "How we sell",
        "Imports",
        "Members",
        "Settings",
        "Trash",
    ]
    assert set(labels(cast.owner)) - set(labels(cast.teammate)) == {"Imports", "Settings"}


def test_lists_pipelines_once_there_are_several(cast, sales, noon):
    alone = navigation(cast.owner, "/", TODAY)[1]
    more = publish(definition=load_pipeline("out.prospecting"), actor=cast.actor(), at=noon)

    deals = navigation(cast.owner, f"/w/acme/list/{more.pk}/", TODAY)[1]

    assert alone.children == []
    assert [(child.label, child.current) for child in deals.children] == [
        ("Team sale", False),
        ("Outbound prospecting", True),
    ]
    assert not deals.current


def test_says_where_one_is(cast):
    here = [item.label for item in navigation(cast.owner, "/w/acme/companies/new/", TODAY) if item.current]

    assert here == ["Companies"]


def test_counts_the_tasks_that_are_due(cast, noon):
    for day in (1, 2, 3):
        add_task(title="Call", due_on=date(2026, 11, day), actor=cast.actor(), at=noon)

    [tasks] = [item for item in navigation(cast.owner, "/", TODAY) if item.label == "My tasks"]

    assert (tasks.count, tasks.alert) == ("2", True)


def test_offers_to_create_only_what_one_may(cast):
    assert [(one.label, one.keys) for one in creations(cast.teammate)] == [
        ("New deal", "c d"),
        ("New company", "c a"),
        ("New person", "c p"),
    ]
    assert creations(cast.reader) == []
