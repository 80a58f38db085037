"""What the preparation must know of a workspace, gathered."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jalon.deals.definitions import definition_of
from jalon.deals.models import Pipeline
from jalon.imports.mapping.words import squeeze
from jalon.imports.plan import Plan
from jalon.imports.preparing import Context
from jalon.kernel.errors import Refusal
from jalon.orgs.models import Workspace
from jalon.process import loss_reasons


class NoPipeline(Refusal):
    """Deals are to be imported, but no running pipeline was chosen."""


def context_of(workspace: Workspace, plan: Plan, *, at: datetime) -> Context:
    """The context of an import into `workspace`. Raises NoPipeline."""
    pipeline = pipeline_of(workspace, plan) if plan.lead == "deal" else None
    with translation.override(workspace.language):
        untitled = str(workspace.nouns.get("deal", "")) or _("Deal")
        colon = pgettext("between a label and its value", ": ")
    return Context(
        currency=workspace.currency,
        zone=workspace.time_zone,
        at=at,
        definition=definition_of(pipeline.current_id) if pipeline and pipeline.current_id else None,
        reasons={squeeze(name): one.key for one in loss_reasons() for name in (one.key, one.label.en, one.label.fr)},
        untitled=untitled,
        colon=colon,
    )


def pipeline_of(workspace: Workspace, plan: Plan) -> Pipeline:
    """The running pipeline that takes the deals. Raises NoPipeline."""
    running = Pipeline.objects.filter(workspace=workspace).running().select_related("workspace")
    chosen = running.filter(key=plan.pipeline).first() if plan.pipeline else None
    if chosen is None:
        raise NoPipeline(
            _("No pipeline takes these deals."), field="pipeline", remedy=_("Choose one of the workspace’s pipelines.")
        )
    return chosen
