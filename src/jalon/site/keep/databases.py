"""Connections for keeping: one that sees a single instant, one in the place of the default, one transaction for all."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

from jalon.kernel.db.row_security import owners_copy
from jalon.kernel.db.url import database_settings

LOOK = {
    "sqlite": ["BEGIN"],
    "postgresql": [
        "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY",
        "SET LOCAL row_security = off",  # an error rather than rows left out
    ],
}
HOLD = {
    "sqlite": ["BEGIN IMMEDIATE"],
    "postgresql": ["BEGIN ISOLATION LEVEL REPEATABLE READ", "SET LOCAL row_security = off"],
}


@contextmanager
def snapshot(*, hold: list[str] | None = None) -> Iterator[BaseDatabaseWrapper]:
    """A connection of its own to the default database, which sees one instant for as long as it is open.

    Others read and write meanwhile; with `hold`, the names of all tables, nobody writes until it ends.
    """
    own = owners_copy(connection)
    try:
        with own.cursor() as cursor:
            for statement in LOOK[own.vendor] if hold is None else HOLD[own.vendor]:
                cursor.execute(statement)
            if hold and own.vendor == "postgresql":
                cursor.execute(f"LOCK TABLE {', '.join(f'"{name}"' for name in hold)} IN SHARE MODE")
        yield own
    finally:
        own.close()


def connection_to(url: str) -> BaseDatabaseWrapper:
    """A new connection to the database of `url`, under the default's name."""
    settings = connections.configure_settings({DEFAULT_DB_ALIAS: database_settings(url)})[DEFAULT_DB_ALIAS]
    wrapper: BaseDatabaseWrapper = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, DEFAULT_DB_ALIAS)
    return wrapper


@contextmanager
def as_default(other: BaseDatabaseWrapper) -> Iterator[BaseDatabaseWrapper]:
    """Everything in the block, migrations included, happens in `other`; it is closed afterwards."""
    before = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = other
    ContentType.objects.clear_cache()
    try:
        yield other
    finally:
        other.close()
        connections[DEFAULT_DB_ALIAS] = before
        ContentType.objects.clear_cache()


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """One transaction for rows and schema alike: whatever fails or is killed in it leaves the database as it was.

    It is a connection of its own, closed at the end: a migration that breaks a reference leaves Django's savepoints in
    disorder, and would leave the transaction open.
    """
    with as_default(owners_copy(connection)) as own:
        own.disable_constraint_checking()  # SQLite cannot while a transaction is open; they are checked at its end
        with transaction.atomic():
            yield
            own.check_constraints()


def check_references_at_once() -> None:
    """Find wrong references now, and from now on at each statement: PostgreSQL alters no table with checks pending."""
    connection.check_constraints()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
