"""Deals of a company, deals that a person takes part in, and where deals come from."""

from jalon.deals.models import Deal, Outcome
from jalon.deals.queries.pipelines import pipelines_for
from jalon.directory.models import Company, Person
from jalon.orgs.models import Membership

MOST = 50
RECENT = 2_000
RELATED = ("stage", "pipeline", "owner__user", "company")


def sources_in_use(viewer: Membership) -> set[str]:
    """The sources of the open deals that the viewer sees, the RECENT newest of each pipeline looked at."""
    found: set[str] = set()
    for pipeline in pipelines_for(viewer):
        deals = Deal.objects.visible_to(viewer).live().filter(pipeline=pipeline, outcome=Outcome.OPEN)
        found.update(deals.order_by("-created_at", "id").values_list("source", flat=True)[:RECENT])
    return found - {""}


def deals_of_company(viewer: Membership, company: Company) -> list[Deal]:
    """The company's live deals that the viewer sees, newest first."""
    deals = Deal.objects.visible_to(viewer).live().filter(company=company)
    return list(deals.select_related(*RELATED).order_by("-created_at")[:MOST])


def deals_of_person(viewer: Membership, person: Person) -> list[Deal]:
    """The live deals in which the person plays a part, of those that the viewer sees, newest first."""
    deals = Deal.objects.visible_to(viewer).live().filter(people__person=person)
    return list(deals.select_related(*RELATED).order_by("-created_at")[:MOST])
