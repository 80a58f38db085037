"""The process that does the work."""

from django.core.management import call_command

POLL_SECONDS = 0.25
THREADS = 2


def work(
    *,
    threads: int = THREADS,
    poll_seconds: float = POLL_SECONDS,
    lease_seconds: float | None = None,
    until_empty: bool = False,
) -> None:
    """Do jobs until told to stop (SIGTERM, SIGINT: finish what runs, take no more), or until none is due.

    Ends the process. `threads`: jobs at once. `poll_seconds`: longest wait of a due job on an idle worker.
    `lease_seconds`: how long after a worker's death its job is taken up by another; 30 by the settings.
    """
    call_command(
        "ox_worker",
        concurrency=threads,
        interval=poll_seconds,
        lock_timeout=lease_seconds,
        batch=until_empty,
        verbosity=0,
    )
