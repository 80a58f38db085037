"""A deal's page: the pole, the current stage's questions and criteria, people, tasks, visits."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F

from jalon.deals.definitions import definition_of
from jalon.deals.gate import is_met
from jalon.deals.health import Health, health_of, norm_of
from jalon.deals.models import Deal, DealPerson, Evidence, StageVisit, Task
from jalon.deals.queries.pipelines import deal_for, stage_name, words_for
from jalon.deals.queries.pole import PoleBand, pole_of
from jalon.kernel.clock import today_in
from jalon.kernel.money import Money
from jalon.orgs.models import Membership
from jalon.process import ExitCriterion, PipelineDefinition, StageDefinition

Standing = dict[tuple[str, str], Evidence]  # by stage and criterion


@dataclass(frozen=True, slots=True)
class CriterionState:
    """An exit criterion with the evidence that stands for it, if any. `is_met`: the evidence is strong enough."""

    criterion: ExitCriterion
    is_met: bool
    level: str
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class StageGuide:
    """A stage as the panel shows it for this deal; any stage, the current one or another."""

    stage: StageDefinition
    name: str
    criteria: tuple[CriterionState, ...]
    is_current: bool


@dataclass(frozen=True, slots=True)
class DealSheet:
    """Everything a deal's page shows but its timeline."""

    deal: Deal
    definition: PipelineDefinition
    pole: tuple[PoleBand, ...]
    guide: StageGuide
    next_stage: StageDefinition | None
    next_name: str
    value: Money
    is_opportunity: bool
    days_in_stage: int
    days_open: int
    health: Health
    people: tuple[DealPerson, ...]
    tasks: tuple[Task, ...]
    visits: tuple[StageVisit, ...]
    related: tuple[Deal, ...]


def deal_sheet(viewer: Membership, *, deal_id: UUID, at: datetime, language: str = "en") -> DealSheet:
    """The sheet of one deal. Raises Http404 when it is out of the viewer's scope."""
    deal = deal_for(viewer, deal_id)
    definition = definition_of(deal.version_id)
    visits = tuple(
        StageVisit.objects.filter(deal=deal).select_related("stage", "entered_by__user").order_by("entered_at", "id")
    )
    standing = _standing(deal)
    guide = _guide(viewer, deal, deal.stage.key, standing, language)
    after = definition.next_stage(deal.stage.key)
    days = (at - deal.entered_stage_at).total_seconds() / 86_400
    return DealSheet(
        deal=deal,
        definition=definition,
        pole=pole_of(viewer, deal=deal, visits=visits, evidence=_levels(standing), language=language),
        guide=guide,
        next_stage=after,
        next_name=stage_name(definition, after.key, viewer, language) if after else "",
        value=Money(deal.value_minor, deal.currency),
        is_opportunity=not definition.is_before_opportunity_line(deal.stage.key),
        days_in_stage=max(0, int(days)),
        days_open=max(0, ((deal.decided_at or at) - deal.opened_at).days),
        health=health_of(
            norm=norm_of(guide.stage),
            days_in_stage=days,
            close_on=deal.close_on,
            next_step_on=deal.next_step_on,
            today=today_in(viewer.workspace.time_zone, at),
        ),
        people=tuple(deal.people.select_related("person__company").order_by("added_at")),
        tasks=_tasks(deal),
        visits=visits,
        related=_related(viewer, deal),
    )


def stage_guide(viewer: Membership, *, deal: Deal, key: str, language: str = "en") -> StageGuide:
    """The guide of stage `key` of the deal's own version. Raises KeyError when it has no such stage."""
    return _guide(viewer, deal, key, _standing(deal), language)


def _standing(deal: Deal) -> Standing:
    rows = Evidence.objects.filter(deal=deal, withdrawn_at=None).select_related("stage", "stated_by__user")
    return {(row.stage.key, row.criterion): row for row in rows}


def _levels(standing: Standing) -> dict[tuple[str, str], str]:
    return {place: row.level for place, row in standing.items()}


def _guide(viewer: Membership, deal: Deal, key: str, standing: Standing, language: str) -> StageGuide:
    stage = definition_of(deal.version_id).stage(key)
    return StageGuide(
        stage=stage,
        name=words_for(stage, viewer, language),
        criteria=tuple(_criterion(one, standing.get((key, one.key))) for one in stage.exit),
        is_current=key == deal.stage.key,
    )


def _criterion(criterion: ExitCriterion, evidence: Evidence | None) -> CriterionState:
    level = evidence.level if evidence else ""
    return CriterionState(criterion, is_met(criterion, level), level, evidence)


def _tasks(deal: Deal) -> tuple[Task, ...]:
    """Those to do first, by due date, undated last; then those done."""
    order = (F("done_at").asc(nulls_first=True), F("due_on").asc(nulls_last=True), "created_at")
    return tuple(deal.tasks.live().select_related("assignee__user").order_by(*order))


def _related(viewer: Membership, deal: Deal) -> tuple[Deal, ...]:
    if deal.company_id is None:
        return ()
    others = Deal.objects.visible_to(viewer).live().filter(company_id=deal.company_id).exclude(pk=deal.pk)
    return tuple(others.select_related("stage", "pipeline").order_by("-created_at")[:5])
