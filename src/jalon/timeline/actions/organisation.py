"""Record what happens to workspaces and members: the room below names the verb, this one checks and keeps it."""

from datetime import datetime
from uuid import UUID

from jalon.orgs.actor import Actor
from jalon.timeline.actions.record import record
from jalon.timeline.catalogue import verb_named


def record_by_name(
    verb: str, *, subject: tuple[str, UUID], actor: Actor, at: datetime, particulars: dict[str, object]
) -> None:
    """Record one event of the verb called so. Raises UnknownVerb, and pydantic's ValidationError for wrong facts."""
    known = verb_named(verb)
    record(known, subject=subject, actor=actor, at=at, particulars=known.particulars(**particulars))
