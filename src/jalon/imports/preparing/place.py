"""Where the deal of each row stands: its stage, and its outcome if it is decided."""

import polars as pl

from jalon.imports.mapping.words import squeeze
from jalon.imports.plan import Plan
from jalon.imports.preparing.cells import by_distinct
from jalon.imports.preparing.context import Context
from jalon.imports.preparing.people import Prepared
from jalon.imports.preparing.problems import problem_frame

DECIDED = ["won", "lost", "no_decision", "disqualified", "recycled"]
UNKNOWN = (("deal.stage", "by_stage", "unknown_stage"), ("deal.outcome", "by_outcome", "unknown_outcome"))


def prepare_place(rows: pl.DataFrame, plan: Plan, context: Context) -> Prepared:
    """The stage and the outcome: a decided outcome counts wherever it stands; "skip" leaves the row out."""
    rows = rows.with_columns(
        _choice(rows["deal.stage"], plan.stages).alias("by_stage"),
        _choice(rows["deal.outcome"], plan.outcomes).alias("by_outcome"),
    )
    rows = rows.with_columns(left_out=_is("by_stage", "skip") | _is("by_outcome", "skip"), outcome=_outcome())
    told = pl.when(pl.col("by_stage").str.starts_with("stage:")).then(pl.col("by_stage").str.strip_prefix("stage:"))
    rows = rows.with_columns(stage=pl.coalesce(told, _guess(context)), stage_told=told.is_not_null())
    return rows, [*(_undecided(rows, *unknown) for unknown in UNKNOWN), _gone(rows, context)]


def _choice(words: pl.Series, choices: dict[str, str]) -> pl.Series:
    chosen = {squeeze(word): choice for word, choice in choices.items()}
    return by_distinct(words, lambda word: chosen.get(squeeze(word)) or None)


def _is(column: str, choice: str) -> pl.Expr:
    return (pl.col(column) == choice).fill_null(value=False)


def _outcome() -> pl.Expr:
    """What is said of the outcome, by whichever column; else what a date of winning or losing tells; else open."""
    words = [pl.col(choice).str.strip_prefix("outcome:") for choice in ("by_outcome", "by_stage")]
    return pl.coalesce(
        *(pl.when(word.is_in(DECIDED)).then(word) for word in words),
        pl.when(pl.col("deal.won_at").is_not_null()).then(pl.lit("won")),
        pl.when(pl.col("deal.lost_at").is_not_null()).then(pl.lit("lost")),
        pl.lit("open"),
    )


def _guess(context: Context) -> pl.Expr:
    return (
        pl.when(pl.col("outcome") == "open")
        .then(pl.lit(context.first_stage))
        .when(pl.col("outcome") == "won")
        .then(pl.lit(context.won_stage))
        .otherwise(pl.lit(context.lost_stage))
    )


def _undecided(rows: pl.DataFrame, target: str, choice: str, code: str) -> pl.DataFrame:
    where = pl.col(choice).is_null() & pl.col(target).is_not_null()
    return problem_frame(rows, where=where, target=target, code=code, refuses=True, value=target)


def _gone(rows: pl.DataFrame, context: Context) -> pl.DataFrame:
    """Rows of a stage that was chosen, and that a publication has taken out of the process since."""
    gone = pl.col("stage_told") & ~pl.col("stage").is_in(context.stages)
    return problem_frame(rows, where=gone, target="deal.stage", code="stage_gone", refuses=True, value="stage")
