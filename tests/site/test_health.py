"""Health as a balancer and a monitor ask for it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection

from jalon.kernel.clock import now
from jalon.kernel.db.row_security import as_owner
from jalon.kernel.jobs.models import JobRun
from jalon.site import health, migrations_seen


def ended(seconds_ago):
    at = now() - timedelta(seconds=seconds_ago)
    return JobRun.objects.create(name="timeline.seal", enqueued_at=at, finished_at=at)


def test_is_alive_without_asking_the_database(client):
    answer = client.get("/health/live")  # no database mark: a query would raise

    assert (answer.status_code, answer.json()) == (200, {"alive": True})


@pytest.mark.django_db
def test_is_ready_when_the_database_has_every_migration(client):
    ended(seconds_ago=20)

    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()) == (200, {"database": True, "migrations": True, "worker": True})


@pytest.mark.django_db
def test_is_not_ready_before_the_last_migration(client, monkeypatch):
    monkeypatch.setattr(migrations_seen, "_seen", set())
    name = "0002_audit"
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'timeline' AND name = %s", [name])

    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()["migrations"]) == (503, False)


@pytest.mark.django_db
def test_is_not_ready_without_a_database(client, monkeypatch):
    def broken():
        raise DatabaseError("gone")

    monkeypatch.setattr(health.connection, "cursor", broken, raising=False)

    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json() == {"database": False, "migrations": False, "worker": False}


@pytest.mark.django_db
@pytest.mark.parametrize(("seconds_ago", "status"), [(100, 200), (200, 503)])
def test_hears_the_worker_by_the_jobs_it_ends(client, seconds_ago, status):
    ended(seconds_ago=900)
    ended(seconds_ago=seconds_ago)

    assert client.get("/health/worker").status_code == status
    assert client.get("/health/ready").status_code == 200


@pytest.mark.django_db
def test_knows_a_worker_that_never_worked(client):
    answer = client.get("/health/worker")

    assert (answer.status_code, answer.json()) == (503, {"worker": False, "silent_seconds": None})
