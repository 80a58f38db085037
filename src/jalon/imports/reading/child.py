"""The child process that opens a workbook: `python -m jalon.imports.reading.child '{"path": …}'`.

It writes the sheet's cells as text to `cells.parquet` in the folder it is told, and answers in JSON.
"""

import json
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import batched
from pathlib import Path
from typing import Any

import polars as pl
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

BATCH = 20_000
KINDS = ("xls", "xlsx", "ods")


def main(order: dict[str, Any]) -> dict[str, Any]:
    """Read as told; {"sheet", "sheets"}, or {"error"} in one of the words that `workbook` knows."""
    try:
        book = _opened(Path(order["path"]), Path(order["folder"]))
        names = [one.name for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
        if order["sheet"] is not None and order["sheet"] not in names:
            return {"error": "sheet", "sheet": order["sheet"]}
        sheet = _chosen(book, [order["sheet"]] if order["sheet"] is not None else names)
        if sheet is None:
            return {"error": "empty"}
        _write(sheet, Path(order["folder"]) / "cells.parquet", order["rows"], order["columns"] + 1)
    except PasswordError:
        return {"error": "password"}
    except CalamineError as problem:
        return {"error": "damaged", "why": str(problem)[:120]}
    return {"sheet": sheet.name, "sheets": names}


def _opened(path: Path, folder: Path) -> CalamineWorkbook:
    """The workbook, whatever its name. Only to who names a kind does the library say that a password is missing."""
    try:
        return CalamineWorkbook.from_path(path)
    except CalamineError:
        for kind in KINDS:
            named = folder / f"named.{kind}"
            named.symlink_to(path)
            try:
                CalamineWorkbook.from_path(named)
            except PasswordError:
                raise
            except CalamineError:
                continue
        raise


def _chosen(book: CalamineWorkbook, names: list[str]) -> CalamineSheet | None:
    best: CalamineSheet | None = None
    for name in names:
        sheet = book.get_sheet_by_name(name)
        if sheet.start is not None and (best is None or sheet.height * sheet.width > best.height * best.width):
            best = sheet
    return best


def _write(sheet: CalamineSheet, path: Path, rows: int, columns: int) -> None:
    width = min(sheet.width, columns)
    schema = {"row": pl.UInt32()} | {f"c{index}": pl.String() for index in range(width)}
    frames = [
        pl.DataFrame(batch, schema=schema, orient="row") for batch in batched(_filled_rows(sheet, width, rows), BATCH)
    ]
    (pl.concat(frames) if frames else pl.DataFrame(schema=schema)).write_parquet(path)


def _filled_rows(sheet: CalamineSheet, width: int, limit: int) -> Iterator[tuple[Any, ...]]:
    kept = 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        texts = [as_text(cell) for cell in cells[:width]]
        if any(texts):
            yield (number, *texts)
            kept += 1
            if kept >= limit:
                return


def as_text(cell: object) -> str:
    """A cell as a person would type it, dates as ISO: 12.0 becomes "12", 0.1 stays "0.1"."""
    match cell:
        case str():
            return cell
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return f"{cell:.15g}" if abs(cell) < 1e15 else f"{cell:.0f}"
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="seconds")
        case date() | time():
            return cell.isoformat()
        case timedelta():
            return str(cell)
    return str(cell)


if __name__ == "__main__":
    told = json.loads(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (told["memory"], told["memory"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(main(told)))
