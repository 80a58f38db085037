"""The one way around append-only: erase a workspace, or the words of an event; both are recorded."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from jalon.kernel.errors import NotAllowed
from jalon.orgs.models import Workspace
from jalon.timeline.actions import NothingToErase, erase_with, erase_workspace, record, redact_text
from jalon.timeline.actions.purge import _erasers
from jalon.timeline.models import Event, EventText, Purge
from tests.matrix_objects import Scene
from tests.timeline.verbs import SAID


@pytest.fixture
def said(cast, noon):
    return record(
        SAID, subject=("deal", cast.workspace.pk), actor=cast.actor("teammate"), at=noon, text="Her number is 06."
    )


def rows_of(workspace_id):
    return {
        model._meta.label: model._default_manager.filter(workspace_id=workspace_id).count()
        for model in apps.get_models()
        if any(field.name == "workspace" for field in model._meta.fields)
    }


def test_erases_a_workspace_whole_and_keeps_that_it_did(cast, noon):
    scene = Scene(cast)
    assert all([scene.deal, scene.task, scene.team, scene.invitation])
    kept = record(SAID, subject=("deal", cast.stranger.pk), actor=cast.actor("stranger"), at=noon)
    workspace_id, elsewhere = cast.workspace.pk, rows_of(cast.stranger.workspace_id)
    total = sum(rows_of(workspace_id).values())

    purge = erase_workspace(actor=cast.actor(), at=noon)
    connection.check_constraints()

    assert not Workspace.objects.filter(pk=workspace_id).exists()
    assert set(rows_of(workspace_id).values()) == {0}
    assert rows_of(cast.stranger.workspace_id) == elsewhere
    assert Event.objects.get() == kept
    stored = Purge.objects.get()
    assert stored == purge
    assert (stored.workspace_id, stored.reason, stored.ended_at) == (workspace_id, "deletion", noon)
    assert stored.rows > total > 10


def test_closes_the_way_again(cast, noon, said):
    erase_workspace(actor=cast.actor(), at=noon)
    record(SAID, subject=("deal", cast.stranger.pk), actor=cast.actor("stranger"), at=noon)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.update(verb="test.forged")


def test_opens_the_way_for_one_workspace_alone(cast, noon, said):
    Purge.objects.create(workspace_id=cast.stranger.workspace_id, reason="test", started_at=noon)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.filter(pk=said.pk).update(verb="test.forged")


def test_tells_those_who_keep_files(cast, noon, django_capture_on_commit_callbacks):
    erased = []
    erase_with(erased.append)
    workspace_id = cast.workspace.pk

    with django_capture_on_commit_callbacks(execute=True):
        erase_workspace(actor=cast.actor(), at=noon)

    _erasers.remove(erased.append)
    assert erased == [workspace_id]


@pytest.mark.parametrize("who", ["teammate", "reader"])
def test_erases_nothing_for_who_is_no_owner(cast, noon, said, who):
    with pytest.raises(NotAllowed):
        erase_workspace(actor=cast.actor(who), at=noon)

    assert Event.objects.get() == said
    assert not Purge.objects.exists()


def test_wants_the_name_typed(cast, said):
    client = cast.client("owner")

    answer = client.post("/w/acme/erasure/", {"name": "Acmé"})

    assert answer.status_code == 422
    assert Workspace.objects.filter(slug="acme").exists()
    assert client.post("/w/acme/erasure/", {"name": "Acme"}).status_code == 302
    assert not Workspace.objects.filter(slug="acme").exists()


@pytest.mark.parametrize("who", ["teammate", "owner"])
def test_erases_a_text_for_its_author_and_for_administrators(cast, noon, said, who):
    redact_text(event_id=said.pk, actor=cast.actor(who), at=noon)

    stored = EventText.objects.get()
    assert (stored.body, stored.redacted_at) == ("", noon)
    assert Event.objects.get(verb="text.redacted").particulars == {"event": str(said.pk)}


def test_erases_no_text_of_another(cast, noon, said):
    with pytest.raises(NotAllowed):
        redact_text(event_id=said.pk, actor=cast.actor("reader"), at=noon)
    with pytest.raises(NothingToErase):
        redact_text(event_id=said.pk, actor=cast.actor("stranger"), at=noon)

    assert EventText.objects.get().body == "Her number is 06."
