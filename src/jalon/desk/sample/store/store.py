"""Write a book whole: rows, events, totals and the healths of its board."""

from datetime import datetime

from jalon.deals.actions.count_health import count_health
from jalon.deals.actions.fold_totals import recount_totals
from jalon.deals.models import Pipeline
from jalon.desk.sample.book import Book
from jalon.desk.sample.store.events import record_events
from jalon.desk.sample.store.ids import Ids
from jalon.desk.sample.store.rows import load_rows
from jalon.orgs.actor import Actor
from jalon.orgs.models import Membership
from jalon.timeline.actions import start_operation


def store_book(
    book: Book, *, pipeline: Pipeline, members: tuple[Membership, ...], since: datetime, at: datetime
) -> None:
    """Write the book; `members` stand for its sellers in their order. Must be called in a transaction."""
    actor = start_operation("desk.sample", actor=Actor(members[0]), at=at)
    assert actor.operation_id is not None  # noqa: S101 - just started
    ids = Ids.given(book, pipeline, members, actor.operation_id)
    currency = members[0].workspace.currency
    load_rows(book, ids, currency=currency, since=since)
    record_events(book, ids, currency=currency, since=since, at=at)
    recount_totals(pipeline=pipeline)
    count_health(pipeline=pipeline, at=at)
