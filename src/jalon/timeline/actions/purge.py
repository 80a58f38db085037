"""The one way around append-only: erase a workspace whole, or the words of one event. Both leave a record."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from jalon.kernel.errors import NotAllowed, Refusal
from jalon.orgs.actor import Actor
from jalon.orgs.models import Workspace
from jalon.orgs.roles import Can
from jalon.timeline.actions.record import record
from jalon.timeline.models import EventText, Purge
from jalon.timeline.verbs import TEXT_REDACTED, TextRedacted

Erase = Callable[[UUID], None]

_erasers: list[Erase] = []


class NothingToErase(Refusal):
    """The text is gone already, or never was."""


def erase_with(erase: Erase) -> None:
    """Also call `erase(workspace_id)` once a workspace's rows are gone: for files and what else lies outside."""
    if erase not in _erasers:
        _erasers.append(erase)


@transaction.atomic
def erase_workspace(*, actor: Actor, at: datetime, reason: str = "deletion") -> Purge:
    """Delete the actor's workspace with every row that belongs to it, events included. Raises NotAllowed.

    Set-based, in one transaction: foreign keys are checked at its end, so the order of tables does not matter.
    """
    actor.must(Can.DELETE_WORKSPACE)
    workspace_id = actor.member.workspace_id
    purge = Purge.objects.create(workspace_id=workspace_id, reason=reason, started_at=at, actor_id=actor.member.user_id)
    purge.rows = sum(_delete(rows) for rows in _rows_of(workspace_id))
    purge.ended_at = at
    purge.save(update_fields=["rows", "ended_at"])
    for erase in _erasers:
        transaction.on_commit(partial(erase, workspace_id))
    return purge


@transaction.atomic
def redact_text(*, event_id: UUID, actor: Actor, at: datetime) -> None:
    """Erase what a person wrote with an event; the event and its date stay. Its author or an administrator may.

    Raises NothingToErase, NotAllowed.
    """
    text = (
        EventText.objects.select_related("event")
        .filter(pk=event_id, workspace_id=actor.member.workspace_id, redacted_at=None)
        .first()
    )
    if text is None:
        raise NothingToErase(_("There is no text to erase here."))
    if text.event.actor_id != actor.member.pk and not actor.may(Can.MANAGE_WORKSPACE):
        raise NotAllowed(_("Only who wrote this, or an administrator, erases it."))
    EventText.objects.filter(pk=event_id, redacted_at=None).update(body="", redacted_at=at)
    record(
        TEXT_REDACTED,
        subject=(text.event.subject_kind, text.event.subject_id),
        actor=actor,
        at=at,
        particulars=TextRedacted(event=event_id),
    )


def _rows_of(workspace_id: UUID) -> Iterator[models.QuerySet[Any]]:
    """Every row of the workspace, table by table: links between its rows first, itself last."""
    own = [model for model in apps.get_models() if _has_workspace(model)]
    for model in own:
        for link in model._meta.local_many_to_many:
            through = link.remote_field.through
            if through and through._meta.auto_created:
                yield through._default_manager.filter(**{f"{link.m2m_field_name()}__workspace_id": workspace_id})
    for model in own:
        yield model._default_manager.filter(workspace_id=workspace_id)
    yield Workspace.objects.filter(pk=workspace_id)


def _has_workspace(model: type[models.Model]) -> bool:
    return any(field.name == "workspace" and field.related_model is Workspace for field in model._meta.fields)


def _delete(rows: models.QuerySet[Any]) -> int:
    return int(rows._raw_delete(rows.db))
