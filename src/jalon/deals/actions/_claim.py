"""Write a deal on the condition that nobody else did since it was read."""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from jalon.deals.models import Deal
from jalon.kernel.errors import Stale


class DealChanged(Stale):
    """Somebody else changed the deal since it was read."""


def claim(deal: Deal, *, edit: int | None = None, **values: Any) -> None:
    """Set `values` on the row and on `deal`, if the row's edit number is still the one read. Raises DealChanged."""
    read = deal.edit if edit is None else edit
    changed = Deal.objects.filter(pk=deal.pk, edit=read).update(edit=F("edit") + 1, **values)
    if not changed:
        raise _changed(deal, values)
    for name, value in values.items():
        setattr(deal, name, value)
    deal.edit = read + 1


def _changed(deal: Deal, values: dict[str, Any]) -> DealChanged:
    current = Deal.objects.filter(pk=deal.pk).values(*values).first() or {}
    differing = {name: value for name, value in current.items() if value != values[name]}
    return DealChanged(
        _("Somebody else has just changed this deal; nothing of yours was saved."),
        theirs=differing,
        yours={name: values[name] for name in differing},
        remedy=_("Look at their change, then try again."),
    )
