"""Open a sample workspace: a company that sells as the answers say, with a year of deals behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from babel.numbers import get_currency_precision
from django.db import transaction

from jalon.deals.actions import publish
from jalon.desk.composed import definitions_of, diagnosis_of
from jalon.desk.models import FirstRun
from jalon.desk.sample.draw import draw_book
from jalon.desk.sample.plan import Plan
from jalon.desk.sample.staff import hire
from jalon.desk.sample.store import store_book
from jalon.orgs.actions import create_workspace
from jalon.orgs.actor import Actor
from jalon.orgs.models import Membership, Period, Target, User, Workspace
from jalon.process import Diagnosis
from jalon.process.definitions.text import Lang

SEED = 20_261_124
USUAL_MODEL = "team"
USUAL_VALUE = 10_000  # of a deal, in the currency's main unit, when nobody said
ZONES = {"fr": "Europe/Paris", "en": "Europe/London"}
PUBLISHED_AGO = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class SampleInfo:
    """A sample, and its owner's membership of it."""

    workspace: Workspace
    owner: Membership


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What is carried over from a real workspace: its money, its time, its name, whom it sells to and what."""

    currency: str = "EUR"
    zone: str = ""
    name: str = ""
    consumers: bool | None = None
    offer: str = ""


USUAL_SETTING = Setting()


@transaction.atomic
def open_sample(
    *,
    owner: User,
    at: datetime,
    language: str,
    answers: Mapping[str, Any],
    setting: Setting = USUAL_SETTING,
    seed: int = SEED,
) -> SampleInfo:
    """A new sample owned by `owner`, of a company that gave these answers; the same seed tells the same story."""
    plan = _plan(answers, setting, owner=str(owner), language="fr" if language.startswith("fr") else "en")
    words = plan.words()
    member = create_workspace(
        name=setting.name or words.workspace,
        owner=owner,
        at=at,
        language=plan.language,
        time_zone=plan.zone,
        currency=setting.currency,
        is_sample=True,
    )
    FirstRun.objects.create(
        workspace=member.workspace,
        answers=dict(answers),
        step="done",
        started_at=at,
        published_at=at,
        finished_at=at,
    )
    book = draw_book(plan, seed=seed, at=at)
    members = hire(book.sellers, owner=member, team_name=words.team)
    since = at - PUBLISHED_AGO
    pipeline = publish(definition=plan.definition, actor=Actor(member), at=since)
    store_book(book, pipeline=pipeline, members=members, since=since, at=at)
    _aim(plan, member, at)
    return SampleInfo(member.workspace, member)


def ensure_sample(*, owner: User, at: datetime, language: str | None = None) -> SampleInfo:
    """The owner's sample, opened when there is none: a company whose leads come in and that sells as a team."""
    known = Membership.objects.filter(user=owner, workspace__is_sample=True, left_at=None).select_related("workspace")
    member = known.order_by("workspace__created_at").first()
    if member is not None:
        return SampleInfo(member.workspace, member)
    return open_sample(owner=owner, at=at, language=language or owner.language, answers=preset(USUAL_MODEL))


def preset(model: str) -> dict[str, Any]:
    """The answers of a company that sells by `model`. KeyError for none of the seven."""
    return dict(_presets()[model])


@cache
def _presets() -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(files(__package__).joinpath("presets.yaml").read_text("utf-8"))
    return loaded


def _plan(answers: Mapping[str, Any], setting: Setting, *, owner: str, language: Lang) -> Plan:
    definition, diagnosis = definitions_of(answers)[0], diagnosis_of(answers)
    model = str(definition.model if definition.model != "any" else diagnosis.dominant)
    value = answers.get("deal_value") or USUAL_VALUE
    return Plan(
        definition=definition,
        model=model,
        average_minor=round(value * 10 ** get_currency_precision(setting.currency)),
        first_moves=_first_moves(diagnosis),
        owner=owner,
        zone=setting.zone or ZONES[language],
        language=language,
        offer=setting.offer,
        consumers=setting.consumers if setting.consumers is not None else model == "transactional",
    )


def _first_moves(diagnosis: Diagnosis) -> dict[str, float]:
    """How often who made the first move, as the answers say; a few are never known."""
    shares = diagnosis.variables
    return {
        "inbound": shares.I or 0.5,
        "outbound": shares.O or 0.5,
        "partner": (shares.C or 0.0) * 3,
        "referral": 0.12,
        "unknown": 0.05,
    }


def _aim(plan: Plan, member: Membership, at: datetime) -> None:
    """A target for the year that the team can reach, and may miss."""
    year = at.astimezone(member.workspace.zone()).date().replace(month=1, day=1)
    Target.objects.create(
        workspace=member.workspace,
        period=Period.YEAR,
        starts_on=year,
        amount_minor=plan.average_minor * 24,
        currency=member.workspace.currency,
    )
