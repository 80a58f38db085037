"""The parent process of `jalon up`: standard library only, so that it stays small."""

import argparse
import os
import socket
import sys

from jalon.site.serve import ANNOUNCE
from jalon.site.serve.addresses import PORT
from jalon.site.serve.child import Child
from jalon.site.serve.port import free_port
from jalon.site.serve.supervisor import Supervisor


def main() -> int:
    """Run the web server and the job worker with the options that `serve` wrote."""
    options = _options()
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")  # else each thread may keep an arena of its own
    os.environ["PYTHONUNBUFFERED"] = "1"
    live = os.environ.setdefault(PORT, str(free_port(host=options.host, after=options.port)))
    web = f"{_reachable(options.host)}:{options.port}"
    children = [
        Child("web", [sys.executable, "-m", "jalon.site.serve.web", *sys.argv[1:]]),
        Child("worker", [sys.executable, "-m", "jalon.site.serve.worker"]),
        Child(
            "live",
            [sys.executable, "-m", "jalon.site.live", f"--host={options.host}", f"--live-port={live}", f"--web={web}"],
        ),
    ]
    supervisor = Supervisor(
        children,
        prefix=options.log_format == "text",
        announce=os.environ.pop(ANNOUNCE, ""),
        answers=lambda: answers(host=options.host, port=options.port),
    )
    return supervisor.run()


def answers(*, host: str, port: int) -> bool:
    """Somebody answers HTTP there; with what status does not matter."""
    try:
        with socket.create_connection((_reachable(host), port), timeout=2) as line:
            line.sendall(b"HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            return line.recv(5) == b"HTTP/"
    except OSError:
        return False


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="jalon up")
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--log-format", required=True)
    return parser.parse_known_args()[0]


if __name__ == "__main__":
    sys.exit(main())
