"""Write down what happened with a deal: a note, a call, a meeting."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.deals.models import Deal
from jalon.deals.verbs import CALL_LOGGED, MEETING_LOGGED, NOTE_ADDED, CallLogged, MeetingLogged
from jalon.directory.models import Person
from jalon.kernel.errors import Refusal
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.timeline.actions import record
from jalon.timeline.models import Event


class NothingWritten(Refusal):
    """A note without words."""


@transaction.atomic
def log_note(*, deal: Deal, text: str, actor: Actor, at: datetime) -> Event:
    """Add a note. Raises NothingWritten, NotAllowed."""
    actor.must(Can.EDIT_DEALS)
    if not text.strip():
        raise NothingWritten(_("The note is empty."), field="text", remedy=_("Write something first."))
    return record(NOTE_ADDED, subject=("deal", deal.pk), actor=actor, at=at, text=text.strip())


@transaction.atomic
def log_call(
    *,
    deal: Deal,
    text: str,
    reached: bool,
    actor: Actor,
    at: datetime,
    minutes: int | None = None,
    person: Person | None = None,
) -> Event:
    """Add a call made at `at`; `reached` when somebody answered. Raises NotAllowed."""
    actor.must(Can.EDIT_DEALS)
    particulars = CallLogged(reached=reached, minutes=minutes, person_id=person.pk if person else None)
    return record(
        CALL_LOGGED, subject=("deal", deal.pk), actor=actor, at=at, particulars=particulars, text=text.strip()
    )


@transaction.atomic
def log_meeting(
    *,
    deal: Deal,
    text: str,
    actor: Actor,
    at: datetime,
    minutes: int | None = None,
    people: Iterable[Person] = (),
) -> Event:
    """Add a meeting held at `at` with `people` of the buyer. Raises NotAllowed."""
    actor.must(Can.EDIT_DEALS)
    particulars = MeetingLogged(minutes=minutes, person_ids=tuple(person.pk for person in people))
    return record(
        MEETING_LOGGED,
        subject=("deal", deal.pk),
        actor=actor,
        at=at,
        particulars=particulars,
        text=text.strip(),
    )
