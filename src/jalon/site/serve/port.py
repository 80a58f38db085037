"""Whether an address can be listened on, and what to do when not."""

import errno
import socket

ANY_PORT = 0


class CannotListen(Exception):  # noqa: N818 - an answer for the operator
    """The address cannot be listened on: says why and what to change."""


def check_port(*, host: str, port: int) -> None:
    """Raises CannotListen when `host`:`port` is taken, forbidden or not of this machine."""
    try:
        _bind(host, port)
    except OSError as problem:
        raise CannotListen(_words(problem, host, port)) from None


def free_port(*, host: str, after: int) -> int:
    """The first free port above `after`, or one that the system gives."""
    for port in range(after + 1, min(after + 50, 65536)):
        try:
            return _bind(host, port)
        except OSError:
            continue
    return _bind(host, ANY_PORT)


def _bind(host: str, port: int) -> int:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
        return int(probe.getsockname()[1])


def _words(problem: OSError, host: str, port: int) -> str:
    if problem.errno == errno.EADDRINUSE:
        other = free_port(host=host, after=port)
        return f"port {port} is taken by another program. Stop that one, or choose another port: PORT={other} jalon up"
    if problem.errno in {errno.EACCES, errno.EPERM}:
        return f"port {port} is kept for the system. Choose one above 1023: PORT=8000 jalon up"
    return f"cannot listen on {host}: {problem.strerror}. JALON_HOST must be an address of this machine"
