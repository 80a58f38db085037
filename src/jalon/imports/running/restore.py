"""Put back the fields that an import changed, where they still hold what it wrote."""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction

from jalon.deals.actions import edit_deal, move_stage, reopen_deal
from jalon.deals.models import Deal
from jalon.directory.actions import edit_company, edit_person
from jalon.directory.models import Company, Person
from jalon.imports.models import Phase
from jalon.imports.running.changing import plain
from jalon.kernel.errors import Refusal
from jalon.orgs.actor import Actor

PLACE = ("outcome", "stage")
Record = Company | Person | Deal
MODELS: dict[Phase, type[Record]] = {Phase.COMPANIES: Company, Phase.PEOPLE: Person, Phase.DEALS: Deal}
LINKS: dict[Phase, tuple[str, ...]] = {
    Phase.COMPANIES: ("owner",),
    Phase.PEOPLE: ("owner", "company"),
    Phase.DEALS: ("owner", "company", "stage", "pipeline"),
}


def restore(phase: Phase, pk: UUID, changes: str, *, actor: Actor, at: datetime) -> list[str]:
    """Put back what `changes` (JSON {field: [before, after]}) says; gives the fields that somebody changed since."""
    record = MODELS[phase]._default_manager.select_related(*LINKS[phase]).filter(pk=pk).first()
    told: dict[str, list[Any]] = json.loads(changes)
    if record is None:
        return sorted(told)
    fields = {name: pair for name, pair in told.items() if name not in PLACE}
    standing = {name: before for name, (before, after) in fields.items() if plain(getattr(record, name)) == after}
    left = [name for name in fields if name not in standing]
    try:
        with transaction.atomic():
            _edit(record, {name: _revived(record, name, value) for name, value in standing.items()}, actor, at)
            return sorted(left + _put_back(record, told, actor, at))
    except Refusal:
        return sorted(told)


def _edit(record: Record, changes: dict[str, Any], actor: Actor, at: datetime) -> None:
    if not changes:
        return
    if isinstance(record, Deal):
        edit_deal(deal=record, changes=changes, actor=actor, at=at)
    elif isinstance(record, Person):
        edit_person(person=record, changes=changes, actor=actor, at=at)
    else:
        edit_company(company=record, changes=changes, actor=actor, at=at)


def _put_back(record: Record, told: dict[str, list[Any]], actor: Actor, at: datetime) -> list[str]:
    """The stage and the outcome, through the doors that guard them."""
    if not isinstance(record, Deal):
        return []
    left = []
    if "outcome" in told:
        before, after = told["outcome"]
        if record.outcome == after and before == "open" and record.finished_at is not None:
            reopen_deal(deal=record, actor=actor, at=at)
        elif record.outcome != before:
            left.append("outcome")
    if "stage" in told:
        before, after = told["stage"]
        if record.stage.key == after:
            move_stage(deal=record, to=record.pipeline.stages.get(key=before), actor=actor, at=at)
        elif record.stage.key != before:
            left.append("stage")
    return left


def _revived(record: Record, name: str, value: Any) -> Any:
    """A remembered value as the record holds it."""
    field = record._meta.get_field(name)
    if value is None or not isinstance(field, models.Field):
        return value
    if isinstance(field, models.ForeignKey):
        return field.related_model._default_manager.filter(pk=value).first()
    return date.fromisoformat(value) if type(field) is models.DateField else value
