"""Whether the database has the migrations of this version: asked until it has, then known."""

from django.db import connection

from jalon.site.keep.schema import pending_migrations

_seen: set[str] = set()  # databases that had them all: none goes back under a running process


def is_migrated() -> bool:
    """Every migration of this version was applied."""
    name = str(connection.settings_dict["NAME"])
    if name not in _seen:
        if pending_migrations():
            return False
        _seen.add(name)
    return True
