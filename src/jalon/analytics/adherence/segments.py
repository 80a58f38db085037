"""How far the process is kept in each segment, team or channel."""

import narwhals as nw
import polars as pl

from jalon.eventlog.frames import Log, collect
from jalon.eventlog.problem import error

SMALLEST = 5  # cases; a smaller group would be about persons
SCHEMA = {"segment": pl.String, "cases": pl.Int64, "fitness": pl.Float64, "share_fit": pl.Float64}


def segments(log: Log, cases: pl.DataFrame, *, by: str) -> pl.DataFrame:
    """Give `segment`, `cases`, `fitness` and `share_fit` for each value of a column, the largest first.

    A case belongs to the first value known in it; cases without any, and groups of fewer than five cases, are together
    in the segment null, which comes last, and is left out below five. LogError when there is no such column, and for
    the actor: this measures teams and markets, not single persons.
    """
    if by == "actor":
        raise error(
            "no-persons",
            en="Adherence is not given person by person.",
            fr="Le respect du processus n’est pas donné personne par personne.",
            remedy_en="Compare by role, team or source.",
            remedy_fr="Comparez par rôle, équipe ou source.",
        )
    if by not in log.collect_schema():
        raise error(
            "no-column",
            en=f"The log has no column {by}.",
            fr=f"Le journal n’a pas de colonne {by}.",
            remedy_en=f"There are {', '.join(log.collect_schema().names())}.",
            remedy_fr=f"Il y a {', '.join(log.collect_schema().names())}.",
        )
    known = log.filter(~nw.col(by).is_null()).select("case", "timestamp", "row", segment=nw.col(by).cast(nw.String))
    first = collect(known).sort("timestamp", "row").unique("case", keep="first").select("case", "segment")
    grouped = cases.join(first, on="case", how="left")
    is_large = pl.len().over("segment") >= SMALLEST
    grouped = grouped.with_columns(segment=pl.when(is_large).then(pl.col("segment")))
    fit = (pl.col("fitness") == 1).mean()
    counted = grouped.group_by("segment").agg(cases=pl.len(), fitness=pl.col("fitness").mean(), share_fit=fit)
    counted = counted.filter(pl.col("cases") >= SMALLEST).cast({"cases": pl.Int64})
    return counted.sort(pl.col("segment").is_null(), "cases", "segment", descending=[False, True, False])
