"""Events are never changed nor removed, whoever asks and by whatever statement."""

import pytest
from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import DatabaseError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState

from jalon.kernel.db.append_only import unprotected_tables
from jalon.kernel.db.row_security import as_owner
from jalon.timeline.actions import record
from jalon.timeline.models import Event
from tests.timeline.verbs import SAID

WORDS = "rows of this table are append-only"
CHANGES = {
    "update": "UPDATE timeline_event SET verb = 'test.forged'",
    "delete": "DELETE FROM timeline_event",
    "replace": "REPLACE INTO timeline_event SELECT * FROM timeline_event",
    "insert or replace": "INSERT OR REPLACE INTO timeline_event SELECT * FROM timeline_event",
    "upsert": "INSERT INTO timeline_event SELECT * FROM timeline_event WHERE true "
    "ON CONFLICT (id) DO UPDATE SET verb = 'test.forged'",
}


def on(engine, *names):
    return [pytest.param(CHANGES[name], id=name, marks=pytest.mark.engine(engine)) for name in names]


def both(*names):
    return [pytest.param(CHANGES[name], id=name) for name in names]


@pytest.fixture
def event(cast, noon):
    with transaction.atomic():
        return record(SAID, subject=("deal", cast.workspace.pk), actor=cast.actor(), at=noon)


@pytest.mark.parametrize(
    "statement",
    [
        *both("update", "delete", "upsert"),
        *on("sqlite", "replace", "insert or replace"),
    ],
)
def test_refuses_raw_sql(event, statement):
    before = list(Event.objects.values())

    with pytest.raises(DatabaseError, match=WORDS), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert list(Event.objects.values()) == before


def test_refuses_the_orm(event):
    before = list(Event.objects.values())

    with pytest.raises(DatabaseError, match=WORDS), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(verb="test.forged")
    with pytest.raises(DatabaseError, match=WORDS), transaction.atomic():
        event.delete()
    with pytest.raises(DatabaseError, match=WORDS), transaction.atomic():
        Event.objects.bulk_update([event], ["verb"])

    assert list(Event.objects.values()) == before


@pytest.mark.engine("postgresql")
@pytest.mark.django_db(transaction=True)
def test_refuses_to_be_emptied(event):
    with as_owner(), pytest.raises(DatabaseError, match=WORDS), connection.cursor() as cursor:
        cursor.execute("TRUNCATE timeline_event CASCADE")

    assert Event.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_holds_after_a_column_was_altered(event):
    widen = migrations.AlterField("event", "subject_kind", models.CharField(max_length=31))
    narrow = migrations.AlterField("event", "subject_kind", models.CharField(max_length=30))

    try:
        migrate_by(widen)
        assert unprotected_tables(connection) == []
        with pytest.raises(DatabaseError, match=WORDS), connection.cursor() as cursor:
            cursor.execute("UPDATE timeline_event SET verb = 'test.forged'")
        with pytest.raises(DatabaseError, match=WORDS), connection.cursor() as cursor:
            cursor.execute("DELETE FROM timeline_event")
    finally:
        migrate_by(narrow)

    assert list(Event.objects.values_list("pk", "verb")) == [(event.pk, "test.said")]


@pytest.mark.engine("sqlite")
@pytest.mark.django_db(transaction=True)
def test_needs_the_signal_because_a_rebuilt_table_loses_its_triggers(event):
    try:
        alter(migrations.AlterField("event", "subject_kind", models.CharField(max_length=31)))

        assert unprotected_tables(connection) == ["timeline_event"]
    finally:
        migrate_by(migrations.AlterField("event", "subject_kind", models.CharField(max_length=30)))


def migrate_by(operation):
    """One operation as `migrate` does it: on the schema, then the signal."""
    alter(operation)
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")


def alter(operation):
    before = ProjectState.from_apps(apps)
    after = before.clone()
    operation.state_forwards("timeline", after)
    with as_owner(), connection.schema_editor() as editor:
        operation.database_forwards("timeline", editor, before, after)
