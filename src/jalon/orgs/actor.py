"""Who does something, by which door, and within which operation."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from jalon.kernel.errors import NotAllowed
from jalon.orgs.models import Membership
from jalon.orgs.roles import Can


class Door(TextChoices):
    SCREEN = "screen", _("screen")
    BULK = "bulk", _("bulk edit")
    IMPORT = "import", _("import")
    API = "api", _("API")
    MCP = "mcp", _("assistant")
    JOB = "job", _("job")


@dataclass(frozen=True, slots=True)
class Actor:
    """A member acting through a door; `operation_id` ties what was done together, so that it can be undone together.

    `within_scopes` is all that a key lets its member do; None for a person.
    """

    member: Membership
    door: Door = Door.SCREEN
    operation_id: UUID | None = None
    on_behalf_of: UUID | None = None
    within_scopes: frozenset[Can] | None = None

    def within(self, operation_id: UUID, door: Door | None = None) -> "Actor":
        """The same actor inside an operation."""
        return replace(self, operation_id=operation_id, door=door or self.door)

    def may(self, capability: Can) -> bool:
        in_scope = self.within_scopes is None or capability in self.within_scopes
        return in_scope and self.member.may(capability)

    def must(self, capability: Can) -> None:
        """Raises NotAllowed when the actor lacks `capability`."""
        if self.within_scopes is not None and capability not in self.within_scopes:
            raise NotAllowed(_("This key does not allow that."), remedy=_("Make a key with the scope for it."))
        if not self.may(capability):
            raise NotAllowed(
                _("Your role does not allow this."),
                remedy=_("Ask an administrator of the workspace for the right."),
            )
