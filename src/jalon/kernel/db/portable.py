"""Whole tables in one form, whichever engine they come from or go to.

Each value has one portable form that JSON can hold: a UUID is 32 hex digits, an instant is UTC text with microseconds,
a flag is 0 or 1, bytes are hex, a JSON document is its text. The engines write that form themselves where they can.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from itertools import batched
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

BATCH = 2_000
MODULUS = 2**256
FROM_HERE_NO_FRACTION = 1e16  # Python writes such floats as 1e+16, PostgreSQL's jsonb as an integer
Row = Sequence[Any]


class Kind(StrEnum):
    """What a column holds, as far as the two engines write it differently."""

    PLAIN = "plain"
    UUID = "uuid"
    INSTANT = "instant"
    DAY = "day"
    FLAG = "flag"
    BYTES = "bytes"
    JSON = "json"
    ADDRESS = "address"


class UnknownColumn(TypeError):  # noqa: N818 - names what is not known
    """A kind of column for which there is no portable form yet: give it one here."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its columns in order; `serial` is the column that counts by itself, "" when none does."""

    name: str
    columns: dict[str, Kind]
    serial: str = ""


KINDS: list[tuple[type[Any], Kind]] = [
    (models.UUIDField, Kind.UUID),
    (models.DateTimeField, Kind.INSTANT),
    (models.DateField, Kind.DAY),
    (models.BooleanField, Kind.FLAG),
    (models.BinaryField, Kind.BYTES),
    (models.JSONField, Kind.JSON),
    (models.GenericIPAddressField, Kind.ADDRESS),
    (models.CharField, Kind.PLAIN),
    (models.TextField, Kind.PLAIN),
    (models.IntegerField, Kind.PLAIN),
    (models.FloatField, Kind.PLAIN),
]
READ = {
    "sqlite": {
        Kind.INSTANT: "CASE WHEN length({0}) = 19 THEN {0} || '.000000' ELSE +{0} END",
        Kind.BYTES: "CASE WHEN {0} IS NOT NULL THEN lower(hex({0})) END",
    },
    "postgresql": {
        Kind.UUID: "replace({0}::text, '-', '')",
        Kind.INSTANT: "to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
        Kind.DAY: "to_char({0}, 'YYYY-MM-DD')",
        Kind.FLAG: "{0}::int",
        Kind.BYTES: "encode({0}, 'hex')",
        Kind.JSON: "{0}::text",
        Kind.ADDRESS: "host({0})",
    },
}
WRITE: dict[str, dict[Kind, Callable[[Any], Any]]] = {
    "sqlite": {Kind.INSTANT: lambda value: value.removesuffix(".000000"), Kind.BYTES: bytes.fromhex},
    "postgresql": {Kind.INSTANT: lambda value: f"{value}+00", Kind.BYTES: lambda value: f"\\x{value}"},
}


def table_of(model: type[models.Model]) -> Table:
    """The table of a model as it stands now or stood at a migration. Raises UnknownColumn."""
    fields = model._meta.concrete_fields
    serial = next((str(field.column) for field in fields if isinstance(field, models.AutoField)), "")
    return Table(model._meta.db_table, {str(field.column): _kind_of(field) for field in fields}, serial)


def read_table(connection: BaseDatabaseWrapper, table: Table) -> Iterator[list[Row]]:
    """Every row in its portable form, in batches, in no order. Call it in a transaction."""
    connection.ensure_connection()
    forms = READ[connection.vendor]
    bare = "+{0}" if connection.vendor == "sqlite" else "{0}"  # with the sign, nothing is converted on the way
    columns = ", ".join(forms.get(kind, bare).format(f'"{name}"') for name, kind in table.columns.items())
    query = f'SELECT {columns} FROM "{table.name}"'  # noqa: S608 - names of our own tables
    with _cursor(connection) as cursor:
        cursor.execute(query)
        while rows := cursor.fetchmany(BATCH):
            yield rows


def write_table(connection: BaseDatabaseWrapper, table: Table, rows: Iterable[Row]) -> int:
    """Insert rows in their portable form; gives how many. Raises Django's errors; call it in a transaction."""
    forms = WRITE[connection.vendor]
    converts = [(place, forms[kind]) for place, kind in enumerate(table.columns.values()) if kind in forms]
    columns = ", ".join(f'"{name}"' for name in table.columns)
    load = _copy if connection.vendor == "postgresql" else _insert
    return load(connection, table, columns, (_converted(row, converts) for row in rows))


def last_number(connection: BaseDatabaseWrapper, table: Table) -> int:
    """The last number that the table's serial column gave out; 0 when it has none or gave none."""
    if not table.serial:
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table.name])
        else:
            cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {_sequence(cursor, table)}")  # noqa: S608
        found = cursor.fetchone()
    return int(found[0]) if found else 0


def count_on_from(connection: BaseDatabaseWrapper, table: Table, number: int) -> None:
    """Let the serial column give out the number after `number` next."""
    if not table.serial or number < 1:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table.name, number])
        else:
            cursor.execute("SELECT setval(%s, %s)", [_sequence(cursor, table), number])


class Digest:
    """A count and a hash of rows that do not depend on their order, nor on the engine.

    The hash is the sum of the SHA-256 of each row's text, modulo 2**256; documents count by what they say, since
    PostgreSQL keeps neither the spaces nor the order of keys.
    """

    def __init__(self, table: Table) -> None:
        self.rows = 0
        self._sum = 0
        self._documents = [place for place, kind in enumerate(table.columns.values()) if kind is Kind.JSON]

    def add(self, row: Row, line: str) -> None:
        """Take in a row, `line` being its text as `line_of` gives it."""
        text = self._said(row) if self._documents else line
        self.rows += 1
        self._sum += int.from_bytes(sha256(text.encode()).digest())

    def hex(self) -> str:
        """The hash of what was taken in."""
        return f"{self._sum % MODULUS:064x}"

    def _said(self, row: Row) -> str:
        values = list(row)
        for place in self._documents:
            if values[place] is not None:
                values[place] = [json.loads(values[place], parse_float=_number)]
        return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def line_of(row: Row) -> str:
    """A row as one line of JSON, without its line end."""
    return json.dumps(list(row), ensure_ascii=False, separators=(",", ":"))


def digest_of(connection: BaseDatabaseWrapper, table: Table) -> Digest:
    """What the table holds, in a count and a hash."""
    digest = Digest(table)
    for rows in read_table(connection, table):
        for row in rows:
            digest.add(row, line_of(row))
    return digest


def _kind_of(field: Any) -> Kind:
    while field.remote_field:
        field = field.target_field
    for known, kind in KINDS:
        if isinstance(field, known):
            return kind
    raise UnknownColumn(f"{field} is a {type(field).__name__}, which has no portable form: see {__name__}")


def _cursor(connection: BaseDatabaseWrapper) -> Any:
    """One that reads as it goes, without Django's wrapping of each value."""
    if connection.vendor == "postgresql":
        return connection.connection.cursor(name=f"portable_{uuid4().hex}")
    return closing(connection.connection.cursor())


def _converted(row: Row, converts: list[tuple[int, Callable[[Any], Any]]]) -> Row:
    values = list(row)
    for place, convert in converts:
        if values[place] is not None:
            values[place] = convert(values[place])
    return values


def _insert(connection: BaseDatabaseWrapper, table: Table, columns: str, rows: Iterable[Row]) -> int:
    marks = ", ".join(["%s"] * len(table.columns))
    count = 0
    with connection.cursor() as cursor:
        for some in batched(rows, BATCH):
            cursor.executemany(f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})', some)  # noqa: S608
            count += len(some)
    return count


def _copy(connection: BaseDatabaseWrapper, table: Table, columns: str, rows: Iterable[Row]) -> int:
    count = 0
    statement = f'COPY "{table.name}" ({columns}) FROM STDIN'
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def _sequence(cursor: Any, table: Table) -> str:
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table.name}"', table.serial])
    return str(cursor.fetchone()[0])


def _number(text: str) -> float | int:
    value = float(text) + 0.0  # no minus before a zero
    return int(value) if abs(value) >= FROM_HERE_NO_FRACTION and value.is_integer() else value
