"""The phases of buying, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHASE_WORDS: dict[str, Promise] = {
    "unaware": _("Not aware yet"),
    "awareness": _("Awareness"),
    "definition": _("Need definition"),
    "evaluation": _("Search and evaluation"),
    "proof": _("Proof"),
    "reassurance": _("Reassurance"),
    "decision": _("Decision"),
    "use": _("Use"),
    "renewal": _("Renewal, expansion"),
}
