"""The buying circle of a deal: who is in it, and in which role."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.deals.actions._right import must
from jalon.deals.actions._value import misfit
from jalon.deals.models import Deal, DealPerson
from jalon.deals.verbs import PERSON_INVOLVED, PERSON_RELEASED, PersonInvolved
from jalon.directory.models import Person
from jalon.kernel.errors import Refusal
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.timeline.actions import record
from jalon.timeline.catalogue import Verb


class NotInDeal(Refusal):
    """The person is not of this deal or not of this workspace, or cannot have that role."""


@transaction.atomic
def add_person(*, deal: Deal, person: Person, role: str, actor: Actor, at: datetime) -> DealPerson:
    """Put `person` in the deal's circle, or change the role of one who is. Raises NotInDeal, NotAllowed."""
    must(actor, Can.EDIT_DEALS, deal)
    if problem := misfit(DealPerson, "role", role):
        raise NotInDeal(problem, field="role", value=role)
    if person.workspace_id != deal.workspace_id:
        raise NotInDeal(_("That person is not in this workspace."), field="person")
    part, _is_new = DealPerson.objects.update_or_create(
        deal=deal,
        person=person,
        defaults={"role": role},
        create_defaults={"role": role, "workspace_id": deal.workspace_id, "added_at": at},
    )
    _record(PERSON_INVOLVED, part, actor, at)
    return part


@transaction.atomic
def remove_person(*, deal: Deal, person: Person, actor: Actor, at: datetime) -> None:
    """Take `person` out of the deal's circle; the record of the person stays. Raises NotInDeal, NotAllowed."""
    must(actor, Can.EDIT_DEALS, deal)
    part = DealPerson.objects.select_for_update().filter(deal=deal, person=person).first()
    if part is None:
        raise NotInDeal(_("That person is not in this deal."), field="person")
    _record(PERSON_RELEASED, part, actor, at)
    part.delete()


def _record(verb: Verb, part: DealPerson, actor: Actor, at: datetime) -> None:
    particulars = PersonInvolved(person_id=part.person_id, role=part.role)
    record(verb, subject=("deal", part.deal_id), actor=actor, at=at, particulars=particulars)
