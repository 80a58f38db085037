"""Loading many rows at once: COPY on PostgreSQL, prepared multi-row inserts on SQLite."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import batched
from typing import Any

from django.db import connections, models
from django.db.models import Field

BATCH = 1_000
PLAIN = (models.BooleanField, models.CharField, models.FloatField, models.IntegerField, models.TextField)
NULL = "\\N"
SPECIAL = re.compile(r"[\\\n\r\t]")
ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})
Column = Sequence[Any]
Convert = Callable[[Column], Column]


def bulk_load(
    model: type[models.Model], *, fields: Sequence[str], rows: Iterable[Sequence[Any]], using: str = "default"
) -> int:
    """Insert `rows` (values in the order of `fields`, attribute names) into `model`'s table; gives how many.

    Values are plain Python values as the model's fields hold them: "won", not Outcome.WON. Constraints are the
    database's; it must be called in a transaction.
    """
    connection = connections[using]
    by_attribute = {field.attname: field for field in model._meta.concrete_fields}
    columns = [by_attribute[name] for name in fields]
    load, converter = (_copy, _text_of) if connection.vendor == "postgresql" else (_insert, _value_of)
    converters = [converter(field, connection) for field in columns]
    return load(connection, model._meta.db_table, [field.column for field in columns], _converted(rows, converters))


def _converted(rows: Iterable[Sequence[Any]], converters: Sequence[Convert | None]) -> Iterator[list[Sequence[Any]]]:
    """Batches of rows as the engine takes them, converted column by column."""
    for batch in batched(rows, BATCH):
        by_column: list[Column] = list(zip(*batch, strict=True))
        for place, convert in enumerate(converters):
            if convert is not None:
                by_column[place] = convert(by_column[place])
        yield list(zip(*by_column, strict=True))


def _insert(connection: Any, table: str, columns: Sequence[str | None], batches: Iterable[list[Sequence[Any]]]) -> int:
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join(["%s"] * len(columns))
    statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608
    count = 0
    with connection.cursor() as cursor:
        for batch in batches:
            cursor.executemany(statement, batch)
            count += len(batch)
    return count


def _value_of(field: "Field[Any, Any]", connection: Any) -> Convert | None:
    """What makes SQLite's values of a column of the field's, None when they are one."""
    kind = getattr(field, "target_field", field)
    if isinstance(kind, PLAIN):
        return None
    if isinstance(kind, models.UUIDField):
        return lambda values: [None if value is None else value.hex for value in values]
    return lambda values: _once_each(values, lambda value: kind.get_db_prep_save(value, connection))


def _copy(connection: Any, table: str, columns: Sequence[str | None], batches: Iterable[list[Sequence[Any]]]) -> int:
    names = ", ".join(f'"{name}"' for name in columns)
    count = 0
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
        for batch in batches:
            copy.write("".join(["\t".join(row) + "\n" for row in batch]))
            count += len(batch)
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
        return lambda values: _escaped([json.dumps(value, cls=kind.encoder) for value in values])
    if isinstance(kind, models.BinaryField):
        return lambda values: [NULL if value is None else f"\\\\x{bytes(value).hex()}" for value in values]
    return lambda values: _escaped([_said(kind.get_db_prep_save(value, connection)) for value in values])


def _escaped(values: Column) -> Column:
    if SPECIAL.search("".join([value for value in values if value])) is None:
        return [NULL if value is None else value for value in values]
    return [NULL if value is None else value.translate(ESCAPES) for value in values]


def _said(value: Any) -> str | None:
    return None if value is None else str(value)


def _once_each(values: Column, convert: Callable[[Any], Any], *, nothing: Any = None) -> list[Any]:
    """Instants and documents repeat a great deal in what is loaded at once."""
    try:
        known = {value: convert(value) for value in set(values) if value is not None}
    except TypeError:  # documents have no hash
        return [nothing if value is None else convert(value) for value in values]
    return [known.get(value, nothing) for value in values]
