"""Where a bench runs: each engine in a process, folder and database of its own, gone afterwards unless kept."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
AS_PEOPLE_RUN_IT = ["shared_buffers=512MB", "max_wal_size=4GB"]  # commits are durable, as everywhere by default
Figures = dict[str, object]


def options(words: str, *, size: int, **more: tuple[type, object, str]) -> argparse.Namespace:
    """The options that all benches share, and a bench's own: name=(type, default, help)."""
    parser = argparse.ArgumentParser(description=words.splitlines()[0])
    parser.add_argument("--size", type=int, default=size, help=f"open deals in the book ({size:,})")
    parser.add_argument("--engine", choices=["sqlite", "postgresql", "both"], default="sqlite")
    parser.add_argument("--keep", type=Path, help="folder that keeps the book (PostgreSQL: on DATABASE_URL's server)")
    parser.add_argument("--json", action="store_true", help="one line a figure")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    for name, (kind, default, explained) in more.items():
        parser.add_argument(f"--{name}", type=kind, default=default, help=f"{explained} ({default})")
    return parser.parse_args()


def on_each_engine(
    chosen: argparse.Namespace,
    measure: Callable[[argparse.Namespace], list[Figures]],
    *,
    verdict: Callable[[list[Figures]], bool] = bool,
) -> int:
    """Run `measure` once an engine, each in a fresh process, and print its figures; 1 when `verdict` says no."""
    if chosen.inside:
        _set_up_django()
        print(json.dumps(measure(chosen)))
        return 0
    engines, well = ["sqlite", "postgresql"] if chosen.engine == "both" else [chosen.engine], True
    for engine in engines:
        with _place(engine, chosen) as environment:
            command = [sys.executable, *sys.argv, "--inside"]
            done = subprocess.run(command, env={**os.environ, **environment}, stdout=subprocess.PIPE, check=False)
        if done.returncode:
            return done.returncode
        rows = json.loads(done.stdout.splitlines()[-1])
        _print(rows, f"{engine}, {chosen.size:,} open deals", as_json=chosen.json)
        well = verdict(rows) and well
    return 0 if well else 1


@contextmanager
def _place(engine: str, chosen: argparse.Namespace) -> Iterator[dict[str, str]]:
    with tempfile.TemporaryDirectory(prefix="jalon-bench-") as scratch:
        folder = chosen.keep / f"{engine}-{chosen.size}" if chosen.keep else Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        if engine == "sqlite":
            yield {"JALON_DATA": str(folder), "DATABASE_URL": ""}
            return
        with _server() as url, _database(url, f"jalon_bench_{chosen.size}", keep=bool(chosen.keep)) as database:
            yield {"JALON_DATA": str(folder), "DATABASE_URL": database}


@contextmanager
def _server() -> Iterator[str]:
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        yield given
        return
    sys.path.insert(0, str(ROOT / "tools"))
    from throwaway_postgresql import throwaway_postgresql

    with throwaway_postgresql(AS_PEOPLE_RUN_IT) as url:
        yield url


@contextmanager
def _database(server: str, name: str, *, keep: bool) -> Iterator[str]:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if known and not keep:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        if not (known and keep):
            connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        if not keep:
            with psycopg.connect(server, autocommit=True) as connection:
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _set_up_django() -> None:
    """As the web process does."""
    import jalon.site.wsgi  # noqa: F401
    from jalon.kernel.db.row_security import rest_everywhere

    rest_everywhere("a bench writes its book and reads it back; its requests stand where they belong")


def _print(rows: list[Figures], title: str, *, as_json: bool) -> None:
    if as_json:
        for row in rows:
            print(json.dumps({"place": title, **row}))
        return
    heads = list(dict.fromkeys(name for row in rows for name in row))
    lines = [heads, *([_said(row.get(head, "")) for head in heads] for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(heads))]
    print(f"\n{title}")
    for line in lines:
        first, *others = (word.ljust(width) for word, width in zip(line, widths, strict=True))
        print("  ".join([first, *others]).rstrip())


def _said(value: object) -> str:
    return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)
