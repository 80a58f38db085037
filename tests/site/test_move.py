"""`jalon move`: the same rows on another engine, and nobody writes meanwhile."""

import shutil

import pytest
from django.db import DatabaseError, connection
from django.db.utils import OperationalError

from jalon.deals.models import Deal, ProcessVersion
from jalon.kernel.db.append_only import unprotected_tables
from jalon.kernel.soundness import unsound
from jalon.site.keep import move as moving
from jalon.site.keep.move import move
from jalon.site.keep.refusals import CannotKeep, NotEmpty
from jalon.site.keep.restore import restore
from jalon.timeline.models import Event
from tests.site.places import AT, EARLIER, at, drop, execute, new_url, place_at


@pytest.fixture(scope="module")
def restored_on_sqlite(tmp_path_factory, django_db_blocker):
    """What each place on SQLite is a copy of."""
    folder = tmp_path_factory.mktemp("restored")
    url = new_url("sqlite", folder)
    with django_db_blocker.unblock(), place_at(folder, url) as place:
        restore(path=EARLIER, data=folder, at=AT)
        execute("PRAGMA wal_checkpoint(TRUNCATE)")
        yield place


@pytest.fixture
def on_sqlite(restored_on_sqlite, tmp_path, django_db_blocker):
    """A place on SQLite, whichever engine is tested: with PostgreSQL, the move is from one to the other."""
    folder = tmp_path / "from"
    shutil.copytree(restored_on_sqlite.data, folder)
    with django_db_blocker.unblock(), place_at(folder, new_url("sqlite", folder, like=restored_on_sqlite.url)) as place:
        yield place


def said() -> dict[str, list]:
    """What the ORM reads of it: UUIDs, instants, dates, documents, numbers, text."""
    return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in (Deal, Event, ProcessVersion)}


def test_copies_everything_and_guards_it(on_sqlite, other):
    before, read = on_sqlite.holds(), said()

    done = move(to=other.url, data=on_sqlite.data, at=AT)

    assert done.backup.exists()
    assert on_sqlite.holds() == before
    assert other.holds() == before
    with at(other):
        assert said() == read
        assert unprotected_tables(connection) == []
        assert unsound() == []
        with pytest.raises(DatabaseError, match="append-only"):
            execute("DELETE FROM timeline_event")
        execute("INSERT INTO auth_group (name) VALUES ('counts on')")


def test_comes_back_unchanged(on_sqlite, other, tmp_path):
    before = on_sqlite.holds()
    move(to=other.url, data=on_sqlite.data, at=AT)
    back = new_url("sqlite", tmp_path / "back")
    (tmp_path / "back").mkdir()

    with at(other):
        move(to=back, data=other.data, at=AT)

    with place_at(tmp_path / "back", back) as place:
        assert place.holds() == before


def test_refuses_a_database_with_people_in_it(on_sqlite, book):
    before = book.holds()

    with at(on_sqlite), pytest.raises(NotEmpty, match="give an empty one"):
        move(to=book.url, data=on_sqlite.data, at=AT)

    assert book.holds() == before


def test_refuses_a_server_that_is_too_old(on_sqlite, other, monkeypatch):
    with at(other):
        monkeypatch.setattr(type(connection.features), "minimum_database_version", (99,))

    with pytest.raises(CannotKeep, match=r"cannot be used: .* 99 or later is required \(found "):
        move(to=other.url, data=on_sqlite.data, at=AT)

    with at(other):
        assert connection.introspection.table_names() == []


def test_lets_nobody_write_meanwhile(on_sqlite, other, monkeypatch):
    write_database, refused = moving.write_database, []

    def write_meanwhile(writer, source, at):
        connection.ensure_connection()
        connection.connection.execute("PRAGMA busy_timeout = 0")
        with pytest.raises(OperationalError, match="locked"):
            execute("DELETE FROM django_session")
        refused.append(True)
        return write_database(writer, source, at)

    monkeypatch.setattr(moving, "write_database", write_meanwhile)

    move(to=other.url, data=on_sqlite.data, at=AT)

    assert refused == [True]


@pytest.mark.engine("postgresql")
def test_names_what_the_other_engine_cannot_hold_and_leaves_it_empty(on_sqlite, other):
    execute("UPDATE orgs_workspace SET name = 'a' || char(0) || 'b'")

    with pytest.raises(CannotKeep, match="refused what the archive holds"):
        move(to=other.url, data=on_sqlite.data, at=AT)

    with at(other):
        assert connection.introspection.table_names() == []


@pytest.mark.engine("postgresql")
def test_holds_writers_on_postgresql_too(book, tmp_path, monkeypatch):
    write_database, refused = moving.write_database, []

    def write_meanwhile(writer, source, at):
        execute("SET lock_timeout = '50ms'")
        with pytest.raises(OperationalError, match="lock timeout"):
            execute("DELETE FROM django_session")
        refused.append(True)
        return write_database(writer, source, at)

    monkeypatch.setattr(moving, "write_database", write_meanwhile)
    to = new_url("sqlite", tmp_path / "to")
    (tmp_path / "to").mkdir()

    move(to=to, data=book.data, at=AT)

    assert refused == [True]
    drop(to)


@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all.sqlite3", "postgresql://nobody@127.0.0.1:1/none"])
def test_refuses_an_address_where_no_database_is(on_sqlite, url):
    with pytest.raises(CannotKeep, match="cannot be used"):
        move(to=url, data=on_sqlite.data, at=AT)
