"""What companies and people share when they are written."""

import json
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from jalon.directory.models import Company, Person
from jalon.directory.verbs import RecordEdited
from jalon.kernel.errors import NotAllowed, Refusal, Stale
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.timeline.actions import record
from jalon.timeline.catalogue import Verb


class CannotSave(Refusal):
    """A field cannot hold the value: `field` and `value` say which."""


class RecordChanged(Stale):
    """Somebody else changed the record since it was read."""


def check_fits(model: type[models.Model], changes: dict[str, Any], editable: frozenset[str]) -> None:
    """Raises CannotSave for a field that is not editable or a value that does not fit it."""
    for name, value in changes.items():
        if name not in editable:
            raise CannotSave(_("“%(field)s” cannot be edited.") % {"field": name}, field=name, value=value)
        field = model._meta.get_field(name)
        if isinstance(field, models.ForeignKey) or not isinstance(field, models.Field):
            continue
        if isinstance(value, str) and "\x00" in value:
            raise CannotSave(_("This text holds a character that cannot be kept."), field=name, value=value)
        try:
            field.clean(value, None)
        except ValidationError as problem:
            raise CannotSave(" ".join(problem.messages), field=name, value=value) from None


def check_workspace(row: models.Model | None, workspace_id: object, field: str) -> None:
    """Raises CannotSave when `row` is of another workspace."""
    if row is not None and row.workspace_id != workspace_id:  # type: ignore[attr-defined]
        raise CannotSave(_("That record is not in this workspace."), field=field)


def change(
    row: Company | Person, changes: dict[str, Any], edit: int | None, verb: Verb, actor: Actor, at: datetime
) -> None:
    """Set `changes` if the edit number is still the one read, and record it. Raises RecordChanged, NotAllowed."""
    actor.must(Can.EDIT_DIRECTORY)
    if row.workspace_id != actor.member.workspace_id:
        raise NotAllowed(_("That record is not in this workspace."))
    old = {name: getattr(row, name) for name in changes}
    effective = {name: value for name, value in changes.items() if old[name] != value}
    if not effective:
        return
    read = row.edit if edit is None else edit
    rows: models.QuerySet[Any] = type(row).objects.filter(pk=row.pk, edit=read)
    if not rows.update(edit=F("edit") + 1, **effective):
        row.refresh_from_db()
        shown = [name for name in effective if not is_derived(name)]
        raise RecordChanged(
            _("Somebody else has just changed this record; nothing of yours was saved."),
            theirs={name: getattr(row, name) for name in shown},
            yours={name: effective[name] for name in shown},
            remedy=_("Look at their change, then try again."),
        )
    row.refresh_from_db()
    _record(row, verb, old, effective, actor, at)


def _record(
    row: Company | Person, verb: Verb, old: dict[str, Any], new: dict[str, Any], actor: Actor, at: datetime
) -> None:
    subject = (row._meta.model_name or "", row.pk)
    if verb.particulars is not RecordEdited:
        record(verb, subject=subject, actor=actor, at=at)
        return
    shown = {name: [_plain(old[name]), _plain(new[name])] for name in new if not is_derived(name)}
    record(
        verb,
        subject=subject,
        actor=actor,
        at=at,
        particulars=RecordEdited(fields=tuple(sorted(shown))),
        text=json.dumps(shown, ensure_ascii=False),
    )


def is_derived(name: str) -> bool:
    """Whether the column follows from others that people fill in."""
    return name == "domain" or name.endswith("_key")


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, models.Model) else value
