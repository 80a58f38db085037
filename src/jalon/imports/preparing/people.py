"""Companies and people of each row: their fields, and the key that tells which rows speak of the same one."""

import polars as pl

from jalon.directory.names import domain_of, match_key
from jalon.imports.mapping.words import squeeze
from jalon.imports.plan import Plan
from jalon.imports.preparing.cells import by_distinct
from jalon.imports.preparing.context import Context
from jalon.imports.preparing.countries import minor_factor
from jalon.imports.preparing.notes import with_line
from jalon.imports.preparing.problems import problem_frame
from jalon.kernel.money import MAX_MINOR
from jalon.kernel.text import fold

Prepared = tuple[pl.DataFrame, list[pl.DataFrame]]
NO_TEXT = pl.lit(None, dtype=pl.String)


def prepare_companies(rows: pl.DataFrame, plan: Plan, context: Context) -> Prepared:
    """Adds `company.key`, null where the row names no company, and `company.match`, `company.domain`."""
    rows = with_missing(rows, "company.name", "company.reference", "company.website")
    rows = rows.with_columns(
        by_distinct(rows["company.name"], match_key).alias("company.match"),
        by_distinct(rows["company.website"], domain_of).alias("company.domain"),
    )
    by_row = plan.lead == "company" and plan.duplicates == "create"
    named = pl.col("company.name").is_not_null()
    key = _row_key() if by_row else _key("r", "company.reference", "n", "company.match")
    rows = rows.with_columns(pl.when(named).then(key).alias("company.key"))
    rows, problems = _owners(rows, plan, context, "company.owner")
    if "company.revenue" in rows.columns:
        rows, misfits = _revenue(rows, context)
        problems.append(misfits)
    if plan.lead == "company":
        problems.append(problem_frame(rows, where=~named, target="company.name", code="nameless", refuses=True))
    return rows, problems


def _revenue(rows: pl.DataFrame, context: Context) -> tuple[pl.DataFrame, pl.DataFrame]:
    told = pl.col("company.revenue").is_not_null()
    minor = in_minor(pl.col("company.revenue"), pl.lit(minor_factor(context.currency)))
    misfits = problem_frame(
        rows,
        where=told & minor.is_null(),
        target="company.revenue",
        code="amount_left_out",
        refuses=False,
        value="company.revenue:raw",
    )
    return rows.with_columns(minor.alias("company.revenue")), misfits


def prepare_people(rows: pl.DataFrame, plan: Plan, context: Context) -> Prepared:
    """Adds `person.key`, null where the row names nobody; a person without a name goes by the e-mail address."""
    rows = with_missing(
        rows, *(f"person.{part}" for part in ("name", "first_name", "last_name", "email", "reference")), "company.key"
    )
    spelt = pl.concat_str([pl.col("person.first_name"), pl.col("person.last_name")], separator=" ", ignore_nulls=True)
    name = pl.coalesce(
        pl.col("person.name"),
        pl.when(spelt != "").then(spelt),
        pl.col("person.email").str.split("@").list.first(),
    )
    rows = rows.with_columns(name.str.slice(0, 160).alias("person.name"))
    rows = rows.with_columns(by_distinct(rows["person.name"], fold).alias("person.folded"))
    if "person.source" in plan.defaults:
        source = pl.col("person.source") if "person.source" in rows.columns else NO_TEXT
        rows = rows.with_columns(source.fill_null(plan.defaults["person.source"]).alias("person.source"))
    by_row = plan.lead == "person" and plan.duplicates == "create"
    named = pl.col("person.name").is_not_null()
    rows = rows.with_columns(pl.when(named).then(_row_key() if by_row else _person_key()).alias("person.key"))
    rows, problems = _owners(rows, plan, context, "person.owner")
    if plan.lead == "person":
        problems.append(problem_frame(rows, where=~named, target="person.name", code="nameless", refuses=True))
    return rows, problems


def in_minor(amount: pl.Expr, factor: pl.Expr) -> pl.Expr:
    """Whole minor units of an exact amount; null when it is negative, or more than a book can hold."""
    minor = (amount.cast(pl.Float64) * factor).round(0)
    return pl.when(minor.is_between(0, MAX_MINOR)).then(minor.cast(pl.Int64, strict=False))


def _person_key() -> pl.Expr:
    here = pl.concat_str([pl.lit("n:"), pl.col("person.folded"), pl.lit("|"), pl.col("company.key").fill_null("")])
    return pl.coalesce(_prefixed("e", "person.email"), _prefixed("r", "person.reference"), here)


def _key(first: str, reference: str, second: str, name: str) -> pl.Expr:
    return pl.coalesce(_prefixed(first, reference), _prefixed(second, name))


def _prefixed(letter: str, column: str) -> pl.Expr:
    return pl.concat_str([pl.lit(f"{letter}:"), pl.col(column)])


def _row_key() -> pl.Expr:
    return pl.format("row:{}", pl.col("row"))


def with_missing(rows: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """Rows that have at least these text columns."""
    return rows.with_columns(NO_TEXT.alias(name) for name in columns if name not in rows.columns)


def _owners(rows: pl.DataFrame, plan: Plan, context: Context, target: str) -> Prepared:
    """The membership ids that the plan gives for the owners' names; a name without one is kept in the note."""
    if target not in rows.columns:
        return rows, []
    return owners(rows, plan, context, target)


def owners(rows: pl.DataFrame, plan: Plan, context: Context, target: str) -> Prepared:
    """Put membership ids in `target`; names that mean nobody are kept in the note and said once per row."""
    raw = f"{target}:raw"
    chosen = {squeeze(word): member for word, member in plan.owners.items()}
    found = by_distinct(rows[raw], lambda name: chosen.get(squeeze(name)) or None)
    rows = rows.with_columns(found.alias(target))
    nobody = pl.col(target).is_null() & pl.col(raw).is_not_null()
    header = next(column for _file, column in plan.sources(target))
    rows = with_line(rows, header, pl.col(raw), nobody, context)
    default = plan.defaults.get("deal.owner") if target == "deal.owner" else None
    if default:
        rows = rows.with_columns(pl.col(target).fill_null(default))
    return rows, [problem_frame(rows, where=nobody, target=target, code="nobody", refuses=False, value=raw)]
