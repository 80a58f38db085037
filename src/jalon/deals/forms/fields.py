"""Inputs that several forms of the room share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.orgs.models import Membership


class ColleagueField(forms.ModelChoiceField):
    """A member of the viewer's workspace who has not left."""

    def __init__(self, viewer: Membership, **options: Any) -> None:
        members = Membership.objects.filter(workspace_id=viewer.workspace_id, left_at=None)
        super().__init__(
            members.select_related("user").order_by("user__name", "user__email"),
            required=options.pop("required", False),
            empty_label=options.pop("empty_label", _("Nobody")),
            **options,
        )
