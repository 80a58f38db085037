"""Tables of people and their workspaces."""

from jalon.orgs.models.api_key import ApiKey
from jalon.orgs.models.membership import Invitation, Membership, Team
from jalon.orgs.models.records import Record, RecordQuerySet
from jalon.orgs.models.target import Period, Target
from jalon.orgs.models.user import SignInLink, User
from jalon.orgs.models.workspace import Audience, Workspace

__all__ = [
    "ApiKey",
    "Audience",
    "Invitation",
    "Membership",
    "Period",
    "Record",
    "RecordQuerySet",
    "SignInLink",
    "Target",
    "Team",
    "User",
    "Workspace",
]
