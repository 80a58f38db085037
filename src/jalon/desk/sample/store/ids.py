"""Where the places of a book lie in the database: the ids of everything, given once."""

from dataclasses import dataclass
from uuid import UUID

from jalon.deals.models import Pipeline
from jalon.desk.sample.book import Book
from jalon.kernel.ids import new_id
from jalon.orgs.actor import Actor
from jalon.orgs.models import Membership


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids by place in the book, stages by key, and who acts: one member for each seller."""

    pipeline: Pipeline
    version_id: UUID
    operation_id: UUID
    stages: dict[str, UUID]
    members: tuple[Membership, ...]
    companies: tuple[UUID, ...]
    people: tuple[UUID, ...]
    deals: tuple[UUID, ...]
    tasks: tuple[tuple[UUID, ...], ...]

    @classmethod
    def given(cls, book: Book, pipeline: Pipeline, members: tuple[Membership, ...], operation_id: UUID) -> "Ids":
        """New ids for the whole book, in an order that sorts as the deals do."""
        assert pipeline.current_id is not None  # noqa: S101 - a sample's process is published first
        return cls(
            pipeline=pipeline,
            version_id=pipeline.current_id,
            operation_id=operation_id,
            stages=dict(pipeline.stages.values_list("key", "pk")),
            members=members,
            companies=tuple(new_id() for _ in book.companies),
            people=tuple(new_id() for _ in book.people),
            deals=tuple(new_id() for _ in book.deals),
            tasks=tuple(tuple(new_id() for _ in deal.tasks) for deal in book.deals),
        )

    @property
    def workspace_id(self) -> UUID:
        return self.pipeline.workspace_id

    def member_id(self, place: int | None) -> UUID | None:
        """The member of a seller; None where nobody is."""
        return None if place is None else self.members[place].pk

    def actor(self, place: int | None) -> Actor:
        """The seller acting within the sample's one operation; the owner where nobody is."""
        return Actor(self.members[place or 0]).within(self.operation_id)
