"""The `jalon` command: what needs no server loads none, and what is wrong is said with exit code 2."""

import os
import subprocess
import sys

import pytest

PLAIN = {"DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "jalon.site.settings"}
RUN = "import sys; from jalon.site.cli import main; sys.exit(main())"


@pytest.fixture
def jalon(tmp_path):
    def jalon(*arguments, **environment):
        return subprocess.run(
            [sys.executable, "-c", RUN, *arguments],
            env={**os.environ, **PLAIN, "JALON_DATA": str(tmp_path / "data"), **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return jalon


def test_names_its_commands_and_refuses_others(jalon):
    shown, wrong, nothing = jalon("--help"), jalon("upp"), jalon()

    assert shown.returncode == 0
    assert all(word in shown.stdout for word in ("up", "sign-in-link", "import", "settings", "doctor", "diagnose"))
    assert (wrong.returncode, nothing.returncode) == (2, 2)
    assert "upp" in wrong.stderr


def test_prints_settings_with_their_origin_and_hides_passwords(jalon):
    shown = jalon("settings", PORT="9123", JALON_SMTP_URL="smtp://ann:hush@mail.example.com")

    assert shown.returncode == 0
    assert "port = 9123\n    port to listen on; from PORT" in shown.stdout
    assert "web_workers = 1\n    web processes; from default" in shown.stdout
    assert "hush" not in shown.stdout


@pytest.mark.parametrize("command", ["up", "settings", "doctor", "migrate", "sign-in-link", "import"])
def test_refuses_a_wrong_setting_by_name_whatever_the_command(jalon, command):
    refused = jalon(command, PORT="many")

    assert refused.returncode == 2
    assert "port (PORT) = 'many'" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_runs_the_method_without_django(tmp_path):
    code = (
        "import sys; from jalon.site.cli import main\n"
        "try: main(['process', '--help'])\n"
        "except SystemExit: pass\n"
        "print('LOADED', sorted(name for name in sys.modules if name.split('.')[0] in {'django', 'allauth'}))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path)

    assert done.stdout.splitlines()[-1] == "LOADED []"


def test_is_migrated_examined_and_entered_by_a_link(jalon):
    before = jalon("doctor")
    migrated = jalon("migrate", "-v0")
    nobody = jalon("sign-in-link")
    after = jalon("doctor")

    assert before.returncode == 1
    assert "Run `jalon upgrade`" in before.stdout
    assert migrated.returncode == 0
    assert nobody.returncode == 1
    assert "start it once" in nobody.stderr
    assert after.returncode == 0, after.stdout
    assert "append-only tables have their guard: yes" in after.stdout


def test_sees_a_guard_that_was_removed(jalon, tmp_path):
    import sqlite3

    jalon("migrate", "-v0")
    with sqlite3.connect(tmp_path / "data" / "jalon.sqlite3") as database:
        database.execute("DROP TRIGGER timeline_event_no_delete")

    examined = jalon("doctor")

    assert examined.returncode == 1
    assert "append-only tables have their guard: timeline_event" in examined.stdout
