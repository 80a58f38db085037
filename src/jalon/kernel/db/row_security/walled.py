"""What this folder asks of a connection, and the place that it keeps."""

from dataclasses import dataclass
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True, slots=True)
class Place:
    """As whom, in which workspace; or, for `everywhere`, the reason."""

    person: UUID | None = None
    workspace: UUID | None = None
    everywhere: str = ""


NOWHERE = Place()


class Walled(BaseDatabaseWrapper):
    """A connection to PostgreSQL; the backend beside this folder is the one."""

    place: Place
    is_owner: bool
    application_login: str

    def put_role_aside(self) -> None:
        """Be who owns the tables, from the next statement on."""
        raise NotImplementedError

    def take_role(self) -> None:
        """Be the application again."""
        raise NotImplementedError
