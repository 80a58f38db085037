"""Make a workspace, and change how it counts and speaks."""

from datetime import datetime
from itertools import chain, count

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from jalon.kernel.db.row_security import enter, everywhere
from jalon.kernel.errors import Refusal, Stale
from jalon.kernel.text import fold
from jalon.orgs.actor import Actor
from jalon.orgs.happenings import tell
from jalon.orgs.models import Membership, User, Workspace
from jalon.orgs.roles import Can, Role, Scope

EDITABLE = [
    "name",
    "language",
    "time_zone",
    "currency",
    "fiscal_year_month",
    "week_start",
    "holidays_of",
    "audience",
    "offer",
    "average_deal_minor",
    "nouns",
    "label_set",
]


class NamelessWorkspace(Refusal):
    """A workspace needs a name."""


@transaction.atomic
def create_workspace(
    *,
    name: str,
    owner: User,
    at: datetime,
    language: str = "en",
    time_zone: str = "UTC",
    currency: str = "EUR",
    is_sample: bool = False,
) -> Membership:
    """A new workspace with `owner` as its only member, whose membership is given. Its address comes from its name."""
    _must_be_named(name)
    workspace = Workspace(
        name=name.strip(),
        slug=_free_slug(name),
        language=language,
        time_zone=time_zone,
        currency=currency,
        is_sample=is_sample,
    )
    enter(workspace.pk)
    workspace.save(force_insert=True)
    member = Membership.objects.create(workspace=workspace, user=owner, role=Role.OWNER, scope=Scope.ALL)
    tell(
        "workspace.created",
        subject=("workspace", workspace.pk),
        actor=Actor(member),
        at=at,
        is_sample=is_sample,
    )
    return member


@transaction.atomic
def edit_workspace(*, changes: dict[str, object], edit: int, actor: Actor, at: datetime) -> Workspace:
    """Change fields of the actor's workspace. Raises Stale when somebody changed it since reading number `edit`."""
    actor.must(Can.MANAGE_WORKSPACE)
    unknown = changes.keys() - set(EDITABLE)
    if unknown:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    if "name" in changes:
        _must_be_named(str(changes["name"]))
    workspace = Workspace.objects.get(pk=actor.member.workspace_id)
    changed = {name: value for name, value in changes.items() if getattr(workspace, name) != value}
    if not changed:
        return workspace
    fresh = Workspace.objects.filter(pk=workspace.pk, edit=edit)
    if not fresh.update(**changed, edit=F("edit") + 1):
        raise _changed_by_another(workspace, changed)
    tell(
        "workspace.edited",
        subject=("workspace", workspace.pk),
        actor=actor,
        at=at,
        fields=sorted(changed),
    )
    workspace.refresh_from_db()
    return workspace


def _must_be_named(name: str) -> None:
    if not name.strip():
        raise NamelessWorkspace(_("A workspace needs a name."), field="name", remedy=_("Your company’s name will do."))


def _free_slug(name: str) -> str:
    base = slugify(fold(name))[:50] or "workspace"
    with everywhere("an address is taken for everybody"):
        taken = set(Workspace.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    candidates = chain([base], (f"{base}-{n}" for n in count(2)))
    return next(slug for slug in candidates if slug not in taken)


def _changed_by_another(workspace: Workspace, changed: dict[str, object]) -> Stale:
    return Stale(
        _("Somebody else has just changed these settings; nothing of yours was saved."),
        theirs={name: getattr(workspace, name) for name in changed},
        yours=changed,
        remedy=_("Look at their change, then try again."),
    )
