"""A first plan for the files of an import: what is in them, how they join, what each column feeds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from jalon.imports.mapping.headers import match_columns, subject_of
from jalon.imports.mapping.joins import Join, suggest_joins
from jalon.imports.plan import ColumnPlan, FilePlan, Lookup, Plan
from jalon.imports.recognising import Column
from jalon.imports.targets import NOTE, SUBJECTS, TARGETS, Subject

NAMED_BY: dict[Subject, set[str]] = {
    "company": {"company.name"},
    "person": {"person.name", "person.first_name", "person.last_name", "person.email"},
}


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file as it was read: its name, its text table and what its columns hold."""

    name: str
    frame: pl.DataFrame
    columns: tuple[Column, ...]


def suggest_plan(files: Sequence[FileRead]) -> Plan:
    """The plan to start from: the file with the most rows about deals leads, the others are looked up in it."""
    subjects = {file.name: subject_of(file.name, file.columns) for file in files}
    main = max(files, key=lambda file: _lead(file, subjects[file.name]))
    joins = suggest_joins(main.name, {file.name: file.frame for file in files})
    ordered = [main.name, *(join.lookup for join in joins)]
    ordered += [file.name for file in files if file.name not in ordered]
    columns = {file.name: file.columns for file in files}
    plans: list[FilePlan] = []
    taken: set[str] = set()
    by_lookup = {join.lookup: join for join in joins}
    for name in ordered:
        plan = _file_plan(name, columns[name], subjects, by_lookup.get(name), taken)
        taken |= {column.target for column in plan.columns.values()}
        plans.append(plan)
    return drop_nameless(Plan(files=tuple(plans), subjects=_fed(plans)))


def drop_nameless(plan: Plan) -> Plan:
    """The plan without subjects that nothing names: what the file says of them is kept as a note."""
    targets = {column.target for file in plan.files for column in file.columns.values()}
    nameless = {subject for subject in plan.subjects if subject in NAMED_BY and not NAMED_BY[subject] & targets}
    if not nameless:
        return plan
    files = tuple(
        file.model_copy(update={"columns": {name: _as_note(column, nameless) for name, column in file.columns.items()}})
        for file in plan.files
    )
    kept = tuple(subject for subject in plan.subjects if subject not in nameless)
    return plan.model_copy(update={"files": files, "subjects": kept})


def _as_note(column: ColumnPlan, subjects: set[Subject]) -> ColumnPlan:
    target = TARGETS.get(column.target)
    if target is None or target.subject not in subjects:
        return column
    return column.model_copy(update={"target": NOTE, "why": "nothing"})


def _lead(file: FileRead, subject: Subject) -> tuple[bool, bool, int]:
    return subject == "deal", subject == "person", file.frame.height


def _file_plan(
    name: str, columns: Sequence[Column], subjects: Mapping[str, Subject], join: Join | None, taken: set[str]
) -> FilePlan:
    matches = match_columns(columns, subject=subjects[name], taken=taken - {NOTE})
    by_name = {column.name: column for column in columns}
    plans = {column: _column_plan(by_name[column], match.target, match.why) for column, match in matches.items()}
    if join and plans[join.key].target == NOTE:
        plans[join.key] = ColumnPlan(target="")  # it is in the file that it joins already
    lookup = Lookup(key=join.key, onto=join.onto, column=join.column) if join else None
    return FilePlan(name=name, lookup=lookup, columns=plans)


def _column_plan(column: Column, target: str, why: str) -> ColumnPlan:
    return ColumnPlan(
        target=target,
        why=why,
        day_first=None if column.dates is None else column.dates.order == "day_first",
        decimal=None if column.numbers is None or column.numbers.is_ambiguous else column.numbers.decimal,
    )


def _fed(plans: Sequence[FilePlan]) -> tuple[Subject, ...]:
    fed = {
        TARGETS[column.target].subject for plan in plans for column in plan.columns.values() if column.target in TARGETS
    }
    return tuple(subject for subject in SUBJECTS if subject in fed)
