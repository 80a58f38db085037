"""The database: version, journal, clock, migrations, and what must hold of the data."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import DatabaseError, NotSupportedError, connection

from jalon.kernel.db import row_security
from jalon.kernel.soundness import soundness
from jalon.site.doctor.finding import Finding
from jalon.site.keep.refusals import NewerData
from jalon.site.keep.schema import migrations_of, pending_migrations

MOST_SKEW_SECONDS = 5


def examine_database(at: datetime) -> Iterator[Finding]:
    """Everything that concerns the database; one finding alone when it cannot be asked."""
    try:
        connection.ensure_connection()
        connection.check_database_version_supported()
        yield from _sqlite() if connection.vendor == "sqlite" else _postgresql(at)
    except NotSupportedError as problem:
        yield Finding("database", f"database: {problem}", "Use a newer server, or for SQLite a newer Python.")
    except DatabaseError as problem:
        remedy = "Start the server, or mend DATABASE_URL. If the file is damaged, restore a backup with --replace."
        yield Finding("database", f"database: {connection.vendor} cannot be asked: {str(problem).strip()}", remedy)


def examine_data() -> Iterator[Finding]:
    """Migrations, then every check that rooms declare; those need the tables of this version."""
    try:
        migrations_of(connection)
    except NewerData as problem:
        yield Finding("migrations", "migrations: of a newer version", str(problem))
        return
    waiting = pending_migrations()
    remedy = "Run `jalon upgrade`, or start `jalon up`." if waiting else ""
    yield Finding("migrations", f"migrations: {len(waiting)} waiting", remedy)
    if not waiting:
        for one, wrong in soundness():
            yield Finding(one.what, f"{one.what}: {'; '.join(wrong) or 'yes'}", one.remedy if wrong else "")


def _sqlite() -> Iterator[Finding]:
    yield Finding("database", f"database: SQLite {sqlite3.sqlite_version}")
    journal = _ask("PRAGMA journal_mode")
    yield Finding(
        "journal",
        f"journal: {journal}",
        "" if journal == "wal" else "Stop Jalon, look at the disk (a network file system has no WAL), start it again.",
    )
    sound = _ask("PRAGMA quick_check(1)")
    yield Finding(
        "pages", f"pages of the file: {sound}", "" if sound == "ok" else "Restore the last backup with --replace."
    )


def _postgresql(at: datetime) -> Iterator[Finding]:
    yield Finding("database", f"database: PostgreSQL {_ask('SHOW server_version')}")
    encoding = _ask("SHOW server_encoding")
    wrong = "Make a database with ENCODING 'UTF8' and `jalon move` or restore into it." if encoding != "UTF8" else ""
    yield Finding("encoding", f"encoding: {encoding}", wrong)
    durable = [f"{name} is off" for name in ("fsync", "full_page_writes") if _ask(f"SHOW {name}") == "off"]
    lost = "Turn it on in postgresql.conf: a crash of the machine can damage the database." if durable else ""
    yield Finding("durability", f"durability: {', '.join(durable) or 'on'}", lost)
    yield _clock(at)
    yield _wall()


def _wall() -> Finding:
    """Who owns the tables, or is let through, is not held by their row policies."""
    if row_security.is_bound():
        return Finding("wall", "row policies hold for the role we work as: yes")
    remedy = f"Let an administrator say: {row_security.how_to_make_role()} Then run `jalon upgrade`."
    return Finding("wall", "row policies hold for the role we work as: no", remedy)


def _clock(at: datetime) -> Finding:
    """Events carry our clock, and what the database expires carries its own."""
    skew = abs((_ask("SELECT clock_timestamp()") - at).total_seconds())
    remedy = "Let both machines keep time (systemd-timesyncd, chrony)." if skew > MOST_SKEW_SECONDS else ""
    return Finding("clock", f"clock: {skew:.1f} s from the database’s", remedy)


def _ask(question: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]
