"""What the carrying out of an import needs at hand."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from jalon.deals.models import Pipeline, Stage
from jalon.imports.models import Import
from jalon.imports.plan import Plan
from jalon.imports.preparing import Context
from jalon.orgs.actor import Actor
from jalon.orgs.models import Membership


@dataclass
class Work:
    """`companies` and `people` are the records made or found for the keys of the file, filled phase by phase.

    A rehearsal makes no new record, and what it changes is rolled back; `fresh` are the keys of companies that the run
    would make.
    """

    import_: Import
    plan: Plan
    actor: Actor
    at: datetime
    context: Context
    pipeline: Pipeline | None = None
    is_rehearsal: bool = False
    companies: dict[str, UUID] = field(default_factory=dict)
    people: dict[str, UUID] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)
    members: dict[str, Membership] = field(default_factory=dict)
    stages: dict[str, Stage] = field(default_factory=dict)

    @property
    def workspace_id(self) -> UUID:
        """Where everything goes."""
        return self.import_.workspace_id

    def fed(self, *targets: str) -> bool:
        """Whether some column, or a default, feeds one of `targets`."""
        return any(target in self.plan.targets() or target in self.plan.defaults for target in targets)


def prepare_work(
    import_: Import,
    plan: Plan,
    *,
    actor: Actor,
    at: datetime,
    context: Context,
    pipeline: Pipeline | None,
    rehearsal: bool,
) -> Work:
    """Everything at hand, the members and stages read once."""
    members = Membership.objects.filter(workspace_id=import_.workspace_id, left_at=None).select_related("user")
    stages = {stage.key: stage for stage in pipeline.stages.all()} if pipeline else {}
    return Work(
        import_=import_,
        plan=plan,
        actor=actor,
        at=at,
        context=context,
        pipeline=pipeline,
        is_rehearsal=rehearsal,
        members={str(member.pk): member for member in members},
        stages=stages,
    )
