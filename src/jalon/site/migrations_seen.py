"""Whether the database has the migrations of this version: asked until it has, then known."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

_seen: set[str] = set()  # databases that had them all: none goes back under a running process


def is_migrated() -> bool:
    """Every migration of this version was applied."""
    name = str(connection.settings_dict["NAME"])
    if name not in _seen:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _seen.add(name)
    return True
