"""Create a deal in a pipeline."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.deals.actions._footprint import footprint, shift_totals
from jalon.deals.actions._operation import within_operation
from jalon.deals.actions._right import must
from jalon.deals.actions._value import EDITABLE, deal_search_key, deal_value, misfit
from jalon.deals.definitions import definition_of
from jalon.deals.models import Deal, DealPerson, Direction, How, Outcome, Pipeline, Stage, StageVisit
from jalon.deals.verbs import DEAL_CREATED, DEAL_WON, DealCreated, DealWon
from jalon.directory.models import Company, Person
from jalon.kernel.errors import Refusal
from jalon.orgs.actor import Actor
from jalon.orgs.models import Membership
from jalon.orgs.roles import Can
from jalon.timeline.actions import record


class CannotCreate(Refusal):
    """The deal cannot be created as asked: `field` says which input is at fault."""


@transaction.atomic
def create_deal(
    *,
    pipeline: Pipeline,
    title: str,
    actor: Actor,
    at: datetime,
    company: Company | None = None,
    owner: Membership | None = None,
    one_off_minor: int | None = None,
    recurring_minor: int | None = None,
    term_months: int | None = None,
    currency: str | None = None,
    stage: Stage | None = None,
    direction: str = Direction.UNKNOWN,
    source: str = "",
    close_on: date | None = None,
    next_step: str = "",
    next_step_on: date | None = None,
    person: Person | None = None,
    reference: str = "",
) -> Deal:
    """A deal in the pipeline's first stage (or `stage`), owned by its creator unless said otherwise.

    Amounts are in minor units, excluding tax; `recurring_minor` a year. A deal that starts after the sale is won.
    Raises CannotCreate, NotAllowed.
    """
    must(actor, Can.EDIT_DEALS, pipeline)
    _check_pipeline(pipeline, stage)
    deal = _opened(pipeline, stage, at)
    deal.title, deal.reference = title.strip(), reference
    deal.company, deal.owner = company, owner or actor.member
    deal.one_off_minor, deal.recurring_minor, deal.term_months = one_off_minor, recurring_minor, term_months
    deal.direction, deal.source, deal.currency = direction, source, currency or actor.member.workspace.currency
    deal.close_on, deal.next_step, deal.next_step_on = close_on, next_step, next_step_on
    _check(deal, person)
    _count(deal)
    actor = within_operation("deals.create", actor=actor, at=at)
    deal.save(force_insert=True)
    _enter(deal, person, actor, at)
    return deal


def _opened(pipeline: Pipeline, stage: Stage | None, at: datetime) -> Deal:
    """A deal that says nothing yet, in its place: on top of the stage, or of the first one."""
    assert pipeline.current_id is not None  # noqa: S101 - _check_pipeline saw to it
    return Deal(
        workspace_id=pipeline.workspace_id,
        pipeline=pipeline,
        version_id=pipeline.current_id,
        stage=stage or pipeline.stages.get(key=definition_of(pipeline.current_id).first_stage().key),
        created_at=at,
        opened_at=at,
        entered_stage_at=at,
        rank=-at.timestamp(),
    )


def _count(deal: Deal) -> None:
    """What follows from the rest: its value, the words that find it, and whether it is won already."""
    deal.value_minor = deal_value(deal)
    deal.search_key = deal_search_key(deal)
    if _is_past_the_sale(deal):
        deal.outcome, deal.decided_at = Outcome.WON, deal.opened_at


def _is_past_the_sale(deal: Deal) -> bool:
    """Whether every sale of the process lies behind the stage."""
    definition = definition_of(deal.version_id)
    here = definition.position(deal.stage.key)
    return (
        bool(definition.won_at)
        and here is not None
        and all((definition.position(key) or 0) < here for key in definition.won_at)
    )


def _check(deal: Deal, person: Person | None) -> None:
    if not deal.title:
        raise CannotCreate(
            _("A deal needs a title."), field="title", remedy=_("Write what is being sold, and to whom.")
        )
    for name in EDITABLE:
        if problem := misfit(Deal, name, getattr(deal, name)):
            raise CannotCreate(problem, field=name, value=getattr(deal, name))
    if problem := misfit(Deal, "value_minor", deal_value(deal)):
        raise CannotCreate(problem, field="recurring_minor", value=deal.recurring_minor)
    for name, row in {"company": deal.company, "owner": deal.owner, "person": person}.items():
        if row is not None and row.workspace_id != deal.workspace_id:
            raise CannotCreate(_("That record is not in this workspace."), field=name, value=row.pk)


def _check_pipeline(pipeline: Pipeline, stage: Stage | None) -> None:
    if pipeline.current_id is None or pipeline.retired_at:
        raise CannotCreate(
            _("This pipeline runs no process."), field="pipeline", remedy=_("Publish its process first.")
        )
    if stage is not None and (stage.pipeline_id != pipeline.pk or stage.retired_at is not None):
        raise CannotCreate(
            _("The process of this pipeline has no such stage."),
            field="stage",
            value=stage.key,
            remedy=_("Choose again."),
        )


def _enter(deal: Deal, person: Person | None, actor: Actor, at: datetime) -> None:
    assert actor.operation_id is not None  # noqa: S101 - within_operation gave one
    StageVisit.objects.create(
        workspace_id=deal.workspace_id,
        deal=deal,
        stage_id=deal.stage_id,
        version_id=deal.version_id,
        entered_at=at,
        entered_by=actor.member,
        how=How.ENTER,
        operation_id=actor.operation_id,
    )
    if person is not None:
        DealPerson.objects.create(workspace_id=deal.workspace_id, deal=deal, person=person, added_at=at)
    shift_totals(None, footprint(deal))
    record(
        DEAL_CREATED,
        subject=("deal", deal.pk),
        actor=actor,
        at=at,
        particulars=DealCreated(
            pipeline_id=deal.pipeline_id,
            version_id=deal.version_id,
            stage=deal.stage.key,
            value_minor=deal.value_minor,
            currency=deal.currency,
            direction=deal.direction,
        ),
    )
    if deal.outcome == Outcome.WON:
        won = DealWon(
            version_id=deal.version_id, stage=deal.stage.key, value_minor=deal.value_minor, currency=deal.currency
        )
        record(DEAL_WON, subject=("deal", deal.pk), actor=actor, at=at, particulars=won)
