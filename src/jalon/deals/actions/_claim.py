"""Write a deal on the condition that nobody else did since it was read."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from jalon.deals.models import Deal
from jalon.kernel.errors import Stale

DERIVED = frozenset(["value_minor", "search_key", "rank", "entered_stage_at", "decided_at", "finished_at"])


class DealChanged(Stale):
    """Somebody else changed the deal since it was read."""


def hold(deal: Deal) -> None:
    """Keep others from writing the deal until we commit, so that what we read of it stays true.

    On SQLite a transaction that began keeps them all away already.
    """
    hold_deals([deal.pk])


def hold_deals(ids: Iterable[UUID]) -> None:
    """The same for many, always in one order: two who want the same deals wait for each other, and never in a ring."""
    if connection.features.has_select_for_update:
        list(Deal.objects.select_for_update().filter(pk__in=list(ids)).order_by("pk").values_list("pk"))


def claim(deal: Deal, *, edit: int | None = None, **values: Any) -> None:
    """Set `values` on the row and on `deal`, if the row's edit number is still the one read. Raises DealChanged."""
    read = deal.edit if edit is None else edit
    if not Deal.objects.filter(pk=deal.pk, edit=read).update(edit=F("edit") + 1, **values):
        raise changed(deal, values)
    for name, value in values.items():
        setattr(deal, name, value)
    deal.edit = read + 1


def changed(deal: Deal, values: dict[str, Any]) -> DealChanged:
    """Both values of what was to be set, as the deal's fields hold them; not of what only follows from it."""
    current = Deal.objects.select_related("stage", "company", "owner__user").filter(pk=deal.pk).first()
    theirs = {name: getattr(current, name, None) for name in values if name not in DERIVED}
    differing = {name: value for name, value in theirs.items() if value != values[name]}
    return DealChanged(
        _("Somebody else has just changed this deal; nothing of yours was saved."),
        theirs=differing,
        yours={name: values[name] for name in differing},
        remedy=_("Look at their change, then try again."),
    )
