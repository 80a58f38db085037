"""What happened, as the timeline shows it: who did what, its detail, and what was written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from babel.dates import format_datetime, format_timedelta
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from jalon.deals.models import Deal
from jalon.deals.views._details import TASK_VERBS, About, Names, detail_of, is_decisive, names_in
from jalon.orgs.actor import Door
from jalon.orgs.models import Membership
from jalon.timeline.queries import Entry

ICONS = {
    "note": "sticky-note",
    "call": "phone",
    "meeting": "users",
    "task": "list-todo",
    "evidence": "circle-check",
    "deal.moved": "arrow-right",
    "deal.won": "trophy",
    "deal.closed": "flag",
    "deal.created": "plus",
    "deal.edited": "pencil",
    "deal.person": "user-plus",
    "company": "building-2",
    "person": "user",
}
FILTERS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "notes": (_("Notes"), ("note.added",)),
    "calls": (_("Calls"), ("call.logged",)),
    "meetings": (_("Meetings"), ("meeting.logged",)),
    "tasks": (_("Tasks"), TASK_VERBS),
    "progress": (
        _("Progress"),
        (
            "deal.created",
            "deal.moved",
            "deal.won",
            "deal.closed",
            "deal.reopened",
            "evidence.stated",
            "evidence.withdrawn",
        ),
    ),
    "edits": (_("Edits"), ("deal.edited", "deal.person_added", "deal.person_removed")),
}
WRITTEN_BY_PEOPLE = ("note.", "call.", "meeting.")


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened; one that is folded may stand behind a count with its neighbours."""

    id: UUID
    icon: str
    who: str
    words: str
    detail: str
    body: str
    ago: str
    exact: str
    at: datetime
    deal: Deal | None
    is_system: bool
    is_folded: bool
    undone: bool
    is_redacted: bool = False
    door: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbours on the timeline: one that people wrote, or system events folded into one line."""

    moments: Sequence[Moment]
    is_folded: bool
    summary: str = ""


class MomentWriter:
    """Puts entries into words for `viewer`. `deals` are those they tell of; with `names_deals` each says of which."""

    def __init__(self, viewer: Membership, *, at: datetime, deals: Iterable[Deal], names_deals: bool = False) -> None:
        self.viewer, self.at, self.names_deals = viewer, at, names_deals
        self.deals = {deal.pk: deal for deal in deals}
        self.locale = get_language() or "en"
        self.names = Names()

    def runs(self, entries: Sequence[Entry]) -> list[Run]:
        """Entries in their order, with neighbouring system events folded but for those that decide something."""
        self.names = names_in(entries)
        moments = [self.moment(entry) for entry in entries]
        runs: list[Run] = []
        for is_folded, some in groupby(moments, key=lambda moment: moment.is_folded):
            together = list(some)
            if is_folded and len(together) > 2:
                count = len(together)
                summary = ngettext("%(n)s change", "%(n)s changes", count) % {"n": count}
                runs.append(Run(together, is_folded=True, summary=summary))
            else:
                runs += [Run([one], is_folded=False) for one in together]
        return runs

    def told(self, entry: Entry) -> Moment:
        """One entry by itself, its names looked up."""
        self.names = names_in([entry])
        return self.moment(entry)

    def moment(self, entry: Entry) -> Moment:
        """One entry in words."""
        deal = self.deals.get(entry.subject_id)
        is_system = not entry.verb.startswith(WRITTEN_BY_PEOPLE)
        detail, body = detail_of(entry, About(deal, self.viewer, self.names, self.locale))
        return Moment(
            id=entry.event_id,
            icon=_icon(entry.verb),
            who=entry.actor_name,
            words=entry.words,
            detail=detail,
            body=body,
            is_redacted=entry.is_redacted,
            ago=ago(entry.at, self.at, self.locale),
            exact=exact(entry.at, self.locale),
            at=entry.at,
            deal=deal if self.names_deals else None,
            is_system=is_system,
            is_folded=is_system and not is_decisive(entry),
            undone=entry.undone,
            door="" if entry.door == Door.SCREEN else str(Door(entry.door).label),
        )


def ago(at: datetime, now: datetime, locale: str) -> str:
    """“2 hours ago”, « il y a 2 heures »."""
    seconds = (at - now).total_seconds()
    if abs(seconds) < 60:
        return gettext("just now")
    return format_timedelta(at - now, add_direction=True, locale=locale)


def exact(at: datetime, locale: str) -> str:
    """The instant in full, in the workspace's time zone."""
    return format_datetime(localtime(at), "EEEE d MMMM y, HH:mm", locale=locale)


def _icon(verb: str) -> str:
    named = [prefix for prefix in ICONS if verb.startswith(prefix)]
    return ICONS[max(named, key=len)] if named else "circle-dot"
