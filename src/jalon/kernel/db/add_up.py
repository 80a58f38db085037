"""Adding to kept sums: rows that exist grow, the others are made, in one statement each."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connections, models


def add_up(
    model: type[models.Model],
    *,
    key: Sequence[str],
    sums: Sequence[str],
    rows: Iterable[Sequence[Any]],
    using: str = "default",
) -> None:
    """Add each of `rows` (values of `key`, then of `sums`, attribute names) to the row of `model` with that key.

    The model's one unique constraint says which rows are the same; `key` holds its fields and those that follow from
    them. Give the rows in one order, so that two who add at once never wait in a ring. Call it in a transaction.
    """
    connection = connections[using]
    by_attribute = {field.attname: field for field in model._meta.concrete_fields}
    fields = [by_attribute[name] for name in (*key, *sums)]
    values = [[field.get_db_prep_save(one, connection) for field, one in zip(fields, row, strict=True)] for row in rows]
    if not values:
        return
    with connection.cursor() as cursor:
        cursor.executemany(_statement(model, fields, [str(by_attribute[name].column) for name in sums]), values)


def _statement(model: type[models.Model], fields: "Sequence[models.Field[Any, Any]]", sums: Sequence[str]) -> str:
    table = model._meta.db_table
    [unique] = [one for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)]
    conflict = ", ".join(f'"{model._meta.get_field(name).column}"' for name in unique.fields)  # type: ignore[union-attr]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    grown = ", ".join(f'"{column}" = "{table}"."{column}" + EXCLUDED."{column}"' for column in sums)
    insert = f'INSERT INTO "{table}" ({columns}) VALUES ({marks})'  # noqa: S608
    return f"{insert} ON CONFLICT ({conflict}) DO UPDATE SET {grown}"
