"""The verbs of the timeline itself, and those of the organisation, which lies below it."""

from uuid import UUID

from jalon.timeline.catalogue import Particulars, declare


class OperationUndone(Particulars):
    kind: str


class TrailExported(Particulars):
    rows: int


class WorkspaceCreated(Particulars):
    is_sample: bool


class WorkspaceEdited(Particulars):
    fields: list[str]


class Invited(Particulars):
    role: str


class Joined(Particulars):
    role: str
    invitation: UUID


class Admitted(Particulars):
    role: str
    provider: str


class Standing(Particulars):
    """What a member may do, whose records they see, and with which team."""

    role: str
    scope: str
    team: UUID | None


class MemberChanged(Particulars):
    before: Standing
    after: Standing


class SecondStep(Particulars):
    """“totp”, “webauthn” or “recovery_codes”."""

    kind: str


class SecondSteps(Particulars):
    """Each “totp”, “webauthn” or “recovery_codes”."""

    kinds: list[str]


class KeyCreated(Particulars):
    scopes: list[str]
    days: int


class TextRedacted(Particulars):
    event: UUID


OPERATION_UNDONE = declare("operation.undone", OperationUndone, en="undid an operation", fr="a annulé une opération")
TEXT_REDACTED = declare("text.redacted", TextRedacted, en="erased a text", fr="a effacé un texte")

WORKSPACE_CREATED = declare(
    "workspace.created", WorkspaceCreated, en="opened the workspace", fr="a ouvert l’espace de travail"
)
WORKSPACE_EDITED = declare(
    "workspace.edited",
    WorkspaceEdited,
    en="changed the workspace’s settings",
    fr="a modifié les réglages de l’espace de travail",
)
MEMBER_INVITED = declare("member.invited", Invited, en="invited somebody", fr="a invité une personne")
INVITATION_REVOKED = declare("invitation.revoked", en="took an invitation back", fr="a annulé une invitation")
MEMBER_JOINED = declare("member.joined", Joined, en="joined the workspace", fr="a rejoint l’espace de travail")
MEMBER_ADMITTED = declare(
    "member.admitted",
    Admitted,
    en="came in by their company’s sign-in",
    fr="est entré par la connexion de son entreprise",
)
MEMBER_CHANGED = declare(
    "member.changed", MemberChanged, en="changed a member’s rights", fr="a modifié les droits d’un membre"
)
MEMBER_REMOVED = declare("member.removed", en="removed a member", fr="a retiré un membre")
MEMBER_LEFT = declare("member.left", en="left the workspace", fr="a quitté l’espace de travail")
SECOND_STEP_ASKED = declare(
    "workspace.second_step_asked",
    en="asked every member for a second step at sign-in",
    fr="a exigé de chaque membre une deuxième étape à la connexion",
)
SECOND_STEP_WAIVED = declare(
    "workspace.second_step_waived",
    en="left the second step at sign-in to each member",
    fr="a laissé à chaque membre le choix de la deuxième étape à la connexion",
)
SECOND_STEP_ADDED = declare(
    "member.second_step_added", SecondStep, en="added a second step", fr="a ajouté une deuxième étape de connexion"
)
SECOND_STEP_REMOVED = declare(
    "member.second_step_removed", SecondStep, en="removed a second step", fr="a retiré une deuxième étape de connexion"
)
SECOND_STEPS_TAKEN_AWAY = declare(
    "member.second_steps_taken_away",
    SecondSteps,
    en="had every second step taken away, on the server",
    fr="s’est vu retirer toute deuxième étape de connexion, sur le serveur",
)
KEY_CREATED = declare("key.created", KeyCreated, en="made an API key", fr="a créé une clé d’API")
KEY_REVOKED = declare("key.revoked", en="revoked an API key", fr="a révoqué une clé d’API")
TEAM_CREATED = declare("team.created", en="created a team", fr="a créé une équipe")
TEAM_RENAMED = declare("team.renamed", en="renamed a team", fr="a renommé une équipe")
TEAM_DELETED = declare("team.deleted", en="deleted a team", fr="a supprimé une équipe")

TRAIL_EXPORTED = declare(
    "trail.exported", TrailExported, en="exported the audit trail", fr="a exporté le journal d’audit"
)
