"""The file of keys: one a line, the newest first, readable by its owner alone."""

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from jalon.kernel.secrets.keyring import key_name, new_key

OTHERS = 0o007


class KeysUnusable(Exception):  # noqa: N818 - an operator reads it as a sentence
    """The keys are missing, malformed, or open to others: names the file and the remedy."""


def make_key_file(path: Path) -> Path:
    """Make the file with one fresh key unless it is there; of two starts at once, one makes it."""
    if not path.exists():
        fresh = _written_beside(path, [new_key()])
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
    return path


def read_keys(path: Path) -> tuple[str, ...]:
    """The keys, the newest first. Raises KeysUnusable."""
    try:
        mode, text = path.stat().st_mode, path.read_text()
    except OSError as problem:
        raise KeysUnusable(f"{path} cannot be read: {problem.strerror}. Put it back from your backup.") from None
    if mode & OTHERS:
        raise KeysUnusable(f"{path} is open to every user of this machine. Run: chmod 600 {path}")
    return checked(text.split(), str(path))


def write_keys(path: Path, keys: Sequence[str]) -> None:
    """Replace the file at once: a reader finds the old keys or the new ones."""
    _written_beside(path, keys).replace(path)


def checked(keys: Sequence[str], where: str) -> tuple[str, ...]:
    """The same keys when each is one. Raises KeysUnusable."""
    try:
        for key in keys:
            key_name(key)
    except ValueError:
        raise KeysUnusable(f"{where} holds something that is no key: each is 44 letters made by Jalon.") from None
    if not keys:
        raise KeysUnusable(f"{where} holds no key. Put the keys back from your backup.")
    return tuple(keys)


def _written_beside(path: Path, keys: Sequence[str]) -> Path:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write("".join(f"{key}\n" for key in keys))
        file.flush()
        os.fsync(file.fileno())
    return beside
