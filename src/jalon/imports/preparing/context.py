"""What the preparation must know of the workspace, as plain values."""

from dataclasses import dataclass, field
from datetime import datetime

from jalon.process import PipelineDefinition


@dataclass(frozen=True, slots=True)
class Context:
    """`definition` is the process of the pipeline that takes the deals, None when no deal is imported.

    `zone` is the workspace's IANA time zone, `reasons` {squeezed words: key} of the coded loss reasons, `at` the
    instant of the import, `untitled` the word before a reference when nothing else names a deal, `colon` what stands
    between a label and what it labels.
    """

    currency: str
    zone: str
    at: datetime
    definition: PipelineDefinition | None = None
    reasons: dict[str, str] = field(default_factory=dict)
    untitled: str = "Deal"
    colon: str = ": "

    @property
    def stages(self) -> list[str]:
        """Every stage that a deal can stand in, those aside included."""
        assert self.definition is not None  # noqa: S101 - deals are prepared for a pipeline
        return [str(stage.key) for stage in (*self.definition.stages, *self.definition.aside)]

    @property
    def first_stage(self) -> str:
        """Where an open deal stands when nothing says where."""
        assert self.definition is not None  # noqa: S101 - deals are prepared for a pipeline
        return str(self.definition.first_stage().key)

    @property
    def won_stage(self) -> str:
        """Where a deal stood when it was won."""
        assert self.definition is not None  # noqa: S101
        return str(self.definition.won_at[-1] if self.definition.won_at else self.definition.stages[-1].key)

    @property
    def lost_stage(self) -> str:
        """Where a deal stood that ended otherwise, when nothing says where."""
        assert self.definition is not None  # noqa: S101
        return str(self.definition.opportunity_line or self.first_stage)
