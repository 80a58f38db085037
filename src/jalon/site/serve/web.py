"""The web process: Granian, serving Jalon's pages over WSGI."""

import argparse
import os
import shutil
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from jalon.site.serve.lifeline import follow_parent

MEMORY_MB = 400
THREAD_IDLE_SECONDS = 600  # a thread keeps its database connection while it lives
STOP_SECONDS = 15


def main() -> None:
    """Serve until SIGTERM; requests under way are finished first."""
    options = _options()
    follow_parent()
    _count_together()
    Granian(
        "jalon.site.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=options.threads,
        blocking_threads_idle_timeout=THREAD_IDLE_SECONDS,
        log_level=LogLevels("warning" if options.log_level == "info" else options.log_level),
        respawn_failed_workers=True,
        workers_max_rss=MEMORY_MB,
        workers_kill_timeout=STOP_SECONDS,
    ).serve()


def _count_together() -> None:
    """Let the web processes add their metrics up: in files of this folder, begun anew at each start."""
    folder = Path(os.environ.get("JALON_DATA", "data")).absolute() / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--log-level", required=True)
    return parser.parse_known_args()[0]


if __name__ == "__main__":
    main()
