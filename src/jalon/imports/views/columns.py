"""Steps 2 and 3: which records are brought, which file leads, and what each column feeds."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.imports.actions import change_plan, suggest_again
from jalon.imports.models import Import, ImportFile
from jalon.imports.plan import ColumnPlan, FilePlan, Lookup, Plan
from jalon.imports.queries import import_for
from jalon.imports.targets import IGNORE, NOTE, SUBJECTS, TARGETS
from jalon.imports.views._steps import editable, steps_of
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.roles import Can
from jalon.timeline.answers import page_url

PARTED = re.compile(r"\s*\d{1,2}[-/. ]\d{1,2}[-/. ]\d")


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column with three of its cells and what it feeds; `dates` is "" unless its dates can be read in two ways."""

    field: str
    name: str
    samples: str
    filled: int
    target: str
    dates: str
    date_field: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file with its columns; `lookup` says how it is joined to another, None when it leads."""

    number: int
    name: str
    rows: int
    leads: bool
    key: str
    onto: str
    headers: list[str]
    columns: list[ColumnRow]


@workspace_view(Can.IMPORT)
@require_http_methods(["GET", "POST"])
def page(request: MemberRequest, import_id: UUID) -> HttpResponse:
    """The mapping; POST keeps it and goes on."""
    found = editable(request, import_id)
    if isinstance(found, HttpResponse):
        return found
    if not found.files.exists():
        return redirect(page_url(request, "imports:files", found.pk))
    if request.method == "POST":
        change_plan(import_=found, plan=_sent(found, request.POST), actor=request.actor)
        return redirect(page_url(request, "imports:words", found.pk))
    plan = Plan.model_validate(found.plan)
    context = {
        "import": found,
        "steps": steps_of(request, found, "columns"),
        "files": [_file(number, file, plan) for number, file in enumerate(_files(found))],
        "onto": _onto(_files(found)),
        "subjects": [(key, label, key in plan.subjects) for key, label in _subjects()],
        "groups": _groups(),
    }
    return render(request, "imports/columns.html", context)


@workspace_view(Can.IMPORT)
@require_POST
def suggestions(request: MemberRequest, import_id: UUID) -> HttpResponse:
    """Forget what was chosen and suggest anew."""
    import_ = import_for(request.viewer, import_id)
    suggest_again(import_=import_, actor=request.actor)
    return redirect(page_url(request, "imports:columns", import_.pk))


def _files(import_: Import) -> list[ImportFile]:
    return list(import_.files.order_by("position"))


def _onto(files: list[ImportFile]) -> list[tuple[str, str, str]]:
    """(value, file, column) of every column that another file can be looked up in."""
    return [(f"{file.name}|{column['name']}", file.name, column["name"]) for file in files for column in file.columns]


def _subjects() -> list[tuple[str, str]]:
    return [("company", _("Companies")), ("person", _("People")), ("deal", _("Deals"))]


def _groups() -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (label, [(key, str(target.label)) for key, target in TARGETS.items() if target.subject == subject])
        for subject, label in _subjects()
    ]


def _file(number: int, file: ImportFile, plan: Plan) -> FileRow:
    planned = next((one for one in plan.files if one.name == file.name), FilePlan(name=file.name))
    lookup = planned.lookup
    return FileRow(
        number=number,
        name=file.name,
        rows=file.rows,
        leads=lookup is None,
        key=lookup.key if lookup else "",
        onto=f"{lookup.onto}|{lookup.column}" if lookup else "",
        headers=[column["name"] for column in file.columns],
        columns=[_column(number, place, told, planned) for place, told in enumerate(file.columns)],
    )


def _column(number: int, place: int, told: dict[str, object], planned: FilePlan) -> ColumnRow:
    name = str(told["name"])
    column = planned.columns.get(name, ColumnPlan())
    samples = told["samples"]
    return ColumnRow(
        field=f"c-{number}-{place}",
        name=name,
        samples=" · ".join(str(one) for one in samples[:3]) if isinstance(samples, list | tuple) else "",
        filled=int(str(told["filled"])),
        target=column.target,
        dates=""
        if not _is_parted(told["dates"], samples) or column.day_first is None
        else "day"
        if column.day_first
        else "month",
        date_field=f"d-{number}-{place}",
    )


def _is_parted(dates: object, samples: object) -> bool:
    """Whether the order of day and month matters: 2026-11-24 and 24 Nov 2026 can be read in one way alone."""
    if not isinstance(dates, dict) or not isinstance(samples, list | tuple):
        return False
    return dates["is_ambiguous"] or dates["is_mixed"] or any(PARTED.match(str(one)) for one in samples)


def _sent(import_: Import, sent: QueryDict) -> Plan:
    """The plan as the form says; what the form does not speak of stays."""
    plan = Plan.model_validate(import_.plan)
    files = _files(import_)
    lead = sent.get("lead", "")
    planned = [_file_sent(number, file, plan, lead, sent) for number, file in enumerate(files)]
    if not any(file.lookup is None for file in planned) and planned:
        planned[0] = planned[0].model_copy(update={"lookup": None})
    subjects = tuple(subject for subject in SUBJECTS if subject in sent.getlist("subjects")) or plan.subjects
    return plan.model_copy(update={"files": tuple(planned), "subjects": subjects})


def _file_sent(number: int, file: ImportFile, plan: Plan, lead: str, sent: QueryDict) -> FilePlan:
    before = next((one for one in plan.files if one.name == file.name), FilePlan(name=file.name))
    columns = {
        told["name"]: _column_sent(number, place, before.columns.get(told["name"], ColumnPlan()), sent)
        for place, told in enumerate(file.columns)
    }
    return FilePlan(name=file.name, columns=columns, lookup=_lookup_sent(number, before, lead, sent))


def _column_sent(number: int, place: int, before: ColumnPlan, sent: QueryDict) -> ColumnPlan:
    target = sent.get(f"c-{number}-{place}", before.target)
    order = sent.get(f"d-{number}-{place}", "")
    changes: dict[str, object] = {"target": target if target in {NOTE, IGNORE, *TARGETS} else before.target}
    if order in {"day", "month"}:
        changes["day_first"] = order == "day"
    return before.model_copy(update=changes)


def _lookup_sent(number: int, before: FilePlan, lead: str, sent: QueryDict) -> Lookup | None:
    if not lead:
        return before.lookup
    onto, _bar, column = sent.get(f"onto-{number}", "").partition("|")
    key = sent.get(f"key-{number}", "")
    return None if lead == str(number) or not (onto and column and key) else Lookup(key=key, onto=onto, column=column)
