"""The one thing read from the database: which subjects of a workspace have new events."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper

from jalon.kernel.db.commit_stamp import commit_stamp

LATE = timedelta(seconds=10)  # an event is dated when it is written and seen when it is committed
MOST = 500
NEWS = (
    "SELECT id, subject_kind, subject_id, recorded_at FROM timeline_event"
    " WHERE workspace_id = %s AND recorded_at > %s ORDER BY recorded_at DESC, id DESC LIMIT %s"
)


@dataclass
class _Reader:
    since: datetime
    known: set[str] = field(default_factory=set)


class Ledger:
    """Follows the events of the workspaces that somebody listens to, each event once."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection
        self._stamp = ""
        self._readers: dict[UUID, _Reader] = {}

    def follow(self, workspaces: set[UUID], *, now: datetime) -> None:
        """From now on, follow these and no others."""
        self._readers = {one: self._readers.get(one) or self._new(one, now) for one in workspaces}

    def news(self) -> dict[UUID, list[str]]:
        """For each workspace with new events, their subjects as "kind:id"; nothing is read when nobody committed."""
        stamp = commit_stamp(self._connection)
        if stamp == self._stamp:
            return {}
        found = {one: self._read(one, reader) for one, reader in self._readers.items()}
        self._stamp = stamp
        return {one: subjects for one, subjects in found.items() if subjects}

    def close(self) -> None:
        """Let go of the connection; the next question opens another."""
        self._connection.close()
        self._stamp = ""

    def _new(self, workspace: UUID, now: datetime) -> _Reader:
        """What is there already is no news."""
        reader = _Reader(since=now - LATE)
        self._read(workspace, reader)
        return reader

    def _read(self, workspace: UUID, reader: _Reader) -> list[str]:
        rows = self._rows(workspace, reader.since)
        fresh = [row for row in rows if row[0] not in reader.known]
        if rows:
            reader.since = max(reader.since, rows[0][3] - LATE)
        reader.known = {row[0] for row in rows}
        return sorted({f"{kind}:{subject}" for _, kind, subject, _ in fresh})

    def _rows(self, workspace: UUID, since: datetime) -> list[tuple[str, str, UUID, datetime]]:
        connection = self._connection
        sqlite = connection.vendor == "sqlite"
        values = [workspace.hex if sqlite else workspace, connection.ops.adapt_datetimefield_value(since), MOST]
        with connection.cursor() as cursor:
            cursor.execute(NEWS, values)
            return [(str(one), kind, UUID(str(subject)), _instant(at)) for one, kind, subject, at in cursor.fetchall()]


def _instant(at: datetime | str) -> datetime:
    found = datetime.fromisoformat(at) if isinstance(at, str) else at
    return found if found.tzinfo else found.replace(tzinfo=UTC)
