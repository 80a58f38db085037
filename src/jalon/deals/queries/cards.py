"""Cards of a column, read as plain values: a few columns of the row, names looked up once for all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language

from jalon.deals.definitions import definition_of
from jalon.deals.evidence import evidence_by_deal
from jalon.deals.gate import is_met
from jalon.deals.health import Health, Norm, health_condition, health_of, norm_of
from jalon.deals.models import Deal, Stage
from jalon.deals.queries.filters import BoardFilters
from jalon.kernel.clock import today_in
from jalon.kernel.db.first_pages import first_pages
from jalon.kernel.db.keyset import Order, Page, page_after
from jalon.kernel.money import Money
from jalon.orgs.models import Membership
from jalon.process import ExitCriterion

SORTS = {
    "rank": Order("rank"),
    "value": Order("value_minor", is_descending=True),
    "close": Order("close_on", is_nullable=True),
    "age": Order("entered_stage_at"),
}
COLUMNS = [
    "id",
    "title",
    "company__name",
    "owner_id",
    "stage_id",
    "value_minor",
    "currency",
    "close_on",
    "next_step",
    "next_step_on",
    "entered_stage_at",
    "version_id",
    "outcome",
    "edit",
    "rank",
]


@dataclass(frozen=True, slots=True)
class Card:
    """A deal as a card shows it. `amount` is "" before the opportunity line or without a value."""

    id: UUID
    title: str
    company: str
    amount: str
    close_on: date | None
    is_late: bool
    owner_id: UUID | None
    owner_name: str
    owner_initials: str
    next_step: str
    next_step_on: date | None
    next_step_is_late: bool
    days_in_stage: int
    health: Health
    met: int
    asked: int
    edit: int
    is_won: bool


@dataclass(frozen=True, slots=True)
class CardPage:
    """Some cards of a column, and the cursor of those that follow ("" when there are none)."""

    cards: tuple[Card, ...]
    more: str


@dataclass(frozen=True, slots=True)
class _Frame:
    """What a stage asks of all its cards."""

    norm: Norm
    asked: tuple[tuple[tuple[str, str], ExitCriterion], ...]
    is_opportunity: bool


@dataclass(frozen=True, slots=True)
class _Lookups:
    """What cards need from other tables, read once; owners by name and initials."""

    owners: dict[UUID | None, tuple[str, str]]
    evidence: dict[UUID, dict[tuple[str, str], str]]
    at: datetime
    today: date
    language: str


def cards_of(
    viewer: Membership,
    *,
    stages: Sequence[Stage],
    filters: BoardFilters,
    sort: str,
    at: datetime,
    limit: int,
    after: str = "",
) -> dict[UUID, CardPage]:
    """{stage id: its first `limit` cards after the cursor}, in three queries, or in one a stage more.

    What depends on a stage is asked of each by itself, and so are the cards after a cursor.
    """
    today = today_in(viewer.workspace.time_zone, at)
    visible = filters.apply(Deal.objects.visible_to(viewer).on_board(), viewer=viewer, today=today).values(*COLUMNS)
    order = SORTS.get(sort, SORTS["rank"])
    if after or filters.depend_on_stages():
        pages = {
            stage.pk: page_after(_in_stage(visible, stage, filters, at, today), order, after=after, limit=limit)
            for stage in stages
        }
    else:
        pages = first_pages(visible, order, by="stage_id", keys=[stage.pk for stage in stages], limit=limit)
    lookups = _lookups([row for page in pages.values() for row in page.rows], at, today)
    return {stage.pk: _page(pages[stage.pk], stage.key, lookups) for stage in stages}


def _page(page: Page[dict[str, Any]], stage_key: str, lookups: _Lookups) -> CardPage:
    return CardPage(cards=tuple(card_of(row, stage_key, lookups) for row in page.rows), more=page.more)


def card_for(viewer: Membership, *, deal: Deal, at: datetime) -> Card:
    """One deal, its relations loaded, as a card; wherever it stands."""
    row = {name: getattr(deal, name) for name in COLUMNS if "__" not in name}
    row["company__name"] = deal.company.name if deal.company else None
    owner = str(deal.owner) if deal.owner else ""
    lookups = _Lookups(
        owners={deal.owner_id: (owner, initials(owner))},
        evidence=evidence_by_deal([deal.pk]),
        at=at,
        today=today_in(viewer.workspace.time_zone, at),
        language=get_language() or "en",
    )
    return card_of(row, deal.stage.key, lookups)


def _in_stage(
    deals: "QuerySet[Deal, dict[str, Any]]", stage: Stage, filters: BoardFilters, at: datetime, today: date
) -> "QuerySet[Deal, dict[str, Any]]":
    deals = deals.filter(stage=stage)
    if filters.amount and _is_early(stage):
        return deals.none()
    if not filters.health:
        return deals
    condition = health_condition(filters.health, norm=_norm(stage), at=at, today=today)  # type: ignore[arg-type]
    return deals.filter(condition)


def _is_early(stage: Stage) -> bool:
    """Whether the stage stands before the opportunity line, where no amount is expected."""
    current = stage.pipeline.current_id
    return current is not None and definition_of(current).is_before_opportunity_line(stage.key)


def _norm(stage: Stage) -> Norm:
    """The norm of the version that runs; none for a stage that it dropped."""
    if stage.retired_at is not None or stage.pipeline.current_id is None:
        return Norm(None, None)
    return norm_of(definition_of(stage.pipeline.current_id).stage(stage.key))


def _lookups(rows: Sequence[dict[str, Any]], at: datetime, today: date) -> _Lookups:
    owners = {row["owner_id"] for row in rows if row["owner_id"]}
    members = Membership.objects.filter(pk__in=owners).values_list("pk", "user__name", "user__email")
    return _Lookups(
        owners={pk: (name or email, initials(name or email)) for pk, name, email in members},
        evidence=evidence_by_deal(row["id"] for row in rows),
        at=at,
        today=today,
        language=get_language() or "en",
    )


@lru_cache(maxsize=2_048)
def _frame(version_id: UUID, stage_key: str) -> _Frame:
    definition = definition_of(version_id)
    stage = definition.stage(stage_key)
    return _Frame(
        norm=norm_of(stage),
        asked=tuple(((stage_key, one.key), one) for one in stage.exit),
        is_opportunity=not definition.is_before_opportunity_line(stage_key),
    )


def card_of(row: dict[str, Any], stage_key: str, lookups: _Lookups) -> Card:
    """A card from a row's values."""
    frame, today = _frame(row["version_id"], stage_key), lookups.today
    days = (lookups.at - row["entered_stage_at"]).total_seconds() / 86_400
    close_on, next_step_on = row["close_on"], row["next_step_on"]
    evidence = lookups.evidence.get(row["id"])
    owner_name, owner_initials = lookups.owners.get(row["owner_id"], ("", ""))
    has_amount = row["value_minor"] and frame.is_opportunity
    return Card(
        id=row["id"],
        title=row["title"],
        company=row["company__name"] or "",
        amount=Money(row["value_minor"], row["currency"]).words(lookups.language) if has_amount else "",
        close_on=close_on,
        is_late=close_on is not None and close_on < today,
        owner_id=row["owner_id"],
        owner_name=owner_name,
        owner_initials=owner_initials,
        next_step=row["next_step"],
        next_step_on=next_step_on,
        next_step_is_late=next_step_on is not None and next_step_on < today,
        days_in_stage=max(0, int(days)),
        health=health_of(
            norm=frame.norm, days_in_stage=days, close_on=close_on, next_step_on=next_step_on, today=today
        ),
        met=sum(is_met(one, evidence.get(place, "")) for place, one in frame.asked) if evidence else 0,
        asked=len(frame.asked),
        edit=row["edit"],
        is_won=row["outcome"] == "won",
    )


def initials(name: str) -> str:
    """Two letters for an avatar: "Olga Ivanova" gives "OI"."""
    words = [word for word in name.replace("@", " ").split() if word]
    return "".join(word[0] for word in words[:2]).upper()
