"""One column: its kind, how it writes figures or dates, and what a person needs to recognise it."""

from dataclasses import dataclass, field

import polars as pl

from jalon.imports.recognising.dates import DateOrder, DateStyle, date_style
from jalon.imports.recognising.kinds import PATTERNS, Kind, without_nothing
from jalon.imports.recognising.numbers import Decimals, NumberStyle, number_style

LOOK_AT = 1_000
ENOUGH = 0.9
FIGURES = {Kind.WHOLE, Kind.NUMBER, Kind.MONEY, Kind.PERCENT}


@dataclass(frozen=True, slots=True)
class Column:
    """`filled` and `distinct` count cells and values; `samples` are the first three different values.

    `shares` says which part of the cells looks like each kind that some look like.
    """

    name: str
    kind: Kind
    filled: int
    distinct: int
    samples: tuple[str, ...]
    dates: DateStyle | None = None
    numbers: NumberStyle | None = None
    shares: dict[Kind, float] = field(default_factory=dict)

    @property
    def is_key(self) -> bool:
        """Whether no value comes twice, so that it can tell rows apart."""
        return 0 < self.filled == self.distinct


def recognise(cells: pl.Series, *, day_first: bool, decimal: Decimals) -> Column:
    """What the column holds. `day_first` and `decimal` are how the workspace writes, for what no row decides."""
    filled = cells.drop_nulls()
    told = _told(filled)
    shares = {kind: share for kind in PATTERNS if (share := _share(told, kind))}
    kind = _kind(told, shares) if filled.len() else Kind.EMPTY
    has_days = Kind.DATE in shares and kind in {Kind.DATE, Kind.TEXT}
    has_figures = bool(FIGURES & shares.keys()) and kind in {*FIGURES, Kind.TEXT}
    order = DateOrder.DAY_FIRST if day_first else DateOrder.MONTH_FIRST
    return Column(
        name=cells.name,
        kind=kind,
        filled=filled.len(),
        distinct=filled.n_unique(),
        samples=tuple(filled.head(LOOK_AT).unique(maintain_order=True).head(3)),
        dates=date_style(filled, otherwise=order) if has_days else None,
        numbers=number_style(filled, otherwise=decimal) if has_figures else None,
        shares=shares,
    )


def _told(filled: pl.Series) -> pl.Series:
    """Cells from all over the column, without those that say "nothing"."""
    step = max(filled.len() // LOOK_AT, 1)
    sample = pl.DataFrame({"cell": filled.gather_every(step).head(LOOK_AT * 2)})
    return sample.select(without_nothing(pl.col("cell"))).to_series().drop_nulls()


def _kind(told: pl.Series, shares: dict[Kind, float]) -> Kind:
    named = (told.str.starts_with("0") & (told.str.len_chars() > 1) & told.str.contains(r"^\d+$")).any()
    if named:  # 00123 is a name, not a number
        return Kind.PHONE if shares.get(Kind.PHONE, 0) >= ENOUGH else Kind.TEXT
    alone = next((kind for kind in PATTERNS if shares.get(kind, 0) >= ENOUGH), None)
    return alone or _figures(shares) or Kind.TEXT


def _figures(shares: dict[Kind, float]) -> Kind | None:
    """Figures of which some wear a currency or a percent sign."""
    money, percent, bare = (shares.get(kind, 0.0) for kind in (Kind.MONEY, Kind.PERCENT, Kind.NUMBER))
    if money + percent + bare < ENOUGH:
        return None
    return Kind.MONEY if money >= percent else Kind.PERCENT


def _share(cells: pl.Series, kind: Kind) -> float:
    return float(cells.str.contains(PATTERNS[kind]).mean() or 0)  # type: ignore[arg-type]
