"""What can happen to deals, processes and tasks, as verbs of the catalogue."""

from datetime import date, datetime
from uuid import UUID

from jalon.timeline.catalogue import Particulars, declare


class ProcessPublished(Particulars):
    pipeline_id: UUID
    version_id: UUID
    number: int


class DealCreated(Particulars):
    pipeline_id: UUID
    version_id: UUID
    stage: str
    value_minor: int
    currency: str
    direction: str


class DealImported(Particulars):
    """How a deal stood when it was taken over from another tool; its instants are as that tool had them."""

    pipeline_id: UUID
    version_id: UUID
    stage: str
    outcome: str
    value_minor: int
    currency: str
    direction: str
    opened_at: datetime
    decided_at: datetime | None = None


class DealMoved(Particulars):
    """`unmet` and `advised` are keys of criteria, as STAGE.criterion, not met at the moment of the move.

    `entered_at`, `rank`, `outcome` and `decided_at` are what the deal had before it, to be put back by an undo.
    """

    pipeline_id: UUID
    version_id: UUID
    origin: str
    to: str
    how: str
    unmet: tuple[str, ...] = ()
    advised: tuple[str, ...] = ()
    entered_at: str
    rank: float | None = None
    outcome: str = "open"
    decided_at: datetime | None = None


class DealWon(Particulars):
    version_id: UUID
    stage: str
    value_minor: int
    currency: str


class DealClosed(Particulars):
    """`unmet` and `advised` are as a move has them, of the gate at the end of a sale that nothing follows.

    `is_override`: it was passed for a reason, which is the text. `entered_at` is when the deal had entered its stage,
    to be put back by an undo. A closing of before version 2 says none of this.
    """

    version_id: UUID
    stage: str
    outcome: str
    before: str
    reason: str = ""
    second_reason: str = ""
    recycle_on: date | None = None
    unmet: tuple[str, ...] = ()
    advised: tuple[str, ...] = ()
    is_override: bool = False
    entered_at: datetime | None = None


class DealReopened(Particulars):
    """`before` and the rest are what the closed deal had; `by_move` when it came back over the line of the sale."""

    stage: str
    before: str
    by_move: bool = False
    decided_at: datetime | None = None
    finished_at: datetime | None = None
    reason: str = ""
    second_reason: str = ""
    recycle_on: date | None = None


class DealEdited(Particulars):
    """Old and new value of each field that holds no words; fields that do are in the event's text."""

    changes: dict[str, tuple[str | int | None, str | int | None]]


class EvidenceStated(Particulars):
    """`replaced` is the evidence that stood before, if any."""

    stage: str
    criterion: str
    level: str
    replaced: UUID | None = None


class EvidenceWithdrawn(Particulars):
    stage: str
    criterion: str
    evidence_id: UUID | None = None


class CallLogged(Particulars):
    reached: bool
    minutes: int | None = None
    person_id: UUID | None = None


class MeetingLogged(Particulars):
    minutes: int | None = None
    person_ids: tuple[UUID, ...] = ()


class PersonInvolved(Particulars):
    person_id: UUID
    role: str = ""


class TaskFacts(Particulars):
    task_id: UUID
    due_on: date | None = None
    assignee_id: UUID | None = None


class DealsExported(Particulars):
    """How many rows left, in which form (csv, xlsx); the subject is the pipeline."""

    rows: int
    form: str


PROCESS_PUBLISHED = declare(
    "process.published", ProcessPublished, en="published the process", fr="a publié le processus"
)
DEAL_CREATED = declare("deal.created", DealCreated, en="created the deal", fr="a créé l’affaire")
DEAL_IMPORTED = declare("deal.imported", DealImported, en="imported the deal", fr="a importé l’affaire")
DEAL_MOVED = declare("deal.moved", DealMoved, en="moved the deal", fr="a déplacé l’affaire")
DEAL_WON = declare("deal.won", DealWon, en="won the deal", fr="a gagné l’affaire")
DEAL_CLOSED = declare("deal.closed", DealClosed, en="closed the deal", fr="a clos l’affaire", version=2)
DEAL_REOPENED = declare("deal.reopened", DealReopened, en="reopened the deal", fr="a rouvert l’affaire")
DEAL_EDITED = declare("deal.edited", DealEdited, en="edited the deal", fr="a modifié l’affaire")
DEAL_TRASHED = declare("deal.trashed", en="moved the deal to the trash", fr="a mis l’affaire à la corbeille")
DEAL_RESTORED = declare("deal.restored", en="took the deal out of the trash", fr="a sorti l’affaire de la corbeille")
DEAL_ARCHIVED = declare("deal.archived", en="archived the deal", fr="a archivé l’affaire")
DEAL_UNARCHIVED = declare("deal.unarchived", en="brought the deal back from the archive", fr="a désarchivé l’affaire")
EVIDENCE_STATED = declare("evidence.stated", EvidenceStated, en="stated evidence", fr="a apporté une preuve")
EVIDENCE_WITHDRAWN = declare("evidence.withdrawn", EvidenceWithdrawn, en="withdrew evidence", fr="a retiré une preuve")
NOTE_ADDED = declare("note.added", en="wrote a note", fr="a écrit une note")
CALL_LOGGED = declare("call.logged", CallLogged, en="logged a call", fr="a consigné un appel")
MEETING_LOGGED = declare("meeting.logged", MeetingLogged, en="logged a meeting", fr="a consigné un rendez-vous")
PERSON_INVOLVED = declare(
    "deal.person_added",
    PersonInvolved,
    en="added a person to the deal",
    fr="a ajouté une personne à l’affaire",
)
PERSON_RELEASED = declare(
    "deal.person_removed",
    PersonInvolved,
    en="removed a person from the deal",
    fr="a retiré une personne de l’affaire",
)
TASK_ADDED = declare("task.added", TaskFacts, en="added a task", fr="a ajouté une tâche")
TASK_COMPLETED = declare("task.completed", TaskFacts, en="completed a task", fr="a terminé une tâche")
TASK_REOPENED = declare("task.reopened", TaskFacts, en="reopened a task", fr="a rouvert une tâche")
TASK_EDITED = declare("task.edited", TaskFacts, en="edited a task", fr="a modifié une tâche")
TASK_TRASHED = declare("task.trashed", TaskFacts, en="moved a task to the trash", fr="a mis une tâche à la corbeille")
TASK_RESTORED = declare(
    "task.restored", TaskFacts, en="took a task out of the trash", fr="a sorti une tâche de la corbeille"
)
DEALS_EXPORTED = declare("deals.exported", DealsExported, en="exported deals", fr="a exporté des affaires")
