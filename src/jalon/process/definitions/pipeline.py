"""A pipeline: ordered stages, the line from which a record is an opportunity, and where it is won."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from jalon.process.definitions.sales_model import ModelKey
from jalon.process.definitions.stage import (
    ExitCriterion,
    LabelSet,
    SnakeKey,
    StageDefinition,
    StageKey,
    Target,
)
from jalon.process.definitions.text import Definition, Lang, Text

type PipelineKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")]
type PipelineKind = Literal["prospecting", "sales", "partner", "retention"]
type ContextValue = Text | str | int | float | bool | tuple[str, ...]


class Cycle(Definition):
    """After winning at `from`, a record goes round again at `to`."""

    from_: StageKey = Field(alias="from")
    to: StageKey


class PipelineDefinition(Definition):
    """A whole pipeline, self-contained: it can be stored as JSON and needs no library to be read.

    `stages` are in order; `aside` stages have no position and are reached from any stage after the sale.
    Before `opportunity_line` a record has no amount and stays out of value, win rate, cycle and forecast.
    Leaving a stage of `won_at` forward is the event won; leaving `hand_over_at` hands the record to a sales
    pipeline. `circle_roles` are the roles of the buying circle that must be found, `triggers` what makes the
    ideal customer start, `clock` the date from which a renewal is counted.
    """

    key: PipelineKey
    version: int = Field(default=1, ge=1)
    model: ModelKey | Literal["any"]
    kind: PipelineKind
    label: Text
    purpose: Text | None = None
    context: dict[SnakeKey, ContextValue] = Field(default_factory=dict)
    entry_rule: Text | None = None
    opportunity_line: StageKey | None = None
    headline_kpi: Target | None = None
    stages: tuple[StageDefinition, ...] = Field(min_length=1)
    won_at: tuple[StageKey, ...] = ()
    aside: tuple[StageDefinition, ...] = ()
    hand_over_at: StageKey | None = None
    cyclic: Cycle | None = None
    entry: StageKey | None = None
    circle_roles: tuple[SnakeKey, ...] = ()
    triggers: tuple[SnakeKey, ...] = ()
    clock: Literal["term", "notice_date"] | None = None

    def stage(self, key: str) -> StageDefinition:
        """Give the stage `key`, in order or aside; KeyError when the pipeline has none."""
        for stage in (*self.stages, *self.aside):
            if stage.key == key:
                return stage
        raise KeyError(f"{self.key} has no stage {key}; it has {', '.join(self.stage_keys())}.")

    def stage_keys(self) -> tuple[str, ...]:
        """Give the keys of the ordered stages."""
        return tuple(stage.key for stage in self.stages)

    def criteria(self, stage_key: str) -> tuple[ExitCriterion, ...]:
        """Give the exit criteria of a stage."""
        return self.stage(stage_key).exit

    def position(self, stage_key: str) -> int | None:
        """Give the stage's place, counted from 1; None for a stage aside."""
        self.stage(stage_key)
        keys = self.stage_keys()
        return keys.index(stage_key) + 1 if stage_key in keys else None

    def next_stage(self, stage_key: str) -> StageDefinition | None:
        """Give the stage after this one; None after the last and for a stage aside."""
        place = self.position(stage_key)
        if place is None or place == len(self.stages):
            return None
        return self.stages[place]

    def first_stage(self) -> StageDefinition:
        """Give the stage in which a new record starts."""
        return self.stage(self.entry) if self.entry else self.stages[0]

    def is_before_opportunity_line(self, stage_key: str) -> bool:
        """Say whether a record in this stage is not yet an opportunity; always so when there is no line."""
        place = self.position(stage_key)
        if place is None:
            return False
        if self.opportunity_line is None:
            return True
        return place < (self.position(self.opportunity_line) or 0)

    def wins_on_leaving(self, stage_key: str) -> bool:
        """Say whether leaving this stage forward is the event won."""
        return stage_key in self.won_at

    def name(self, lang: Lang) -> str:
        """Give the pipeline's name in one language."""
        return self.label.say(lang)

    def stage_name(self, stage_key: str, lang: Lang, label_set: LabelSet = "infinitive") -> str:
        """Give a stage's name in one language, from the infinitive or the noun set."""
        return self.stage(stage_key).name(lang, label_set)
