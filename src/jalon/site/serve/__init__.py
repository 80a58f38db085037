"""`jalon up`: pages and work for later in one command, watched over by a small parent process."""

import json
import os
import sys
from typing import TYPE_CHECKING, NoReturn

from jalon.site.serve.port import CannotListen, check_port

if TYPE_CHECKING:
    from jalon.site.config import Config  # not at run time: the parent process stays small

ANNOUNCE = "ANNOUNCE_WHEN_READY"  # handed on out of sight of other users: it may hold a link that signs in


def serve(config: "Config", *, announce: str = "") -> NoReturn:
    """Become the parent of the web server and of the job worker, until SIGINT or SIGTERM.

    The calling process is replaced, so that what it imported costs no memory. `announce` is printed when the
    first page can be had. Exits with 1 when the address cannot be listened on, or when a child keeps dying.
    """
    try:
        check_port(host=config.host, port=config.port)
    except CannotListen as problem:
        sys.exit(f"jalon: {problem}")
    command = [sys.executable, "-m", "jalon.site.serve", *_options(config)]
    sys.stdout.flush()
    os.execve(sys.executable, command, {**os.environ, **_environment(config), ANNOUNCE: announce})  # noqa: S606 - ourselves


def _options(config: "Config") -> list[str]:
    options = {
        "host": config.host,
        "port": config.port,
        "workers": config.web_workers,
        "threads": config.web_threads,
        "log-level": config.log_level,
        "log-format": config.log_format,
    }
    return [f"--{name}={value}" for name, value in options.items()]


def _environment(config: "Config") -> dict[str, str]:
    from jalon.site.config import variable_of

    values = config.model_dump(mode="json", exclude_defaults=True)
    return {variable_of(name): value if isinstance(value, str) else json.dumps(value) for name, value in values.items()}
