"""A PostgreSQL server for the length of a `with`, from the binaries of this machine, on a socket of its own."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

LEAST_VERSION = 15
PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/pgsql/bin")
HOW = (
    f"no server binaries of version {LEAST_VERSION} or later. Install them (Debian: postgresql, postgresql-contrib), "
    "or give a server: DATABASE_URL=postgresql://user@host/name make test"
)
IN_A_HURRY = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60"]


class NoPostgresql(Exception):  # noqa: N818 - an answer for the developer
    """No server can be started here; says how to get one."""


@contextmanager
def throwaway_postgresql(settings: Sequence[str] = IN_A_HURRY) -> Iterator[str]:
    """Start a server and give its URL; stop it and remove its data afterwards. Raises NoPostgresql.

    `settings` are its own; by default it forgets what was committed when the machine stops, as only a test may.
    """
    binaries = _binaries()
    home = Path(tempfile.mkdtemp(prefix="jalon-pg-"))
    who = _unprivileged(home)
    try:
        _run([binaries / "initdb", "-D", home / "data", "-U", "jalon", "-A", "trust", "-E", "UTF8", "--no-locale"], who)
        options = [part for option in [*settings, "listen_addresses="] for part in ("-c", option)]
        command = [binaries / "postgres", "-D", home / "data", "-k", home, *options]
        with (home / "log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log, **who) as server:
            try:
                _wait(binaries, home, server)
                yield f"postgresql://jalon@/postgres?host={home}"
            finally:
                server.terminate()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _binaries() -> Path:
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve().parent] if on_path else []
    found += [path for place in PLACES for path in Path("/").glob(place[1:]) if (path / "initdb").exists()]
    fit = sorted((_version(path), path) for path in found if _version(path) >= LEAST_VERSION)
    if not fit:
        raise NoPostgresql(HOW)
    return fit[-1][1]


def _version(binaries: Path) -> int:
    words = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    digits = [word.split(".")[0] for word in words.split() if word[:1].isdigit()]
    return int(digits[0]) if digits and digits[0].isdigit() else 0


def _unprivileged(home: Path) -> dict[str, object]:
    """PostgreSQL refuses to run as root: whom to run it as instead, owner of its folder."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(home, user.pw_uid, user.pw_gid)
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "cwd": home}
    raise NoPostgresql("PostgreSQL does not run as root, and there is no user postgres nor nobody to run it as")


def _run(command: list[object], who: dict[str, object]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, **who)  # type: ignore[call-overload]
    if done.returncode:
        raise NoPostgresql(f"initdb failed: {done.stderr.strip()}")


def _wait(binaries: Path, home: Path, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise NoPostgresql(f"the server ended at once:\n{(home / 'log').read_text()}")
        asked = subprocess.run([binaries / "pg_isready", "-q", "-h", home, "-U", "jalon"], check=False)
        if asked.returncode == 0:
            return
        time.sleep(0.1)
    raise NoPostgresql("the server did not answer within 30 seconds")
