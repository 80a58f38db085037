"""The tests on SQLite and on PostgreSQL, at once: `test.py [arguments of pytest …]`.

PostgreSQL is the server of DATABASE_URL, or else one started here from the binaries of this machine, in a folder that
is gone afterwards. With JALON_REQUIRE_ALL=1 nothing may be left out for want of a server or a browser.
"""

import os
import sys
from pathlib import Path
from subprocess import STDOUT, Popen
from tempfile import TemporaryFile
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from throwaway_postgresql import NoPostgresql, throwaway_postgresql

ROOT = Path(__file__).resolve().parent.parent
ENGINE_FREE = ["tests/analytics", "tests/eventlog", "tests/process"]


def main(arguments: list[str]) -> int:
    """Run the suite on each engine there is; 1 when a test failed, or when an engine is missing that must be there."""
    url = os.environ.get("DATABASE_URL", "")
    if url:
        return _on_both(url, arguments)
    try:
        with throwaway_postgresql() as server:
            return _on_both(server, arguments)
    except NoPostgresql as problem:
        failed = _failed(_pytest("", arguments))
        print(f"\nNot tested on PostgreSQL: {problem}", flush=True)
        return failed | int(bool(os.environ.get("JALON_REQUIRE_ALL")))


def _on_both(url: str, arguments: list[str]) -> int:
    """Both at once: each leaves a processor idle while its browsers and servers are waited for. What touches no
    database, and what a browser shows, is not run twice.
    """
    spared = [f"--ignore={folder}" for folder in ENGINE_FREE]
    with TemporaryFile() as said:
        on_postgresql = _pytest(url, [*spared, "-m", "not browser", *arguments], stdout=said, stderr=STDOUT)
        print("\nTests on SQLite (those on PostgreSQL run meanwhile)", flush=True)
        failed = _failed(_pytest("", arguments)) | _failed(on_postgresql)
        said.seek(0)
        print("\nTests on PostgreSQL", flush=True)
        print(said.read().decode(errors="replace"), flush=True)
    return failed


def _pytest(url: str, arguments: list[str], **where: Any) -> Popen[bytes]:
    command = [sys.executable, "-m", "pytest", "-n", "auto", *arguments]
    return Popen(command, cwd=ROOT, env={**os.environ, "DATABASE_URL": url}, **where)


def _failed(tests: Popen[bytes]) -> int:
    return int(tests.wait() != 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
