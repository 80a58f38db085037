"""`jalon move`: the whole database to another engine or server, nothing lost, nobody writing meanwhile."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from jalon.site.keep.archive import Manifest, new_archive, open_archive
from jalon.site.keep.backup import write_database
from jalon.site.keep.databases import as_default, connection_to, snapshot
from jalon.site.keep.folder import backup_path
from jalon.site.keep.load import load_database
from jalon.site.keep.refusals import CannotKeep, NotEmpty
from jalon.site.keep.schema import is_empty, tables_of


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved, and the archive it went through, which stays as a backup."""

    manifest: Manifest
    backup: Path


def move(*, to: str, data: Path, at: datetime) -> Moved:
    """Copy the default database to the one of the URL `to`, which must be empty; the old one stays as it is.

    Nobody can write to the old one meanwhile. Counts and hashes of every table must be equal on both sides. The files
    of the data folder stay where they are. Raises CannotKeep.
    """
    target = connection_to(to)
    _refuse_unless_usable(target)
    backup = backup_path(data, f"moved-from-{connection.vendor}", at)
    with snapshot(hold=[table.name for table in tables_of(connection)]) as source:
        with new_archive(backup) as writer:
            writer.finish(write_database(writer, source, at))
        with open_archive(backup) as archive, as_default(target):
            archive.verify()
            load_database(archive)
            return Moved(archive.manifest, backup)


def _refuse_unless_usable(target: BaseDatabaseWrapper) -> None:
    try:
        with as_default(target):
            target.check_database_version_supported()  # Django asks it of the first database of this name alone
            if not is_empty():
                raise NotEmpty("There is a database with people in it already at that address: give an empty one.")
    except DatabaseError as problem:
        raise CannotKeep(f"The database at that address cannot be used: {problem}") from problem
