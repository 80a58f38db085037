"""What every compensation shares: the refusal when something has changed since."""

from django.utils.translation import gettext_lazy as _

from jalon.deals.models import Deal
from jalon.kernel.errors import Refusal


class ChangedSince(Refusal):
    """An event can no longer be compensated."""


def changed_since(deal: Deal) -> ChangedSince:
    """The refusal, naming the deal."""
    return ChangedSince(_("“%(title)s” has changed since.") % {"title": deal.title})
