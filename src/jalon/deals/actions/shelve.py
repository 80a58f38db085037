"""Trash and archive a deal, and bring it back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.deals.actions._claim import claim
from jalon.deals.actions._footprint import footprint, shift_totals
from jalon.deals.actions._operation import within_operation
from jalon.deals.actions._right import must
from jalon.deals.models import Deal
from jalon.deals.verbs import DEAL_ARCHIVED, DEAL_RESTORED, DEAL_TRASHED, DEAL_UNARCHIVED
from jalon.kernel.errors import Refusal
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.timeline.actions import record
from jalon.timeline.catalogue import Verb


class AlreadyThere(Refusal):
    """The deal is already where it was to go."""


def trash_deal(*, deal: Deal, actor: Actor, at: datetime) -> Deal:
    """Put the deal in the trash. Raises NotAllowed, AlreadyThere, DealChanged."""
    return shelve(deal, Can.DELETE_DEALS, field="trashed_at", value=at, verb=DEAL_TRASHED, actor=actor, at=at)


def restore_deal(*, deal: Deal, actor: Actor, at: datetime) -> Deal:
    """Take the deal out of the trash."""
    return shelve(deal, Can.DELETE_DEALS, field="trashed_at", value=None, verb=DEAL_RESTORED, actor=actor, at=at)


def archive_deal(*, deal: Deal, actor: Actor, at: datetime) -> Deal:
    """Take the deal off the board without an outcome."""
    return shelve(deal, Can.EDIT_DEALS, field="archived_at", value=at, verb=DEAL_ARCHIVED, actor=actor, at=at)


def unarchive_deal(*, deal: Deal, actor: Actor, at: datetime) -> Deal:
    """Bring the deal back to the board."""
    return shelve(deal, Can.EDIT_DEALS, field="archived_at", value=None, verb=DEAL_UNARCHIVED, actor=actor, at=at)


@transaction.atomic
def shelve(
    deal: Deal, right: Can, *, field: str, value: datetime | None, verb: Verb, actor: Actor, at: datetime
) -> Deal:
    """Set or clear `field`, for an actor with `right`."""
    must(actor, right, deal)
    if (getattr(deal, field) is None) == (value is None):
        raise AlreadyThere(_("Nothing to do: the deal is there already."))
    actor = within_operation("deals.shelve", actor=actor, at=at)
    before, values = footprint(deal), dict[str, Any]({field: value})
    claim(deal, **values)
    shift_totals(before, footprint(deal))
    record(verb, subject=("deal", deal.pk), actor=actor, at=at)
    return deal
