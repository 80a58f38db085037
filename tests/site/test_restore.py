"""`jalon restore`: the same again in an empty place, and nothing touched when that cannot be."""

import json
import shutil
import sqlite3
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from jalon.kernel.soundness import unsound
from jalon.site.keep import load
from jalon.site.keep.archive import open_archive
from jalon.site.keep.backup import back_up, back_up_database
from jalon.site.keep.refusals import BrokenArchive, CannotKeep, LoadedDifferently, NewerData, NotEmpty, StillRunning
from jalon.site.keep.restore import restore
from tests.site.places import AT, at, execute


@pytest.fixture
def archive(book, tmp_path):
    back_up(path=tmp_path / "b.jalon", data=book.data, at=AT, keys=tmp_path / "k.jalon")
    return tmp_path / "b.jalon"


def altered(archive, alter):
    """A copy of the archive whose members `alter` changed: {name: bytes}."""
    with ZipFile(archive) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    alter(members)
    copy = archive.with_name("altered.jalon")
    with ZipFile(copy, "w", ZIP_DEFLATED) as changed:
        for name, content in members.items():
            changed.writestr(name, content)
    return copy


def test_gives_the_same_rows_files_and_keys_in_an_empty_place(archive, book, other):
    with at(other):
        done = restore(path=archive, data=other.data, at=AT, keys=archive.with_name("k.jalon"))
        wrong = unsound()

    assert other.holds() == book.holds()
    assert other.files() == {path: text for path, text in book.files().items() if not path.startswith("static/")}
    assert (other.data / "secret.key").stat().st_mode & 0o777 == 0o600
    assert wrong == []
    assert done.replaced is None


def test_counts_on_where_numbers_stood(book, other, tmp_path):
    """The number of a row that is gone is not given out again."""
    execute("INSERT INTO auth_group (name) VALUES ('a'), ('b')")
    [(last,)] = execute("SELECT max(id) FROM auth_group")
    execute("DELETE FROM auth_group WHERE name = 'b'")
    back_up_database(path=tmp_path / "b.jalon", at=AT)

    with at(other):
        restore(path=tmp_path / "b.jalon", data=other.data, at=AT)
        execute("INSERT INTO auth_group (name) VALUES ('c')")
        [(number,)] = execute("SELECT id FROM auth_group WHERE name = 'c'")

    assert number == last + 1


def test_refuses_a_place_with_people_in_it(archive, book):
    before, files = book.holds(), book.files()

    with pytest.raises(NotEmpty, match="There are files in"):
        restore(path=archive, data=book.data, at=AT)
    shutil.rmtree(book.data / "files")
    with pytest.raises(NotEmpty, match="a database with people in it"):
        restore(path=archive, data=book.data, at=AT)

    assert book.holds() == before
    assert {**files, **book.files()} == files


def test_replaces_when_told_and_keeps_what_was_there(archive, book):
    before = book.holds()
    execute("DELETE FROM deals_boardlayout")
    execute("UPDATE orgs_workspace SET name = 'Changed'")
    (book.data / "files" / "a.csv").write_text("changed")
    (book.data / "files" / "new.csv").write_text("new")

    done = restore(path=archive, data=book.data, at=AT, replace=True)

    assert book.holds() == before
    assert not (book.data / "files" / "new.csv").exists()
    assert (book.data / "files" / "a.csv").read_text() == "name"
    assert (done.replaced / "files" / "new.csv").read_text() == "new"
    assert (done.replaced / "files" / "a.csv").read_text() == "changed"
    assert {path.name for path in done.replaced.iterdir()} & {"jalon.sqlite3", "database.jalon"}


def cut(archive):
    archive.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])
    return archive


def flip(archive):
    """One bit of the middle of the largest table."""
    with ZipFile(archive) as whole:
        largest = max(whole.infolist(), key=lambda info: info.compress_size)
    content = bytearray(archive.read_bytes())
    content[largest.header_offset + 100 + largest.compress_size // 2] ^= 0x10
    archive.write_bytes(content)
    return archive


def lose_a_row(members):
    lines = members["tables/deals_deal.jsonl"].splitlines(keepends=True)
    members["tables/deals_deal.jsonl"] = b"".join(lines[1:])


def change_a_row(members):
    members["tables/orgs_workspace.jsonl"] = members["tables/orgs_workspace.jsonl"].replace(b"EUR", b"USD")


def lose_a_table(members):
    del members["tables/timeline_event.jsonl"]


def change_a_file(members):
    members["files/files/a.csv"] = b"other"


def escape(members):
    manifest = json.loads(members["manifest.json"])
    manifest["files"]["../out.txt"] = manifest["files"].pop("files/a.csv")
    members["files/../out.txt"] = members.pop("files/files/a.csv")
    members["manifest.json"] = json.dumps(manifest).encode()


def forget_the_manifest(members):
    del members["manifest.json"]


def claim_another_format(members):
    members["manifest.json"] = members["manifest.json"].replace(b'"format": 1', b'"format": 9')


@pytest.mark.parametrize(
    "damage",
    [
        cut,
        flip,
        lambda archive: altered(archive, lose_a_row),
        lambda archive: altered(archive, change_a_row),
        lambda archive: altered(archive, lose_a_table),
        lambda archive: altered(archive, change_a_file),
        lambda archive: altered(archive, escape),
        lambda archive: altered(archive, forget_the_manifest),
        lambda archive: altered(archive, claim_another_format),
        lambda archive: archive.with_name("nowhere"),
    ],
    ids="cut flip lost-row changed-row lost-table changed-file escape no-manifest format nowhere".split(),
)
def test_refuses_a_damaged_archive_before_it_touches_anything(archive, book, damage):
    broken, before, files = damage(archive), book.holds(), book.files()

    with pytest.raises(BrokenArchive):
        restore(path=broken, data=book.data, at=AT, replace=True)

    assert book.holds() == before
    assert book.files() == files


def test_refuses_what_a_newer_version_wrote(archive, book):
    def add_a_migration(members):
        manifest = json.loads(members["manifest.json"])
        manifest["migrations"]["deals"].append("9999_tomorrow")
        members["manifest.json"] = json.dumps(manifest).encode()

    with pytest.raises(NewerData, match=r"deals\.9999_tomorrow"):
        restore(path=altered(archive, add_a_migration), data=book.data, at=AT, replace=True)


def test_refuses_keys_for_data_and_data_for_keys(archive, other):
    with at(other), pytest.raises(CannotKeep, match="holds keys"):
        restore(path=archive.with_name("k.jalon"), data=other.data, at=AT)
    with at(other), pytest.raises(CannotKeep, match="holds everything"):
        restore(path=archive, data=other.data, at=AT, keys=archive)


def test_leaves_the_old_when_what_was_loaded_differs(archive, book, monkeypatch):
    before, write_table = book.holds(), load.write_table

    def lose_one(connection, table, rows):
        return write_table(connection, table, list(rows)[: -1 if table.name == "timeline_event" else None])

    monkeypatch.setattr(load, "write_table", lose_one)

    with pytest.raises(LoadedDifferently, match="timeline_event holds"):
        restore(path=archive, data=book.data, at=AT, replace=True)

    assert book.holds() == before


@pytest.mark.engine("sqlite")
def test_replaces_a_database_that_cannot_be_read(archive, book):
    before = book.holds()
    (book.data / "jalon.sqlite3").write_bytes(b"not a database, " * 4096)

    restore(path=archive, data=book.data, at=AT, replace=True)

    assert book.holds() == before


@pytest.mark.engine("sqlite")
def test_replaces_no_database_that_somebody_has_open(archive, book):
    before = book.holds()
    reader = sqlite3.connect(book.data / "jalon.sqlite3")
    reader.execute("SELECT count(*) FROM orgs_user").fetchone()

    with pytest.raises(StillRunning):
        restore(path=archive, data=book.data, at=AT, replace=True)

    reader.close()
    assert book.holds() == before


def test_brings_an_earlier_archive_to_this_version(book, other, earlier):
    from tests.site.places import EARLIER

    with at(other):
        restore(path=EARLIER, data=other.data, at=AT)

    with open_archive(EARLIER) as archive:
        kept = {name: one.rows for name, one in archive.manifest.tables.items()}
    seen, tables = other.holds()
    assert seen == book.holds()[0]
    assert {name: tables[name][0] for name in kept if name.startswith(("deals_", "timeline_event"))} == {
        name: rows for name, rows in kept.items() if name.startswith(("deals_", "timeline_event"))
    }
