"""The company that a person chose or named in a text field."""

from datetime import datetime
from uuid import UUID

from django.http import Http404

from jalon.directory.actions import create_company
from jalon.directory.models import Company
from jalon.directory.queries import company_for, company_named
from jalon.orgs.access import MemberRequest
from jalon.orgs.actor import Actor

COMPANY_CONTROL = "directory/_company_input.html"


def company_given(
    request: MemberRequest, name: str, *, actor: Actor, at: datetime, current: Company | None = None
) -> Company | None:
    """The company chosen (`company_id`), or called `name`: found, else created; None for no name.

    A name left as it was means the `current` company, whichever others are called like it.
    """
    chosen = request.POST.get("company_id", "")
    if not chosen:
        return current if current and name.strip() == current.name else _called(name, actor, at)
    try:
        return company_for(request.viewer, UUID(chosen))
    except ValueError:
        raise Http404 from None


def _called(name: str, actor: Actor, at: datetime) -> Company | None:
    if not name.strip():
        return None
    return company_named(actor.member, name) or create_company(name=name, actor=actor, at=at)
