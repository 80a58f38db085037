"""The detail of each kind of event: from where to where, which value, which criterion."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from babel.dates import format_datetime
from django.utils.translation import gettext, ngettext

from jalon.deals.definitions import definition_of
from jalon.deals.forms.deal_fields import DEAL_FIELDS, say_value
from jalon.deals.language import language
from jalon.deals.models import Deal, Direction, How, Level, Outcome
from jalon.deals.queries.pipelines import stage_name
from jalon.directory.models import Company, Person
from jalon.orgs.models import Membership
from jalon.process import PipelineDefinition, circle_roles, loss_reasons
from jalon.timeline.queries import Entry

TASK_VERBS = ("task.added", "task.completed", "task.reopened", "task.edited", "task.trashed", "task.restored")
DECISIVE = ("deal.won", "deal.closed", "deal.reopened")


@dataclass(frozen=True, slots=True)
class Names:
    """Names of what events mention by id, looked up once for a page of them."""

    people: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, str] = field(default_factory=dict)
    companies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class About:
    """What an event is told with: its deal (None for a company's or a person's event), the reader, their locale."""

    deal: Deal | None
    viewer: Membership
    names: Names
    locale: str

    @property
    def definition(self) -> PipelineDefinition | None:
        """The process of the deal."""
        return definition_of(self.deal.version_id) if self.deal else None

    def stage(self, key: str) -> str:
        """What the workspace calls a stage; its key when the definition has no such stage."""
        try:
            return stage_name(self.definition, key, self.viewer, self.locale) if self.definition else key
        except KeyError:
            return key

    def criterion(self, stage: str, key: str) -> str:
        """A criterion's label; its key when the definition has no such criterion."""
        try:
            found = {one.key: one for one in self.definition.criteria(stage)} if self.definition else {}
        except KeyError:
            found = {}
        return found[key].label.say(language()) if key in found else key


def detail_of(entry: Entry, about: About) -> tuple[str, str]:
    """(what is said on the line after the verb, what a person wrote)."""
    tell = _TELLERS.get(entry.verb)
    return tell(about, entry.particulars, entry.text) if tell else ("", entry.text)


def is_decisive(entry: Entry) -> bool:
    """The end of a sale, its reopening, or a gate passed in spite of what it asks: never hidden behind a count."""
    return entry.verb in DECISIVE or entry.particulars.get("how") == How.OVERRIDE


def names_in(entries: Iterable[Entry]) -> Names:
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


def role_words(role: str) -> str:
    """A role of the buying circle in words; any other as it was written."""
    known = {one.key: one.label for one in circle_roles()}
    return known[role].say(language()) if role in known else role


def reason_words(reason: str) -> str:
    """A coded loss reason in words."""
    known = {one.key: one.label for one in loss_reasons()}
    return known[reason].say(language()) if reason in known else reason


def _moved(about: About, facts: Mapping[str, Any], text: str) -> tuple[str, str]:
    way = f"{about.stage(facts['origin'])} → {about.stage(facts['to'])}"
    how = "" if facts["how"] in {How.ADVANCE, How.ENTER} else f" ({How(facts['how']).label})"
    return way + how, text


def _edited(about: About, facts: Mapping[str, Any], text: str) -> tuple[str, str]:
    changes = {**facts["changes"], **_words_in(text)}
    said = [_change(about, name, *pair) for name, pair in changes.items() if name in DEAL_FIELDS]
    return " · ".join(said), ""


def _change(about: About, name: str, old: Any, new: Any) -> str:
    label = str(DEAL_FIELDS[name].label)
    before, after = _value(about, name, old), _value(about, name, new)
    if not before:
        return gettext("%(field)s: %(new)s") % {"field": label, "new": after}
    return gettext("%(field)s: %(old)s → %(new)s") % {"field": label, "old": before, "new": after or "–"}


def _value(about: About, name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if name == "owner":
        return about.names.members.get(str(value), "?")
    if name == "company":
        return about.names.companies.get(str(value), "?")
    if name.endswith("_on"):
        return format_datetime(datetime.fromisoformat(value), "d MMM y", locale=about.locale)
    if name == "direction":
        return str(Direction(value).label)
    return say_value(about.deal, name, value) if about.deal else str(value)


def _words_in(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _evidence(about: About, facts: Mapping[str, Any], text: str) -> tuple[str, str]:
    said = about.criterion(facts["stage"], facts["criterion"])
    level = f", {Level(facts['level']).label}" if facts.get("level") else ""
    return said + level, text


def _call(_about: About, facts: Mapping[str, Any], text: str) -> tuple[str, str]:
    said = gettext("reached") if facts["reached"] else gettext("no answer")
    return ", ".join([said, *_minutes(facts)]), text


def _meeting(about: About, facts: Mapping[str, Any], text: str) -> tuple[str, str]:
    people = [about.names.people.get(str(one), "") for one in facts.get("person_ids", ())]
    return ", ".join([*_minutes(facts), *(name for name in people if name)]), text


def _minutes(facts: Mapping[str, Any]) -> list[str]:
    minutes = facts.get("minutes")
    return [ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}] if minutes else []


def _involved(about: About, facts: Mapping[str, Any], _text: str) -> tuple[str, str]:
    name = about.names.people.get(str(facts["person_id"]), "")
    return ", ".join(part for part in (name, role_words(facts.get("role", ""))) if part), ""


def _task(_about: About, _facts: Mapping[str, Any], text: str) -> tuple[str, str]:
    return text, ""


def _closed(_about: About, facts: Mapping[str, Any], text: str) -> tuple[str, str]:
    outcome = str(Outcome(facts["outcome"]).label)
    reasons = [reason_words(facts[name]) for name in ("reason", "second_reason") if facts.get(name)]
    return ", ".join([outcome, *reasons]), text


def _record_edited(_about: About, _facts: Mapping[str, Any], text: str) -> tuple[str, str]:
    pairs = [f"{old or '–'} → {new or '–'}" for old, new in _words_in(text).values()]
    return " · ".join(pairs), ""


_TELLERS: dict[str, Callable[[About, Mapping[str, Any], str], tuple[str, str]]] = {
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
} | dict.fromkeys(TASK_VERBS, _task)
