"""Inputs that several forms of the room share."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.orgs.models import Membership


class ColleagueField(forms.ModelChoiceField):
    """A member of the viewer's workspace who has not left, or who is the `holder` of what is edited."""

    def __init__(self, viewer: Membership, *, holder: UUID | None = None, **options: Any) -> None:
        members = Membership.objects.filter(Q(left_at=None) | Q(pk=holder), workspace_id=viewer.workspace_id)
        super().__init__(
            members.select_related("user").order_by("user__name", "user__email"),
            required=options.pop("required", False),
            empty_label=options.pop("empty_label", _("Nobody")),
            **options,
        )
