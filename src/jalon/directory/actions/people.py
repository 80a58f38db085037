"""Create, edit and trash people."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.directory.actions._records import CannotSave, change, check_fits, check_workspace
from jalon.directory.models import Person
from jalon.directory.verbs import PERSON_CREATED, PERSON_EDITED, PERSON_RESTORED, PERSON_TRASHED
from jalon.kernel.text import fold
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.timeline.actions import record

EDITABLE = frozenset(["name", "email", "phone", "job_title", "company", "owner", "source", "reference"])


@transaction.atomic
def create_person(*, name: str, actor: Actor, at: datetime, **fields: Any) -> Person:
    """A new person; `fields` are those of EDITABLE, the e-mail kept in lower case. Raises CannotSave, NotAllowed."""
    actor.must(Can.EDIT_DIRECTORY)
    values = _tidy({**fields, "name": name})
    _check(values, actor)
    person = Person.objects.create(
        workspace_id=actor.member.workspace_id, created_at=at, **values, search_key=search_key(values)
    )
    record(PERSON_CREATED, subject=("person", person.pk), actor=actor, at=at)
    return person


@transaction.atomic
def edit_person(
    *, person: Person, changes: dict[str, Any], actor: Actor, at: datetime, edit: int | None = None
) -> Person:
    """Set `changes` if nobody changed the person since `edit`. Raises CannotSave, RecordChanged, NotAllowed."""
    changes = _tidy(changes)
    _check({"name": person.name, **changes}, actor)
    current = {name: getattr(person, name) for name in ("name", "email")}
    change(person, changes | {"search_key": search_key(current | changes)}, edit, PERSON_EDITED, actor, at)
    return person


@transaction.atomic
def trash_person(*, person: Person, actor: Actor, at: datetime) -> Person:
    """Put the person in the trash. Raises NotAllowed."""
    change(person, {"trashed_at": person.trashed_at or at}, None, PERSON_TRASHED, actor, at)
    return person


@transaction.atomic
def restore_person(*, person: Person, actor: Actor, at: datetime) -> Person:
    """Take the person out of the trash. Raises NotAllowed."""
    change(person, {"trashed_at": None}, None, PERSON_RESTORED, actor, at)
    return person


def search_key(values: dict[str, Any]) -> str:
    """Name and e-mail, folded."""
    return fold(values["name"], values.get("email") or "")[:400]


def _tidy(values: dict[str, Any]) -> dict[str, Any]:
    lowered = {"email": str(values["email"]).strip().lower()} if values.get("email") else {}
    named = {"name": (values["name"] or "").strip()} if "name" in values else {}
    return values | lowered | named


def _check(values: dict[str, Any], actor: Actor) -> None:
    if not values["name"]:
        raise CannotSave(_("A person needs a name."), field="name", remedy=_("Write first name and last name."))
    check_fits(Person, values, EDITABLE)
    check_workspace(values.get("company"), actor.member.workspace_id, "company")
    check_workspace(values.get("owner"), actor.member.workspace_id, "owner")
