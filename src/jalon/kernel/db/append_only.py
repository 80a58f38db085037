"""Tables whose rows are never changed nor removed, held so by the database itself.

A table asks for it by `append_only = True` on its model class. The one way around is an open row of `timeline_purge`
for the same workspace (erasure, retention, workspace deletion), which is itself kept.
"""

from typing import Any

from django.apps import apps
from django.db import connection as default_connection
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from jalon.kernel.db.row_security.roles import as_owner
from jalon.kernel.soundness import sound

PURGE_TABLE = "timeline_purge"
REFUSAL = "rows of this table are append-only"


def append_only_models() -> list[type[Model]]:
    """The models that ask to be append-only."""
    return [model for model in apps.get_models() if getattr(model, "append_only", False)]


def install_after_migrate(*, using: str, **_kwargs: Any) -> None:
    """Put the triggers (back) in place: a rebuilt SQLite table has lost them."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if PURGE_TABLE not in tables:
        return
    with as_owner(using=using):
        for model in append_only_models():
            if model._meta.db_table in tables:
                protect(connection, model._meta.db_table)


def protect(connection: BaseDatabaseWrapper, table: str) -> None:
    """Refuse UPDATE and DELETE (and TRUNCATE) on `table`, whoever asks."""
    statements = _sqlite(table) if connection.vendor == "sqlite" else _postgresql(table)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def unprotected_tables(connection: BaseDatabaseWrapper) -> list[str]:
    """Append-only tables whose triggers are missing: empty when all is well."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        names = {row[0] for row in cursor.fetchall()}
    wanted = [model._meta.db_table for model in append_only_models()]
    return [table for table in wanted if not {f"{table}_no_update", f"{table}_no_delete"} <= names]


@sound("append-only tables have their guard", remedy="Start `jalon up`, which puts it back; find out who removed it.")
def guards_stand() -> list[str]:
    """The tables whose guard is missing in the default database."""
    return unprotected_tables(default_connection)


def _sqlite(table: str) -> list[str]:
    purging = f"SELECT 1 FROM {PURGE_TABLE} WHERE ended_at IS NULL AND workspace_id = OLD.workspace_id"  # noqa: S608
    return [
        statement
        for verb in ("update", "delete")
        for statement in (
            f'DROP TRIGGER IF EXISTS "{table}_no_{verb}"',
            f'CREATE TRIGGER "{table}_no_{verb}" BEFORE {verb.upper()} ON "{table}" '
            f"WHEN NOT EXISTS ({purging}) BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        )
    ]


def _postgresql(table: str) -> list[str]:
    return [
        f"""CREATE OR REPLACE FUNCTION jalon_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'TRUNCATE' AND EXISTS (
                SELECT 1 FROM {PURGE_TABLE} WHERE ended_at IS NULL AND workspace_id = OLD.workspace_id
            ) THEN
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            END IF;
            RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
        END $$""",  # noqa: S608
        *(
            statement
            for verb, each in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT"))
            for statement in (
                f'DROP TRIGGER IF EXISTS "{table}_no_{verb}" ON "{table}"',
                f'CREATE TRIGGER "{table}_no_{verb}" BEFORE {verb.upper()} ON "{table}" '
                f"FOR EACH {each} EXECUTE FUNCTION jalon_append_only()",
            )
        ),
    ]
