"""What changes in workspaces, among their members, and in a person's own account."""

from jalon.orgs.actions.api_keys import ApiKeyRefused, create_api_key, revoke_api_key
from jalon.orgs.actions.invitations import (
    InvitationRefused,
    accept_invitation,
    invite,
    revoke_invitation,
)
from jalon.orgs.actions.members import LastOwner, change_member, leave_workspace, remove_member
from jalon.orgs.actions.people import change_address, edit_profile
from jalon.orgs.actions.second_factor import (
    NoSecondFactor,
    SecondFactorRefused,
    ask_for_second_factor,
    take_away_second_factors,
    tell_of_factor,
)
from jalon.orgs.actions.sign_in_links import LinkRefused, make_sign_in_link, use_sign_in_link
from jalon.orgs.actions.teams import create_team, delete_team, rename_team
from jalon.orgs.actions.workspaces import create_workspace, edit_workspace

__all__ = [
    "ApiKeyRefused",
    "InvitationRefused",
    "LastOwner",
    "LinkRefused",
    "NoSecondFactor",
    "SecondFactorRefused",
    "accept_invitation",
    "ask_for_second_factor",
    "change_address",
    "change_member",
    "create_api_key",
    "create_team",
    "create_workspace",
    "delete_team",
    "edit_profile",
    "edit_workspace",
    "invite",
    "leave_workspace",
    "make_sign_in_link",
    "remove_member",
    "rename_team",
    "revoke_api_key",
    "revoke_invitation",
    "take_away_second_factors",
    "tell_of_factor",
    "use_sign_in_link",
]
