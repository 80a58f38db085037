"""Live events as they are read: each once, and nothing while nobody commits."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connections

from jalon.deals.actions import log_note
from jalon.kernel.db.commit_stamp import commit_stamp
from jalon.orgs.models import Membership
from jalon.orgs.roles import Scope
from jalon.site.live.ledger import Ledger
from jalon.timeline.models import Event
from tests.conftest import Cast
from tests.matrix_objects import AT, Scene

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(cast: Cast) -> Scene:
    scene = Scene(cast)
    assert scene.deal
    return scene


@pytest.fixture
def apart():
    """A connection of its own, as the live process has."""
    other = connections.create_connection("default")
    yield other
    other.close()


def test_changes_its_stamp_when_somebody_else_commits_and_only_then(cast: Cast, apart):
    before = commit_stamp(apart)
    unchanged = commit_stamp(apart)
    Membership.objects.filter(pk=cast.reader.pk).update(scope=Scope.OWN)

    assert unchanged == before
    assert commit_stamp(apart) != before


def test_tells_each_event_once_and_to_its_workspace_alone(scene: Scene, apart):
    here, elsewhere = scene.cast.workspace.pk, scene.cast.stranger.workspace_id
    ledger = Ledger(apart)
    ledger.follow({here, elsewhere}, now=datetime.now(UTC))
    assert ledger.news() == {}

    log_note(deal=scene.deal, text="Two seats", actor=scene.actor, at=AT)

    assert ledger.news() == {here: [f"deal:{scene.deal.pk}"]}
    assert ledger.news() == {}


def test_reads_nothing_while_nobody_commits(scene: Scene, apart):
    ledger = Ledger(apart)
    ledger.follow({scene.cast.workspace.pk}, now=datetime.now(UTC))
    ledger.news()
    asked: list[str] = []

    with apart.execute_wrapper(lambda run, sql, *rest: (asked.append(sql), run(sql, *rest))[1]):
        ledger.news()

    assert len(asked) == 1
    assert "timeline_event" not in asked[0]


def test_hears_of_an_event_that_was_committed_late(scene: Scene, apart):
    """An event dated before the last one that was told, seen only afterwards."""
    here = scene.cast.workspace.pk
    ledger = Ledger(apart)
    ledger.follow({here}, now=datetime.now(UTC))
    log_note(deal=scene.deal, text="First", actor=scene.actor, at=AT)
    ledger.news()
    last = Event.objects.order_by("-recorded_at").first()
    late = {**{f.attname: getattr(last, f.attname) for f in Event._meta.fields}, "id": uuid4()}

    Event.objects.create(**{**late, "recorded_at": last.recorded_at - timedelta(seconds=3)})

    assert ledger.news() == {here: [f"deal:{scene.deal.pk}"]}
