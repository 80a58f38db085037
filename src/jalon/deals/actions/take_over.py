"""Take deals over from another tool, many at once, as they stood there; and give back what nobody touched since."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.deals.actions._value import AMOUNTS, misfit, value_of
from jalon.deals.models import Deal, DealPerson, How, Pipeline, StageTotalDelta, StageVisit
from jalon.deals.models.totals import NOBODY
from jalon.deals.verbs import DEAL_IMPORTED, DEAL_TRASHED, DealImported
from jalon.kernel.db.bulk import Column, Same, bulk_load, load_columns
from jalon.kernel.errors import Refusal
from jalon.kernel.ids import new_id
from jalon.kernel.money import MAX_MINOR
from jalon.kernel.text import fold
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.timeline.actions import record_many
from jalon.timeline.actions.record import Happening
from jalon.timeline.catalogue import NoParticulars

AS_GIVEN = """id title company_id owner_id one_off_minor recurring_minor term_months currency direction source close_on
    next_step next_step_on opened_at entered_stage_at outcome reason competitor reference""".split()
APART = 0.001  # between the ranks of two deals opened at one instant: room to drop a third between them


class CannotTakeOver(Refusal):
    """The pipeline runs no process, or has no stage of that key; or a deal has an amount that none can have."""


class TakenOver(NamedTuple):
    """A deal as another tool had it. Amounts in minor units, excluding tax; `recurring_minor` a year.

    A decided deal has its `decided_at`, has left its stage and is off the board; an open one stands in its stage since
    `entered_stage_at`. It owes no evidence for what went before. `text` is what the file said beside.
    """

    id: UUID
    title: str
    stage: str
    currency: str
    opened_at: datetime
    entered_stage_at: datetime
    outcome: str = "open"
    decided_at: datetime | None = None
    company_id: UUID | None = None
    company_name: str = ""
    owner_id: UUID | None = None
    one_off_minor: int | None = None
    recurring_minor: int | None = None
    term_months: int | None = None
    direction: str = "unknown"
    source: str = ""
    close_on: date | None = None
    next_step: str = ""
    next_step_on: date | None = None
    reason: str = ""
    competitor: str = ""
    reference: str = ""
    person_ids: tuple[UUID, ...] = ()
    text: str = ""

    @property
    def value_minor(self) -> int:
        """As any deal's: `value_of`."""
        return value_of(self.one_off_minor, self.recurring_minor, self.term_months)


PERSON_FIELDS = "id workspace_id deal_id person_id role added_at".split()
DELTA_FIELDS = "workspace_id pipeline_id stage_id owner_key currency deals value_minor".split()


@transaction.atomic
def take_over_deals(*, rows: Iterable[TakenOver], pipeline: Pipeline, actor: Actor, at: datetime) -> int:
    """Write the deals, their visits, people, totals and one event each, set by set; gives how many.

    They enter under the process that runs now, and only stages that it has. Must act within an operation. Raises
    CannotTakeOver, NotAllowed; the database refuses an id that comes twice.
    """
    actor.must(Can.EDIT_DEALS)
    deals = list(rows)
    pipeline, stages = hold_stages(pipeline)
    if pipeline.current_id is None or actor.operation_id is None:
        raise CannotTakeOver(_("This pipeline runs no process."), remedy=_("Publish its process first."))
    _must_fit(deals, stages)
    if not deals:
        return 0
    load_columns(Deal, _deal_columns(deals, pipeline, stages, at))
    load_columns(StageVisit, _visit_columns(deals, pipeline, stages, actor))
    bulk_load(DealPerson, fields=PERSON_FIELDS, rows=_person_rows(deals, pipeline, at))
    bulk_load(StageTotalDelta, fields=DELTA_FIELDS, rows=_delta_rows(deals, pipeline, stages))
    record_many(DEAL_IMPORTED, kind="deal", happenings=_happenings(deals, pipeline, at), actor=actor)
    return len(deals)


def hold_stages(pipeline: Pipeline) -> tuple[Pipeline, dict[str, UUID]]:
    """The pipeline as it is now, and {key: id} of its stages: nobody can publish before the transaction ends."""
    held = Pipeline.objects.select_for_update(no_key=True).get(pk=pipeline.pk)
    return held, dict(held.stages.filter(retired_at=None).values_list("key", "pk"))


def _must_fit(deals: Sequence[TakenOver], stages: dict[str, UUID]) -> None:
    """An amount is held to what holds for one set by hand, or the deal could never be edited."""
    unknown = {deal.stage for deal in deals} - stages.keys()
    if unknown:
        raise CannotTakeOver(_("This pipeline has no such stage."), field="stage", value=", ".join(sorted(unknown)))
    for deal in deals:
        for name in AMOUNTS:
            amount = getattr(deal, name)
            if amount is not None and not 0 <= amount <= MAX_MINOR:
                raise CannotTakeOver(misfit(Deal, name, amount), field=name, value=amount)


@transaction.atomic
def give_back_deals(*, deal_ids: Sequence[UUID], actor: Actor, at: datetime) -> set[UUID]:
    """Put in the trash those of the taken-over deals that were never edited since; gives which.

    Totals and one event each, within the actor's operation. Raises NotAllowed.
    """
    actor.must(Can.DELETE_DEALS)
    untouched = Deal.objects.filter(
        pk__in=deal_ids, workspace_id=actor.member.workspace_id, edit=1, trashed_at=None, taken_over_at__isnull=False
    )
    deals = list(untouched.select_for_update())
    ids = {deal.pk for deal in deals}
    Deal.objects.filter(pk__in=ids).update(trashed_at=at, edit=2)
    sums: dict[tuple[UUID, ...], list[int]] = defaultdict(lambda: [0, 0])
    for deal in deals:
        if deal.is_on_board():
            place = (deal.workspace_id, deal.pipeline_id, deal.stage_id, deal.owner_id or NOBODY, deal.currency)
            sums[place][0] -= 1
            sums[place][1] -= deal.value_minor
    bulk_load(StageTotalDelta, fields=DELTA_FIELDS, rows=[(*place, *sum_) for place, sum_ in sums.items()])
    gone = (Happening(pk, NoParticulars(), at) for pk in ids)
    record_many(DEAL_TRASHED, kind="deal", happenings=gone, actor=actor)
    return ids


def _deal_columns(
    deals: Sequence[TakenOver], pipeline: Pipeline, stages: dict[str, UUID], at: datetime
) -> dict[str, Column]:
    told = dict(zip(TakenOver._fields, zip(*deals, strict=True), strict=True))
    decided = told["decided_at"]
    return {
        **{name: told[name] for name in AS_GIVEN},
        "workspace_id": Same(pipeline.workspace_id),
        "created_at": Same(at),
        "edit": Same(1),
        "pipeline_id": Same(pipeline.pk),
        "version_id": Same(pipeline.current_id),
        "stage_id": [stages[deal.stage] for deal in deals],
        "value_minor": [deal.value_minor for deal in deals],
        "decided_at": decided,
        "finished_at": decided,
        "second_reason": Same(""),
        "taken_over_at": Same(at),
        "rank": [place * APART - deal.opened_at.timestamp() for place, deal in enumerate(deals)],
        "search_key": [_search_key(deal.title, deal.company_name) for deal in deals],
    }


def _search_key(title: str, company: str) -> str:
    """As `deal_search_key`: many deals are of one company."""
    return f"{fold(title)} {_folded(company)}".strip()[:500]


@lru_cache(maxsize=4_096)
def _folded(company: str) -> str:
    return fold(company)


def _visit_columns(
    deals: Sequence[TakenOver], pipeline: Pipeline, stages: dict[str, UUID], actor: Actor
) -> dict[str, Column]:
    return {
        "id": [new_id() for _deal in deals],
        "workspace_id": Same(pipeline.workspace_id),
        "deal_id": [deal.id for deal in deals],
        "stage_id": [stages[deal.stage] for deal in deals],
        "version_id": Same(pipeline.current_id),
        "entered_at": [deal.entered_stage_at for deal in deals],
        "left_at": [deal.decided_at and max(deal.decided_at, deal.entered_stage_at) for deal in deals],
        "entered_by_id": Same(actor.member.pk),
        "how": Same(How.TAKEN_OVER.value),
        "operation_id": Same(actor.operation_id),
    }


def _person_rows(deals: Sequence[TakenOver], pipeline: Pipeline, at: datetime) -> Iterator[tuple[object, ...]]:
    return (
        (new_id(), pipeline.workspace_id, deal.id, person_id, "", at) for deal in deals for person_id in deal.person_ids
    )


def _delta_rows(
    deals: Sequence[TakenOver], pipeline: Pipeline, stages: dict[str, UUID]
) -> Iterator[tuple[object, ...]]:
    sums: dict[tuple[str, UUID, str], list[int]] = defaultdict(lambda: [0, 0])
    for deal in deals:
        if deal.decided_at is None:
            place = sums[deal.stage, deal.owner_id or NOBODY, deal.currency]
            place[0] += 1
            place[1] += deal.value_minor
    for (stage, owner, currency), (count, value) in sums.items():
        yield (pipeline.workspace_id, pipeline.pk, stages[stage], owner, currency, count, value)


def _happenings(deals: Sequence[TakenOver], pipeline: Pipeline, at: datetime) -> Iterator[Happening]:
    assert pipeline.current_id is not None  # noqa: S101 - checked by take_over_deals
    for deal in deals:
        facts = DealImported(
            pipeline_id=pipeline.pk,
            version_id=pipeline.current_id,
            stage=deal.stage,
            outcome=deal.outcome,
            value_minor=deal.value_minor,
            currency=deal.currency,
            direction=deal.direction,
            opened_at=deal.opened_at,
            decided_at=deal.decided_at,
        )
        yield Happening(deal.id, facts, at, deal.text)
