"""Create, edit and trash companies."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.directory.actions._records import CannotSave, change, check_fits, check_workspace
from jalon.directory.models import Company
from jalon.directory.names import domain_of, match_key
from jalon.directory.verbs import COMPANY_CREATED, COMPANY_EDITED, COMPANY_RESTORED, COMPANY_TRASHED
from jalon.kernel.text import fold
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.timeline.actions import record

EDITABLE = frozenset(
    [
        "name",
        "website",
        "phone",
        "sector",
        "city",
        "country",
        "employees",
        "revenue_minor",
        "owner",
        "reference",
    ]
)


@transaction.atomic
def create_company(*, name: str, actor: Actor, at: datetime, **fields: Any) -> Company:
    """A new company; `fields` are those of EDITABLE. Raises CannotSave, NotAllowed."""
    actor.must(Can.EDIT_DIRECTORY)
    values = _tidy({**fields, "name": name})
    _check(values, actor)
    company = Company.objects.create(
        workspace_id=actor.member.workspace_id, created_at=at, **values, **kept_keys(values)
    )
    record(COMPANY_CREATED, subject=("company", company.pk), actor=actor, at=at)
    return company


@transaction.atomic
def edit_company(
    *, company: Company, changes: dict[str, Any], actor: Actor, at: datetime, edit: int | None = None
) -> Company:
    """Set `changes` if nobody changed the company since `edit`. Raises CannotSave, RecordChanged, NotAllowed."""
    changes = _tidy(changes)
    _check({"name": company.name, **changes}, actor)
    current = {name: getattr(company, name) for name in ("name", "city", "website")}
    change(company, changes | kept_keys(current | changes), edit, COMPANY_EDITED, actor, at)
    return company


@transaction.atomic
def trash_company(*, company: Company, actor: Actor, at: datetime) -> Company:
    """Put the company in the trash; its deals stay. Raises NotAllowed."""
    change(company, {"trashed_at": company.trashed_at or at}, None, COMPANY_TRASHED, actor, at)
    return company


@transaction.atomic
def restore_company(*, company: Company, actor: Actor, at: datetime) -> Company:
    """Take the company out of the trash. Raises NotAllowed."""
    change(company, {"trashed_at": None}, None, COMPANY_RESTORED, actor, at)
    return company


def kept_keys(values: dict[str, Any]) -> dict[str, str]:
    """The folded columns that follow from name, city and website."""
    keys = {
        "search_key": fold(values["name"], values.get("city") or "")[:400],
        "match_key": match_key(values["name"]),
    }
    return keys | ({"domain": domain_of(values["website"])} if "website" in values else {})


def _tidy(values: dict[str, Any]) -> dict[str, Any]:
    return values | ({"name": (values["name"] or "").strip()} if "name" in values else {})


def _check(values: dict[str, Any], actor: Actor) -> None:
    if not values["name"]:
        raise CannotSave(_("A company needs a name."), field="name", remedy=_("Write its name."))
    check_fits(Company, values, EDITABLE)
    check_workspace(values.get("owner"), actor.member.workspace_id, "owner")
