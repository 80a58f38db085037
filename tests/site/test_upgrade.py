"""`jalon upgrade`: the new database, verified, or the old one, whatever fails or is killed."""

import os
import signal
import subprocess
import sys
import time
from importlib import import_module

import pytest
from django.db import DatabaseError, connection, migrations
from django.db.migrations.loader import MigrationLoader

from jalon.kernel import soundness
from jalon.kernel.db.append_only import unprotected_tables
from jalon.site.config import Config
from jalon.site.keep.archive import open_archive
from jalon.site.keep.refusals import NewerData, UpgradeFailed
from jalon.site.keep.restore import restore
from jalon.site.keep.schema import pending_migrations
from jalon.site.keep.upgrade import upgrade
from jalon.site.up import prepare
from tests.site.places import AT, Place, at, execute, holds

LATER = import_module("jalon.deals.migrations.0004_indexes_by_reader").Migration
KILLED_HALFWAY = """
import os, signal, django
django.setup()
from importlib import import_module
from pathlib import Path
from django.db import migrations
later = import_module("jalon.deals.migrations.0004_indexes_by_reader").Migration
def die(apps, schema_editor):
    os.kill(os.getpid(), signal.SIGKILL)
later.operations = [*later.operations, migrations.RunPython(die)]
from jalon.kernel.clock import now
from jalon.site.keep.upgrade import upgrade
upgrade(data=Path(os.environ["JALON_DATA"]), at=now())
"""


def spoil(monkeypatch, operation):
    """Let the last of deals' migrations do one thing more."""
    monkeypatch.setattr(LATER, "operations", [*LATER.operations, operation])


def raises(apps, schema_editor):
    execute("DELETE FROM deals_evidence")
    raise ValueError("a migration that goes wrong")


def test_brings_an_earlier_database_to_this_version_with_nothing_lost(earlier):
    before, pending = holds()[1], pending_migrations()

    done = upgrade(data=earlier.data, at=AT)

    assert done.migrations == pending
    assert {"deals.0003_board_layout", "deals.0004_indexes_by_reader"} <= set(pending)
    assert pending_migrations() == []
    after = holds()[1]
    assert {name: after[name][0] for name in before if name in after and name.startswith("deals_")} == {
        name: held[0] for name, held in before.items() if name in after and name.startswith("deals_")
    }
    assert after["timeline_event"][0] >= before["timeline_event"][0]
    assert unprotected_tables(connection) == []
    assert soundness.unsound() == []


def test_guards_a_database_that_had_no_guards(earlier):
    assert "timeline_event" in unprotected_tables(connection)

    upgrade(data=earlier.data, at=AT)

    with pytest.raises(DatabaseError, match="append-only"):
        execute("DELETE FROM timeline_event")


def test_leaves_a_backup_that_gives_the_earlier_database_back(earlier, other):
    before = holds()

    done = upgrade(data=earlier.data, at=AT)

    with open_archive(done.backup) as archive:
        archive.verify()
        kept = archive.manifest
    assert (kept.migrations, {name: (one.rows, one.digest) for name, one in kept.tables.items()}) == before
    with at(other):
        restore(path=done.backup, data=other.data, at=AT)
    assert other.holds()[0] == holds()[0]


def test_does_nothing_to_a_database_of_this_version(book):
    before = holds()

    done = upgrade(data=book.data, at=AT)

    assert (done.migrations, done.backup) == ([], None)
    assert holds() == before
    assert not (book.data / "backups").exists()


@pytest.mark.parametrize("failure", ["migration", "check", "total", "reference"])
def test_takes_everything_back_when_something_fails(earlier, monkeypatch, failure):
    def lose_a_deal(apps, schema_editor):
        execute("UPDATE deals_stagetotal SET deals = deals + 1")

    def point_nowhere(apps, schema_editor):
        execute("UPDATE deals_deal SET pipeline_id = %s", ["0" * 32])

    if failure == "check":
        monkeypatch.setattr(soundness, "_declared", dict(soundness._declared))
        soundness.sound("the moon is full", remedy="Wait.")(lambda: ["it is not"])
    else:
        spoilt = {"migration": raises, "total": lose_a_deal, "reference": point_nowhere}[failure]
        spoil(monkeypatch, migrations.RunPython(spoilt))
    words = {
        "migration": "ValueError: a migration that goes wrong",
        "check": "the moon is full: it is not",
        "total": "kept totals equal a recount: pipeline",
        "reference": "IntegrityError",
    }
    before, schema = holds(), schema_of()

    with pytest.raises(UpgradeFailed, match="nothing was changed") as failed:
        upgrade(data=earlier.data, at=AT)

    assert words[failure] in str(failed.value)
    assert holds() == before
    assert schema_of() == schema


def test_is_old_or_new_when_killed(earlier: Place):
    before, schema = earlier.holds(), schema_of()
    environment = {"JALON_DATA": str(earlier.data), "DATABASE_URL": earlier.url, "DJANGO_SETTINGS_MODULE": SETTINGS}
    connection.close()

    killed = subprocess.run([sys.executable, "-c", KILLED_HALFWAY], env={**os.environ, **environment}, check=False)

    assert killed.returncode == -signal.SIGKILL
    assert len(list((earlier.data / "backups").glob("before-*.jalon"))) == 1
    assert (earlier.holds(), schema_of()) == (before, schema)
    assert upgrade(data=earlier.data, at=AT).migrations
    assert soundness.unsound() == []


def test_is_done_by_the_first_start_of_a_new_version(earlier, capsys, monkeypatch):
    monkeypatch.setattr("jalon.site.up.collect_static", lambda: None)

    prepare(Config(data=earlier.data))

    [backup] = (earlier.data / "backups").iterdir()
    assert f"backup before: {backup}" in capsys.readouterr().out
    assert pending_migrations() == []


def test_refuses_data_of_a_newer_version(book):
    execute("INSERT INTO django_migrations (app, name, applied) VALUES ('deals', '9999_tomorrow', '2026-11-24')")
    before = execute("SELECT count(*) FROM django_migrations")

    with pytest.raises(NewerData, match=r"deals\.9999_tomorrow"):
        upgrade(data=book.data, at=AT)

    assert execute("SELECT count(*) FROM django_migrations") == before


def test_puts_back_a_guard_that_somebody_removed(book):
    on = " ON timeline_event" if connection.vendor == "postgresql" else ""
    execute(f"DROP TRIGGER timeline_event_no_delete{on}")

    upgrade(data=book.data, at=AT)

    assert unprotected_tables(connection) == []


def test_makes_a_new_database_without_a_backup(other):
    with at(other):
        done = upgrade(data=other.data, at=AT)

        assert done.backup is None
        assert pending_migrations() == []
        assert soundness.unsound() == []


def test_keeps_the_last_three_backups(earlier):
    backups = earlier.data / "backups"
    backups.mkdir()
    for day in range(1, 5):
        old = backups / f"before-0.0.{day}-20260101.jalon"
        old.write_text("")
        os.utime(old, (time.time() - 1000 + day, time.time() - 1000 + day))
    (backups / "moved-from-sqlite-1.jalon").write_text("")

    done = upgrade(data=earlier.data, at=AT)

    assert sorted(path.name for path in backups.iterdir()) == [
        "before-0.0.3-20260101.jalon",
        "before-0.0.4-20260101.jalon",
        done.backup.name,
        "moved-from-sqlite-1.jalon",
    ]


def test_finds_every_migration_fit_for_the_one_transaction():
    alone = [str(one) for one in MigrationLoader(None).disk_migrations.values() if not one.atomic]

    assert alone == []


SETTINGS = "jalon.site.settings"


def schema_of() -> list[tuple]:
    """Every table, index and guard, by the words of the engine."""
    if connection.vendor == "sqlite":
        return execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")
    columns = execute(
        "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' "
        "ORDER BY 1, 2"
    )
    return [
        *columns,
        *execute("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"),
        *execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"),
    ]
