"""Pipelines, deals and tasks by id, for a viewer; and how stages are called."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404

from jalon.deals.definitions import definition_of
from jalon.deals.models import Deal, Pipeline, Task
from jalon.orgs.models import Membership
from jalon.process import LabelSet, PipelineDefinition, StageDefinition


def pipelines_for(viewer: Membership) -> list[Pipeline]:
    """The workspace's running pipelines, in the order they are shown."""
    return list(Pipeline.objects.visible_to(viewer).running().order_by("position", "created_at"))


def pipeline_for(viewer: Membership, pipeline_id: UUID) -> Pipeline:
    """The running pipeline. Raises Http404."""
    found = Pipeline.objects.visible_to(viewer).running().filter(pk=pipeline_id).first()
    if found is None:
        raise Http404
    return found


def default_pipeline(viewer: Membership) -> Pipeline | None:
    """The first sales pipeline, or else the first of any kind; None when nothing is published."""
    running = pipelines_for(viewer)
    return next((one for one in running if one.kind == Pipeline.Kind.SALES), running[0] if running else None)


def deal_for(viewer: Membership, deal_id: UUID) -> Deal:
    """The deal, whatever its state, its relations loaded. Raises Http404 when it is out of the viewer's scope."""
    related = ("stage", "pipeline", "company", "owner__user")
    found = Deal.objects.visible_to(viewer).select_related(*related).filter(pk=deal_id).first()
    if found is None:
        raise Http404
    found.workspace = found.pipeline.workspace = viewer.workspace
    return found


def task_for(viewer: Membership, task_id: UUID) -> Task:
    """The task. Raises Http404 when it is another workspace's, or of a deal out of the viewer's scope."""
    found = Task.objects.visible_to(viewer).select_related("deal", "assignee__user").filter(pk=task_id).first()
    if found is None:
        raise Http404
    if found.deal_id is not None:
        deal_for(viewer, found.deal_id)
    return found


def tasks_of(viewer: Membership, *, assignee: Membership | None = None, limit: int = 200) -> Iterable[Task]:
    """Open tasks of the assignee (the viewer unless said otherwise), the earliest due first, undated last."""
    mine = Task.objects.visible_to(viewer).live().filter(assignee=assignee or viewer, done_at=None)
    dated = mine.exclude(due_on=None).select_related("deal", "deal__company").order_by("due_on", "id")[:limit]
    undated = mine.filter(due_on=None).select_related("deal", "deal__company").order_by("created_at")[:limit]
    return [*dated, *undated][:limit]


def stage_name(definition: PipelineDefinition, key: str, viewer: Membership, language: str) -> str:
    """What the viewer's workspace calls the stage `key`, in `language` ("en" or "fr")."""
    return words_for(definition.stage(key), viewer, language)


def words_for(stage: StageDefinition, viewer: Membership, language: str) -> str:
    """The name of a stage in the workspace's label set."""
    labels: LabelSet = "noun" if viewer.workspace.label_set == "noun" else "infinitive"
    return stage.name("fr" if language.startswith("fr") else "en", labels)


def pipeline_name(pipeline: Pipeline, language: str) -> str:
    """What the workspace calls the pipeline, or else what its definition does, in `language` ("en" or "fr")."""
    if pipeline.name or pipeline.current_id is None:
        return pipeline.name or pipeline.key
    return definition_of(pipeline.current_id).name("fr" if language.startswith("fr") else "en")
