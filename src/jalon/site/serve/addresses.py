"""What the parent says to its children by their environment."""

from collections.abc import Iterable, Mapping

WEB = "LIVE_WEB"  # to the live process: host:port of the web process
PORT = "LIVE_PORT"  # to the web process: where the live process listens; an operator may fix it


def live_port(environment: Mapping[str, str], *, behind_proxy: bool) -> int:
    """The port at which browsers find the live process; 0 for "at /live/ of Jalon's own address", through a proxy."""
    given = environment.get(PORT, "")
    return int(given) if given.isdigit() and not behind_proxy else 0


def live_origins(hosts: Iterable[str], port: int) -> list[str]:
    """Where pages may listen, for their policy, which knows no IPv6 literal: pages opened at one ask instead."""
    return [f"http://{host}:{port}" for host in hosts if port and ":" not in host]
