"""What tests read of a deal: its story in short."""

from jalon.deals.models import Deal, StageVisit
from jalon.timeline.models import Event


def row(deal: Deal) -> Deal:
    """The deal as it stands in the database."""
    return Deal.objects.select_related("stage", "pipeline", "company", "owner").get(pk=deal.pk)


def state(deal: Deal) -> dict:
    """Every column of the deal: to show that nothing changed."""
    return Deal.objects.filter(pk=deal.pk).values().get()


def visits(deal: Deal) -> list[tuple[str, str]]:
    """(stage, how) of each visit, in order."""
    return list(StageVisit.objects.filter(deal=deal).order_by("entered_at", "id").values_list("stage__key", "how"))


def verbs(deal: Deal) -> list[str]:
    """What was recorded of the deal, in order."""
    return [event.verb for event in events(deal)]


def events(deal: Deal) -> list[Event]:
    """The deal's events, in the order they were recorded."""
    return list(Event.objects.filter(subject_id=deal.pk).order_by("recorded_at", "id"))
