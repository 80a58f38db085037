"""Whether anything was committed since one last looked: so cheap that it can be asked four times a second."""

from django.db.backends.base.base import BaseDatabaseWrapper

STAMP = {
    "sqlite": "PRAGMA data_version",
    "postgresql": "SELECT pg_current_snapshot()::text",
}


def commit_stamp(connection: BaseDatabaseWrapper) -> str:
    """Two equal stamps, read outside a transaction: nobody else has committed anything in between.

    The connection's own commits may leave the stamp as it is. No table is read, so no policy and no lock is met. NOTIFY
    would make PostgreSQL's writers commit one after the other, and SQLite has no such thing.
    """
    with connection.cursor() as cursor:
        cursor.execute(STAMP[connection.vendor])
        [stamp] = cursor.fetchone()
    return str(stamp)
