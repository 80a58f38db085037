"""The archive: a ZIP with a manifest, one file of lines for each table, and the files of the data folder."""

import json
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from io import TextIOWrapper
from pathlib import Path, PurePosixPath
from typing import IO, Any, Literal
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from pydantic import BaseModel, ConfigDict, ValidationError

from jalon.kernel.db.portable import Digest, Kind, Row, Table, line_of
from jalon.site.keep.refusals import BrokenArchive, CannotKeep

MANIFEST = "manifest.json"
LEVEL = 1  # twice as fast as the usual, a fifth larger
CHUNK = 2**20


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class KeptTable(Model):
    """A table in the archive: its columns, how many rows, their hash, and the last number its serial gave out."""

    columns: dict[str, Kind]
    rows: int
    digest: str
    serial: str = ""
    last_number: int = 0


class KeptFile(Model):
    """A file in the archive."""

    size: int
    sha256: str


class Manifest(Model):
    """What an archive holds and whence it comes."""

    format: Literal[1] = 1
    contents: Literal["everything", "database", "keys"]
    jalon: str
    made_at: str
    engine: str = ""
    migrations: dict[str, list[str]] = {}
    tables: dict[str, KeptTable] = {}
    files: dict[str, KeptFile] = {}
    left_out: list[str] = []

    def row_count(self) -> int:
        """Rows of all tables."""
        return sum(table.rows for table in self.tables.values())


class Writer:
    """Takes tables and files, then the manifest that says what was taken."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self.tables: dict[str, KeptTable] = {}
        self.files: dict[str, KeptFile] = {}

    def add_table(self, table: Table, batches: Iterable[list[Row]], *, last_number: int) -> None:
        """Write every row, counting and hashing on the way."""
        digest = Digest(table)
        with self._archive.open(_member(table.name), "w", force_zip64=True) as file:
            for rows in batches:
                lines = [line_of(row) for row in rows]
                for row, line in zip(rows, lines, strict=True):
                    digest.add(row, line)
                file.write(("\n".join(lines) + "\n").encode())
        self.tables[table.name] = KeptTable(
            columns=table.columns,
            rows=digest.rows,
            digest=digest.hex(),
            serial=table.serial,
            last_number=last_number,
        )

    def add_file(self, path: str, root: Path) -> None:
        """Write a file of the folder `root`; one that is gone meanwhile is left out."""
        try:
            source = (root / path).open("rb")
        except FileNotFoundError:
            return
        with source, self._archive.open(f"files/{path}", "w", force_zip64=True) as target:
            hashed = _Hashing(target)
            while chunk := source.read(CHUNK):
                hashed.write(chunk)
        self.files[path] = KeptFile(size=hashed.size, sha256=hashed.hex())

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest."""
        self._archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))


class Archive:
    """An archive that is open for reading."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self.manifest = _manifest(archive)

    def verify(self) -> None:
        """Read everything and compare it with the manifest. Raises BrokenArchive."""
        for name in self.manifest.tables:
            for _ in self.rows(name):
                pass
        for path in self.manifest.files:
            self._verify_file(path)

    def rows(self, name: str) -> Iterator[Row]:
        """The rows of a table, in their portable form. Raises BrokenArchive at the end when they are not all there."""
        kept = self.manifest.tables[name]
        digest = Digest(Table(name, kept.columns))
        with _reading(name), self._archive.open(_member(name)) as file:
            for line in TextIOWrapper(file, "utf-8", newline="\n"):
                text = line.removesuffix("\n")
                row = json.loads(text)
                digest.add(row, text)
                yield row
        if (digest.rows, digest.hex()) != (kept.rows, kept.digest):
            raise BrokenArchive(f"The archive is damaged: the rows of {name} are not those it was made with.")

    def extract(self, path: str, target: Path, *, mode: int) -> None:
        """Write a file of the archive to `target`."""
        target.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with self._archive.open(f"files/{path}") as source, os.fdopen(handle, "wb") as file:
            while chunk := source.read(CHUNK):
                file.write(chunk)

    def _verify_file(self, path: str) -> None:
        kept = self.manifest.files[path]
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts or "\\" in path:
            raise BrokenArchive(f"The archive wants to write outside of the data folder: {path}")
        with _reading(path), self._archive.open(f"files/{path}") as file:
            found = sha256()
            while chunk := file.read(CHUNK):
                found.update(chunk)
        if found.hexdigest() != kept.sha256:
            raise BrokenArchive(f"The archive is damaged: {path} is not the file it was made with.")


@contextmanager
def new_archive(path: Path) -> Iterator[Writer]:
    """Write an archive that appears under its name when it is whole, readable by its owner alone.

    Raises CannotKeep when there is a file of that name, or no room for one.
    """
    if path.exists():
        raise CannotKeep(f"{path} exists already: choose another name.")
    partial = path.with_name(f"{path.name}.partial")
    try:
        with suppress(FileNotFoundError):
            partial.unlink()
        with os.fdopen(os.open(partial, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=LEVEL) as archive:
                yield Writer(archive)
            file.flush()
            os.fsync(file.fileno())
        partial.rename(path)
    except OSError as problem:
        raise CannotKeep(f"{path} cannot be written: {problem.strerror or problem}.") from problem
    finally:
        with suppress(OSError):
            partial.unlink()


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open an archive. Raises BrokenArchive when it is none, or was cut short."""
    try:
        archive = ZipFile(path)
    except OSError as problem:
        raise BrokenArchive(f"{path} cannot be read: {problem.strerror or problem}.") from problem
    except BadZipFile as problem:
        raise BrokenArchive(f"{path} is no archive of Jalon’s, or was cut short.") from problem
    with archive:
        yield Archive(archive)


class _Hashing:
    """Writes on, and keeps the size and the SHA-256 of what went through."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._hash = sha256()
        self.size = 0

    def write(self, chunk: bytes) -> None:
        self._target.write(chunk)
        self._hash.update(chunk)
        self.size += len(chunk)

    def hex(self) -> str:
        return self._hash.hexdigest()


def _member(table: str) -> str:
    return f"tables/{table}.jsonl"


def _manifest(archive: ZipFile) -> Manifest:
    with _reading(MANIFEST):
        text = archive.read(MANIFEST)
    try:
        return Manifest.model_validate_json(text)
    except ValidationError as problem:
        raise BrokenArchive(f"The archive’s manifest cannot be read: {_first(problem)}") from None


def _first(problem: ValidationError) -> Any:
    error = problem.errors()[0]
    return f"{'.'.join(str(part) for part in error['loc'])}: {error['msg']}"


@contextmanager
def _reading(what: str) -> Iterator[None]:
    """Whatever goes wrong in reading a damaged member is said in one way."""
    try:
        yield
    except (KeyError, EOFError, OSError, ValueError, BadZipFile, zlib.error, NotImplementedError) as problem:
        raise BrokenArchive(f"The archive is damaged: {what} cannot be read ({problem}).") from problem
