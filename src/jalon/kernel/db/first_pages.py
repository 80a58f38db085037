"""The first page of many lists at once, in one statement that is compiled once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import ForeignKey, QuerySet

from jalon.kernel.db.keyset import Order, Page, first_of, ranges

ANY_KEY = UUID(int=2**128 - 1)


def first_pages(
    rows: "QuerySet[Any, dict[str, Any]]", order: Order, *, by: str, keys: Sequence[UUID], limit: int
) -> dict[UUID, Page[dict[str, Any]]]:
    """{key: the first page of the `rows` whose foreign key `by` (an attribute name, "stage_id") is that key}.

    `rows` are `values()` with that key, the order's field and id. The ORM compiles the ranges of one list; they are
    repeated for each key, so that a board of ten columns is one statement and each column reads its own index.
    """
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in _rows(rows, order, by, keys, limit):
        found[row[by]].append(row)
    return {key: first_of(found[key], order, limit=limit) for key in keys}


def _rows(
    rows: "QuerySet[Any, dict[str, Any]]", order: Order, by: str, keys: Sequence[UUID], limit: int
) -> Iterable[dict[str, Any]]:
    connection = connections[rows.db]
    parts = [some[: limit + 1].query for some in ranges(rows.filter(**{by: ANY_KEY}), order)]
    compilers = [part.get_compiler(connection=connection) for part in parts]
    try:
        compiled = [compiler.as_sql() for compiler in compilers]
    except EmptyResultSet:
        return []
    if not keys:
        return []
    key = _key_of(rows, by)
    place, *values = (key.get_db_prep_value(one, connection) for one in (ANY_KEY, *keys))
    repeated = [(sql, _with(params, place, value)) for value in values for sql, params in compiled]
    pieces = [f"SELECT * FROM ({sql}) AS p{number}" for number, (sql, _) in enumerate(repeated)]  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(pieces), [value for _, params in repeated for value in params])
        results = cursor.fetchall()
    names = list(parts[0].values_select)
    return [dict(zip(names, row, strict=True)) for row in compilers[0].results_iter(results=[results])]


def _with(params: Iterable[Any], place: Any, value: Any) -> list[Any]:
    return [value if one == place else one for one in params]


def _key_of(rows: "QuerySet[Any, Any]", by: str) -> Any:
    field = rows.model._meta.get_field(by.removesuffix("_id"))
    assert isinstance(field, ForeignKey)  # noqa: S101 - that is what `by` names
    return field.target_field
