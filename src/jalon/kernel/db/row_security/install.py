"""Putting the policies on, and saying which are missing."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from jalon.kernel.db.row_security.policies import FUNCTIONS, Policy, policies_of, walled_models
from jalon.kernel.db.row_security.roles import app_role, as_owner, walled
from jalon.kernel.db.row_security.search import install_search, unsearched_tables
from jalon.kernel.db.row_security.walled import Walled
from jalon.kernel.soundness import sound

READ_ONLY = {"django_migrations"}
MADE_ELSEWHERE = ("duplicate_object", "unique_violation")  # by the migration of another database, at the same time
PRESENT = """
SELECT c.relname, p.polname, obj_description(p.oid, 'pg_policy') FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
 WHERE c.relrowsecurity AND c.relnamespace = current_schema()::regnamespace
"""
OURS = """
SELECT relname FROM pg_class
 WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace AND pg_has_role(relowner, 'USAGE')
"""


def install_after_migrate(*, using: str, **_kwargs: Any) -> None:
    """Put on what is missing, and let the application use the tables that are new."""
    install(using=using)


def install(*, using: str = "default") -> None:
    """Make the role if we may, let it read and write rows, and put on each policy that is missing or out of date."""
    connection = walled(using)
    if connection is None:
        return
    with as_owner(using=using), transaction.atomic(using=using), connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        missing = [policy for policy in _missing(connection) if policy.table in present]
        for statement in [*FUNCTIONS, *_role(cursor, connection), *_put_on(missing)]:
            cursor.execute(statement)
        install_search(using)


@sound("every table of a workspace has its row policies", remedy="Run `jalon upgrade`; find out who removed them.")
def policies_stand() -> list[str]:
    """The tables of the default database where they are missing."""
    return faults()


def faults(*, using: str = "default") -> list[str]:
    """The tables whose policies, or whose search, are missing or out of date: none when all is well, and on SQLite."""
    connection = walled(using)
    if connection is None:
        return []
    return sorted({policy.table for policy in _missing(connection)} | set(unsearched_tables(connection)))


def _missing(connection: BaseDatabaseWrapper) -> list[Policy]:
    with connection.cursor() as cursor:
        cursor.execute(PRESENT)
        known = {(table, name): words for table, name, words in cursor.fetchall()}
    wanted = [policy for model in walled_models() for policy in policies_of(model)]
    return [policy for policy in wanted if known.get((policy.table, policy.name)) != policy.create()]


def _put_on(policies: Sequence[Policy]) -> Iterator[str]:
    """What a policy says is kept as its comment, to know one that is out of date."""
    for policy in policies:
        yield f'ALTER TABLE "{policy.table}" ENABLE ROW LEVEL SECURITY'
        yield f'DROP POLICY IF EXISTS "{policy.name}" ON "{policy.table}"'
        yield policy.create()
        yield f'COMMENT ON POLICY "{policy.name}" ON "{policy.table}" IS \'{policy.create().replace("'", "''")}\''


def _role(cursor: Any, connection: Walled) -> Iterator[str]:
    """Nothing when the role is not there and we may not make it: `jalon doctor` says what to do."""
    role = app_role(connection)
    cursor.execute("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
    [may_make] = cursor.fetchone()
    cursor.execute("SELECT pg_has_role(oid, 'MEMBER') FROM pg_roles WHERE rolname = %s", [role])
    known = cursor.fetchone()
    if not known and not may_make:
        return
    if not known:
        yield _make(role)
    if may_make:
        yield f'GRANT "{role}" TO CURRENT_USER'
    if may_make and connection.settings_dict.get("OWNER"):
        yield f'GRANT "{role}" TO "{connection.application_login}"'
    yield f'GRANT TEMPORARY ON DATABASE "{connection.settings_dict["NAME"]}" TO "{role}"'
    cursor.execute(OURS)
    tables = {name for (name,) in cursor.fetchall()}
    yield f'GRANT SELECT ON {_quoted(tables)} TO "{role}"'
    yield f'GRANT INSERT, UPDATE, DELETE ON {_quoted(tables - READ_ONLY)} TO "{role}"'


def _quoted(tables: set[str]) -> str:
    return ", ".join(f'"{table}"' for table in sorted(tables))


def _make(role: str) -> str:
    when = " OR ".join(MADE_ELSEWHERE)
    return f'DO $$ BEGIN CREATE ROLE "{role}" NOLOGIN; EXCEPTION WHEN {when} THEN NULL; END $$'
