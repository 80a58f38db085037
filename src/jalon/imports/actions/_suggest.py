"""The plan to start from, for the files of an import as they are now."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import polars as pl

from jalon.deals.definitions import definition_of
from jalon.deals.models import Pipeline
from jalon.imports.mapping import FileRead, suggest_outcome, suggest_owner, suggest_plan, suggest_stages
from jalon.imports.models import Import
from jalon.imports.plan import Plan
from jalon.imports.recognising import Column, DateOrder, DateStyle, Kind, NumberStyle
from jalon.imports.storing import load_tables
from jalon.orgs.models import Membership

OWNERS = ("deal.owner", "person.owner", "company.owner")
MOST_WORDS = 500


def suggested(import_: Import) -> tuple[Plan, int]:
    """(plan, rows of the file that leads); an empty plan when there is no file."""
    tables = load_tables(import_)
    if not tables:
        return Plan(), 0
    files = [
        FileRead(file.name, tables[file.name], columns_kept(file.columns))
        for file in import_.files.order_by("position")
    ]
    before = Plan.model_validate(import_.plan) if import_.plan else Plan()
    plan = suggest_plan(files).model_copy(update={"pipeline": before.pipeline, "duplicates": before.duplicates})
    plan = with_choices(import_, plan, tables)
    return plan, tables[plan.main.name].height


def with_choices(import_: Import, plan: Plan, tables: Mapping[str, pl.DataFrame] | None = None) -> Plan:
    """The plan with a pipeline, and a suggestion for each word of stages, outcomes and owners not yet chosen."""
    tables = tables if tables is not None else load_tables(import_)
    pipeline = _pipeline(import_, plan)
    stages = dict(plan.stages)
    if pipeline is not None and pipeline.current_id is not None:
        suggestions = suggest_stages(_in_order(plan, tables, "deal.stage"), definition_of(pipeline.current_id))
        stages = {word: stages.get(word) or suggestions[word].choice for word in words(plan, tables, "deal.stage")}
    outcomes = {
        word: plan.outcomes.get(word) or suggest_outcome(word).choice for word in words(plan, tables, "deal.outcome")
    }
    return plan.model_copy(
        update={
            "pipeline": pipeline.key if pipeline else "",
            "stages": stages,
            "outcomes": outcomes,
            "owners": _owners(import_, plan, tables),
        }
    )


def words(plan: Plan, tables: Mapping[str, pl.DataFrame], *targets: str) -> list[str]:
    """The different words of the columns that feed `targets`, most frequent first."""
    counted = words_counted(plan, tables, *targets)
    return sorted(counted, key=lambda word: -counted[word])[:MOST_WORDS]


def _in_order(plan: Plan, tables: Mapping[str, pl.DataFrame], target: str) -> list[str]:
    """The different words of the columns that feed `target`, as the files come to them."""
    columns = [tables[file][column] for file, column in plan.sources(target)]
    return list(dict.fromkeys(word for cells in columns for word in cells.drop_nulls().unique(maintain_order=True)))


def words_counted(plan: Plan, tables: Mapping[str, pl.DataFrame], *targets: str) -> dict[str, int]:
    """{word: how many cells hold it}."""
    counted: dict[str, int] = {}
    for target in targets:
        for file, column in plan.sources(target):
            cells = tables[file][column].drop_nulls().value_counts()
            for word, count in cells.iter_rows():
                counted[word] = counted.get(word, 0) + count
    return counted


def members_of(workspace_id: UUID) -> dict[UUID, tuple[str, str]]:
    """{membership: (name, e-mail)} of those who have not left."""
    rows: Iterable[tuple[UUID, str, str]] = Membership.objects.filter(
        workspace_id=workspace_id, left_at=None
    ).values_list("pk", "user__name", "user__email")
    return {pk: (name, email) for pk, name, email in rows}


def columns_kept(kept: list[dict[str, Any]]) -> tuple[Column, ...]:
    """Columns as they were recognised when the file was read."""
    return tuple(
        Column(
            name=one["name"],
            kind=Kind(one["kind"]),
            filled=one["filled"],
            distinct=one["distinct"],
            samples=tuple(one["samples"]),
            dates=_dates(one["dates"]),
            numbers=NumberStyle(**one["numbers"]) if one["numbers"] else None,
            shares={Kind(kind): share for kind, share in one["shares"].items()},
        )
        for one in kept
    )


def _dates(kept: dict[str, Any] | None) -> DateStyle | None:
    return DateStyle(DateOrder(kept["order"]), kept["is_ambiguous"], kept["is_mixed"]) if kept else None


def _pipeline(import_: Import, plan: Plan) -> Pipeline | None:
    running = Pipeline.objects.filter(workspace_id=import_.workspace_id).running().order_by("position", "created_at")
    chosen = running.filter(key=plan.pipeline).first() if plan.pipeline else None
    return chosen or running.filter(kind=Pipeline.Kind.SALES).first() or running.first()


def _owners(import_: Import, plan: Plan, tables: Mapping[str, pl.DataFrame]) -> dict[str, str]:
    members = members_of(import_.workspace_id)
    return {
        word: plan.owners.get(word) or str(suggest_owner(word, members) or "") for word in words(plan, tables, *OWNERS)
    }
