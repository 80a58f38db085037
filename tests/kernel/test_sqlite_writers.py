"""Many writers of one SQLite file at once."""

import sqlite3
import threading
import time
from pathlib import Path

import pytest
from django.db.utils import OperationalError, load_backend

from jalon.kernel.db.url import sqlite_settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def connect(tmp_path: Path):
    """Gives connections of our backend to one file, usable from other threads."""
    made = []

    def connect(timeout: float = 20):
        settings = {"ATOMIC_REQUESTS": False, "AUTOCOMMIT": True, "TIME_ZONE": None, "CONN_HEALTH_CHECKS": False}
        settings |= {"USER": "", "PASSWORD": "", "HOST": "", "PORT": "", "TEST": {}}
        settings |= sqlite_settings(tmp_path / "shared.sqlite3")
        settings["OPTIONS"] = {**settings["OPTIONS"], "timeout": timeout}
        connection = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, "shared")
        connection.inc_thread_sharing()
        made.append(connection)
        return connection

    yield connect
    for connection in made:
        connection.close()


def test_loses_no_write_of_eight_threads(connect):
    with connect().cursor() as cursor:
        cursor.execute("CREATE TABLE tally (n integer)")
        cursor.execute("INSERT INTO tally VALUES (0)")
    threads = [threading.Thread(target=_count_up, args=(connect(),)) for _ in range(8)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with connect().cursor() as cursor:
        assert cursor.execute("SELECT n FROM tally").fetchone() == (8 * 25,)


def test_says_that_it_is_locked_once_its_patience_is_over(connect, tmp_path):
    waiting = connect(timeout=0.2)
    waiting.ensure_connection()
    holder = sqlite3.connect(tmp_path / "shared.sqlite3", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    began = time.monotonic()

    with pytest.raises(OperationalError, match="locked"):
        waiting.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)

    assert 0.2 <= time.monotonic() - began < 2
    holder.execute("ROLLBACK")
    holder.close()
    assert waiting.connection.execute("PRAGMA busy_timeout").fetchone() == (200,)


def _count_up(connection) -> None:
    for _ in range(25):
        connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        with connection.cursor() as cursor:
            n = cursor.execute("SELECT n FROM tally").fetchone()[0]
            cursor.execute("UPDATE tally SET n = %s", [n + 1])
        connection.commit()
        connection.set_autocommit(True)
    connection.close()
