"""Publish a process definition: from then on a pipeline runs it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from jalon.deals.models import Pipeline, ProcessVersion, Stage
from jalon.deals.verbs import PROCESS_PUBLISHED, ProcessPublished
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.process import PipelineDefinition
from jalon.timeline.actions import record


@transaction.atomic
def publish(*, definition: PipelineDefinition, actor: Actor, at: datetime, name: str = "") -> Pipeline:
    """Make `definition` the current version of its pipeline, which is created when the workspace has none of that key.

    Deals keep the version they entered under. Raises NotAllowed.
    """
    actor.must(Can.PUBLISH_PROCESS)
    pipeline = _pipeline(definition, actor, at, name)
    number = (pipeline.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = ProcessVersion.objects.create(
        workspace_id=pipeline.workspace_id,
        pipeline=pipeline,
        number=number,
        definition=definition.model_copy(update={"version": number}).model_dump(mode="json", by_alias=True),
        published_at=at,
        published_by=actor.member,
    )
    _place_stages(pipeline, definition, at)
    pipeline.current = version
    pipeline.save(update_fields=["current"])
    record(
        PROCESS_PUBLISHED,
        subject=("pipeline", pipeline.pk),
        actor=actor,
        at=at,
        particulars=ProcessPublished(pipeline_id=pipeline.pk, version_id=version.pk, number=number),
    )
    return pipeline


def _pipeline(definition: PipelineDefinition, actor: Actor, at: datetime, name: str) -> Pipeline:
    workspace_id = actor.member.workspace_id
    pipeline, is_new = Pipeline.objects.select_for_update().get_or_create(
        workspace_id=workspace_id,
        key=definition.key,
        defaults={
            "kind": definition.kind,
            "name": name,
            "created_at": at,
            "position": Pipeline.objects.filter(workspace_id=workspace_id).count(),
        },
    )
    if name and not is_new and pipeline.name != name:
        pipeline.name = name
        pipeline.save(update_fields=["name"])
    return pipeline


def _place_stages(pipeline: Pipeline, definition: PipelineDefinition, at: datetime) -> None:
    keys = [stage.key for stage in (*definition.stages, *definition.aside)]
    for position, key in enumerate(keys):
        Stage.objects.update_or_create(
            pipeline=pipeline,
            key=key,
            defaults={"position": position, "retired_at": None},
            create_defaults={"position": position, "workspace_id": pipeline.workspace_id},
        )
    pipeline.stages.exclude(key__in=keys).filter(retired_at=None).update(retired_at=at)
