"""Loading many rows at once: COPY on PostgreSQL, prepared inserts on SQLite."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched, repeat
from typing import Any

from django.db import connections, models
from django.db.models import Field

BATCH = 1_000
PLAIN = (models.BooleanField, models.CharField, models.FloatField, models.IntegerField, models.TextField)
NULL = "\\N"
SPECIAL = re.compile(r"[\\\n\r\t]")
ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})
Values = Sequence[Any]
Convert = Callable[[Values], Values]
Rows = Iterable[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Same:
    """A column that holds one value in all rows."""

    value: Any


Column = Values | Same


def bulk_load(
    model: type[models.Model], *, fields: Sequence[str], rows: Iterable[Sequence[Any]], using: str = "default"
) -> int:
    """Insert `rows` (values in the order of `fields`, attribute names) into `model`'s table; gives how many.

    Values are plain Python values as the model's fields hold them: "won", not Outcome.WON. Constraints are the
    database's; it must be called in a transaction.
    """
    batches = (dict(zip(fields, zip(*batch, strict=True), strict=True)) for batch in batched(rows, BATCH))
    return _load(model, fields, batches, using)


def load_columns(model: type[models.Model], columns: Mapping[str, Column], *, using: str = "default") -> int:
    """The same for values that stand in columns, by attribute name: less work where a column is the Same throughout.

    At least one column must be a sequence: it says how many rows there are.
    """
    size = len(next(column for column in columns.values() if not isinstance(column, Same)))
    batches = (
        {
            name: column if isinstance(column, Same) else column[start : start + BATCH]
            for name, column in columns.items()
        }
        for start in range(0, size, BATCH)
    )
    return _load(model, list(columns), batches, using)


def _load(model: type[models.Model], names: Sequence[str], batches: Iterable[Mapping[str, Column]], using: str) -> int:
    connection = connections[using]
    by_attribute = {field.attname: field for field in model._meta.concrete_fields}
    fields = [by_attribute[name] for name in names]
    load, converter = (_copy, _text_of) if connection.vendor == "postgresql" else (_insert, _value_of)
    converters = {field.attname: converter(field, connection) for field in fields}
    table, columns = model._meta.db_table, ", ".join(f'"{field.column}"' for field in fields)
    return load(connection, table, columns, (_rows(batch, converters) for batch in batches))


def _rows(batch: Mapping[str, Column], converters: Mapping[str, Convert | None]) -> list[tuple[Any, ...]]:
    """The rows of a batch as the engine takes them, converted column by column."""
    size = len(next(column for column in batch.values() if not isinstance(column, Same)))
    return list(zip(*(_converted(column, converters[name], size) for name, column in batch.items()), strict=True))


def _converted(column: Column, convert: Convert | None, size: int) -> Iterable[Any]:
    if isinstance(column, Same):
        return repeat(convert([column.value])[0] if convert else column.value, size)
    return convert(column) if convert else column


def _insert(connection: Any, table: str, columns: str, batches: Iterator[list[tuple[Any, ...]]]) -> int:
    count = 0
    with connection.cursor() as cursor:
        for rows in batches:
            marks = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', rows)  # noqa: S608
            count += len(rows)
    return count


def _value_of(field: "Field[Any, Any]", connection: Any) -> Convert | None:
    """What makes SQLite's values of a column of the field's, None when they are one."""
    kind = getattr(field, "target_field", field)
    if isinstance(kind, PLAIN):
        return None
    if isinstance(kind, models.UUIDField):
        return lambda values: [None if value is None else value.hex for value in values]
    if isinstance(kind, models.DateTimeField):
        zone = connection.timezone
        return lambda values: _once_each(values, lambda value: str(value.astimezone(zone).replace(tzinfo=None)))
    if isinstance(kind, models.JSONField):
        encode = _encoder(kind)
        return lambda values: [None if value is None else encode(value) for value in values]
    return lambda values: _once_each(values, lambda value: kind.get_db_prep_save(value, connection))


def _copy(connection: Any, table: str, columns: str, batches: Iterator[list[tuple[Any, ...]]]) -> int:
    """COPY refuses a table that has row policies: it fills a temporary one, whose rows are inserted in one go."""
    count = 0
    with connection.wrap_database_errors, connection.cursor() as cursor:
        cursor.execute(f'CREATE TEMPORARY TABLE loading ON COMMIT DROP AS SELECT {columns} FROM "{table}" WITH NO DATA')  # noqa: S608
        with cursor.copy(f"COPY loading ({columns}) FROM STDIN") as copy:
            for rows in batches:
                copy.write("".join(["\t".join(row) + "\n" for row in rows]))
                count += len(rows)
        move = f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM loading'  # noqa: S608
        cursor.execute(f"{move}; DROP TABLE loading")
    return count


def _text_of(field: "Field[Any, Any]", connection: Any) -> Convert:
    """What writes a column in COPY's text format."""
    kind = getattr(field, "target_field", field)
    if isinstance(kind, models.UUIDField):
        return lambda values: [NULL if value is None else value.hex for value in values]
    if isinstance(kind, models.CharField | models.TextField):
        return _escaped
    if isinstance(kind, models.IntegerField | models.FloatField | models.BooleanField):
        return lambda values: [NULL if value is None else str(value) for value in values]
    if isinstance(kind, models.DateField):
        return lambda values: _once_each(values, lambda value: value.isoformat(), nothing=NULL)
    if isinstance(kind, models.JSONField):
        encode = _encoder(kind)
        return lambda values: _escaped([None if value is None else encode(value) for value in values])
    if isinstance(kind, models.BinaryField):
        return lambda values: [NULL if value is None else f"\\\\x{bytes(value).hex()}" for value in values]
    return lambda values: _escaped([_said(kind.get_db_prep_save(value, connection)) for value in values])


def _encoder(field: models.JSONField) -> Callable[[Any], str]:
    """As `json.dumps`, which would make an encoder for each value."""
    encode: Callable[[Any], str] = (field.encoder or json.JSONEncoder)().encode
    return encode


def _escaped(values: Values) -> Values:
    if SPECIAL.search("".join([value for value in values if value])) is None:
        return [NULL if value is None else value for value in values]
    return [NULL if value is None else value.translate(ESCAPES) for value in values]


def _said(value: Any) -> str | None:
    return None if value is None else str(value)


def _once_each(values: Values, convert: Callable[[Any], Any], *, nothing: Any = None) -> list[Any]:
    """Days and instants repeat a great deal in what is loaded at once."""
    known = {value: convert(value) for value in set(values) if value is not None}
    return [known.get(value, nothing) for value in values]
