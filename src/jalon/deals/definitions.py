"""Published definitions, read from their versions: immutable, so read once per process."""

from functools import lru_cache
from uuid import UUID

from jalon.deals.models import ProcessVersion
from jalon.process import PipelineDefinition


@lru_cache(maxsize=512)
def definition_of(version_id: UUID) -> PipelineDefinition:
    """The definition a version published."""
    stored = ProcessVersion.objects.values_list("definition", flat=True).get(pk=version_id)
    return PipelineDefinition.model_validate(stored)
