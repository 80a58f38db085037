"""Whole tables in one form: every model has one, both engines read it alike, and order does not count."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from jalon.deals.models import ProcessVersion
from jalon.kernel.db.portable import (
    Digest,
    Kind,
    Table,
    UnknownColumn,
    count_on_from,
    digest_of,
    last_number,
    line_of,
    read_table,
    table_of,
    write_table,
)
from jalon.kernel.db.row_security import as_owner
from jalon.kernel.jobs.models import JobRun

RUN = Table("kernel_jobrun", table_of(JobRun).columns)
ROW = {
    "id": "01a20d93274c75f1ab0499fd71a4b67b",
    "name": "a\tb\\n\u2028é\n",
    "key": None,
    "payload": '{"b": [1.5, null, "é"], "a": {}}',
    "task_id": None,
    "workspace_id": None,
    "steps": "[]",
    "done": 3,
    "total": None,
    "note": "",
    "enqueued_at": "2026-11-24 12:00:00.000000",
    "finished_at": "2026-11-24 12:00:00.120000",
}


def digest(columns, *rows):
    found = Digest(Table("t", columns))
    for row in rows:
        found.add(row, line_of(row))
    return found.rows, found.hex()


@pytest.mark.parametrize("model", apps.get_models(include_auto_created=True), ids=lambda model: model._meta.db_table)
def test_has_a_form_for_every_column(model):
    assert len(table_of(model).columns) == len(model._meta.concrete_fields)


def test_names_a_column_that_has_no_form():
    class Timed(models.Model):  # noqa: DJ008
        lasted = models.DurationField()

        class Meta:
            app_label = "kernel"
            managed = False

    try:
        with pytest.raises(UnknownColumn, match=r"lasted is a DurationField"):
            table_of(Timed)
    finally:
        del apps.all_models["kernel"]["timed"]
        apps.clear_cache()


def test_writes_and_reads_the_same_form(db):
    row = [ROW[name] for name in RUN.columns]

    write_table(connection, RUN, [row])

    [[read]] = read_table(connection, RUN)
    found = dict(zip(RUN.columns, read, strict=True))
    assert {name: found[name] for name in found if RUN.columns[name] is not Kind.JSON} == {
        name: ROW[name] for name in ROW if RUN.columns[name] is not Kind.JSON
    }
    run = JobRun.objects.get()
    assert run.payload == {"b": [1.5, None, "é"], "a": {}}
    assert run.enqueued_at == datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    assert JobRun.objects.filter(enqueued_at=datetime(2026, 11, 24, 12, 0, tzinfo=UTC)).exists()
    assert digest_of(connection, RUN).hex() == digest(RUN.columns, row)[1]


def test_counts_rows_in_any_order_and_once_each():
    columns = {"a": Kind.PLAIN, "b": Kind.PLAIN}

    assert digest(columns, [1, "x"], [2, "y"]) == digest(columns, [2, "y"], [1, "x"])
    assert digest(columns, [1, "x"]) != digest(columns, [1, "x"], [1, "x"])
    assert digest(columns, [1, "x"], [2, "y"]) != digest(columns, [1, "y"], [2, "x"])
    assert digest(columns, [1, None]) != digest(columns, [1, ""])


@pytest.mark.parametrize(
    ("sqlite", "jsonb"),
    [
        ('{"b":1,"a":{"d":2,"c":3}}', '{"a": {"c": 3, "d": 2}, "b": 1}'),
        ('"\\u00e9"', '"é"'),
        ("1e+16", "10000000000000000"),
        ("-0.0", "0.0"),
        ("1e-05", "0.00001"),
    ],
)
def test_takes_documents_for_what_they_say(sqlite, jsonb):
    columns = {"payload": Kind.JSON}

    assert digest(columns, [sqlite]) == digest(columns, [jsonb])


@pytest.mark.parametrize(("one", "other"), [("[1, 2]", "[2, 1]"), ("1", '"1"'), ("null", None), ("1", "1.0")])
def test_tells_documents_apart(one, other):
    columns = {"payload": Kind.JSON}

    assert digest(columns, [one]) != digest(columns, [other])


@pytest.mark.django_db(transaction=True)
def test_counts_on_where_it_is_told():
    from django.contrib.auth.models import Group

    table = table_of(Group)
    with as_owner():
        with transaction.atomic():
            count_on_from(connection, table, 41)

        assert last_number(connection, table) == 41
    assert Group.objects.create(name="next").pk == 42
    assert last_number(connection, table_of(ProcessVersion)) == 0
