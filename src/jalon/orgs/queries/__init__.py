"""Who is where, with which rights, and who is invited."""

from jalon.orgs.queries.invitations import invitation_by, invitation_for, open_invitations
from jalon.orgs.queries.members import MemberLine, member_in, members, team_for, teams
from jalon.orgs.queries.workspaces import WorkspaceLine, workspaces_of

__all__ = [
    "MemberLine",
    "WorkspaceLine",
    "invitation_by",
    "invitation_for",
    "member_in",
    "members",
    "open_invitations",
    "team_for",
    "teams",
    "workspaces_of",
]
