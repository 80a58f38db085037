"""What one looks for in the trail."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.orgs.models import Membership
from jalon.timeline.audit.trail import TrailFilters
from jalon.ui.forms import DateField

ACT_WORDS = {"changed": _("Changed"), "seen": _("Seen"), "exported": _("Exported")}


class TrailForm(forms.Form):
    """Filters in the address: a value that makes no sense is named, and filters nothing."""

    member = forms.ModelChoiceField(
        label=_("Who"), queryset=Membership.objects.none(), required=False, empty_label=_("Everybody")
    )
    act = forms.ChoiceField(
        label=_("What was done"),
        required=False,
        choices=[("", _("Everything")), *ACT_WORDS.items()],
    )
    since = DateField(label=_("From"), required=False)
    until = DateField(label=_("Until"), required=False)
    record = forms.UUIDField(label=_("Id of a record"), required=False)

    def __init__(self, *args: Any, viewer: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Membership.objects.filter(workspace_id=viewer.workspace_id).select_related("user")
        self.fields["member"].queryset = members.order_by("user__name", "user__email")  # type: ignore[attr-defined]

    def filters(self) -> TrailFilters:
        """What was asked for, without what makes no sense."""
        self.is_valid()
        found = self.cleaned_data
        member, record = found.get("member"), found.get("record")
        return TrailFilters(
            member=member.pk if member else None,
            record=record if isinstance(record, UUID) else None,
            act=found.get("act") or "",
            since=found.get("since"),
            until=found.get("until"),
        )
