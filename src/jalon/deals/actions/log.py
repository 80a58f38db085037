"""Write down what happened with a deal: a note, a call, a meeting."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.deals.actions._right import must
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


class CannotLog(Refusal):
    """Somebody of another workspace was named, or minutes that cannot be."""


@transaction.atomic
def log_note(*, deal: Deal, text: str, actor: Actor, at: datetime) -> Event:
    """Add a note. Raises NothingWritten, NotAllowed."""
    must(actor, Can.EDIT_DEALS, deal)
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
    """Add a call made at `at`; `reached` when somebody answered. Raises CannotLog, NotAllowed."""
    must(actor, Can.EDIT_DEALS, deal)
    _check(deal, minutes, [person] if person else [])
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
    """Add a meeting held at `at` with `people` of the buyer. Raises CannotLog, NotAllowed."""
    must(actor, Can.EDIT_DEALS, deal)
    people = list(people)
    _check(deal, minutes, people)
    particulars = MeetingLogged(minutes=minutes, person_ids=tuple(person.pk for person in people))
    return record(
        MEETING_LOGGED,
        subject=("deal", deal.pk),
        actor=actor,
        at=at,
        particulars=particulars,
        text=text.strip(),
    )


def _check(deal: Deal, minutes: int | None, people: Iterable[Person]) -> None:
    if minutes is not None and minutes < 0:
        raise CannotLog(_("It cannot have lasted less than no time."), field="minutes", value=minutes)
    if any(person.workspace_id != deal.workspace_id for person in people):
        raise CannotLog(_("That person is not in this workspace."), field="person")
