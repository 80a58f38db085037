"""Inviting people, and saying what members may do and see."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.orgs.models import Membership, Team
from jalon.orgs.roles import Role, Scope


class Standing(forms.Form):
    """Role, scope and team of a member, or of somebody invited."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.SELLER)
    scope = forms.ChoiceField(label=_("Sees"), choices=Scope.choices, initial=Scope.ALL)
    team = forms.ModelChoiceField(
        label=_("Team"), queryset=Team.objects.none(), required=False, empty_label=_("No team")
    )

    def __init__(self, *args: Any, viewer: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.filter(  # type: ignore[attr-defined]
            workspace_id=viewer.workspace_id
        ).order_by("name")
        if viewer.role != Role.OWNER:
            self.fields["role"].choices = [  # type: ignore[attr-defined]
                choice for choice in Role.choices if choice[0] != Role.OWNER
            ]


class Invite(Standing):
    """Who is invited, and to do what."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput({"autocomplete": "off"}))
    field_order = ("email", "role", "scope", "team")


class TeamName(forms.Form):
    """What a team is called."""

    name = forms.CharField(label=_("Name of the team"), max_length=80)
