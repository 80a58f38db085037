"""`jalon doctor`: what an operator wants to know to be right, one line each."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.checks import Error, run_checks
from django.db import connection

from jalon.kernel.clock import now
from jalon.kernel.db.append_only import unprotected_tables
from jalon.kernel.jobs import dead_jobs
from jalon.site.config import Config
from jalon.site.up import pending_migrations

LEAST_FREE_MB = 500


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `remedy` is empty when it is right."""

    what: str
    remedy: str = ""


def doctor(config: Config) -> int:
    """Print every finding; 1 when one needs a remedy."""
    findings = list(examine(config))
    for finding in findings:
        sys.stdout.write(f"{'!!' if finding.remedy else 'ok'}  {finding.what}\n")
        if finding.remedy:
            sys.stdout.write(f"    {finding.remedy}\n")
    return int(any(finding.remedy for finding in findings))


def examine(config: Config) -> Iterator[Finding]:
    """Look at the database, its guards, the jobs, the disk and the way in."""
    yield Finding(f"database: {connection.vendor} {_version()}")
    waiting = pending_migrations()
    yield Finding(f"migrations: {len(waiting)} waiting", "Run `jalon migrate`, or start `jalon up`." if waiting else "")
    if not waiting:
        bare = unprotected_tables(connection)
        yield Finding(
            f"append-only tables without their guard: {', '.join(bare) or 'none'}",
            "Start `jalon up`, which puts the guards back, and find out who removed them." if bare else "",
        )
        dead = len(list(dead_jobs()))
        yield Finding(f"jobs given up: {dead}", "Look at their errors; then retry or discard them." if dead else "")
    yield from _room_and_door(config)
    for problem in run_checks(include_deployment_checks=False):
        if isinstance(problem, Error):
            yield Finding(f"Django: {problem.msg}", str(problem.hint or "See Django's documentation."))
    yield Finding(f"clock: {now():%Y-%m-%d %H:%M} UTC")


def _room_and_door(config: Config) -> Iterator[Finding]:
    free = shutil.disk_usage(config.data).free // 2**20
    yield Finding(f"free disk: {free} MB", "Make room in the data folder." if free < LEAST_FREE_MB else "")
    secure = config.origin().startswith("https://")
    lost = "Set JALON_PROXIES, or every visitor looks like one and shares one limit of sign-in attempts."
    yield Finding(f"reverse proxies believed: {config.proxies}", lost if secure and not config.proxies else "")
    if config.debug:
        yield Finding("debug is on", "Unset JALON_DEBUG: errors are shown to whoever causes them.")


def _version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        return str(cursor.fetchone()[0])
