"""The events of a book: everything that its rows say happened, each told by whoever did it."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from jalon.deals import verbs
from jalon.desk.sample.book import Book, DealDraft, Touch
from jalon.desk.sample.store.ids import Ids
from jalon.directory.verbs import COMPANY_CREATED, PERSON_CREATED
from jalon.timeline.actions import record_many
from jalon.timeline.actions.record import Happening
from jalon.timeline.catalogue import NoParticulars, Verb

type Told = tuple[Verb, int | None, Happening]

LAST_DAYS = 4


def record_events(book: Book, ids: Ids, *, currency: str, since: datetime, at: datetime) -> int:
    """Record them by person and verb, the last days one by one so that what came last is recorded last."""
    known = [Happening(pk, NoParticulars(), since) for pk in (*ids.companies, *ids.people)]
    companies, people = known[: len(ids.companies)], known[len(ids.companies) :]
    count = record_many(COMPANY_CREATED, kind="company", happenings=companies, actor=ids.actor(0))
    count += record_many(PERSON_CREATED, kind="person", happenings=people, actor=ids.actor(0))
    groups: dict[tuple[int, str, int], tuple[Verb, list[Happening]]] = {}
    for deal_id, task_ids, deal in zip(ids.deals, ids.tasks, book.deals, strict=True):
        for verb, by, happening in _of_deal(deal_id, task_ids, deal, ids, currency):
            day = max(-((at - happening.at).days), -LAST_DAYS)
            groups.setdefault((day, verb.name, by or 0), (verb, []))[1].append(happening)
    for (_day, _name, by), (verb, happenings) in sorted(groups.items(), key=lambda group: group[0]):
        count += record_many(verb, kind="deal", happenings=happenings, actor=ids.actor(by))
    return count


def _of_deal(deal_id: UUID, task_ids: tuple[UUID, ...], deal: DealDraft, ids: Ids, currency: str) -> Iterator[Told]:
    yield from _passages(deal_id, deal, ids, currency)
    yield from _end(deal_id, deal, ids, currency)
    for proof in deal.proofs:
        facts = verbs.EvidenceStated(stage=proof.stage, criterion=proof.criterion, level=proof.level)
        yield verbs.EVIDENCE_STATED, deal.owner, Happening(deal_id, facts, proof.at)
    for touch in deal.touches:
        yield _touch(deal_id, deal, touch, ids)
    for task_id, task in zip(task_ids, deal.tasks, strict=True):
        about = verbs.TaskFacts(task_id=task_id, due_on=task.due_on, assignee_id=ids.member_id(deal.owner))
        yield verbs.TASK_ADDED, deal.owner, Happening(deal_id, about, task.created_at, task.title)
        if task.done_at is not None:
            yield verbs.TASK_COMPLETED, deal.owner, Happening(deal_id, about, task.done_at, task.title)


def _passages(deal_id: UUID, deal: DealDraft, ids: Ids, currency: str) -> Iterator[Told]:
    """The creation, every move, and the win of a deal that goes on after it."""
    first = deal.journey.stays[0]
    created = verbs.DealCreated(
        pipeline_id=ids.pipeline.pk,
        version_id=ids.version_id,
        stage=first.stage,
        value_minor=0,
        currency=currency,
        direction=deal.direction,
    )
    yield verbs.DEAL_CREATED, deal.owner, Happening(deal_id, created, first.entered_at)
    for before, move in zip(deal.journey.stays, deal.moves, strict=False):
        moved = verbs.DealMoved(
            pipeline_id=ids.pipeline.pk,
            version_id=ids.version_id,
            origin=move.origin,
            to=move.to,
            how=move.how,
            unmet=move.unmet,
            advised=move.advised,
            entered_at=before.entered_at.isoformat(),
        )
        yield verbs.DEAL_MOVED, move.by, Happening(deal_id, moved, move.at, move.reason)
        if move.at == deal.journey.decided_at:
            yield verbs.DEAL_WON, move.by, Happening(deal_id, _won(deal, ids, currency, move.origin), move.at)


def _end(deal_id: UUID, deal: DealDraft, ids: Ids, currency: str) -> Iterator[Told]:
    """How a finished deal was closed: won ones after their last stage."""
    journey, last = deal.journey, deal.journey.stays[-1]
    if journey.finished_at is None:
        return
    was_won_before = journey.outcome == "won" and journey.decided_at != journey.finished_at
    closed = verbs.DealClosed(
        version_id=ids.version_id,
        stage=last.stage,
        outcome=journey.outcome,
        before="won" if was_won_before else "open",
        reason=deal.reason,
        recycle_on=deal.recycle_on,
    )
    yield verbs.DEAL_CLOSED, deal.owner, Happening(deal_id, closed, journey.finished_at, deal.farewell)
    if journey.outcome == "won" and not was_won_before:
        won = _won(deal, ids, currency, last.stage)
        yield verbs.DEAL_WON, deal.owner, Happening(deal_id, won, journey.finished_at)


def _won(deal: DealDraft, ids: Ids, currency: str, stage: str) -> verbs.DealWon:
    return verbs.DealWon(version_id=ids.version_id, stage=stage, value_minor=deal.value_minor, currency=currency)


def _touch(deal_id: UUID, deal: DealDraft, touch: Touch, ids: Ids) -> Told:
    people = tuple(ids.people[place] for place, _role in deal.people)
    if touch.kind == "note":
        return verbs.NOTE_ADDED, deal.owner, Happening(deal_id, NoParticulars(), touch.at, touch.text)
    if touch.kind == "meeting":
        met = verbs.MeetingLogged(minutes=touch.minutes, person_ids=people)
        return verbs.MEETING_LOGGED, deal.owner, Happening(deal_id, met, touch.at, touch.text)
    called = verbs.CallLogged(reached=touch.reached, minutes=touch.minutes, person_id=people[0])
    return verbs.CALL_LOGGED, deal.owner, Happening(deal_id, called, touch.at, touch.text)
