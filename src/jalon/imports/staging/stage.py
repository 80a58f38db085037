"""Prepare the whole import and tell what each row will become."""

from collections.abc import Callable, Mapping
from pathlib import Path
from uuid import UUID

import polars as pl

from jalon.imports.matching import find_companies, find_deals, find_people
from jalon.imports.plan import Plan
from jalon.imports.preparing import Context, Joiner, prepare
from jalon.imports.staging.staged import STATES, Staged, State
from jalon.imports.targets import Subject
from jalon.orgs.models import Membership

Progress = Callable[[int, int], None]


def stage(
    viewer: Membership,
    plan: Plan,
    tables: Mapping[str, pl.DataFrame],
    *,
    context: Context,
    folder: Path,
    progress: Progress = lambda _done, _total: None,
) -> Staged:
    """The import laid ready in `folder`, compared with what `viewer` sees. Nothing is written to the database.

    A row is refused for a problem, left out by choice, a double of an earlier row, there already, or new.
    """
    staged = Staged(folder, plan.lead)
    joiner = Joiner(plan, tables)
    done = 0
    states: list[pl.DataFrame] = []
    problems: list[pl.DataFrame] = []
    for joined in joiner.blocks():
        block = prepare(joined, plan, context)
        staged.write(block.rows)
        states.append(_first_states(block.rows, plan))
        problems.append(block.problems)
        done += joined.height
        progress(done, joiner.height)
    staged.problems = pl.concat(problems) if problems else staged.problems
    staged.states = _with_refusals(_without_doubles(pl.concat(states), plan), staged.problems)
    _gather(staged, plan)
    staged.states = _with_known(staged, viewer, plan)
    _keep_needed(staged, viewer, plan)
    return staged


def _first_states(rows: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    state = (
        pl.when("refused")
        .then(pl.lit(State.REFUSED.value))
        .when("left_out")
        .then(pl.lit(State.LEFT_OUT.value))
        .otherwise(pl.lit(State.NEW.value))
    )
    nothing = pl.lit(None, dtype=pl.String)
    key = pl.col(f"{plan.lead}.key")
    return rows.select(
        "row", key.alias("key"), state.alias("state"), nothing.alias("reason"), nothing.alias("value")
    ).cast(pl.Schema(STATES))


def _without_doubles(states: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    if plan.duplicates == "create":
        return states
    going = (pl.col("state") == State.NEW) & pl.col("key").is_not_null()
    first = states.filter(going).group_by("key").agg(first=pl.col("row").min())
    is_double = (pl.col("state") == State.NEW) & (pl.col("row") > pl.col("first"))
    return (
        states.join(first, on="key", how="left", maintain_order="left")
        .with_columns(
            state=pl.when(is_double).then(pl.lit(State.DOUBLE.value)).otherwise("state"),
            reason=pl.when(is_double).then(pl.lit("double")).otherwise("reason"),
            value=pl.when(is_double).then(pl.col("first").cast(pl.String)).otherwise("value"),
        )
        .drop("first")
    )


def _with_refusals(states: pl.DataFrame, problems: pl.DataFrame) -> pl.DataFrame:
    """The reason of a refused row is its first problem that refuses."""
    first = problems.filter("refuses").unique("row", keep="first", maintain_order=True)
    first = first.select("row", pl.col("code").alias("why"), pl.col("value").alias("cell"))
    return (
        states.join(first, on="row", how="left", maintain_order="left")
        .with_columns(reason=pl.coalesce("why", "reason"), value=pl.coalesce("cell", "value"))
        .drop("why", "cell")
    )


def _gather(staged: Staged, plan: Plan) -> None:
    """Companies and people of the rows that go on: one line each, the first filled cell of each field."""
    going = staged.states.filter(pl.col("state") == State.NEW).select("row")
    companies: list[pl.DataFrame] = []
    people: list[pl.DataFrame] = []
    for block in staged.blocks():
        rows = block.join(going, on="row", how="semi")
        if "company" in plan.subjects:
            companies.append(_one_each(rows, "company", note="note" if plan.lead == "company" else "company.note"))
        if "person" in plan.subjects:
            people.append(_one_each(rows, "person", note="note" if plan.lead == "person" else None))
    staged.companies = _merged(companies, "company.key")
    staged.people = _merged(people, "person.key")


def _one_each(rows: pl.DataFrame, subject: Subject, *, note: str | None) -> pl.DataFrame:
    key = f"{subject}.key"
    columns = [name for name in rows.columns if name.startswith(f"{subject}.") and name != "company.note"]
    text = pl.col(note) if note else pl.lit(None, dtype=pl.String)
    named = rows.filter(pl.col(key).is_not_null())
    return _merged([named.select("row", *dict.fromkeys([*columns, "company.key"]), text.alias("text"))], key)


def _merged(frames: list[pl.DataFrame], key: str) -> pl.DataFrame:
    if not frames:
        return pl.DataFrame()
    whole = pl.concat(frames)
    fields = [name for name in whole.columns if name not in {key, "row"}]
    merged = whole.group_by(key).agg(
        pl.col("row").min(), *(pl.col(name).sort_by("row").drop_nulls().first() for name in fields)
    )
    return merged.sort("row", key)


def _with_known(staged: Staged, viewer: Membership, plan: Plan) -> pl.DataFrame:
    if plan.duplicates == "create":
        return staged.states
    if plan.lead == "deal":
        known = _known_deals(staged, viewer)
    elif plan.lead == "person":
        known = find_people(viewer.workspace_id, staged.people, _company_ids(staged, viewer))
    else:
        known = find_companies(viewer.workspace_id, staged.companies)
    there = pl.DataFrame(
        {"key": list(known), "there": [True] * len(known)}, schema={"key": pl.String, "there": pl.Boolean}
    )
    exists = (pl.col("state") == State.NEW) & pl.col("there").fill_null(value=False)
    return (
        staged.states.join(there, on="key", how="left", maintain_order="left")
        .with_columns(state=pl.when(exists).then(pl.lit(State.EXISTS.value)).otherwise("state"))
        .drop("there")
    )


def _known_deals(staged: Staged, viewer: Membership) -> dict[str, UUID]:
    going = staged.states.filter(pl.col("state") == State.NEW).select("row")
    companies = _company_ids(staged, viewer)
    known: dict[str, UUID] = {}
    for block in staged.blocks():
        known |= find_deals(viewer, block.join(going, on="row", how="semi"), companies)
    return known


def _company_ids(staged: Staged, viewer: Membership) -> dict[str, UUID]:
    return find_companies(viewer.workspace_id, staged.companies) if not staged.companies.is_empty() else {}


def _keep_needed(staged: Staged, viewer: Membership, plan: Plan) -> None:
    """Under "skip", what only skipped rows need is not brought; what is there already may stay, it is only found."""
    if plan.duplicates != "skip" or plan.lead == "company":
        return
    needed = staged.states.filter(pl.col("state") == State.NEW).select("row")
    rows = [block.join(needed, on="row", how="semi").select("company.key", "person.key") for block in staged.blocks()]
    keys = pl.concat(rows)
    if not staged.companies.is_empty():
        known = pl.Series("company.key", list(_company_ids(staged, viewer)), dtype=pl.String)
        wanted = pl.concat([keys.select("company.key"), known.to_frame()])
        staged.companies = staged.companies.join(wanted, on="company.key", how="semi", maintain_order="left")
    if not staged.people.is_empty() and plan.lead != "person":
        staged.people = staged.people.join(keys, on="person.key", how="semi", maintain_order="left")
