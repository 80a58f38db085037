"""Keep others from writing a table until we commit."""

from enum import StrEnum

from django.db import connections, models, transaction


class Hold(StrEnum):
    """How a table is held: who is WRITING keeps out who wants it STILL, and the other way round."""

    WRITING = "ROW EXCLUSIVE"
    STILL = "SHARE ROW EXCLUSIVE"


def hold_table(model: type[models.Model], hold: Hold, *, using: str = "default") -> None:
    """Wait until the table can be held so, and hold it until the transaction ends; whoever reads it is not kept out.

    STILL: who has written waits for nobody and is waited for; who has yet to write waits until we commit. On SQLite a
    transaction that began keeps all other writers away already. Raises TransactionManagementError outside one.
    """
    connection = connections[using]
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a table is held until its transaction ends: begin one")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'LOCK TABLE "{model._meta.db_table}" IN {hold} MODE')
