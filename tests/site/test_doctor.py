"""`jalon doctor`: each thing that can be wrong is said, with its remedy."""

import json
import socket
import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django_ox.models import OxScheduleTick, OxTask

from jalon.kernel import soundness
from jalon.kernel.db.append_only import append_only_models
from jalon.kernel.jobs import enqueue
from jalon.site import doctor as doctors
from jalon.site.config import Config
from jalon.site.doctor import database, doctor, examine, folder
from jalon.site.doctor.mail import examine_mail
from jalon.site.doctor.way_in import examine_way_in
from jalon.site.doctor.work import examine_work
from tests.site.places import AT, at, execute


def wrong(findings) -> dict[str, str]:
    return {finding.check: finding.remedy for finding in findings if not finding.is_right}


@pytest.fixture
def config(tmp_path):
    return Config(data=tmp_path)


def test_finds_nothing_wrong_with_a_sound_book(book, monkeypatch):
    monkeypatch.setattr(database, "MOST_SKEW_SECONDS", float("inf"))
    (book.data / "secret.key").chmod(0o600)

    found = wrong(examine(Config(data=book.data), at=AT))

    assert set(found) <= {"durability"}  # a server of the tests may forget


def test_says_it_as_json_and_by_its_exit_code(book, capsys, monkeypatch):
    (book.data / "secret.key").chmod(0o644)

    assert doctor(Config(data=book.data), as_json=True) == 1

    rows = {row["check"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["keys"]["remedy"] == f"Run: chmod 600 {book.data / 'secret.key'}"
    assert rows["keys"]["is_right"] is False
    assert rows["migrations"]["is_right"] is True


def test_says_it_as_text_and_is_content(book, capsys, monkeypatch):
    monkeypatch.setattr(doctors, "examine", lambda config, at: [doctors.Finding("a", "a: good")])

    assert doctor(Config(data=book.data)) == 0

    assert capsys.readouterr().out == "ok  a: good\n"


def test_sees_migrations_that_wait(earlier):
    assert wrong(database.examine_data()) == {"migrations": "Run `jalon upgrade`, or start `jalon up`."}


def test_sees_data_of_a_newer_version(book):
    execute("INSERT INTO django_migrations (app, name, applied) VALUES ('deals', '9999_tomorrow', '2026-11-24')")

    assert "Install that version" in wrong(database.examine_data())["migrations"]


def test_sees_a_guard_that_is_gone(book):
    table = append_only_models()[0]._meta.db_table
    execute(f'DROP TRIGGER "{table}_no_delete"{f" ON {table}" if connection.vendor == "postgresql" else ""}')

    assert "append-only tables have their guard" in wrong(database.examine_data())


def test_sees_totals_that_drifted(book):
    execute("UPDATE deals_stagetotal SET deals = deals + 1")

    assert "kept totals equal a recount" in wrong(database.examine_data())


def test_asks_what_a_room_declares(book, monkeypatch):
    monkeypatch.setattr(soundness, "_declared", {})
    soundness.sound("the moon is full", remedy="Wait.")(lambda: ["it is not"])

    assert wrong(database.examine_data()) == {"the moon is full": "Wait."}


def test_sees_a_server_that_is_too_old(book, monkeypatch):
    monkeypatch.setattr(type(connection.features), "minimum_database_version", (99,))

    [finding] = database.examine_database(AT)

    assert "99 or later is required (found " in finding.says
    assert finding.remedy == "Use a newer server, or for SQLite a newer Python."


@pytest.mark.engine("postgresql")
def test_sees_a_clock_that_differs(book):
    assert "clock" in wrong(database.examine_database(AT))


@pytest.mark.engine("sqlite")
def test_sees_another_journal_than_the_write_ahead_log(book):
    execute("PRAGMA journal_mode = DELETE")

    assert "journal" in wrong(database.examine_database(AT))


@pytest.mark.engine("sqlite")
def test_sees_a_damaged_database_and_names_the_backup(other):
    (other.data / "jalon.sqlite3").write_bytes(b"not a database, " * 4096)

    with at(other):
        found = wrong(examine(Config(data=other.data), at=AT))

    assert "restore a backup with --replace" in found["database"]
    assert "migrations" not in found


@pytest.mark.parametrize(("kind", "is_far"), [("ext4", False), ("nfs4", True), ("cifs", True), ("fuse.sshfs", True)])
def test_sees_sqlite_on_a_network_file_system(config, monkeypatch, tmp_path, kind, is_far):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/a / ext4 rw 0 0\nserver:/x {tmp_path} {kind} rw 0 0\n")
    monkeypatch.setattr(folder, "MOUNTS", mounts)

    finding = folder._disk(tmp_path)

    assert finding.says == f"file system: {kind}"
    assert finding.is_right is not is_far


def test_sees_a_folder_that_is_full(config, monkeypatch):
    monkeypatch.setattr(folder, "LEAST_FREE_MB", 10**9)

    assert "free disk" in wrong([folder._room(config.data)])


def test_sees_a_folder_that_cannot_be_written_to(tmp_path):
    assert folder._writable(tmp_path / "nowhere").remedy == "Let the user that runs Jalon write to it."


def test_sees_static_files_of_another_version(db, monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "STATIC_ROOT", tmp_path)
    fresh = folder._static()
    (tmp_path / "fingerprint").write_text("of before")

    assert fresh.is_right
    assert not folder._static().is_right


def test_sees_a_worker_that_fell_silent(db):
    assert wrong(examine_work(AT)) == {}
    OxScheduleTick.objects.create(schedule_name="deals.fold_totals", scheduled_for=AT, created_at=AT)

    assert wrong(examine_work(AT + timedelta(minutes=4))) == {}
    assert set(wrong(examine_work(AT + timedelta(minutes=6)))) == {"worker"}


def test_sees_jobs_that_wait_too_long_and_those_given_up(db):
    enqueue("kernel.forget_old_jobs")
    OxTask.objects.update(enqueued_at=AT)

    assert set(wrong(examine_work(AT + timedelta(minutes=3)))) == {"jobs waiting"}

    OxTask.objects.update(status=OxTask.Status.FAILED, finished_at=AT)
    [dead] = [one for one in examine_work(AT) if not one.is_right]
    assert dead.says == "jobs given up: 1 (kernel.forget_old_jobs)"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, set()),
        ({"host": "0.0.0.0"}, {"address"}),  # noqa: S104
        ({"public_url": "http://sales.example.com"}, {"address"}),
        ({"public_url": "http://localhost:8000"}, set()),
        ({"public_url": "https://sales.example.com"}, {"proxies"}),
        ({"public_url": "https://sales.example.com", "proxies": 1}, set()),
        ({"debug": True}, {"debug"}),
    ],
)
def test_sees_a_way_in_that_is_wrong(db, tmp_path, given, expected):
    assert set(wrong(examine_way_in(Config(data=tmp_path, **given)))) == expected


def test_knocks_at_the_mail_server_and_sends_nothing(tmp_path):
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        thread = threading.Thread(target=greet, args=(server, heard))
        thread.start()
        found = list(examine_mail(Config(data=tmp_path, smtp_url=f"smtp://127.0.0.1:{port}")))
        thread.join()

    assert b"MAIL" not in b"".join(heard).upper()
    [finding] = found
    assert "refuses" in finding.says  # it offers no STARTTLS, and no password goes in clear


def test_sees_a_mail_server_that_is_not_there(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    [finding] = examine_mail(Config(data=tmp_path, smtp_url=f"smtp://127.0.0.1:{port}"))

    assert finding.remedy == "Mend JALON_SMTP_URL, or reach that server."


def greet(server: socket.socket, heard: list[bytes]) -> None:
    line, _ = server.accept()
    with line:
        line.sendall(b"220 here\r\n")
        while said := line.recv(1000):
            heard.append(said)
            line.sendall(b"221 bye\r\n" if said.upper().startswith(b"QUIT") else b"250 ok\r\n")
