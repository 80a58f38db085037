"""`jalon up`: bring the database and the static files up to this version, then serve."""

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

import jalon
from jalon.kernel.db.append_only import install_after_migrate, unprotected_tables
from jalon.site.config import Config
from jalon.site.first_start import welcome
from jalon.site.serve import serve
from jalon.site.serve.port import CannotListen, check_port

MIGRATING = 7_421_001  # the number of PostgreSQL's lock, so that of several machines one migrates


def up(config: Config) -> int:
    """Get ready and serve until stopped; 1 when the port cannot be listened on."""
    try:
        check_port(host=config.host, port=config.port)
    except CannotListen as problem:
        sys.stderr.write(f"jalon: {problem}\n")
        return 1
    prepare()
    announce = welcome(config)
    connection.close()
    return serve(config, announce=announce)


def prepare() -> None:
    """Migrate and collect static files, when there is something to do."""
    with _one_at_a_time():
        if pending_migrations():
            call_command("migrate", interactive=False, verbosity=0)
        if unprotected_tables(connection):
            install_after_migrate(using="default")
    collect_static()


def pending_migrations() -> list[str]:
    """The migrations of this version that the database has not seen."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _backwards in plan]


def collect_static() -> None:
    """Gather, name by content and compress the static files, when they are not those gathered last."""
    stamp, fingerprint = settings.STATIC_ROOT / "fingerprint", static_fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(fingerprint)


def static_fingerprint() -> str:
    """Changes whenever a static file does."""
    digest = hashlib.sha256(jalon.__version__.encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            digest.update(f"{path} {storage.size(path)} {storage.get_modified_time(path)}\n".encode())
    return digest.hexdigest()


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
