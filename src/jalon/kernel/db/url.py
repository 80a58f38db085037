"""DATABASE_URL to Django's database settings."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SQLITE_FILE = "jalon.sqlite3"
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA recursive_triggers=ON;"  # so that REPLACE meets the append-only triggers
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA mmap_size=268435456;"
    "PRAGMA cache_size=-32768;"
)


def database_settings(url: str) -> dict[str, Any]:
    """Django's DATABASES entry for `sqlite:///path` or `postgresql://user:pass@host:port/name?option=value`.

    Raises ValueError with the scheme that is not known.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite_settings(Path(unquote(parts.path[1:] or ":memory:")))
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql_settings(url)
    raise ValueError(f"unknown database scheme “{parts.scheme}”: use sqlite:///path or postgresql://user@host/name")


def login_of(url: str) -> dict[str, Any]:
    """Of the settings, what says who connects and how."""
    settings = database_settings(url)
    return {name: settings[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}


def sqlite_url(data: Path) -> str:
    """The database in a data folder: where no other is told."""
    return f"sqlite:///{data.absolute() / SQLITE_FILE}"


def sqlite_settings(path: Path) -> dict[str, Any]:
    """One file, write-ahead log, writers queue up to 20 s instead of failing."""
    return {
        "ENGINE": "jalon.kernel.db.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": 600,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }


def _postgresql_settings(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    return {
        "ENGINE": "jalon.kernel.db.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
