"""A typed change between two definitions, and the ways to write one."""

from dataclasses import dataclass
from typing import Literal

from jalon.process.definitions.stage import StageDefinition
from jalon.process.definitions.text import Text

type ChangeKind = Literal[
    "pipeline_changed",
    "opportunity_line_moved",
    "won_event_moved",
    "headline_kpi_changed",
    "circle_changed",
    "stage_added",
    "stage_removed",
    "stage_moved",
    "stage_split",
    "stage_merged",
    "stage_relabelled",
    "phase_changed",
    "criterion_added",
    "criterion_removed",
    "criterion_policy_changed",
    "criterion_level_changed",
    "criterion_evidence_changed",
    "criterion_reworded",
    "duration_changed",
    "conversion_changed",
    "target_changed",
    "responsible_changed",
    "forecast_category_changed",
    "outcomes_changed",
    "content_changed",
]

TOUCHES: frozenset[ChangeKind] = frozenset(
    {
        "opportunity_line_moved",
        "won_event_moved",
        "circle_changed",
        "stage_added",
        "stage_removed",
        "stage_moved",
        "stage_split",
        "stage_merged",
        "criterion_added",
        "criterion_removed",
        "criterion_policy_changed",
        "criterion_level_changed",
        "criterion_evidence_changed",
        "duration_changed",
        "forecast_category_changed",
        "outcomes_changed",
    }
)


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change: what kind, where, from what to what, in words.

    It touches running deals when a deal now in the pipeline would stand elsewhere, owe other evidence or be
    counted otherwise.
    """

    kind: ChangeKind
    stage: str | None = None
    criterion: str | None = None
    before: str | None = None
    after: str | None = None
    words: Text

    @property
    def touches_running_deals(self) -> bool:
        """Say whether a deal now in the pipeline is concerned."""
        return self.kind in TOUCHES


def about(stage: StageDefinition, en: str, fr: str) -> Text:
    """Write what happened to a stage, its name in front."""
    return Text(en=f"“{stage.label.en}”: {en}", fr=f"« {stage.label.fr} » : {fr}")
