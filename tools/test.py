"""The tests on SQLite, then on PostgreSQL: `test.py [arguments of pytest …]`.

PostgreSQL is the server of DATABASE_URL, or else one started here from the binaries of this machine, in a folder that
is gone afterwards. With JALON_REQUIRE_ALL=1 nothing may be left out for want of a server or a browser.
"""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from throwaway_postgresql import NoPostgresql, throwaway_postgresql

ROOT = Path(__file__).resolve().parent.parent
ENGINE_FREE = ["tests/analytics", "tests/eventlog", "tests/process"]


def main(arguments: list[str]) -> int:
    """Run the suite on each engine there is; 1 when a test failed, or when an engine is missing that must be there."""
    url = os.environ.get("DATABASE_URL", "")
    failed = _pytest("SQLite", "", arguments)
    if url:
        return failed | _on_postgresql(url, arguments)
    try:
        with throwaway_postgresql() as server:
            return failed | _on_postgresql(server, arguments)
    except NoPostgresql as problem:
        print(f"\nNot tested on PostgreSQL: {problem}", flush=True)
        return failed | int(bool(os.environ.get("JALON_REQUIRE_ALL")))


def _on_postgresql(url: str, arguments: list[str]) -> int:
    """What touches no database, and what a browser shows, is not run twice."""
    spared = [f"--ignore={folder}" for folder in ENGINE_FREE]
    return _pytest("PostgreSQL", url, [*spared, "-m", "not browser", *arguments])


def _pytest(engine: str, url: str, arguments: list[str]) -> int:
    print(f"\nTests on {engine}", flush=True)
    command = [sys.executable, "-m", "pytest", "-n", "auto", *arguments]
    return int(subprocess.run(command, cwd=ROOT, env={**os.environ, "DATABASE_URL": url}, check=False).returncode != 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
