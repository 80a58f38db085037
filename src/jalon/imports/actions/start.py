"""Begin an import."""

from datetime import datetime

from jalon.imports.models import Import
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can


def start_import(*, actor: Actor, at: datetime) -> Import:
    """An import without files yet. Raises NotAllowed."""
    actor.must(Can.IMPORT)
    return Import.objects.create(workspace_id=actor.member.workspace_id, created_by=actor.member, created_at=at)
