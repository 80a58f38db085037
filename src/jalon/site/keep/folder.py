"""The data folder: what of it belongs into a backup, what are keys, and where backups go by themselves."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.db import connection

from jalon.kernel.db.url import SQLITE_FILE
from jalon.site.config import FILE_NAME

BACKUPS = "backups"
MADE_ANEW = {"static", BACKUPS}
RESTORING = ".restoring"
OF_SQLITE = ("-wal", "-shm", "-journal", "")  # the database itself last: without it the others mean nothing


def kept_files(data: Path, *, keys: bool) -> list[str]:
    """The files that a backup takes, or those that go apart, as paths within the data folder."""
    return sorted(path for path in _files(data) if is_key(path) is keys)


def is_key(path: str) -> bool:
    """Keys, and the settings, which may hold the password of a database or of a mail server."""
    return path == FILE_NAME or path.endswith((".key", ".keys")) or path.startswith("keys/")


def backup_path(data: Path, name: str, at: datetime) -> Path:
    """Where a backup goes that Jalon makes by itself."""
    return aside(data, f"{name}-{at:%Y%m%d-%H%M%S-%f}.jalon")


def aside(data: Path, name: str) -> Path:
    """A name in the folder of backups, which is made."""
    folder = data / BACKUPS
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / name


def files_of_sqlite(database: Path) -> list[Path]:
    """The files that a SQLite database may consist of, the one that holds it last."""
    return [database.with_name(database.name + suffix) for suffix in OF_SQLITE]


def _files(data: Path) -> Iterator[str]:
    root = data.resolve()
    database = _database_files(root)
    for folder, folders, names in os.walk(root):
        here = Path(folder)
        folders[:] = [name for name in folders if here != root or not _is_left_out(name)]
        for name in names:
            path = here / name
            if path.is_file() and not path.is_symlink() and path not in database:
                yield path.relative_to(root).as_posix()


def _is_left_out(name: str) -> bool:
    return name in MADE_ANEW or name.startswith(RESTORING)


def _database_files(root: Path) -> set[Path]:
    """SQLite's, in use or not: after a move to PostgreSQL the old one still lies there."""
    used = [Path(connection.settings_dict["NAME"]).resolve()] if connection.vendor == "sqlite" else []
    both = [path.with_name(path.name + more) for path in [root / SQLITE_FILE, *used] for more in ("", RESTORING)]
    return {file for path in both for file in files_of_sqlite(path)}
