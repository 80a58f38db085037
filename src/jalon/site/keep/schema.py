"""The tables as a database has them: at the migrations it has seen, which may be older than this version."""

from collections.abc import Callable, Iterable

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from jalon.kernel.db.portable import Table, table_of
from jalon.site.keep.databases import check_references_at_once
from jalon.site.keep.refusals import NewerData

Seen = dict[str, list[str]]
CACHE = "jalon_cache"
MIGRATIONS = "django_migrations"
WITHOUT_MODEL = {CACHE, MIGRATIONS}  # counters that expire, and what an archive says in words


def migrations_of(database: BaseDatabaseWrapper) -> Seen:
    """The migrations that a database has seen, by app. Raises NewerData when this version does not know one."""
    seen: Seen = {}
    for app, name in sorted(MigrationRecorder(database).applied_migrations()):
        seen.setdefault(app, []).append(name)
    known = {app: names for app, names in seen.items() if app in apps.app_configs}
    refuse_newer(known)
    return known


def refuse_newer(seen: Seen) -> None:
    """Raise NewerData unless this version knows all of these migrations."""
    known = MigrationLoader(None).disk_migrations
    if unknown := [f"{app}.{name}" for app, names in seen.items() for name in names if (app, name) not in known]:
        raise NewerData(
            f"The data were written by a newer Jalon: this one does not know {unknown[0]}. Install that version."
        )


def tables_of(database: BaseDatabaseWrapper) -> list[Table]:
    """The tables of every model, as the database has them."""
    models = MigrationExecutor(database).migrate(targets=[], plan=[]).apps.get_models(include_auto_created=True)
    return sorted((table_of(model) for model in models if _has_table(model)), key=lambda table: table.name)


def tables_without_model(database: BaseDatabaseWrapper, tables: Iterable[Table]) -> list[str]:
    """The tables of the database that hold no row of any model, but for Django's record of migrations."""
    return sorted(set(database.introspection.table_names()) - {table.name for table in tables} - {MIGRATIONS})


def pending_migrations() -> list[str]:
    """The migrations of this version that the default database has not seen."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def is_new() -> bool:
    """The default database has seen no migration."""
    return not MigrationRecorder(connection).applied_migrations()


def is_empty() -> bool:
    """Nobody is in the default database: it has no tables, or no person in them."""
    if "orgs_user" not in connection.introspection.table_names():
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM orgs_user LIMIT 1")
        return cursor.fetchone() is None


def drop_tables() -> None:
    """Remove every table of ours from the default database; other tables stay."""
    labels = {*apps.app_configs, *(app for app, _ in MigrationRecorder(connection).applied_migrations())}
    of_apps = tuple(f"{label}_" for label in labels)  # so that tables of a newer version go as well
    ours = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} | WITHOUT_MODEL
    cascade = " CASCADE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(of_apps) or table in ours:
                cursor.execute(f'DROP TABLE "{table}"{cascade}')


def make_tables(seen: Seen) -> None:
    """Bring an empty default database to these migrations, without what follows a migration: its tables stay bare."""
    executor = MigrationExecutor(connection)
    wanted = {(app, name) for app, names in seen.items() for name in names}
    everything = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    plan = [(one, False) for one, _ in everything if (one.app_label, one.name) in wanted]
    executor.migrate(targets=None, plan=plan)
    with connection.cursor() as cursor:
        for table in tables_of(connection):
            cursor.execute(f'DELETE FROM "{table.name}"')  # noqa: S608 - what migrations wrote
    connection.check_constraints()  # those that a migration asked to hold at once wait for the end again


def migrate_all(migrate: Callable[[], object] | None = None) -> None:
    """Bring the default database to this version, guards included, in the transaction that is open."""
    check_references_at_once()
    (migrate or _migrate)()


def _migrate() -> None:
    call_command("migrate", interactive=False, verbosity=0)


def _has_table(model: type[Model]) -> bool:
    return model._meta.managed and not model._meta.proxy
