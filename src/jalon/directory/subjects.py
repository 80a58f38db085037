"""How the audit trail calls companies and people; deals, which has their pages, says where they open."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from jalon.directory.models import Company, Person
from jalon.orgs.models import Membership
from jalon.timeline.audit.subjects import subjects_are


def _companies(viewer: Membership, ids: set[UUID]) -> dict[UUID, str]:
    return dict(Company.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", "name"))


def _people(viewer: Membership, ids: set[UUID]) -> dict[UUID, str]:
    return dict(Person.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", "name"))


subjects_are("company", _("Company"), names=_companies)
subjects_are("person", _("Person"), names=_people)
