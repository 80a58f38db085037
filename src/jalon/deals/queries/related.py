"""Deals of a company, and deals that a person takes part in."""

from jalon.deals.models import Deal
from jalon.directory.models import Company, Person
from jalon.orgs.models import Membership

MOST = 50
RELATED = ("stage", "pipeline", "owner__user", "company")


def deals_of_company(viewer: Membership, company: Company) -> list[Deal]:
    """The company's live deals that the viewer sees, newest first."""
    deals = Deal.objects.visible_to(viewer).live().filter(company=company)
    return list(deals.select_related(*RELATED).order_by("-created_at")[:MOST])


def deals_of_person(viewer: Membership, person: Person) -> list[Deal]:
    """The live deals in which the person plays a part, of those that the viewer sees, newest first."""
    deals = Deal.objects.visible_to(viewer).live().filter(people__person=person)
    return list(deals.select_related(*RELATED).order_by("-created_at")[:MOST])
