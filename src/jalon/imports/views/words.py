"""Step 3: what the words of the file mean here, who owns what, and what is done with what is there already."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args
from uuid import UUID

import polars as pl
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.deals.definitions import definition_of
from jalon.deals.models import Direction, Outcome, Pipeline
from jalon.deals.queries import pipeline_name, pipelines_for, stage_name
from jalon.imports.actions import change_plan, check_import
from jalon.imports.actions._suggest import OWNERS, members_of, words_counted
from jalon.imports.models import Import
from jalon.imports.plan import Duplicates, Plan, Unreadable
from jalon.imports.queries import shared_stages
from jalon.imports.storing import load_tables
from jalon.imports.views._steps import editable, steps_of
from jalon.kernel.clock import now
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.roles import Can
from jalon.timeline.answers import page_url

SHOWN = 200
DEFAULTS = ("deal.owner", "deal.direction", "deal.source", "person.source")


@dataclass(frozen=True, slots=True)
class WordRow:
    """A word of the file, how many rows bear it, and what was chosen for it."""

    field: str
    word: str
    count: int
    choice: str


@workspace_view(Can.IMPORT)
@require_http_methods(["GET", "POST"])
def page(request: MemberRequest, import_id: UUID) -> HttpResponse:
    """The words and rules; POST keeps them and checks the import."""
    found = editable(request, import_id)
    if isinstance(found, HttpResponse):
        return found
    if not found.files.exists():
        return redirect(page_url(request, "imports:files", found.pk))
    tables = load_tables(found)
    plan = Plan.model_validate(found.plan)
    if request.method == "POST":
        kept = _sent(plan, _lists(plan, tables), request.POST)
        change_plan(import_=found, plan=kept, actor=request.actor)
        if kept.pipeline == plan.pipeline or not _lists(kept, tables)["stages"]:
            check_import(import_=found, actor=request.actor, at=now())
            return redirect(page_url(request, "imports:check", found.pk))
        return redirect(page_url(request, "imports:words", found.pk))
    return render(request, "imports/words.html", _context(request, found, plan, _lists(plan, tables)))


def _lists(plan: Plan, tables: Mapping[str, pl.DataFrame]) -> dict[str, list[WordRow]]:
    wanted = (
        ("stages", ("deal.stage",), plan.stages),
        ("outcomes", ("deal.outcome",), plan.outcomes),
        ("owners", OWNERS, plan.owners),
    )
    return {name: _rows(name, plan, tables, targets, chosen) for name, targets, chosen in wanted}


def _rows(
    name: str, plan: Plan, tables: Mapping[str, pl.DataFrame], targets: tuple[str, ...], chosen: dict[str, str]
) -> list[WordRow]:
    counted = words_counted(plan, tables, *targets)
    ordered = sorted(counted, key=lambda word: (-counted[word], word))[:SHOWN]
    return [
        WordRow(f"{name}-{number}", word, counted[word], chosen.get(word, "")) for number, word in enumerate(ordered)
    ]


def _sent(plan: Plan, lists: dict[str, list[WordRow]], sent: QueryDict) -> Plan:
    """The plan as the form says; words the form does not show keep what was chosen."""
    chosen = {
        name: {**getattr(plan, name), **{row.word: sent.get(row.field, row.choice) for row in rows}}
        for name, rows in lists.items()
    }
    rules = {name: sent[name] for name in ("duplicates", "unreadable", "pipeline") if _is_rule(name, sent.get(name))}
    defaults = {key: words[:120] for key in DEFAULTS if (words := sent.get(key, "").strip())}
    return Plan.model_validate(plan.model_dump() | chosen | rules | {"defaults": defaults})


def _is_rule(name: str, value: str | None) -> bool:
    """A value that the form offers; the names of pipelines are free."""
    offered = {"duplicates": get_args(Duplicates), "unreadable": get_args(Unreadable)}
    return bool(value) and value in offered.get(name, (value,))


def _context(request: MemberRequest, import_: Import, plan: Plan, lists: dict[str, list[WordRow]]) -> dict[str, object]:
    pipelines = pipelines_for(request.viewer)
    chosen = next((one for one in pipelines if one.key == plan.pipeline), None)
    language = get_language() or "en"
    return {
        "import": import_,
        "plan": plan,
        "steps": steps_of(request, import_, "words"),
        "has_deals": "deal" in plan.subjects and plan.lead == "deal",
        "has_people": "person" in plan.subjects,
        "pipelines": [(one.key, pipeline_name(one, language)) for one in pipelines],
        "stage_choices": _stage_choices(request, chosen, language),
        "shared_stages": shared_stages(request.viewer, plan),
        "outcome_choices": _outcome_choices(),
        "members": [(str(pk), name or email) for pk, (name, email) in members_of(import_.workspace_id).items()],
        "duplicates": _duplicates(),
        "directions": Direction.choices,
        "given": {key.replace(".", "_"): value for key, value in plan.defaults.items()},
        **lists,
    }


def _stage_choices(request: MemberRequest, pipeline: Pipeline | None, language: str) -> list[tuple[str, str]]:
    if pipeline is None or pipeline.current_id is None:
        return _outcome_choices()
    definition = definition_of(pipeline.current_id)
    stages = [
        (f"stage:{stage.key}", stage_name(definition, stage.key, request.viewer, language))
        for stage in definition.stages
    ]
    return [*stages, *_outcome_choices()]


def _outcome_choices() -> list[tuple[str, str]]:
    return [*((f"outcome:{key}", str(label)) for key, label in Outcome.choices), ("skip", _("Leave these rows out"))]


def _duplicates() -> list[tuple[str, str, str]]:
    return [
        ("skip", _("Skip them"), _("What is here already stays as it is.")),
        ("update", _("Update them"), _("Filled cells replace what is here; stages change through the gate.")),
        ("create", _("Create them again"), _("Nothing is compared; everything becomes a new record.")),
    ]
