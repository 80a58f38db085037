"""The one typed settings file: `jalon.toml` in the data folder, each value overridable by an environment variable."""

import json
import os
import secrets
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from jalon.kernel.db.url import database_settings, login_of, sqlite_url
from jalon.site.providers import Oidc, Saml

FILE_NAME = "jalon.toml"
KEY_FILE = "secret.key"
SEALING_KEYS = "secrets.keys"
HIDDEN = {"keys", "metrics_token"}  # never printed
FOR_DEVELOPERS = {"JALON_CHROMIUM", "JALON_REQUIRE_ALL"}  # read by the tests, no settings


class ConfigError(Exception):
    """A setting that cannot be used: names the setting, where it stands, its value and the remedy."""


class Config(BaseModel):
    """What an operator may set. In the environment: PORT, DATABASE_URL, and JALON_<NAME> for the rest."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    data: Path = Field(default=Path("data"), description="folder of the database, uploads and keys")
    host: str = Field(default="127.0.0.1", description="address to listen on")
    port: int = Field(default=8000, ge=1, le=65535, description="port to listen on")
    database_url: str = Field(default="", description="postgresql://… ; empty: SQLite in the data folder")
    owner_url: str = Field(
        default="",
        description="postgresql://… with the login that owns the tables, for migrations; empty: that of DATABASE_URL",
    )
    public_url: str = Field(default="", description="address people type, e.g. https://sales.example.com")
    language: Literal["en", "fr"] = Field(default="en", description="language before anybody chose one")
    time_zone: str = Field(default="UTC", description="IANA time zone of the log and of new workspaces")
    debug: bool = Field(default=False, description="show errors in the browser; never on a public address")
    web_workers: int = Field(default=1, ge=1, le=64, description="web processes")
    web_threads: int = Field(default=4, ge=1, le=256, description="threads of each web process")
    log_level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="least level logged")
    log_format: Literal["text", "json"] = Field(default="text", description="how lines of the log look")
    proxies: int = Field(
        default=0, ge=0, le=9, description="reverse proxies in front, whose X-Forwarded-For is believed"
    )
    proxy_addresses: str = Field(
        default="127.0.0.0/8,::1",
        description="addresses and networks that a reverse proxy may come from; what others forward is ignored",
    )
    metrics_token: str = Field(
        default="", description="what Prometheus shows to read /metrics; empty: only this machine may", repr=False
    )
    slow_query_ms: int = Field(default=200, ge=1, description="a query that takes longer is logged, in milliseconds")
    upload_limit_mb: int = Field(default=200, ge=1, le=10_000, description="largest file one may drop, in MB")
    keys: str = Field(
        default="",
        description="keys that seal stored secrets, newest first, split by commas ; empty: secrets.keys in data",
        repr=False,
    )
    oidc: tuple[Oidc, ...] = Field(
        default=(),
        description="companies that vouch by OpenID Connect, as `[[oidc]]` or JSON: see sign-in.md",
        repr=False,
    )
    saml: tuple[Saml, ...] = Field(
        default=(), description="companies that vouch by SAML, as `[[saml]]` or JSON: see sign-in.md"
    )
    mail_from: str = Field(default="jalon@localhost", description="sender of the mail that Jalon writes")
    smtp_url: str = Field(
        default="",
        description="smtp://user:password@host:587 (STARTTLS), smtps:// (TLS) ; empty: mail goes to the log",
    )

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("not an IANA time zone such as Europe/Paris")
        return value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value:
            database_settings(value)
        return value

    @field_validator("oidc", "saml", mode="before")
    @classmethod
    def _from_json(cls, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else value

    @field_validator("saml")
    @classmethod
    def _each_once(cls, value: tuple[Saml, ...], info: ValidationInfo) -> tuple[Saml, ...]:
        ids = [provider.id for provider in (*info.data.get("oidc", ()), *value)]
        if len(ids) != len(set(ids)):
            raise ValueError("two providers have the same id")
        return value

    @field_validator("keys")
    @classmethod
    def _true_keys(cls, value: str) -> str:
        if value:
            from jalon.kernel.secrets.key_file import KeysUnusable, checked  # Django, which the method does without

            try:
                checked(value.split(","), "it")
            except KeysUnusable as problem:
                raise ValueError(str(problem)) from None
        return value

    @field_validator("proxy_addresses")
    @classmethod
    def _networks(cls, value: str) -> str:
        for word in filter(None, value.split(",")):
            ip_network(word.strip(), strict=False)
        return value

    @field_validator("owner_url")
    @classmethod
    def _same_database(cls, value: str, others: ValidationInfo) -> str:
        if value:
            mine, owner = (database_settings(url) for url in (others.data.get("database_url") or "sqlite:///", value))
            if "postgresql" not in owner["ENGINE"] or owner["NAME"] != mine["NAME"]:
                raise ValueError("must name the database of DATABASE_URL, on PostgreSQL, with another login")
        return value

    @field_validator("public_url")
    @classmethod
    def _absolute(cls, value: str) -> str:
        value, parts = value.rstrip("/"), urlsplit(value.rstrip("/"))
        if value and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.path):
            raise ValueError("must be http:// or https:// and a host, without a path")
        return value

    @field_validator("smtp_url")
    @classmethod
    def _mail_server(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in {"smtp", "smtps"} or not urlsplit(value).hostname):
            raise ValueError("must start with smtp:// or smtps:// and name a host")
        return value

    def database(self) -> dict[str, Any]:
        """Django's settings for the database."""
        settings = database_settings(self.database_url or sqlite_url(self.data))
        if self.owner_url:
            settings["OWNER"] = login_of(self.owner_url)
        return settings

    def mailer(self) -> dict[str, Any]:
        """Django's settings for the mail that goes out."""
        if not self.smtp_url:
            return {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
        parts = urlsplit(self.smtp_url)
        options = {
            "host": parts.hostname,
            "port": parts.port or (465 if parts.scheme == "smtps" else 587),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": parts.scheme == "smtp" and parts.port != 25,
            "timeout": 20,
        }
        return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}

    def origin(self) -> str:
        """The address to print and to put in links."""
        return self.public_url or f"http://{self.host if self.host != '0.0.0.0' else '127.0.0.1'}:{self.port}"  # noqa: S104

    def secret_key(self) -> str:
        """The signing key, made once and kept in the data folder, readable by its owner alone."""
        path = self.data / KEY_FILE
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text().strip()
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
        return path.read_text().strip()

    def providers(self) -> dict[str, Any]:
        """Allauth's settings for the companies that vouch for their people."""
        kinds: dict[str, tuple[Oidc, ...] | tuple[Saml, ...]] = {"oidc": self.oidc, "saml": self.saml}
        return {kind: {"APPS": [each.app() for each in those]} for kind, those in kinds.items()}

    def sealing_keys(self) -> list[str]:
        """The keys that were set, newest first; none when the file holds them."""
        return self.keys.split(",") if self.keys else []

    def sealing_key_file(self) -> Path:
        """Where the keys stand that seal stored secrets; made at the first start, unless keys were set."""
        from jalon.kernel.secrets import make_key_file

        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.data.absolute() / SEALING_KEYS
        return path if self.keys else make_key_file(path)


def load(environment: Mapping[str, str]) -> Config:
    """The settings from the file and the environment. Raises ConfigError."""
    folder = Path(environment.get("JALON_DATA", "data"))
    path = folder / FILE_NAME
    values = {**_from_file(path), **_from_environment(environment), "data": folder}
    try:
        return Config.model_validate(values)
    except ValidationError as problem:
        raise ConfigError("\n".join(_words(error, path) for error in problem.errors())) from None


def variable_of(name: str) -> str:
    """The environment variable that sets `name`."""
    return {"port": "PORT", "database_url": "DATABASE_URL"}.get(name, f"JALON_{name.upper()}")


def _from_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text())
    except tomllib.TOMLDecodeError as problem:
        raise ConfigError(f"{path} cannot be read: {problem}") from None


def _from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    known = {variable_of(name): name for name in Config.model_fields}
    unknown = [key for key in environment if key.startswith("JALON_") and key not in {*known, *FOR_DEVELOPERS}]
    if unknown:
        raise ConfigError("\n".join(f"{key} is not a setting{_close_to(key, known)}" for key in unknown))
    return {known[key]: value for key, value in environment.items() if key in known and key != "JALON_DATA"}


def origins(config: Config, environment: Mapping[str, str]) -> dict[str, str]:
    """Where each setting comes from: the variable's name, the file, or "default"."""
    in_file = _from_file(config.data / FILE_NAME)
    return {
        name: variable_of(name)
        if variable_of(name) in environment
        else str(config.data / FILE_NAME)
        if name in in_file
        else "default"
        for name in Config.model_fields
    }


def is_secret(name: str, value: Any) -> bool:
    """Whether a value stays out of all that is printed: keys, tokens, an address that holds a password."""
    return bool(value) and (name in HIDDEN or ("url" in name and "@" in str(value)))


def _words(error: Any, path: Path) -> str:
    name = str(error["loc"][0])
    if error["loc"] == (name,) and error["type"] == "extra_forbidden":
        return f"{path}: “{name}” is not a setting{_close_to(name, Config.model_fields)}"
    field = Config.model_fields[name]
    why = error["msg"].removeprefix("Value error, ")
    hides = not field.repr or is_secret(name, error["input"])  # a provider, unread, lies there with its secret
    where, value = ".".join(map(str, error["loc"])), "(hidden)" if hides else repr(error["input"])
    return f"{where} ({variable_of(name)}) = {value}: {why}. It is the {field.description}."


def _close_to(name: str, known: Any) -> str:
    close = get_close_matches(name, list(known), n=1)
    return f"; did you mean {close[0]}?" if close else ""
