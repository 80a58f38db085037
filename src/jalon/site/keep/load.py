"""An archive's rows into the default database, at the archive's migrations, then up to this version."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, DataError, IntegrityError, connection

from jalon.kernel.db.portable import Table, count_on_from, digest_of, last_number, write_table
from jalon.kernel.soundness import unsound
from jalon.site.keep.archive import Archive
from jalon.site.keep.databases import all_or_nothing
from jalon.site.keep.refusals import BrokenArchive, CannotKeep, LoadedDifferently
from jalon.site.keep.schema import drop_tables, make_tables, migrate_all, refuse_newer, tables_of


def load_database(archive: Archive) -> None:
    """Put the archive's database in the place of the default one, all or nothing.

    What was loaded is read again: counts and hashes must be the archive's. Then it is brought to this version, and
    every check of the rooms must pass. Raises CannotKeep.
    """
    refuse_newer(archive.manifest.migrations)
    with _in_words(), all_or_nothing():
        load_rows(archive)
        migrate_all()
        if wrong := unsound():
            raise LoadedDifferently("The restored data do not hold together:\n  " + "\n  ".join(wrong))


def load_rows(archive: Archive) -> None:
    """Only the rows, at the archive's migrations, in the transaction that is open. Raises LoadedDifferently."""
    drop_tables()
    make_tables(archive.manifest.migrations)
    tables = _tables_for(archive)
    for table in tables:
        write_table(connection, table, archive.rows(table.name))
        count_on_from(connection, table, archive.manifest.tables[table.name].last_number)
    _compare(archive, tables)


def _compare(archive: Archive, tables: list[Table]) -> None:
    """Raise LoadedDifferently unless the default database holds in these tables what the archive says."""
    for table in tables:
        kept, found = archive.manifest.tables[table.name], digest_of(connection, table)
        if (found.rows, found.hex()) != (kept.rows, kept.digest):
            raise LoadedDifferently(
                f"{table.name} holds {found.rows} rows that differ from the {kept.rows} of the archive."
            )
        if last_number(connection, table) < kept.last_number:
            raise LoadedDifferently(f"{table.name} would give out numbers again that were given already.")


def _tables_for(archive: Archive) -> list[Table]:
    """The tables at the archive's migrations, which must be the archive's."""
    tables = {table.name: table for table in tables_of(connection)}
    kept = archive.manifest.tables
    if {name: set(one.columns.items()) for name, one in kept.items()} != {
        name: set(one.columns.items()) for name, one in tables.items()
    }:
        raise BrokenArchive("The archive’s tables are not those of its migrations: it was made by a changed Jalon.")
    return [Table(name, one.columns, tables[name].serial) for name, one in kept.items()]


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except (DataError, IntegrityError) as problem:
        raise CannotKeep(f"The database refused what the archive holds: {problem}") from problem
    except DatabaseError as problem:
        raise CannotKeep(f"The database could not take the archive: {problem}") from problem
