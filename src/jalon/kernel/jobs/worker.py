"""The process that does the work."""

import os
import re
import socket
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

from django.core.management import call_command
from django_ox import actions
from django_ox.models import OxTask
from django_ox.worker import Worker

POLL_SECONDS = 0.25
THREADS = 2
GROWN_BY_MB = 100  # what a job may leave behind, as the frames of a large import do
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def work(
    *,
    threads: int = THREADS,
    poll_seconds: float = POLL_SECONDS,
    lease_seconds: float | None = None,
    until_empty: bool = False,
) -> None:
    """Do jobs until told to stop (SIGTERM, SIGINT: finish what runs, take no more), or until none is due.

    Ends the process. `threads`: jobs at once. `poll_seconds`: longest wait of a due job on an idle worker.
    `lease_seconds`: how long after a worker's death on another machine its job is taken up; 30 by the settings.
    """
    call_command(
        "ox_worker",
        concurrency=threads,
        interval=poll_seconds,
        lock_timeout=lease_seconds,
        batch=until_empty,
        verbosity=0,
    )


class JobWorker(Worker):
    """The library's worker; it takes up at once what died beside it, and ends when idle and grown, to start small."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._busy = 0
        self._busy_lock = Lock()
        self._enough_mb = resident_mb() + GROWN_BY_MB

    def run(self) -> None:
        """Poll and work until asked to stop."""
        with suppress(Exception):  # the lease ends by itself if the database cannot be asked now
            release_jobs_of_the_dead()
        super().run()

    def execute(self, db_task: OxTask, *, inline: bool = False) -> None:
        """Do one claimed job."""
        with self._busy_lock:
            self._busy += 1
        try:
            super().execute(db_task, inline=inline)
        finally:
            with self._busy_lock:
                self._busy -= 1
                if not self._busy and not inline and resident_mb() > self._enough_mb:
                    self.request_stop()


def release_jobs_of_the_dead() -> int:
    """End the leases of workers that ran on this machine and are gone; gives how many jobs that frees."""
    running = OxTask.objects.filter(status=OxTask.Status.RUNNING).values_list("pk", "locked_by")
    orphans = [task for task, holder in running if _died_here(holder or "")]
    return sum(actions.expire_lease(task) for task in orphans)


def resident_mb() -> float:
    """What this process holds in memory; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * PAGE_BYTES / 1_000_000


def _died_here(holder: str) -> bool:
    match = re.match(rf"{re.escape(socket.gethostname()[:40])}-(\d+)-", holder)
    if match is None:
        return False
    try:
        with suppress(PermissionError):  # it lives, under another user
            os.kill(int(match[1]), 0)
    except ProcessLookupError:
        return True
    return False
