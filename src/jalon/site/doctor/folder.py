"""The data folder: writable, with room, on a disk that SQLite can trust, its keys out of sight."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

from django.conf import settings
from django.db import connection

from jalon.site.config import Config
from jalon.site.doctor.finding import Finding
from jalon.site.keep.folder import is_key, kept_files

LEAST_FREE_MB = 500
FROM_AFAR = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "fuse.sshfs", "fuse.glusterfs", "fuse.s3fs"}
MOUNTS = Path("/proc/mounts")


def examine_folder(config: Config) -> Iterator[Finding]:
    """Everything that concerns the data folder."""
    yield _writable(config.data)
    yield _room(config.data)
    yield _keys(config.data)
    yield _static()
    if connection.vendor == "sqlite":
        yield _disk(Path(connection.settings_dict["NAME"]).resolve().parent)


def _writable(data: Path) -> Finding:
    says = f"data folder: {data.absolute()}"
    try:
        with TemporaryFile(dir=data):
            return Finding("data folder", says)
    except OSError as problem:
        return Finding("data folder", f"{says}: {problem.strerror}", "Let the user that runs Jalon write to it.")


def _room(data: Path) -> Finding:
    """A backup and an upgrade need about as much again as the database."""
    free, needed = shutil.disk_usage(data).free // 2**20, max(LEAST_FREE_MB, 2 * _size_mb())
    remedy = f"Make room: {needed} MB are needed for work, a backup and an upgrade." if free < needed else ""
    return Finding("free disk", f"free disk: {free} MB", remedy)


def _keys(data: Path) -> Finding:
    open_to_others = [path for path in kept_files(data, keys=True) if is_key(path) and _is_open(data / path)]
    remedy = f"Run: chmod 600 {' '.join(str(data / path) for path in open_to_others)}" if open_to_others else ""
    return Finding("keys", f"keys and settings that others can read: {', '.join(open_to_others) or 'none'}", remedy)


def _static() -> Finding:
    from jalon.site.up import static_fingerprint

    stamp = settings.STATIC_ROOT / "fingerprint"
    if not stamp.exists():
        return Finding("static files", "static files: not gathered yet, `jalon up` does it")
    stale = stamp.read_text() != static_fingerprint()
    remedy = "Start `jalon up` again, which gathers them." if stale else ""
    return Finding("static files", f"static files: {'of another version' if stale else 'of this version'}", remedy)


def _disk(folder: Path) -> Finding:
    kind = file_system_of(folder)
    far = "Keep the data folder on a local disk, or use PostgreSQL: SQLite’s write-ahead log is lost over a network."
    return Finding("file system", f"file system: {kind or 'unknown'}", far if kind in FROM_AFAR else "")


def file_system_of(folder: Path) -> str:
    """The kind of file system that a folder lies on; "" where the system does not say."""
    try:
        mounts = [line.split()[1:3] for line in MOUNTS.read_text().splitlines()]
    except OSError:
        return ""
    above = [(len(at), kind) for at, kind in mounts if folder.is_relative_to(at.replace("\\040", " "))]
    return max(above, default=(0, ""))[1]


def _size_mb() -> int:
    if connection.vendor != "sqlite":
        return 0  # its disk is the server's
    path = Path(connection.settings_dict["NAME"])
    return path.stat().st_size // 2**20 if path.exists() else 0


def _is_open(path: Path) -> bool:
    return bool(stat.S_IMODE(os.stat(path).st_mode) & 0o077)
