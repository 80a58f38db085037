"""Who is where, with which rights, and who is invited."""

from jalon.orgs.queries.api_keys import ApiKeyLine, api_key_for, api_keys
from jalon.orgs.queries.invitations import invitation_by, invitation_for, open_invitations
from jalon.orgs.queries.members import MemberLine, member_in, members, team_for, teams
from jalon.orgs.queries.second_factor import without_second_factor
from jalon.orgs.queries.workspaces import WorkspaceLine, workspaces_of

__all__ = [
    "ApiKeyLine",
    "MemberLine",
    "WorkspaceLine",
    "api_key_for",
    "api_keys",
    "invitation_by",
    "invitation_for",
    "member_in",
    "members",
    "open_invitations",
    "team_for",
    "teams",
    "without_second_factor",
    "workspaces_of",
]
