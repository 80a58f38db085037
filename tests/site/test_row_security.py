"""How an installation comes by the role that the second wall needs, with each kind of login."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from jalon.site.keep.archive import open_archive
from tests.site.places import EARLIER

pytestmark = pytest.mark.engine("postgresql")
NAME = f"jalon_walled_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"  # roles and databases are of the whole server
LOGINS = (f"{NAME}_owner", f"{NAME}_web")


@pytest.fixture
def server():
    """The server's administrator, and a database that is not there yet; all is gone afterwards."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as administrator:
        _clear(administrator)
        yield administrator
        _clear(administrator)


@pytest.fixture
def logins(server):
    """The settings of an installation whose pages work by another login than its migrations."""
    owner, web = LOGINS
    server.execute(f"CREATE ROLE {owner} LOGIN CREATEROLE PASSWORD 'secret'")
    server.execute(f"CREATE ROLE {web} LOGIN PASSWORD 'secret'")
    server.execute(f"CREATE DATABASE {NAME} OWNER {owner}")
    return {"DATABASE_URL": _url(web), "JALON_OWNER_URL": _url(owner)}


def _clear(administrator):
    administrator.execute(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)')
    for role in (f"{NAME}_app", *LOGINS):
        administrator.execute(f'DROP ROLE IF EXISTS "{role}"')


def _url(login):
    parts = urlsplit(os.environ["DATABASE_URL"])
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{login}:secret@{host}", path=f"/{NAME}"))


def _jalon(tmp_path, *words, **environment):
    command = [str(Path(sys.executable).with_name("jalon")), *words]
    given = {name: value for name, value in os.environ.items() if not name.startswith("JALON_")}
    given |= {"DJANGO_SETTINGS_MODULE": "jalon.site.settings", "JALON_DATA": str(tmp_path), **environment}
    return subprocess.run(command, env=given, capture_output=True, text=True, check=False)


def test_makes_the_role_by_the_owners_login_and_works_by_another(logins, tmp_path):
    migrated = _jalon(tmp_path, "migrate", "--verbosity=0", **logins)
    examined = _jalon(tmp_path, "doctor", **logins)

    assert migrated.returncode == 0, migrated.stderr
    assert "ok  row policies hold for the role we work as: yes" in examined.stdout
    assert "ok  every table of a workspace has its row policies: yes" in examined.stdout
    with psycopg.connect(logins["DATABASE_URL"]) as visitor:
        assert visitor.execute("SELECT count(*) FROM orgs_workspace").fetchone() == (0,)
        [owner] = visitor.execute("SELECT tableowner FROM pg_tables WHERE tablename = 'deals_deal'").fetchone()
    assert owner == LOGINS[0]


def test_keeps_and_restores_every_row_by_the_owners_login(logins, tmp_path):
    archive = str(tmp_path / "kept.jalon")

    restored = _jalon(tmp_path / "place", "restore", str(EARLIER), **logins)
    kept = _jalon(tmp_path / "place", "backup", archive, **logins)
    upgraded = _jalon(tmp_path / "place", "upgrade", **logins)
    again = _jalon(tmp_path / "other", "restore", archive, "--replace", **logins)

    assert [(done.returncode, done.stderr) for done in (restored, kept, upgraded, again)] == [(0, "")] * 4
    with open_archive(Path(archive)) as known:
        deals = known.manifest.tables["deals_deal"].rows
    with psycopg.connect(logins["JALON_OWNER_URL"]) as keeper:
        assert keeper.execute("SELECT count(*) FROM deals_deal").fetchone() == (deals,)
    assert deals > 0


def test_says_what_an_administrator_does_where_the_login_may_make_no_role(server, tmp_path):
    owner = LOGINS[0]
    server.execute(f"CREATE ROLE {owner} LOGIN PASSWORD 'secret'")
    server.execute(f"CREATE DATABASE {NAME} OWNER {owner}")
    _jalon(tmp_path, "migrate", "--verbosity=0", DATABASE_URL=_url(owner))

    before = _jalon(tmp_path, "doctor", DATABASE_URL=_url(owner))
    [remedy] = [line for line in before.stdout.splitlines() if "CREATE ROLE" in line]
    server.execute(remedy.partition("say: ")[2].partition(" Then")[0])
    _jalon(tmp_path, "upgrade", DATABASE_URL=_url(owner))
    after = _jalon(tmp_path, "doctor", DATABASE_URL=_url(owner))

    assert "!!  row policies hold for the role we work as: no" in before.stdout
    assert "ok  row policies hold for the role we work as: yes" in after.stdout
