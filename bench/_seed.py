"""A book of open deals to measure on: one pipeline of eight stages, fifty sellers in five teams, five deals a company.

It is written by the doors that an import uses, a set at a time, so that a deal has its visit, event and totals. The
same size gives the same book.
"""

import random
import sys
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

SELLERS, TEAMS = 50, 5
BATCH = 20_000
PASSED = (30, 20, 15, 12, 9, 7, 4, 3)  # of a hundred deals, how many stand in each stage
WORDS = "Licences Seats Pilot Renewal Audit Training Platform Migration Support Module Fleet Rollout".split()
PLACES = "Lyon Paris Nantes Lille Metz Nice Rennes Dijon Tours Brest".split()


@dataclass(frozen=True)
class Book:
    """What benches need to know of the book."""

    slug: str
    pipeline_id: UUID
    stage_ids: tuple[UUID, ...]
    owner_id: UUID
    seller_ids: tuple[UUID, ...]
    session: str

    def url(self, rest: str) -> str:
        """An address of its workspace."""
        return f"/w/{self.slug}/{rest}"


def seed(size: int) -> Book:
    """Get ready as `jalon up` does; write `size` open deals unless they are there, and a session of the owner."""
    from jalon.deals.actions.fold_totals import fold_totals
    from jalon.deals.models import Deal
    from jalon.orgs.models import Membership, Workspace
    from jalon.site.up import prepare

    prepare()
    began = time.monotonic()
    workspace = Workspace.objects.filter(slug="bench").first() or _workspace()
    owner = Membership.objects.select_related("workspace", "user").get(workspace=workspace, role="owner")
    have = Deal.objects.filter(workspace=workspace).count()
    if have < size:
        _fill(owner, have, size)
        _say(f"{size:,} deals written in {time.monotonic() - began:.0f} s")
    while fold_totals():  # as the worker does
        pass
    return _book(owner)


def now() -> datetime:
    """The instant that the book was written for."""
    return datetime.now(UTC)


def _workspace():
    from django.db import transaction

    from jalon.deals.actions import publish
    from jalon.orgs.actor import Actor
    from jalon.orgs.models import Membership, Team, User, Workspace
    from jalon.process import load_pipeline

    with transaction.atomic():
        workspace = Workspace.objects.create(slug="bench", name="Bench", time_zone="Europe/Paris")
        teams = [Team.objects.create(workspace=workspace, name=f"Team {number}") for number in range(TEAMS)]
        for number in range(SELLERS + 1):
            user = User.objects.create(email=f"seller{number}@example.com", name=f"Seller {number}")
            role = "seller" if number else "owner"
            team = teams[number % TEAMS]
            member = Membership.objects.create(workspace=workspace, user=user, role=role, team=team)
            if role == "owner":
                publish(definition=load_pipeline("team.sales"), actor=Actor(member), at=now())
    return workspace


def _fill(owner, have: int, size: int) -> None:
    from django.db import transaction

    from jalon.deals.actions.count_health import count_health
    from jalon.deals.models import Pipeline
    from jalon.orgs.actor import Actor
    from jalon.timeline.actions import start_operation

    pipeline = Pipeline.objects.select_related("workspace", "current").get(workspace=owner.workspace)
    for start in range(have, size, BATCH):
        with transaction.atomic():
            actor = start_operation("imports.run", actor=Actor(owner), at=now())
            _write(pipeline, actor, start, min(start + BATCH, size))
        _say(f"{min(start + BATCH, size):,}", end="\r")
    count_health(pipeline=pipeline, at=now())


def _write(pipeline, actor, start: int, end: int) -> None:
    from jalon.deals.actions.take_over import take_over_deals
    from jalon.directory.actions.bulk import bring_companies

    chance, at = random.Random(start), now()
    companies = _companies(chance, start, end)
    bring_companies(rows=companies, actor=actor, at=at)
    sellers = _sellers(pipeline.workspace_id)
    deals = [_deal(chance, number, companies, sellers, pipeline, at) for number in range(start, end)]
    take_over_deals(rows=deals, pipeline=pipeline, actor=actor, at=at)
    _prove(pipeline, deals, actor, at)


def _companies(chance: random.Random, start: int, end: int):
    from jalon.directory.actions.bulk import BroughtCompany
    from jalon.kernel.ids import new_id

    return [
        BroughtCompany(id=new_id(), name=f"Company {number} {chance.choice(PLACES)}", city=chance.choice(PLACES))
        for number in range(start, end, 5)
    ]


def _sellers(workspace_id: UUID) -> list[UUID]:
    from jalon.orgs.models import Membership

    return list(Membership.objects.filter(workspace_id=workspace_id).order_by("pk").values_list("pk", flat=True))


def _deal(chance: random.Random, number: int, companies, sellers, pipeline, at: datetime):
    from jalon.deals.actions.take_over import TakenOver
    from jalon.deals.definitions import definition_of
    from jalon.kernel.ids import new_id

    company = chance.choice(companies)
    [stage] = chance.choices(definition_of(pipeline.current_id).stage_keys(), PASSED)
    opened = at - timedelta(minutes=chance.uniform(60, 400 * 24 * 60))
    return TakenOver(
        id=new_id(),
        title=f"{chance.choice(WORDS)} {number}",
        stage=stage,
        currency="EUR",
        opened_at=opened,
        entered_stage_at=opened + (at - opened) * chance.random(),
        company_id=company.id,
        company_name=company.name,
        owner_id=chance.choice(sellers),
        one_off_minor=chance.randint(10, 50_000) * 1_000,
        direction=chance.choice(["inbound", "outbound", "referral", "unknown"]),
        close_on=_day(chance, at, 0.8),
        next_step="Call back",
        next_step_on=_day(chance, at, 0.7),
    )


def _day(chance: random.Random, at: datetime, share: float) -> date | None:
    return at.date() + timedelta(days=chance.randint(-20, 120)) if chance.random() < share else None


def _prove(pipeline, deals, actor, at: datetime) -> None:
    """One piece of evidence for every third deal."""
    from jalon.deals.definitions import definition_of
    from jalon.deals.models import Evidence
    from jalon.kernel.db.bulk import bulk_load
    from jalon.kernel.ids import new_id

    definition, stages = definition_of(pipeline.current_id), dict(pipeline.stages.values_list("key", "pk"))
    fields = ["id", "workspace_id", "deal_id", "stage_id", "criterion", "level", "stated_by_id", "at"]
    rows = [
        (new_id(), pipeline.workspace_id, deal.id, stages[deal.stage], one.key, "buyer", actor.member.pk, at)
        for deal in deals[::3]
        for one in definition.criteria(deal.stage)[:1]
    ]
    bulk_load(Evidence, fields=fields, rows=rows)


def _book(owner) -> Book:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from jalon.deals.models import Pipeline

    session = SessionStore()
    session[SESSION_KEY] = str(owner.user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = owner.user.get_session_auth_hash()
    session.create()
    pipeline = Pipeline.objects.get(workspace=owner.workspace)
    return Book(
        slug=owner.workspace.slug,
        pipeline_id=pipeline.pk,
        stage_ids=tuple(pipeline.stages.order_by("position").values_list("pk", flat=True)),
        owner_id=owner.pk,
        seller_ids=tuple(_sellers(owner.workspace_id)),
        session=str(session.session_key),
    )


def _say(words: str, *, end: str = "\n") -> None:
    sys.stderr.write(words + end)
    sys.stderr.flush()
