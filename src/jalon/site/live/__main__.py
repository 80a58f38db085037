"""The live process: Granian, over ASGI, beside the web process."""

import argparse
import os

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from jalon.site.serve.addresses import WEB
from jalon.site.serve.lifeline import follow_parent

STOP_SECONDS = 2  # a stream never ends by itself


def main() -> None:
    """Serve until SIGTERM."""
    options = _options()
    follow_parent()
    os.environ[WEB] = options.web
    Granian(
        "jalon.site.live.asgi:application",
        address=options.host,
        port=options.live_port,
        interface=Interfaces.ASGI,
        workers=1,
        runtime_threads=1,
        backlog=1024,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    ).serve()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", required=True)
    parser.add_argument("--live-port", type=int, required=True)
    parser.add_argument("--web", required=True, help="host:port of the web process")
    return parser.parse_known_args()[0]


if __name__ == "__main__":
    main()
