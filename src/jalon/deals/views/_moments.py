"""What happened, as the timeline shows it: who did what, its detail, and what was written."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from babel.dates import format_datetime, format_timedelta
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from jalon.deals.definitions import definition_of
from jalon.deals.forms.deal_fields import DEAL_FIELDS, say_value
from jalon.deals.language import language
from jalon.deals.models import Deal, Direction, How, Level, Outcome
from jalon.directory.models import Company, Person
from jalon.orgs.actor import Door
from jalon.orgs.models import Membership
from jalon.process import PipelineDefinition, circle_roles, loss_reasons
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
    "tasks": (_("Tasks"), ("task.added", "task.completed", "task.reopened", "task.edited", "task.trashed")),
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
    """One thing that happened."""

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
    undone: bool
    is_redacted: bool = False
    door: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbours on the timeline: one that people wrote, or system events folded into one line."""

    moments: Sequence[Moment]
    is_folded: bool
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """Names of what events mention by id, looked up once for a page of them."""

    people: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, str] = field(default_factory=dict)
    companies: Mapping[str, str] = field(default_factory=dict)


class MomentWriter:
    """Puts entries into words. `deals` are those that the entries tell of; with `names_deals` each says of which."""

    def __init__(self, *, at: datetime, deals: Iterable[Deal], names_deals: bool = False) -> None:
        self.at, self.names_deals = at, names_deals
        self.deals = {deal.pk: deal for deal in deals}
        self.deal: Deal | None = None
        self.locale = get_language() or "en"
        self.names = Names()

    @property
    def definition(self) -> PipelineDefinition | None:
        """The process of the deal that the present entry tells of."""
        return definition_of(self.deal.version_id) if self.deal else None

    def runs(self, entries: Sequence[Entry]) -> list[Run]:
        """Entries in their order, with neighbouring system events folded."""
        self.names = _names_in(entries)
        moments = [self.moment(entry) for entry in entries]
        runs: list[Run] = []
        for is_system, some in groupby(moments, key=lambda moment: moment.is_system):
            together = list(some)
            if is_system and len(together) > 2:
                count = len(together)
                summary = ngettext("%(n)s change", "%(n)s changes", count) % {"n": count}
                runs.append(Run(together, is_folded=True, summary=summary))
            else:
                runs += [Run([one], is_folded=False) for one in together]
        return runs

    def told(self, entry: Entry) -> Moment:
        """One entry by itself, its names looked up."""
        self.names = _names_in([entry])
        return self.moment(entry)

    def moment(self, entry: Entry) -> Moment:
        """One entry in words."""
        self.deal = self.deals.get(entry.subject_id)
        detail, body = self._detail(entry)
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
            deal=self.deal if self.names_deals else None,
            is_system=not entry.verb.startswith(WRITTEN_BY_PEOPLE),
            undone=entry.undone,
            door="" if entry.door == Door.SCREEN else str(Door(entry.door).label),
        )

    def _detail(self, entry: Entry) -> tuple[str, str]:
        facts = entry.particulars
        tell = _TELLERS.get(entry.verb)
        return tell(self, facts, entry.text) if tell else ("", entry.text)

    def stage(self, key: str) -> str:
        """A stage's name; its key when the definition has no such stage."""
        try:
            return self.definition.stage(key).name(language()) if self.definition else key
        except KeyError:
            return key

    def criterion(self, stage: str, key: str) -> str:
        """A criterion's label; its key when the definition has no such criterion."""
        try:
            found = {one.key: one for one in self.definition.criteria(stage)} if self.definition else {}
        except KeyError:
            found = {}
        return found[key].label.say(language()) if key in found else key


def ago(at: datetime, now: datetime, locale: str) -> str:
    """“2 hours ago”, « il y a 2 heures »."""
    seconds = (at - now).total_seconds()
    if abs(seconds) < 60:
        return gettext("just now")
    return format_timedelta(at - now, add_direction=True, locale=locale)


def exact(at: datetime, locale: str) -> str:
    """The instant in full, in the workspace's time zone."""
    return format_datetime(localtime(at), "EEEE d MMMM y, HH:mm", locale=locale)


def role_words(role: str) -> str:
    """A role of the buying circle in words; any other as it was written."""
    known = {one.key: one.label for one in circle_roles()}
    return known[role].say(language()) if role in known else role


def reason_words(reason: str) -> str:
    """A coded loss reason in words."""
    known = {one.key: one.label for one in loss_reasons()}
    return known[reason].say(language()) if reason in known else reason


def _icon(verb: str) -> str:
    named = [prefix for prefix in ICONS if verb.startswith(prefix)]
    return ICONS[max(named, key=len)] if named else "circle-dot"


def _moved(writer: MomentWriter, facts: Mapping[str, Any], text: str) -> tuple[str, str]:
    way = f"{writer.stage(facts['origin'])} → {writer.stage(facts['to'])}"
    how = "" if facts["how"] in {How.ADVANCE, How.ENTER} else f" ({How(facts['how']).label})"
    return way + how, text


def _edited(writer: MomentWriter, facts: Mapping[str, Any], text: str) -> tuple[str, str]:
    changes = {**facts["changes"], **_words_in(text)}
    said = [_change(writer, name, *pair) for name, pair in changes.items() if name in DEAL_FIELDS]
    return " · ".join(said), ""


def _change(writer: MomentWriter, name: str, old: Any, new: Any) -> str:
    label = str(DEAL_FIELDS[name].label)
    before, after = _value(writer, name, old), _value(writer, name, new)
    if not before:
        return gettext("%(field)s: %(new)s") % {"field": label, "new": after}
    return gettext("%(field)s: %(old)s → %(new)s") % {"field": label, "old": before, "new": after or "–"}


def _value(writer: MomentWriter, name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if name == "owner":
        return writer.names.members.get(str(value), "?")
    if name == "company":
        return writer.names.companies.get(str(value), "?")
    if name.endswith("_on"):
        return format_datetime(datetime.fromisoformat(value), "d MMM y", locale=writer.locale)
    if name == "direction":
        return str(Direction(value).label)
    return say_value(writer.deal, name, value) if writer.deal else str(value)


def _words_in(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _evidence(writer: MomentWriter, facts: Mapping[str, Any], text: str) -> tuple[str, str]:
    said = writer.criterion(facts["stage"], facts["criterion"])
    level = f", {Level(facts['level']).label}" if facts.get("level") else ""
    return said + level, text


def _call(_writer: MomentWriter, facts: Mapping[str, Any], text: str) -> tuple[str, str]:
    said = gettext("reached") if facts["reached"] else gettext("no answer")
    return ", ".join([said, *_minutes(facts)]), text


def _meeting(writer: MomentWriter, facts: Mapping[str, Any], text: str) -> tuple[str, str]:
    people = [writer.names.people.get(str(one), "") for one in facts.get("person_ids", ())]
    return ", ".join([*_minutes(facts), *(name for name in people if name)]), text


def _minutes(facts: Mapping[str, Any]) -> list[str]:
    minutes = facts.get("minutes")
    return [ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}] if minutes else []


def _involved(writer: MomentWriter, facts: Mapping[str, Any], _text: str) -> tuple[str, str]:
    name = writer.names.people.get(str(facts["person_id"]), "")
    return ", ".join(part for part in (name, role_words(facts.get("role", ""))) if part), ""


def _task(_writer: MomentWriter, _facts: Mapping[str, Any], text: str) -> tuple[str, str]:
    return text, ""


def _closed(_writer: MomentWriter, facts: Mapping[str, Any], text: str) -> tuple[str, str]:
    outcome = str(Outcome(facts["outcome"]).label)
    reasons = [reason_words(facts[name]) for name in ("reason", "second_reason") if facts.get(name)]
    return ", ".join([outcome, *reasons]), text


def _record_edited(_writer: MomentWriter, _facts: Mapping[str, Any], text: str) -> tuple[str, str]:
    pairs = [f"{old or '–'} → {new or '–'}" for old, new in _words_in(text).values()]
    return " · ".join(pairs), ""


_TELLERS = {
    "deal.moved": _moved,
    "deal.edited": _edited,
    "deal.closed": _closed,
    "deal.person_added": _involved,
    "deal.person_removed": _involved,
    "evidence.stated": _evidence,
    "evidence.withdrawn": _evidence,
    "call.logged": _call,
    "meeting.logged": _meeting,
    "company.edited": _record_edited,
    "person.edited": _record_edited,
} | dict.fromkeys(FILTERS["tasks"][1], _task)


def _names_in(entries: Iterable[Entry]) -> Names:
    """Three queries at most, whatever the number of entries."""
    people: set[str] = set()
    members: set[str] = set()
    companies: set[str] = set()
    for entry in entries:
        facts: Mapping[str, Any] = entry.particulars
        people |= {str(one) for one in (facts.get("person_id"), *facts.get("person_ids", ())) if one}
        changes = facts.get("changes") or {}
        members |= {str(one) for one in changes.get("owner", ()) if one}
        companies |= {str(one) for one in changes.get("company", ()) if one}
    return Names(
        people=_named(Person.objects.filter(pk__in=people).values_list("pk", "name")) if people else {},
        members=_named((pk, name or email) for pk, name, email in _members(members)) if members else {},
        companies=_named(Company.objects.filter(pk__in=companies).values_list("pk", "name")) if companies else {},
    )


def _members(ids: set[str]) -> Iterable[tuple[UUID, str, str]]:
    return Membership.objects.filter(pk__in=ids).values_list("pk", "user__name", "user__email")


def _named(pairs: Iterable[tuple[Any, str]]) -> dict[str, str]:
    return {str(pk): name for pk, name in pairs}
