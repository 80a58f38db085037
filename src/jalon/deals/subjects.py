"""How the audit trail calls deals and pipelines, and where they open; companies and people too."""

from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jalon.deals.models import Deal, Pipeline
from jalon.deals.queries import pipeline_name
from jalon.orgs.models import Membership
from jalon.timeline.audit.subjects import subjects_are, subjects_open


def _deals(viewer: Membership, ids: set[UUID]) -> dict[UUID, str]:
    return dict(Deal.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", "title"))


def _pipelines(viewer: Membership, ids: set[UUID]) -> dict[UUID, str]:
    found = Pipeline.objects.filter(workspace_id=viewer.workspace_id, pk__in=ids)
    return {pipeline.pk: pipeline_name(pipeline, get_language() or "en") for pipeline in found}


subjects_are("deal", _("Deal"), names=_deals)
subjects_are("pipeline", _("Pipeline"), names=_pipelines)
subjects_are("task", _("Task"))
for _kind, _page in {"deal": "deal", "company": "company", "person": "person", "pipeline": "board"}.items():
    subjects_open(_kind, f"deals:{_page}")
