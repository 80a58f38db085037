"""`jalon upgrade`: back up, migrate and verify in one transaction, so that the database is the old one or the new."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.management import call_command
from django.db import connection

import jalon
from jalon.kernel.db import row_security
from jalon.kernel.db.append_only import install_after_migrate, unprotected_tables
from jalon.kernel.soundness import unsound
from jalon.site.keep.backup import back_up_database
from jalon.site.keep.databases import all_or_nothing
from jalon.site.keep.folder import BACKUPS, backup_path
from jalon.site.keep.refusals import UpgradeFailed
from jalon.site.keep.schema import is_new, migrate_all, migrations_of, pending_migrations

KEPT_BACKUPS = 3
MIGRATING = 7_421_001  # the number of PostgreSQL's lock, so that of several machines one migrates


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What an upgrade did: the migrations it ran, and the backup made before, None when there was nothing to keep."""

    migrations: list[str]
    backup: Path | None


def upgrade(*, data: Path, at: datetime) -> Upgraded:
    """Bring the default database to this version, backed up before and verified after.

    A new database is made; one of this version is left alone. Raises NewerData for one of a newer version, CannotKeep
    when it cannot be backed up, and UpgradeFailed when a migration or a check failed: nothing has changed then.
    """
    with row_security.as_owner(), _one_at_a_time():
        done = _upgrade(data, at)
        if unprotected_tables(connection):
            install_after_migrate(using="default")
        if row_security.faults() or not row_security.is_bound():
            row_security.install()
    return done


def _upgrade(data: Path, at: datetime) -> Upgraded:
    migrations_of(connection)
    pending = pending_migrations()
    if not pending:
        return Upgraded([], None)
    if is_new():
        call_command("migrate", interactive=False, verbosity=0)
        return Upgraded(pending, None)
    backup = backup_path(data, f"before-{jalon.__version__}", at)
    back_up_database(path=backup, at=at)
    _migrate_and_verify(backup)
    _forget_old_backups(data)
    return Upgraded(pending, backup)


def _migrate_and_verify(backup: Path) -> None:
    try:
        with all_or_nothing():
            migrate_all()
            wrong = unsound()
            if wrong:
                raise UpgradeFailed("\n  ".join(["these checks failed:", *wrong]))
    except Exception as problem:
        raise UpgradeFailed(
            f"The upgrade to {jalon.__version__} failed, and nothing was changed: {_said(problem)}\n"
            f"The database is as it was; a backup of it is {backup}.\n"
            "Go on with the version that ran before, and report this."
        ) from problem


def _said(problem: Exception) -> str:
    return str(problem) if isinstance(problem, UpgradeFailed) else f"{type(problem).__name__}: {problem}"


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])


def _forget_old_backups(data: Path) -> None:
    made = sorted((data / BACKUPS).glob("before-*.jalon"), key=lambda path: path.stat().st_mtime)
    for path in made[:-KEPT_BACKUPS]:
        path.unlink()
