"""The jobs that rooms declare, by name."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from jalon.kernel.jobs.schedules import Schedule

NAME = re.compile(r"[a-z]+\.[a-z][a-z0-9_]*")
KeyUntil = Literal["started", "finished", "forever"]
Work = Callable[..., None]


class UnknownJob(LookupError):  # noqa: N818 - an answer to a wrong name
    """No room declares a job by that name."""


@dataclass(frozen=True, slots=True)
class Handler:
    """How the job called `name` is done, and how patiently."""

    name: str
    work: Work
    attempts: int
    backoff: int
    timeout: int | None
    priority: int
    atomic: bool
    key_until: KeyUntil
    schedule: Schedule | None


_handlers: dict[str, Handler] = {}


def job(
    name: str,
    *,
    attempts: int = 5,
    backoff: int = 15,
    timeout: int | None = None,
    priority: int = 0,
    atomic: bool = True,
    key_until: KeyUntil = "forever",
    schedule: Schedule | None = None,
) -> Callable[[Work], Work]:
    """Declare the decorated function as the job `name` ("room.verb"): it takes `job`, and the payload by
    keyword.

    `attempts`: exceptions before the job is dead. `backoff`: seconds before the second attempt, then doubled.
    `timeout`: whole seconds one attempt may last. `priority`: -100 to 100, higher first. `atomic`: see the
    package. `key_until`: how long a `key` keeps a second job away. `schedule`: the job asks for itself,
    without payload. Raises ValueError for a name that is malformed or taken.
    """
    if not NAME.fullmatch(name):
        raise ValueError(f"a job is named “room.verb”, in lower case: not “{name}”")

    def declare(work: Work) -> Work:
        known = _handlers.get(name)
        if known and _place(known.work) != _place(work):
            raise ValueError(f"the job “{name}” is already declared in {known.work.__module__}")
        _handlers[name] = Handler(name, work, attempts, backoff, timeout, priority, atomic, key_until, schedule)
        return work

    return declare


def handler_of(name: str) -> Handler:
    """The handler declared for `name`. Raises UnknownJob."""
    try:
        return _handlers[name]
    except KeyError:
        raise UnknownJob(f"no room declares a job “{name}”; declared: {', '.join(sorted(_handlers))}") from None


def scheduled_handlers() -> list[Handler]:
    """The handlers that ask for themselves."""
    return [handler for handler in _handlers.values() if handler.schedule]


def forget(name: str) -> None:
    """Take a declaration back: for tests that declare jobs of their own."""
    _handlers.pop(name, None)


def _place(work: Any) -> tuple[str, str]:
    return work.__module__, work.__qualname__
