"""Loading many rows at once: COPY on PostgreSQL, prepared multi-row inserts on SQLite."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connections, models
from django.db.models import Field

SQLITE_BATCH = 500


def bulk_load(
    model: type[models.Model], *, fields: Sequence[str], rows: Iterable[Sequence[Any]], using: str = "default"
) -> int:
    """Insert `rows` (values in the order of `fields`, attribute names) into `model`'s table; gives how many.

    Values are Python values as the model's fields hold them. Constraints are the database's; it must be called in
    a transaction.
    """
    connection = connections[using]
    columns: list[Field[Any, Any]] = [model._meta.get_field(name.removesuffix("_id")) for name in fields]  # type: ignore[misc]
    prepared = (
        [field.get_db_prep_save(value, connection) for field, value in zip(columns, row, strict=True)]
        for row in rows
    )
    load = _copy if connection.vendor == "postgresql" else _insert
    return load(connection, model._meta.db_table, [field.column for field in columns], prepared)


def _copy(connection: Any, table: str, columns: Sequence[str | None], rows: Iterable[Sequence[Any]]) -> int:
    names = ", ".join(f'"{name}"' for name in columns)
    count = 0
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def _insert(connection: Any, table: str, columns: Sequence[str | None], rows: Iterable[Sequence[Any]]) -> int:
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join(["%s"] * len(columns))
    statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608
    count = 0
    with connection.cursor() as cursor:
        for chunk in _chunks(rows, SQLITE_BATCH):
            cursor.executemany(statement, chunk)
            count += len(chunk)
    return count


def _chunks(rows: Iterable[Sequence[Any]], size: int) -> Iterable[list[Sequence[Any]]]:
    chunk: list[Sequence[Any]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
