"""The role that the application works as, and the time in which it is put aside.

It is called like the database with `_app` behind; the migration makes it when its login may, and an operator otherwise
(`docs/operate/security.md`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from jalon.kernel.db.row_security.walled import Walled

LONGEST_NAME = 63
TAKE_ROLE = (
    "SELECT set_config('role', rolname, false) FROM pg_roles "
    "WHERE rolname = %s AND pg_has_role(session_user, oid, 'MEMBER')"
)
BOUND = """
SELECT NOT (rolsuper OR rolbypassrls)
   AND NOT EXISTS (SELECT 1 FROM pg_class WHERE relkind = 'r' AND relrowsecurity
                      AND pg_has_role(role.oid, relowner, 'USAGE'))
   AND EXISTS (SELECT 1 FROM pg_class WHERE relkind = 'r' AND relrowsecurity
                  AND has_table_privilege(role.oid, oid, 'SELECT'))
  FROM pg_roles AS role WHERE rolname = COALESCE(NULLIF(%s, ''), current_user)
"""


def walled(using: str) -> Walled | None:
    """The connection, on the engine that has row policies."""
    connection = connections[using]
    return cast("Walled", connection) if connection.vendor == "postgresql" else None


def app_role(connection: BaseDatabaseWrapper) -> str:
    """The name of the role, for this database."""
    return f"{connection.settings_dict['NAME']}_app"[-LONGEST_NAME:]


def is_bound(*, using: str = "default") -> bool:
    """Whether the policies hold for the application: it is no superuser, owns no table, and is not let through.

    True on SQLite, which has none.
    """
    connection = walled(using)
    if connection is None:
        return True
    with connection.cursor() as cursor:
        cursor.execute(BOUND, [app_role(connection)] if connection.is_owner else [""])
        return cursor.fetchone() == (True,)


def how_to_make_role(*, using: str = "default") -> str:
    """What an administrator of the server says where our login may make no role."""
    connection = cast("Walled", connections[using])
    role, login = app_role(connection), connection.application_login or "…"
    return f'CREATE ROLE "{role}" NOLOGIN; GRANT "{role}" TO "{login}";'


def owners_copy(connection: BaseDatabaseWrapper) -> BaseDatabaseWrapper:
    """A new connection to the same database, as its owner while it lives: to copy or to write all that is there."""
    copy = connection.copy()
    if copy.vendor == "postgresql":
        cast("Walled", copy).put_role_aside()
    return copy


@contextmanager
def as_owner(*, using: str = "default") -> Iterator[None]:
    """Own the tables meanwhile, to migrate, empty or guard them; outside of transactions where two logins are set."""
    connection = walled(using)
    if connection is None or connection.is_owner:
        yield
        return
    connection.put_role_aside()
    try:
        yield
    finally:
        connection.take_role()
