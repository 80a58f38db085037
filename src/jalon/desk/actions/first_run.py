"""Keep the answers of a first run as they are given, and remember how far it is."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.desk.models import FirstRun
from jalon.desk.verbs import FIRST_RUN_FINISHED, MODEL_CHOSEN, ModelChosen
from jalon.kernel.errors import Refusal
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.process import MODEL_KEYS
from jalon.timeline.actions import record


class UnknownModel(Refusal):
    """A sales model that is none of the seven."""


def start_first_run(*, actor: Actor, at: datetime) -> FirstRun:
    """The workspace's first run, begun when it was not. Raises NotAllowed."""
    actor.must(Can.PUBLISH_PROCESS)
    defaults = {"started_at": at, "answers": {}}
    return FirstRun.objects.get_or_create(workspace_id=actor.member.workspace_id, defaults=defaults)[0]


@transaction.atomic
def keep(*, answers: dict[str, Any], actor: Actor, at: datetime, step: str = "") -> FirstRun:
    """Lay `answers` over those known; `step` is the screen to go on with. Raises NotAllowed.

    Two browsers that answer different questions at once lose nothing. A mapping is laid over a mapping.
    """
    actor.must(Can.PUBLISH_PROCESS)
    start_first_run(actor=actor, at=at)
    run = FirstRun.objects.select_for_update().get(workspace_id=actor.member.workspace_id)
    run.answers = {name: _over(run.answers.get(name), value) for name, value in {**run.answers, **answers}.items()}
    run.step, run.saved_at = step or run.step, at
    run.save(update_fields=["answers", "step", "saved_at"])
    return run


@transaction.atomic
def choose_model(*, model: str, computed: str, actor: Actor, at: datetime) -> FirstRun:
    """Let `model` hold instead of the computed one; "" lets the answers decide again. A change is recorded.

    Raises UnknownModel, NotAllowed.
    """
    if model and model not in MODEL_KEYS:
        raise UnknownModel(
            _("This is not a sales model."), field="overrule", value=model, remedy=_("Choose one of the seven.")
        )
    before = start_first_run(actor=actor, at=at).answers.get("overrule", "")
    run = keep(answers={"overrule": model}, actor=actor, at=at)
    if model != before:
        record(
            MODEL_CHOSEN,
            subject=("workspace", run.workspace_id),
            actor=actor,
            at=at,
            particulars=ModelChosen(computed=computed, chosen=model or computed),
        )
    return run


@transaction.atomic
def finish(*, actor: Actor, at: datetime) -> FirstRun:
    """The first run is over; its screens can still be opened. Once finished, it stays finished at that instant."""
    run = keep(answers={}, actor=actor, at=at, step="done")
    if run.finished_at is None:
        run.finished_at = at
        run.save(update_fields=["finished_at"])
        record(FIRST_RUN_FINISHED, subject=("workspace", run.workspace_id), actor=actor, at=at)
    return run


def _over(before: Any, after: Any) -> Any:
    return {**before, **after} if isinstance(before, dict) and isinstance(after, dict) else after
