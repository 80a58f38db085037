"""Where a connection stands: the person and the workspace that the policies go by.

A request begins nowhere, is recognised, enters one workspace, and leaves when it is answered; a job stands in the
workspace it was asked for in. Being everywhere is for the job runner and the operator's command line, and for the few
lookups that find out where somebody belongs: each says why, and a test knows them all.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, LiteralString, cast
from uuid import UUID

from django.db import connection
from django.db.utils import Error

from jalon.kernel.db.row_security.walled import NOWHERE, Place, Walled

SAY = (
    "SELECT set_config('jalon.person', %s, false), set_config('jalon.workspace', %s, false), "
    "set_config('jalon.everywhere', %s, false)"
)


_rest = NOWHERE


def at_rest() -> Place:
    """Where this process's connections stand outside of requests and jobs: nowhere, unless it said otherwise."""
    return _rest


def rest_everywhere(why: str) -> None:
    """For a process without visitors, as the operator's command line: stand everywhere between requests."""
    global _rest
    before, _rest = _rest, Place(everywhere=why)
    if standing() == before:
        _stand(_rest)


def standing() -> Place:
    """Where we stand; on SQLite always where the process rests."""
    return _walled().place if _has_wall() else _rest


def recognise(person_id: UUID) -> None:
    """From here on we act for this person, who may read which workspaces are theirs."""
    _stand(Place(person=person_id))


def enter(workspace_id: UUID) -> None:
    """From here on we stand in this workspace; who is everywhere stays there."""
    _stand(replace(standing(), workspace=workspace_id))


def leave() -> None:
    """Stand where this process rests, after whatever there was."""
    if standing() != _rest:
        _stand(_rest)


def when_a_request_begins(**_kwargs: Any) -> None:
    """Stand nowhere, however the process rests."""
    _return_to(NOWHERE)


def when_a_request_ends(**_kwargs: Any) -> None:
    """It was answered, well or badly, to its last byte."""
    _return_to(_rest)


@contextmanager
def within(workspace_id: UUID | None) -> Iterator[None]:
    """Stand in this workspace (None: nowhere) and in no other, then where one stood before."""
    with _standing(Place(workspace=workspace_id)):
        yield


@contextmanager
def everywhere(why: str) -> Iterator[None]:
    """See every workspace, then stand where one stood before."""
    with _standing(replace(standing(), everywhere=why)):
        yield


def placing(place: Place) -> tuple[LiteralString, list[str]]:
    """The statement that makes a connection stand there, and its parameters."""
    return SAY, [str(place.person or ""), str(place.workspace or ""), "on" if place.everywhere else ""]


@contextmanager
def _standing(place: Place) -> Iterator[None]:
    before = standing()
    _stand(place)
    try:
        yield
    finally:
        _return_to(before)


def _stand(place: Place) -> None:
    """Say it to the database, if we are connected; else the connection says it when it is made."""
    if not _has_wall():
        return
    walled = _walled()
    if walled.connection is not None:
        with walled.cursor() as cursor:
            cursor.execute(*placing(place))
    walled.place = place


def _return_to(place: Place) -> None:
    """A connection that cannot be told is closed, unless a rollback is due, which takes it back by itself."""
    if standing() == place:
        return
    try:
        _stand(place)
    except Error:
        _walled().place = place
        if not connection.in_atomic_block:
            connection.close()


def _has_wall() -> bool:
    return connection.vendor == "postgresql"


def _walled() -> Walled:
    return cast("Walled", connection)
