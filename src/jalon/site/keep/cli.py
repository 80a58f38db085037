"""The words `backup`, `restore`, `upgrade` and `move` of the `jalon` command."""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jalon.site.config import Config

Words = Any  # argparse keeps the type of its sub-commands to itself


def add_words(words: Words) -> None:
    """Add the four sub-commands to the parser of `jalon`."""
    backup = words.add_parser("backup", help="write everything to one archive, while Jalon runs")
    backup.add_argument("file", type=Path, help="the archive to write; it must not exist")
    keys = backup.add_mutually_exclusive_group()
    keys.add_argument("--keys", type=Path, metavar="FILE2", help="write keys and settings to an archive of their own")
    keys.add_argument("--with-keys", action="store_true", help="put keys and settings into the archive")
    restore = words.add_parser("restore", help="put an archive back")
    restore.add_argument("file", type=Path, help="the archive to read")
    restore.add_argument("--keys", type=Path, metavar="FILE2", help="the archive of keys and settings")
    restore.add_argument("--replace", action="store_true", help="put it in the place of what is there")
    words.add_parser("upgrade", help="bring the database to this version: backed up, verified, all or nothing")
    move = words.add_parser("move", help="copy the database to another one, e.g. from SQLite to PostgreSQL")
    move.add_argument("--to", required=True, metavar="URL", help="postgresql://user@host/name, an empty database")


def run(asked: argparse.Namespace, config: Config) -> int:
    """Run one of the four; 1 when it was refused, with the reason."""
    from jalon.site.keep.refusals import CannotKeep

    commands = {"backup": _backup, "restore": _restore, "upgrade": _upgrade, "move": _move}
    try:
        commands[asked.word](asked, config)
    except CannotKeep as refusal:
        sys.stderr.write(f"jalon: {refusal}\n")
        return 1
    return 0


def _backup(asked: argparse.Namespace, config: Config) -> None:
    from jalon.kernel.clock import now
    from jalon.site.keep.backup import Keys, back_up

    keys: Keys = asked.keys or ("with" if asked.with_keys else "without")
    manifest, seconds = _timed(lambda: back_up(path=asked.file, data=config.data, at=now(), keys=keys))
    print(f"{asked.file}: {_holds(manifest)}; {asked.file.stat().st_size / 1e6:.1f} MB in {seconds:.1f} s")
    if manifest.left_out:
        print(f"left out, since they are made anew or not Jalon’s: {', '.join(manifest.left_out)}")
    if asked.keys:
        print(f"{asked.keys}: keys and settings. Keep it elsewhere.")
    elif not asked.with_keys:
        print("without keys and settings (--keys FILE2 writes them to a file of their own)")


def _restore(asked: argparse.Namespace, config: Config) -> None:
    from jalon.kernel.clock import now
    from jalon.site.keep.folder import is_key
    from jalon.site.keep.restore import restore

    done, seconds = _timed(
        lambda: restore(path=asked.file, data=config.data, at=now(), keys=asked.keys, replace=asked.replace)
    )
    manifest = done.manifest
    print(f"restored {_holds(manifest)}, as of {manifest.made_at}, in {seconds:.1f} s")
    print("every count and hash is the archive’s; the guards stand; the kept totals equal a recount")
    if done.replaced:
        print(f"what was there before is kept in {done.replaced}")
    if not asked.keys and not any(map(is_key, manifest.files)):
        print("without keys: unless the old ones are in the data folder, everybody signs in again")


def _upgrade(_asked: argparse.Namespace, config: Config) -> None:
    from jalon.kernel.clock import now
    from jalon.site.keep.upgrade import upgrade

    done = upgrade(data=config.data, at=now())
    print(f"{len(done.migrations)} migrations ran and were verified" if done.migrations else "nothing to do")
    if done.backup:
        print(f"backup of the database before: {done.backup}")


def _move(asked: argparse.Namespace, config: Config) -> None:
    from jalon.kernel.clock import now
    from jalon.kernel.db.url import database_settings
    from jalon.site.keep.move import move
    from jalon.site.keep.refusals import CannotKeep

    try:
        database_settings(asked.to)
    except ValueError as problem:
        raise CannotKeep(f"--to: {problem}") from None
    done, seconds = _timed(lambda: move(to=asked.to, data=config.data, at=now()))
    print(f"copied {_holds(done.manifest)} in {seconds:.1f} s; every count and hash is equal on both sides")
    print("now set database_url (or DATABASE_URL) to that address and start Jalon; the old database is as it was")
    print(f"the archive it went through stays as a backup: {done.backup}")


def _holds(manifest: Any) -> str:
    rows, tables = manifest.row_count(), len(manifest.tables)
    return f"{rows:,} rows in {tables} tables, {len(manifest.files)} files"


def _timed[Result](do: Callable[[], Result]) -> tuple[Result, float]:
    began = time.monotonic()
    return do(), time.monotonic() - began
