"""`jalon backup`: everything of one instant, while people write, and the keys apart."""

import stat
from zipfile import ZipFile

import pytest
from django.db import DatabaseError

from jalon.site.keep import backup
from jalon.site.keep.archive import open_archive
from jalon.site.keep.backup import back_up, back_up_database
from jalon.site.keep.databases import snapshot
from jalon.site.keep.refusals import CannotKeep
from tests.site.places import AT, at, execute, holds

SESSION = "INSERT INTO django_session (session_key, session_data, expire_date) VALUES (%s, '', '2026-12-01 00:00:00')"


def names_in(path):
    with ZipFile(path) as archive:
        return {name for name in archive.namelist() if not name.startswith("tables/")}


def test_holds_every_row_and_file_but_no_keys(book, tmp_path):
    manifest = back_up(path=tmp_path / "b.jalon", data=book.data, at=AT)

    _, tables = holds()
    assert {name: (kept.rows, kept.digest) for name, kept in manifest.tables.items()} == tables
    assert manifest.tables["deals_deal"].rows > 100
    assert names_in(tmp_path / "b.jalon") == {"manifest.json", "files/files/a.csv", "files/files/deep/é.txt"}
    assert manifest.left_out == ["jalon_cache"]
    with open_archive(tmp_path / "b.jalon") as archive:
        archive.verify()


def test_sees_one_instant_while_people_write(book, tmp_path, monkeypatch):
    """Each table is read after one more session was written, at once, by somebody else."""
    written, read_table = [], backup.read_table

    def write_then_read(database, table):
        written.append(table.name)
        execute(SESSION, [f"{len(written):032d}"])
        return read_table(database, table)

    monkeypatch.setattr(backup, "read_table", write_then_read)
    before = holds()[1]["django_session"]

    manifest = back_up_database(path=tmp_path / "b.jalon", at=AT)

    kept = manifest.tables["django_session"]
    assert (kept.rows, kept.digest) == before
    assert holds()[1]["django_session"][0] == before[0] + len(written)
    assert len(written) == len(manifest.tables)


def test_writes_keys_to_a_file_of_their_own_for_its_owner_alone(book, tmp_path):
    back_up(path=tmp_path / "b.jalon", data=book.data, at=AT, keys=tmp_path / "k.jalon")

    assert names_in(tmp_path / "k.jalon") == {"manifest.json", "files/secret.key"}
    assert "files/secret.key" not in names_in(tmp_path / "b.jalon")
    for name in ("b.jalon", "k.jalon"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_takes_keys_along_when_asked(book, tmp_path):
    back_up(path=tmp_path / "b.jalon", data=book.data, at=AT, keys="with")

    assert "files/secret.key" in names_in(tmp_path / "b.jalon")


def test_never_writes_over_a_file(book, tmp_path):
    (tmp_path / "b.jalon").write_text("older")

    with pytest.raises(CannotKeep, match=r"b\.jalon exists already"):
        back_up(path=tmp_path / "b.jalon", data=book.data, at=AT)

    assert (tmp_path / "b.jalon").read_text() == "older"


def test_leaves_nothing_behind_when_it_fails(book, tmp_path, monkeypatch):
    def fail(*_):
        raise DatabaseError("gone")

    monkeypatch.setattr(backup, "last_number", fail)

    with pytest.raises(DatabaseError):
        back_up(path=tmp_path / "b.jalon", data=book.data, at=AT)

    assert [path.name for path in tmp_path.iterdir() if "jalon" in path.name] == []


def test_refuses_an_empty_database_and_a_folder_that_is_not_there(other, tmp_path):
    with at(other):
        with pytest.raises(CannotKeep, match="nothing to back up"):
            back_up(path=tmp_path / "b.jalon", data=other.data, at=AT)
        with pytest.raises(CannotKeep, match="cannot be written: No such file"):
            back_up(path=tmp_path / "nowhere" / "b.jalon", data=other.data, at=AT)


@pytest.mark.engine("postgresql")
def test_is_refused_rather_than_made_without_the_rows_that_a_policy_hides(book):
    execute('ALTER TABLE "deals_deal" ENABLE ROW LEVEL SECURITY')
    execute('ALTER TABLE "deals_deal" FORCE ROW LEVEL SECURITY')
    execute("CREATE ROLE jalon_blind NOSUPERUSER")
    try:
        execute('ALTER TABLE "deals_deal" OWNER TO jalon_blind')
        with snapshot() as database, database.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE jalon_blind")
            with pytest.raises(DatabaseError, match="row-level security"):
                cursor.execute("SELECT count(*) FROM deals_deal")
    finally:
        execute("REASSIGN OWNED BY jalon_blind TO CURRENT_USER")
        execute("DROP ROLE jalon_blind")
