"""Reads CSV, plain or gzip: every cell as text, so that an id spelled NA stays one."""

from pathlib import Path

import polars as pl

from jalon.eventlog.problem import error

SEPARATORS = ",;\t|"


def read_csv(path: Path) -> pl.DataFrame:
    """Give every column as text; the separator is the one that the header holds most. LogError for an empty file."""
    try:
        header = pl.read_csv(path, n_rows=1, has_header=False, separator="\x00", quote_char=None, infer_schema=False)
        line = str(header.item())
        separator = max(SEPARATORS, key=line.count)
        return pl.read_csv(path, separator=separator, infer_schema=False, encoding="utf8-lossy")
    except (pl.exceptions.NoDataError, pl.exceptions.ComputeError) as problem:
        raise error(
            "unreadable",
            en=f"{path.name} cannot be read as CSV: {str(problem).splitlines()[0]}",
            fr=f"{path.name} ne peut pas être lu comme CSV.",
            remedy_en="Write one header and one line an event, all with as many cells.",
            remedy_fr="Écrivez un en-tête et une ligne par événement, toutes avec autant de cellules.",
        ) from None
