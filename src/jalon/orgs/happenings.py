"""Where this room's events go: the timeline, which lies above, plugs its recorder in when it is ready."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from jalon.orgs.actor import Actor


class Recorder(Protocol):
    """Writes one event in the transaction of its change."""

    def __call__(
        self, verb: str, *, subject: tuple[str, UUID], actor: Actor, at: datetime, particulars: dict[str, object]
    ) -> object: ...


_recorders: list[Recorder] = []


def record_with(recorder: Recorder) -> None:
    """Give the recorder; called once, by the timeline, when Django is ready."""
    _recorders[:] = [recorder]


def tell(verb: str, *, subject: tuple[str, UUID], actor: Actor, at: datetime, **particulars: object) -> None:
    """Record that `verb` happened. The timeline declares the verb and checks its particulars."""
    if not _recorders:
        raise RuntimeError(f"nothing records {verb}: the timeline is not installed")
    for record in _recorders:
        record(verb, subject=subject, actor=actor, at=at, particulars=particulars)
