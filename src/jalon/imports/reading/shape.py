"""From rows to a table: header found, columns named, limits held, uneven rows counted."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice

import polars as pl
from django.utils.translation import gettext_lazy as _

from jalon.imports.reading.headers import LOOK_AT, column_letter, find_header, name_columns
from jalon.imports.reading.options import Limits, ReadOptions
from jalon.imports.reading.table import CELLS, ROW, Note, NumberedRow, Table, frame_of
from jalon.imports.reading.unreadable import Unreadable


def shape(rows: Iterable[NumberedRow], options: ReadOptions, limits: Limits) -> Table:
    """The table that numbered rows make. Raises Unreadable."""
    stream = iter(rows)
    head = list(islice(stream, LOOK_AT))
    if not head:
        raise Unreadable(_("This file is empty."), remedy=_("Choose a file that has a header and rows."))
    headers, notes, header_row, body = _headed(head, options)
    if len(headers) > limits.columns:
        raise Unreadable(
            _("This file has %(columns)s columns; %(limit)s are the most.")
            % {"columns": len(headers), "limit": limits.columns},
            remedy=_("Remove the columns that you do not need."),
        )
    frame = frame_of(_counted(chain(body, stream), limits), headers)
    frame = frame.filter(~pl.all_horizontal(pl.col(headers).is_null()))
    if frame.is_empty():
        raise Unreadable(
            _("This file has a header but no rows."),
            remedy=_("Choose a file that has rows."),
            line=header_row,
        )
    return Table(frame, headers, header_row, notes=notes + _uneven(frame, len(headers)))


def _headed(
    head: list[NumberedRow], options: ReadOptions
) -> tuple[tuple[str, ...], tuple[Note, ...], int, list[NumberedRow]]:
    if options.header_row == 0:
        width = max(len(cells) for _number, cells in head)
        return tuple(f"({column_letter(index)})" for index in range(width)), (), 0, head
    if options.header_row is None:
        place = find_header([cells for _number, cells in head])
    else:
        place = next((i for i, (number, _cells) in enumerate(head) if number >= options.header_row), 0)
    number, cells = head[place]
    headers, notes = name_columns(_without_tail(cells))
    passed = (Note("passed_over", {"rows": place}),) if place else ()
    return headers, passed + notes, number, head[place + 1 :]


def _without_tail(cells: Iterable[str]) -> list[str]:
    kept = list(cells)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def _counted(rows: Iterable[NumberedRow], limits: Limits) -> Iterator[NumberedRow]:
    for count, row in enumerate(rows, 1):
        if count > limits.rows:
            raise Unreadable(
                _("This file has more than %(limit)s rows.") % {"limit": limits.rows},
                remedy=_("Cut it into several files and load them one after the other."),
                line=row[0],
            )
        yield row


def _uneven(frame: pl.DataFrame, width: int) -> tuple[Note, ...]:
    uneven = frame.filter(pl.col(CELLS).is_not_null())
    if uneven.is_empty():
        return ()
    first = uneven.row(0, named=True)
    facts = {"count": uneven.height, "row": first[ROW], "cells": first[CELLS], "width": width}
    return (Note("uneven_rows", facts),)
