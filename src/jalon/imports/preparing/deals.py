"""The deal of each row: stage and outcome, dates, amounts, title, and what identifies it."""

import polars as pl

from jalon.imports.mapping.words import squeeze
from jalon.imports.plan import Plan
from jalon.imports.preparing.amounts import prepare_amounts
from jalon.imports.preparing.cells import by_distinct
from jalon.imports.preparing.context import Context
from jalon.imports.preparing.notes import with_line
from jalon.imports.preparing.people import NO_TEXT, Prepared, owners
from jalon.imports.preparing.place import prepare_place
from jalon.imports.preparing.problems import problem_frame
from jalon.kernel.text import fold

DIRECTIONS = {
    "inbound": ["inbound", "entrant", "entrante", "in", "they came to us"],
    "outbound": ["outbound", "sortant", "sortante", "out", "prospection", "we went to them"],
    "referral": ["referral", "recommandation", "bouche a oreille", "word of mouth"],
    "partner": ["partner", "partenaire", "channel", "apporteur"],
}
DIRECTION_WORDS = {squeeze(word): key for key, words in DIRECTIONS.items() for word in words}
TEXTS = "title reference product stage outcome currency source direction reason competitor next_step owner".split()
INSTANTS = ("opened_at", "entered_stage_at", "close_on", "won_at", "lost_at")
AMOUNTS = ("one_off", "recurring", "recurring_monthly")
ABSENT: dict[str, pl.Expr] = {
    **dict.fromkeys(["company.name", "company.key", "person.name", "person.key"], NO_TEXT),
    **{f"deal.{name}": NO_TEXT for name in TEXTS},
    **{f"deal.{name}": pl.lit(None, dtype=pl.Datetime("us", "UTC")) for name in INSTANTS},
    **{f"deal.{name}": pl.lit(None, dtype=pl.Decimal(38, 6)) for name in AMOUNTS},
    "deal.next_step_on": pl.lit(None, dtype=pl.Date),
    "deal.term_months": pl.lit(None, dtype=pl.Int64),
}


def prepare_deals(rows: pl.DataFrame, plan: Plan, context: Context) -> Prepared:
    """Adds the fields of a deal as it would be taken over, and `deal.key`, null where nothing identifies it."""
    steps = (_complete, prepare_place, _dates, prepare_amounts, _choices, _title)
    problems: list[pl.DataFrame] = []
    for step in steps:
        rows, more = step(rows, plan, context)
        problems += more
    return rows, problems


def _complete(rows: pl.DataFrame, _plan: Plan, _context: Context) -> Prepared:
    return rows.with_columns(nothing.alias(name) for name, nothing in ABSENT.items() if name not in rows.columns), []


def _dates(rows: pl.DataFrame, _plan: Plan, context: Context) -> Prepared:
    at = pl.lit(context.at).cast(pl.Datetime("us", "UTC"))
    closed = pl.col("outcome") != "open"
    dated = (
        pl.when(pl.col("outcome") == "won")
        .then(pl.coalesce("deal.won_at", "deal.close_on"))
        .when(closed)
        .then(pl.coalesce("deal.lost_at", "deal.close_on"))
        .otherwise(pl.col("deal.close_on"))
    )
    same_day = _day(dated, context) == _day(pl.col("deal.opened_at"), context)
    problems = [
        problem_frame(
            rows, where=closed & dated.is_null(), target="deal.close_on", code="undated_outcome", refuses=False
        ),
        problem_frame(rows, where=closed & (dated > at), target="deal.close_on", code="decided_later", refuses=False),
        problem_frame(
            rows,
            where=closed & ~same_day & (dated < pl.col("deal.opened_at")),
            target="deal.close_on",
            code="closed_before_opened",
            refuses=False,
        ),
    ]
    decided = pl.when(closed).then(pl.coalesce(dated, at))
    told_opened = pl.when(same_day & (dated < pl.col("deal.opened_at"))).then(dated).otherwise(pl.col("deal.opened_at"))
    opened = pl.coalesce(told_opened, decided, at)
    return (
        rows.with_columns(
            decided_at=decided,
            opened_at=opened,
            entered_at=pl.when(closed)
            .then(pl.min_horizontal(opened, decided))
            .otherwise(pl.coalesce("deal.entered_stage_at", at)),
            close_on=_day(pl.col("deal.close_on"), context),
        ),
        problems,
    )


def _day(instant: pl.Expr, context: Context) -> pl.Expr:
    return instant.dt.convert_time_zone(context.zone).dt.date()


def _choices(rows: pl.DataFrame, plan: Plan, context: Context) -> Prepared:
    problems: list[pl.DataFrame] = []
    if "deal.owner:raw" in rows.columns:
        rows, problems = owners(rows, plan, context, "deal.owner")
    elif plan.defaults.get("deal.owner"):
        rows = rows.with_columns(pl.lit(plan.defaults["deal.owner"]).alias("deal.owner"))
    direction = by_distinct(rows["deal.direction"], lambda word: DIRECTION_WORDS.get(squeeze(word)))
    reason = by_distinct(rows["deal.reason"], lambda word: context.reasons.get(squeeze(word)))
    rows = rows.with_columns(
        direction.fill_null(plan.defaults.get("deal.direction") or "unknown").alias("direction"),
        reason.alias("reason"),
        pl.col("deal.source").fill_null(plan.defaults.get("deal.source", "")).alias("source"),
    )
    if "deal.reason:raw" in rows.columns:
        header = next(column for _file, column in plan.sources("deal.reason"))
        uncoded = pl.col("reason").is_null() & pl.col("deal.reason").is_not_null()
        rows = with_line(rows, header, pl.col("deal.reason"), uncoded, context)
    open_ones = pl.col("outcome").is_in(["open", "won"])
    return rows.with_columns(reason=pl.when(~open_ones).then(pl.col("reason"))), problems


def _title(rows: pl.DataFrame, plan: Plan, context: Context) -> Prepared:
    """The title told, or one built from company, product, person or reference; and the key that identifies."""
    told = pl.col("deal.title")
    both = pl.concat_str([pl.col("company.name"), pl.lit(" – "), pl.col("deal.product")])
    built = pl.coalesce(
        both,
        pl.col("company.name"),
        pl.concat_str([pl.col("deal.product"), pl.lit(" – "), pl.col("deal.reference")]),
        pl.col("deal.product"),
        pl.col("person.name"),
        pl.concat_str([pl.lit(f"{context.untitled} "), pl.col("deal.reference")]),
    )
    rows = rows.with_columns(title=pl.coalesce(told, built).str.slice(0, 200))
    by_text = pl.concat_str([pl.lit("t:"), pl.col("deal.folded"), pl.lit("|"), pl.col("company.key").fill_null("")])
    needs_text = pl.col("deal.reference").is_null() & told.is_not_null()
    rows = rows.with_columns(by_distinct(rows.select(t=pl.when(needs_text).then(told))["t"], fold).alias("deal.folded"))
    by_reference = pl.concat_str([pl.lit("r:"), pl.col("deal.reference")])
    rows = rows.with_columns(pl.coalesce(by_reference, by_text).alias("deal.key"))
    nameless = problem_frame(rows, where=pl.col("title").is_null(), target="deal.title", code="nameless", refuses=True)
    return rows, [nameless] if plan.lead == "deal" else []
