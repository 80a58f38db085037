"""Places to keep and restore: a data folder with a database of its own, empty or as an earlier Jalon left it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest
from django.db import connection

from jalon.kernel.db import row_security
from jalon.kernel.db.portable import Table, digest_of
from jalon.site.keep.archive import open_archive
from jalon.site.keep.databases import all_or_nothing, as_default, connection_to, snapshot
from jalon.site.keep.load import load_rows
from jalon.site.keep.schema import migrations_of, tables_of
from jalon.site.keep.upgrade import upgrade

EARLIER = Path(__file__).parent / "data" / "earlier.jalon"
AT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SERVER = os.environ.get("DATABASE_URL", "")


@dataclass(frozen=True)
class Place:
    """A data folder and the URL of its database, which is the default one while the test runs."""

    data: Path
    url: str

    def holds(self) -> tuple[dict[str, list[str]], dict[str, tuple[int, str]]]:
        """What its database has seen and holds: a count and a hash for each table."""
        with as_default(connection_to(self.url)):
            return holds()

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.data).as_posix(): path.read_bytes()
            for path in sorted(self.data.rglob("*"))
            if path.is_file() and "sqlite3" not in path.name and "backups" not in path.parts
        }


def holds() -> tuple[dict[str, list[str]], dict[str, tuple[int, str]]]:
    """The same of the default database."""
    with snapshot() as database:
        return migrations_of(database), {table.name: _held(database, table) for table in tables_of(database)}


def new_url(engine: str, folder: Path, like: str = "") -> str:
    """A database that is not there yet (SQLite) or empty (PostgreSQL), or one like another."""
    if engine == "sqlite":
        path = folder / "jalon.sqlite3"
        if like:
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(urlsplit(like).path[1:], path)
        return f"sqlite:///{path}"
    name = f"jalon_place_{uuid4().hex}"
    template = f' TEMPLATE "{urlsplit(like).path[1:]}"' if like else ""
    _at_the_server(f'CREATE DATABASE "{name}"{template}')
    return urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))


def drop(url: str) -> None:
    if not url.startswith("sqlite"):
        name = urlsplit(url).path[1:]
        _at_the_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        _at_the_server(f'DROP ROLE IF EXISTS "{name}_app"')


@contextmanager
def place_at(folder: Path, url: str) -> Iterator[Place]:
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with as_default(connection_to(url)):
            yield Place(folder, url)
    finally:
        drop(url)


@pytest.fixture(scope="session")
def engine() -> str:
    return "sqlite" if not SERVER or SERVER.startswith("sqlite") else "postgresql"


@pytest.fixture(scope="session")
def earlier_database(engine, tmp_path_factory, django_db_blocker) -> Iterator[str]:
    """A database as the earlier Jalon left it, to be copied."""
    url = new_url(engine, tmp_path_factory.mktemp("earlier"))
    with django_db_blocker.unblock():
        with open_archive(EARLIER) as archive, as_default(connection_to(url)), all_or_nothing():
            load_rows(archive)
        yield url
    drop(url)


@pytest.fixture(scope="session")
def upgraded_database(engine, earlier_database, tmp_path_factory, django_db_blocker) -> Iterator[str]:
    """The same, brought to this version."""
    folder = tmp_path_factory.mktemp("upgraded")
    url = new_url(engine, folder, like=earlier_database)
    with django_db_blocker.unblock():
        with as_default(connection_to(url)):
            upgrade(data=folder, at=AT)
        yield url
    drop(url)


@pytest.fixture
def earlier(engine, earlier_database, tmp_path, django_db_blocker) -> Iterator[Place]:
    """A place whose database an earlier Jalon left."""
    yield from _copied(engine, earlier_database, tmp_path / "earlier", django_db_blocker)


@pytest.fixture
def book(engine, upgraded_database, tmp_path, django_db_blocker) -> Iterator[Place]:
    """A place of this version with a sample workspace, two files and a key."""
    for place in _copied(engine, upgraded_database, tmp_path / "book", django_db_blocker):
        row_security.install()  # a role is of the server, and goes by the name of the database: no copy has one
        for path, text in {
            "files/a.csv": "name",
            "files/deep/é.txt": "été",
            "secret.key": "k",
            "static/x": "x",
        }.items():
            (place.data / path).parent.mkdir(parents=True, exist_ok=True)
            (place.data / path).write_text(text)
        yield place


@pytest.fixture
def other(engine, tmp_path, django_db_blocker) -> Iterator[Place]:
    """An empty place; it is not the default one until `with at(other)`."""
    folder = tmp_path / "other"
    url = new_url(engine, folder)
    folder.mkdir(exist_ok=True)
    with django_db_blocker.unblock():
        yield Place(folder, url)
    drop(url)


@contextmanager
def at(place: Place) -> Iterator[Place]:
    """The place's database is the default one in the block."""
    with as_default(connection_to(place.url)):
        yield place


def _copied(engine: str, like: str, folder: Path, blocker) -> Iterator[Place]:
    url = new_url(engine, folder, like=like)
    with blocker.unblock(), place_at(folder, url) as place:
        yield place


def _held(database, table: Table) -> tuple[int, str]:
    digest = digest_of(database, table)
    return digest.rows, digest.hex()


def _at_the_server(statement: str) -> None:
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(statement)


def execute(statement: str, parameters: list[object] | None = None) -> list[tuple]:
    """Run one statement on the default database, as the owner of its tables, committed at once."""
    with row_security.as_owner(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []
