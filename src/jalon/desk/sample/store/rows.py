"""The rows of a book's companies, people, deals, visits, evidence and tasks."""

from collections.abc import Iterator
from datetime import datetime

from jalon.deals.models import Deal, DealPerson, Evidence, Outcome, StageVisit, Task
from jalon.desk.sample.book import Book, DealDraft
from jalon.desk.sample.store.ids import Ids
from jalon.directory.models import Company, Person
from jalon.directory.names import match_key
from jalon.kernel.db.bulk import bulk_load
from jalon.kernel.ids import new_id
from jalon.kernel.text import fold

type Row = tuple[object, ...]

COMPANY_FIELDS = """id workspace_id created_at edit name website domain phone sector city country employees owner_id
    reference search_key match_key""".split()
PERSON_FIELDS = """id workspace_id created_at edit name email phone job_title company_id owner_id source reference
    search_key""".split()
DEAL_FIELDS = """id workspace_id created_at edit pipeline_id version_id stage_id title company_id owner_id one_off_minor
    recurring_minor term_months value_minor currency direction source close_on next_step next_step_on opened_at
    entered_stage_at outcome decided_at finished_at reason second_reason competitor recycle_on reference rank
    search_key""".split()
VISIT_FIELDS = "id workspace_id deal_id stage_id version_id entered_at left_at entered_by_id how operation_id".split()
PERSON_IN_DEAL_FIELDS = "id workspace_id deal_id person_id role added_at".split()
PROOF_FIELDS = "id workspace_id deal_id stage_id criterion level stated_by_id at".split()
TASK_FIELDS = """id workspace_id created_at edit title deal_id stage_id activity assignee_id due_on done_at
    done_by_id""".split()


def load_rows(book: Book, ids: Ids, *, currency: str, since: datetime) -> None:
    """Write every row of the book; `since` is when companies and people were entered."""
    bulk_load(Company, fields=COMPANY_FIELDS, rows=_companies(book, ids, since))
    bulk_load(Person, fields=PERSON_FIELDS, rows=_people(book, ids, since))
    bulk_load(Deal, fields=DEAL_FIELDS, rows=_deals(book, ids, currency))
    bulk_load(StageVisit, fields=VISIT_FIELDS, rows=_visits(book, ids))
    bulk_load(DealPerson, fields=PERSON_IN_DEAL_FIELDS, rows=_people_in_deals(book, ids))
    bulk_load(Evidence, fields=PROOF_FIELDS, rows=_proofs(book, ids))
    bulk_load(Task, fields=TASK_FIELDS, rows=_tasks(book, ids))


def _companies(book: Book, ids: Ids, since: datetime) -> Iterator[Row]:
    for company_id, one in zip(ids.companies, book.companies, strict=True):
        yield (
            company_id,
            ids.workspace_id,
            since,
            1,
            one.name,
            one.website,
            one.website,
            "",
            one.sector,
            one.city,
            one.country,
            one.employees,
            None,
            "",
            fold(one.name, one.city)[:400],
            match_key(one.name),
        )


def _people(book: Book, ids: Ids, since: datetime) -> Iterator[Row]:
    for person_id, one in zip(ids.people, book.people, strict=True):
        yield (
            person_id,
            ids.workspace_id,
            since,
            1,
            one.name,
            one.email,
            one.phone,
            one.job_title,
            None if one.company is None else ids.companies[one.company],
            None,
            "",
            "",
            fold(one.name, one.email)[:400],
        )


def _deals(book: Book, ids: Ids, currency: str) -> Iterator[Row]:
    for deal_id, deal in zip(ids.deals, book.deals, strict=True):
        journey, last = deal.journey, deal.journey.stays[-1]
        yield (
            deal_id,
            ids.workspace_id,
            journey.stays[0].entered_at,
            len(journey.stays) + (journey.finished_at is not None),
            ids.pipeline.pk,
            ids.version_id,
            ids.stages[last.stage],
            deal.title,
            None if deal.company is None else ids.companies[deal.company],
            ids.member_id(deal.owner),
            deal.one_off_minor,
            deal.recurring_minor,
            deal.term_months,
            deal.value_minor,
            currency,
            deal.direction,
            deal.source,
            deal.close_on,
            deal.next_step,
            deal.next_step_on,
            journey.stays[0].entered_at,
            last.entered_at,
            str(Outcome(journey.outcome)),
            journey.decided_at,
            journey.finished_at,
            deal.reason,
            "",
            deal.competitor,
            deal.recycle_on,
            "",
            -last.entered_at.timestamp(),
            fold(deal.title, _company_name(book, deal))[:500],
        )


def _visits(book: Book, ids: Ids) -> Iterator[Row]:
    for deal_id, deal in zip(ids.deals, book.deals, strict=True):
        entries = [("enter", deal.owner), *((move.how, move.by) for move in deal.moves)]
        for stay, (how, by) in zip(deal.journey.stays, entries, strict=True):
            yield (
                new_id(),
                ids.workspace_id,
                deal_id,
                ids.stages[stay.stage],
                ids.version_id,
                stay.entered_at,
                stay.left_at,
                ids.member_id(by),
                how,
                ids.operation_id,
            )


def _people_in_deals(book: Book, ids: Ids) -> Iterator[Row]:
    for deal_id, deal in zip(ids.deals, book.deals, strict=True):
        for person, role in deal.people:
            added_at = deal.journey.stays[0].entered_at
            yield (new_id(), ids.workspace_id, deal_id, ids.people[person], role, added_at)


def _proofs(book: Book, ids: Ids) -> Iterator[Row]:
    for deal_id, deal in zip(ids.deals, book.deals, strict=True):
        by = ids.member_id(deal.owner)
        for one in deal.proofs:
            yield (new_id(), ids.workspace_id, deal_id, ids.stages[one.stage], one.criterion, one.level, by, one.at)


def _tasks(book: Book, ids: Ids) -> Iterator[Row]:
    for deal_id, task_ids, deal in zip(ids.deals, ids.tasks, book.deals, strict=True):
        by = ids.member_id(deal.owner)
        for task_id, task in zip(task_ids, deal.tasks, strict=True):
            yield (
                task_id,
                ids.workspace_id,
                task.created_at,
                1 + (task.done_at is not None),
                task.title,
                deal_id,
                ids.stages[task.stage],
                task.activity,
                by,
                task.due_on,
                task.done_at,
                by if task.done_at else None,
            )


def _company_name(book: Book, deal: DealDraft) -> str | None:
    return None if deal.company is None else book.companies[deal.company].name
