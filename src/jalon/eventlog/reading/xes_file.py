"""Reads XES (IEEE 1849), plain or gzip, in one pass over the file."""

import gzip
from pathlib import Path
from typing import Any, BinaryIO
from xml.parsers import expat

import polars as pl

from jalon.eventlog.columns import CASE_PREFIX
from jalon.eventlog.problem import error

TYPES: dict[str, type[pl.DataType]] = {"int": pl.Int64, "float": pl.Float64, "boolean": pl.Boolean}
VALUES = frozenset({"string", "date", "int", "float", "boolean", "id"})
CHUNK = 1 << 20


def read_xes(path: Path) -> pl.DataFrame:
    """Give one row an event, the attributes of its trace under `case:…`; dates stay text, numbers become numbers.

    Attributes nested in others and lists are left out. A trace without a name is called by its place in the file.
    """
    events = _Events()
    try:
        with _opened(path) as file:
            events.parse(file)
    except (expat.ExpatError, gzip.BadGzipFile, EOFError) as problem:
        raise error(
            "unreadable",
            en=f"{path.name} is not XES that can be read: {problem}.",
            fr=f"{path.name} n’est pas un fichier XES lisible : {problem}.",
            remedy_en="Export it again; a file cut short ends in the middle of an element.",
            remedy_fr="Exportez-le de nouveau ; un fichier tronqué s’arrête au milieu d’un élément.",
        ) from None
    return events.frame()


def _opened(path: Path) -> BinaryIO:
    with path.open("rb") as start:
        is_gzip = start.read(2) == b"\x1f\x8b"
    return gzip.open(path, "rb") if is_gzip else path.open("rb")  # type: ignore[return-value]


class _Events:
    """Collects columns while the parser walks: `log`, then `trace`, then `event`, attributes directly below."""

    def __init__(self) -> None:
        self.columns: dict[str, list[str | None]] = {"case:concept:name": [], "concept:name": []}
        self.kinds: dict[str, str] = {}
        self.length = 0
        self.traces = 0
        self.depth = 0
        self.trace: dict[str, str] = {}
        self.event: dict[str, str] | None = None
        self.pending: list[dict[str, str]] = []

    def parse(self, file: BinaryIO) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        while chunk := file.read(CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def frame(self) -> pl.DataFrame:
        texts = pl.DataFrame({name: pl.Series(cells, dtype=pl.String) for name, cells in self.columns.items()})
        return texts.with_columns(_typed(name, self.kinds.get(name, "string")) for name in texts.columns)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if tag in VALUES:
            self._value(tag, attributes)
        elif tag == "trace" and self.depth == 2:
            self.traces += 1
            self.trace, self.pending = {}, []
        elif tag == "event" and self.depth == 3:
            self.event = {}

    def _value(self, tag: str, attributes: dict[str, str]) -> None:
        key, value = attributes.get("key", ""), attributes.get("value")
        if value is None:
            return
        if self.event is not None and self.depth == 4:
            self.event[key] = value
            self.kinds.setdefault(key, tag)
        elif self.depth == 3 and self.event is None and self.traces:
            self.trace[CASE_PREFIX + key] = value
            self.kinds.setdefault(CASE_PREFIX + key, tag)

    def _end(self, tag: str) -> None:
        if tag == "event" and self.depth == 3 and self.event is not None:
            self.pending.append(self.event)
            self.event = None
        elif tag == "trace" and self.depth == 2:
            self._close_trace()
        self.depth -= 1

    def _close_trace(self) -> None:
        shared: dict[str, Any] = {"case:concept:name": f"trace {self.traces}", **self.trace}
        for event in self.pending:
            for key, value in (event | shared).items():
                self._column(key).append(value)
            self.length += 1
            for cells in self.columns.values():
                if len(cells) < self.length:
                    cells.append(None)

    def _column(self, key: str) -> list[str | None]:
        if key not in self.columns:
            self.columns[key] = [None] * self.length
        return self.columns[key]


def _typed(name: str, kind: str) -> pl.Expr:
    if kind == "boolean":
        return pl.col(name).str.to_lowercase() == "true"
    return pl.col(name).cast(TYPES[kind], strict=False) if kind in TYPES else pl.col(name)
