"""Pages of a long list: each begins after the last row of the one before, so that depth costs nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Field, QuerySet


@dataclass(frozen=True, slots=True)
class Order:
    """By `field`, then by id; rows that have no value come last, whichever way the others go."""

    field: str
    is_descending: bool = False
    is_nullable: bool = False


@dataclass(frozen=True, slots=True)
class Page[Row]:
    """Some rows, and the cursor of those that follow: "" when there are none."""

    rows: list[Row]
    more: str


def page_after(rows: "QuerySet[Any, Any]", order: Order, *, after: str, limit: int) -> Page[Any]:
    """Up to `limit` of `rows` (model instances or `values()` with the field and id) that follow the cursor `after`.

    It reads index ranges one after the other until the page is full, so that neither engine sorts nor counts past what
    it skips. A cursor that makes no sense gives the first page.
    """
    found: list[Any] = []
    for some in ranges(rows, order, _read(rows, order, after)):
        found += some[: limit + 1 - len(found)]
        if len(found) > limit:
            return Page(found[:limit], _cursor(found[limit - 1], order))
    return Page(found, "")


def page_of_many(lists: "Sequence[QuerySet[Any, Any]]", order: Order, *, after: str, limit: int) -> Page[Any]:
    """The same over several lists that share no row, as if they were one: each is read along its own index.

    Not for text, whose order is the database's own.
    """
    if len(lists) == 1:
        return page_after(lists[0], order, after=after, limit=limit)
    found = [row for rows in lists for row in page_after(rows, order, after=after, limit=limit + 1).rows]
    return first_of(found, order, limit=limit)


def first_of(rows: Sequence[Any], order: Order, *, limit: int) -> Page[Any]:
    """The first `limit` of rows that came in any order, and the cursor of the rest."""
    by_id = sorted(rows, key=lambda row: _place(row, order)[1])
    valued = [row for row in by_id if _place(row, order)[0] is not None]
    valued.sort(key=lambda row: _place(row, order)[0], reverse=order.is_descending)
    ordered = [*valued, *(row for row in by_id if _place(row, order)[0] is None)]
    return Page(ordered[:limit], _cursor(ordered[limit - 1], order) if len(ordered) > limit else "")


def ranges(
    rows: "QuerySet[Any, Any]", order: Order, last: tuple[Any, UUID] | None = None
) -> Iterator["QuerySet[Any, Any]"]:
    """What follows the place `last`, as one index range after the other."""
    name = order.field
    by = (f"-{name}" if order.is_descending else name, "id")
    if last is None:
        yield (rows.filter(**{f"{name}__isnull": False}) if order.is_nullable else rows).order_by(*by)
    elif last[0] is not None:
        value, pk = last
        past = f"{name}__lt" if order.is_descending else f"{name}__gt"
        yield rows.filter(**{name: value, "id__gt": pk}).order_by(*by)
        yield rows.filter(**{past: value}).order_by(*by)
    if order.is_nullable:
        bare = rows.filter(**{f"{name}__isnull": True}).order_by("id")
        yield bare if last is None or last[0] is not None else bare.filter(id__gt=last[1])


def _place(row: Any, order: Order) -> tuple[Any, UUID]:
    return (row[order.field], row["id"]) if isinstance(row, dict) else (getattr(row, order.field), row.pk)


def _cursor(row: Any, order: Order) -> str:
    value, pk = _place(row, order)
    text = "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
    return f"{text}|{pk}"


def _read(rows: "QuerySet[Any, Any]", order: Order, after: str) -> tuple[Any, UUID] | None:
    """The value and id in a cursor; None when there is no cursor or it cannot be read."""
    text, _bar, pk = after.rpartition("|")
    field = rows.model._meta.get_field(order.field)
    try:
        return _value(field, text, order), UUID(pk)
    except (ValueError, ValidationError, OverflowError):
        return None


def _value(field: Any, text: str, order: Order) -> Any:
    if "\x00" in text:
        raise ValueError("no database keeps this character")
    if not text and order.is_nullable:
        return None
    assert isinstance(field, Field)  # noqa: S101 - one orders by a column
    value = field.to_python(text)
    if value is None:
        raise ValueError("a row always has a value here")
    return value.astimezone(UTC) if isinstance(value, datetime) else value
