"""Reads instants written as text, in the ways that files write them, into UTC."""

import polars as pl

ZONED = ("%Y-%m-%dT%H:%M:%S%.f%#z", "%Y%m%dT%H%M%S%.f%#z")
PLAIN = (
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d",
    "%d/%m/%YT%H:%M:%S%.f",
    "%d/%m/%YT%H:%M",
    "%d/%m/%Y",
    "%d.%m.%YT%H:%M:%S%.f",
    "%d.%m.%YT%H:%M",
    "%d.%m.%Y",
    "%Y/%m/%dT%H:%M:%S%.f",
    "%Y/%m/%dT%H:%M",
    "%Y/%m/%d",
    "%Y%m%d",
    "%Y%m%dT%H%M%S",
)
MONTH_FIRST = ("%m/%d/%YT%H:%M:%S%.f", "%m/%d/%YT%H:%M", "%m/%d/%Y")


def read_times(written: pl.Series, *, time_zone: str) -> tuple[pl.Series, pl.Series]:
    """Give the instants in UTC and, beside them, which were written without a zone and read in `time_zone`.

    A day comes before its month unless some value of the column can only be read the other way round. What cannot be
    read is null. An hour that comes twice in autumn is the first of the two; one that spring skips cannot be read.
    """
    if isinstance(written.dtype, pl.Datetime | pl.Date):
        return _of_typed(written, time_zone)
    texts = _spelled_alike(written)
    zoned = _first_readable(texts, ZONED, zone="UTC")
    missing = zoned.is_null() & texts.is_not_null()
    if not missing.any():
        return zoned, missing
    plain = _first_readable(texts.set(~missing, None), _plain_formats(texts, missing), zone=None)
    return zoned.fill_null(_placed(plain, time_zone)), missing & plain.is_not_null()


def _of_typed(written: pl.Series, time_zone: str) -> tuple[pl.Series, pl.Series]:
    zone = getattr(written.dtype, "time_zone", None)
    instants = written.cast(pl.Datetime("us", zone))
    plain = written.is_not_null() if zone is None else pl.repeat(value=False, n=len(written), eager=True)
    return _placed(instants, time_zone) if zone is None else instants.dt.convert_time_zone("UTC"), plain


def _spelled_alike(written: pl.Series) -> pl.Series:
    """Write `2024-01-31 09:00:00 Z` as `2024-01-31T09:00:00+00:00`, and what is empty as null."""
    texts = written.cast(pl.String).str.strip_chars()
    texts = texts.set(texts == "", None)
    if not texts.str.contains(r"^\d{4}-\d\d-\d\dT\S+[+-]\d\d:?\d\d$").all():
        texts = texts.str.replace(r"^(\S*\d) +(\d)", "${1}T${2}").str.replace(r"\s*(Z|UTC|GMT)$", "+00:00")
        texts = texts.str.replace(r" +([+-]\d\d:?\d\d)$", "${1}")
    return texts


def _plain_formats(texts: pl.Series, missing: pl.Series) -> tuple[str, ...]:
    dates = texts.filter(missing).str.extract(r"^(\d\d?/\d\d?/\d{4})").drop_nulls()
    if not len(dates) or dates.str.to_date("%d/%m/%Y", strict=False).null_count() == 0:
        return PLAIN
    return (*MONTH_FIRST, *PLAIN)


def _first_readable(texts: pl.Series, formats: tuple[str, ...], *, zone: str | None) -> pl.Series:
    """Try each format on what the formats before it left unread."""
    read = pl.Series(texts.name, [None] * len(texts), dtype=pl.Datetime("us", zone))
    for one in formats:
        unread = texts if read.null_count() == len(read) else texts.set(read.is_not_null(), None)
        if unread.null_count() == len(unread):
            break
        if _reads(unread, one):
            read = read.fill_null(unread.str.to_datetime(one, time_unit="us", time_zone=zone, strict=False))
    return read


def _reads(texts: pl.Series, one: str) -> bool:
    """Whether a format reads any of the values; a few decide at once, all of them are tried otherwise."""
    few = texts.drop_nulls()
    for sample in (few.head(20), few):
        if sample.str.to_datetime(one, time_unit="us", strict=False).null_count() < len(sample):
            return True
    return False


def _placed(plain: pl.Series, time_zone: str) -> pl.Series:
    placed = plain.dt.replace_time_zone(time_zone, ambiguous="earliest", non_existent="null")
    return placed.dt.convert_time_zone("UTC")
