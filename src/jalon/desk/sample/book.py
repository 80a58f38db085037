"""What a sample holds, as plain values: who sells, to whom, and every deal with its whole story."""

from dataclasses import dataclass
from datetime import date, datetime

from jalon.deals.actions import value_of
from jalon.desk.sample.journey import Journey


@dataclass(frozen=True, slots=True)
class Seller:
    """Someone who sells; `skill` from 0 to 1, `load` their share of the deals. The first is the workspace's owner."""

    name: str
    skill: float
    load: float
    role: str


@dataclass(frozen=True, slots=True)
class CompanyDraft:
    """A company that nobody will find in a register."""

    name: str
    sector: str
    city: str
    country: str
    website: str
    employees: int


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """Somebody to talk to; `company` is the place of theirs in the book, None for a consumer."""

    name: str
    email: str
    phone: str
    job_title: str
    company: int | None


@dataclass(frozen=True, slots=True)
class Proof:
    """Evidence stated for a criterion of a stage."""

    stage: str
    criterion: str
    level: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Touch:
    """A note, a call or a meeting, with the words that the seller wrote."""

    kind: str
    at: datetime
    text: str
    reached: bool = True
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """Something to do in a stage; done when `done_at` is known."""

    title: str
    stage: str
    activity: str
    created_at: datetime
    due_on: date
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class Move:
    """A passage from one stage to another, as the gate saw it; `by` is a seller's place, `reason` an override's."""

    origin: str
    to: str
    how: str
    at: datetime
    by: int | None
    unmet: tuple[str, ...] = ()
    advised: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DealDraft:
    """One deal with its story. `company`, `people` and `owner` are places in the book."""

    title: str
    company: int | None
    people: tuple[tuple[int, str], ...]
    owner: int | None
    direction: str
    source: str
    journey: Journey
    one_off_minor: int | None = None
    recurring_minor: int | None = None
    term_months: int | None = None
    moves: tuple[Move, ...] = ()
    proofs: tuple[Proof, ...] = ()
    touches: tuple[Touch, ...] = ()
    tasks: tuple[TaskDraft, ...] = ()
    reason: str = ""
    competitor: str = ""
    recycle_on: date | None = None
    farewell: str = ""
    close_on: date | None = None
    next_step: str = ""
    next_step_on: date | None = None

    @property
    def value_minor(self) -> int:
        """As any deal's: `value_of`."""
        return value_of(self.one_off_minor, self.recurring_minor, self.term_months)


@dataclass(frozen=True, slots=True)
class Book:
    """Everything a sample workspace shows."""

    sellers: tuple[Seller, ...]
    companies: tuple[CompanyDraft, ...]
    people: tuple[PersonDraft, ...]
    deals: tuple[DealDraft, ...]
