"""`jalon restore`: an archive back into a place, verified before and after."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from filecmp import cmp
from pathlib import Path

from django.db import connection

from jalon.site.keep.archive import Archive, Manifest, open_archive
from jalon.site.keep.backup import back_up_database
from jalon.site.keep.databases import as_default
from jalon.site.keep.folder import RESTORING, aside, files_of_sqlite, kept_files
from jalon.site.keep.load import load_database
from jalon.site.keep.refusals import CannotKeep, NewerData, NotEmpty, StillRunning
from jalon.site.keep.schema import is_empty, refuse_newer


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and the folder that keeps what it replaced, None when there was nothing."""

    manifest: Manifest
    replaced: Path | None


def restore(*, path: Path, data: Path, at: datetime, keys: Path | None = None, replace: bool = False) -> Restored:
    """Put what the archive `path` holds into the data folder and the default database.

    Everything is read and verified before anything is touched; the database changes all at once. With `replace`, what
    was there is kept aside. Raises CannotKeep.
    """
    with ExitStack() as stack:
        archive = stack.enter_context(open_archive(path))
        _verify(archive, "everything", "database")
        archives = [archive]
        if keys:
            archives.append(stack.enter_context(open_archive(keys)))
            _verify(archives[-1], "keys")
        if not replace:
            _refuse_unless_empty(archive, data)
        old = aside(data, f"replaced-{at:%Y%m%d-%H%M%S-%f}")
        staged = stack.enter_context(_staged(archives, data))
        with _database_in_place(old if replace else None, at):
            load_database(archive)
        _put_in_place(archive, staged, data, old)
    return Restored(archive.manifest, old if old.exists() else None)


@contextmanager
def _database_in_place(old: Path | None, at: datetime) -> Iterator[None]:
    """What the block makes of the default database takes its place when the block ends well.

    SQLite gets a new file that takes the place of the old one, so that a damaged one can be replaced too.
    """
    if connection.vendor != "sqlite":
        if old and not is_empty():
            with suppress(NewerData):  # then the archive made before the upgrade is what is being restored
                old.mkdir(mode=0o700)
                back_up_database(path=old / "database.jalon", at=at)
        yield
        return
    path = Path(connection.settings_dict["NAME"])
    fresh = path.with_name(path.name + RESTORING)
    path.parent.mkdir(parents=True, exist_ok=True)
    connection.close()
    _refuse_while_open(path)
    _remove(fresh)
    other = connection.copy()
    other.settings_dict["NAME"] = str(fresh)
    try:
        with as_default(other):
            yield
        _move_over(fresh, path, old)
    finally:
        _remove(fresh)


def _refuse_while_open(path: Path) -> None:
    """Raise StillRunning when another process has the SQLite file open; bring its write-ahead log home otherwise."""
    if not path.exists():
        return
    with suppress(sqlite3.DatabaseError):
        database = sqlite3.connect(path, timeout=0)
        try:
            database.execute("PRAGMA journal_mode = DELETE")  # possible for who is alone
        except sqlite3.OperationalError as problem:
            if "locked" in str(problem):
                raise StillRunning("Jalon has the database open: stop it first.") from None
        finally:
            database.close()


def _verify(archive: Archive, *contents: str) -> None:
    if archive.manifest.contents not in contents:
        raise CannotKeep(f"That archive holds {archive.manifest.contents}; here goes one of {' or '.join(contents)}.")
    refuse_newer(archive.manifest.migrations)
    archive.verify()


def _refuse_unless_empty(archive: Archive, data: Path) -> None:
    there = [] if archive.manifest.contents == "database" else kept_files(data, keys=False)
    if there:
        raise NotEmpty(f"There are files in {data} already ({there[0]}): restore elsewhere, or with --replace.")
    if not is_empty():
        raise NotEmpty("There is a database with people in it already: restore elsewhere, or with --replace.")


@contextmanager
def _staged(archives: list[Archive], data: Path) -> Iterator[Path]:
    """The files of the archives, in a folder beside those they replace, so that putting them in place is quick."""
    folder = data / RESTORING
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    try:
        for archive in archives:
            for path in archive.manifest.files:
                archive.extract(path, folder / path, mode=0o600)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put_in_place(archive: Archive, staged: Path, data: Path, old: Path) -> None:
    """Files of the archive come in, those that were there go aside; files alike are left alone."""
    coming = {path.relative_to(staged).as_posix() for path in staged.rglob("*") if path.is_file()}
    leaving = set(kept_files(data, keys=False)) if archive.manifest.contents == "everything" else set()
    for path in sorted(coming | leaving):
        if path in coming and (data / path).is_file() and cmp(staged / path, data / path, shallow=False):
            continue
        if (data / path).exists():
            _move(data / path, old / path)
        if path in coming:
            _move(staged / path, data / path)


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    source.replace(target)


def _move_over(fresh: Path, path: Path, old: Path | None) -> None:
    """Take the place of the old database, which goes aside with what its write-ahead log still holds, unless empty."""
    database = sqlite3.connect(fresh)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    for source in files_of_sqlite(path):
        if source.exists() and old:
            _move(source, old / source.name)
        source.unlink(missing_ok=True)
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _remove(path: Path) -> None:
    for file in files_of_sqlite(path):
        file.unlink(missing_ok=True)
