"""`jalon backup`: everything of one instant in one archive, while people work."""

from datetime import datetime
from pathlib import Path
from typing import Literal

from django.db.backends.base.base import BaseDatabaseWrapper

import jalon
from jalon.kernel.db.portable import last_number, read_table
from jalon.site.keep.archive import Manifest, Writer, new_archive
from jalon.site.keep.databases import snapshot
from jalon.site.keep.folder import kept_files
from jalon.site.keep.refusals import CannotKeep
from jalon.site.keep.schema import migrations_of, tables_of, tables_without_model

Keys = Path | Literal["with", "without"]


def back_up(*, path: Path, data: Path, at: datetime, keys: Keys = "without") -> Manifest:
    """Write the database and the files of the data folder to the archive `path`; gives its manifest.

    Keys and settings stay out, or go with the rest, or into an archive of their own. Raises CannotKeep.
    """
    with new_archive(path) as writer:
        with snapshot() as database:
            of_database = write_database(writer, database, at)
        files = kept_files(data, keys=False) + (kept_files(data, keys=True) if keys == "with" else [])
        _write_files(writer, files, data)  # after the rows: a row never names a file that is not there yet
        manifest = of_database.model_copy(update={"contents": "everything", "files": writer.files})
        writer.finish(manifest)
        if isinstance(keys, Path):
            back_up_keys(path=keys, data=data, at=at)
    return manifest


def back_up_database(*, path: Path, at: datetime) -> Manifest:
    """Write the database alone: what a migration may change. Raises CannotKeep."""
    with new_archive(path) as writer:
        with snapshot() as database:
            manifest = write_database(writer, database, at)
        writer.finish(manifest)
    return manifest


def back_up_keys(*, path: Path, data: Path, at: datetime) -> Manifest:
    """Write the keys and the settings to an archive of their own. Raises CannotKeep."""
    with new_archive(path) as writer:
        _write_files(writer, kept_files(data, keys=True), data)
        manifest = Manifest(contents="keys", jalon=jalon.__version__, made_at=at.isoformat(), files=writer.files)
        writer.finish(manifest)
    return manifest


def write_database(writer: Writer, database: BaseDatabaseWrapper, at: datetime) -> Manifest:
    """Write every table of a snapshot; gives the manifest of them."""
    migrations, tables = migrations_of(database), tables_of(database)
    if not migrations:
        raise CannotKeep("There is nothing to back up yet: start Jalon once (`jalon up`).")
    for table in tables:
        writer.add_table(table, read_table(database, table), last_number=last_number(database, table))
    return Manifest(
        contents="database",
        jalon=jalon.__version__,
        made_at=at.isoformat(),
        engine=database.vendor,
        migrations=migrations,
        tables=writer.tables,
        left_out=tables_without_model(database, tables),
    )


def _write_files(writer: Writer, paths: list[str], data: Path) -> None:
    for path in paths:
        writer.add_file(path, data)
