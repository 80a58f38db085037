"""A change to a stage, written as data: what a model, a pipeline or an answer makes different."""

from typing import Literal

from pydantic import Field

from jalon.process.definitions.sales_model import ModelKey
from jalon.process.definitions.stage import (
    BuyerPhase,
    Conversion,
    Days,
    ExitCriterion,
    PlaybookEntry,
    SnakeKey,
    StageKey,
    StarterActivity,
    Target,
)
from jalon.process.definitions.text import Definition, Text

type Sentence = Literal["why", "what", "entry", "where", "how", "how_much"]


class CriterionMatch(Definition):
    """Criteria of this evidence type, and of this argument when one is given."""

    type: SnakeKey
    arg: SnakeKey | None = None

    def fits(self, criterion: ExitCriterion) -> bool:
        """Say whether the criterion is one of those meant."""
        return criterion.type == self.type and self.arg in (None, criterion.arg)


class Factors(Definition):
    """What the median and the ninth decile of a duration are multiplied by."""

    p50: float = Field(default=1.0, gt=0)
    p90: float = Field(default=1.0, gt=0)


class StageChange(Definition):
    """What becomes different in a stage; whatever is absent stays as it is.

    `add` appends sentences to the five W and two H, `set` replaces them.
    """

    label: Text | None = None
    noun: Text | None = None
    buyer_phase: tuple[BuyerPhase, ...] | None = None
    add: dict[Sentence, Text] = Field(default_factory=dict)
    set: dict[Sentence, Text] = Field(default_factory=dict)
    due_days: Days | None = None
    duration_factor: Factors = Factors()
    conversion: Conversion | None = None
    target: Target | None = None
    drop_criteria: tuple[CriterionMatch, ...] = ()
    add_criteria: tuple[ExitCriterion, ...] = ()
    require_criteria: tuple[CriterionMatch, ...] = ()
    add_playbook: tuple[PlaybookEntry, ...] = ()
    add_activities: tuple[StarterActivity, ...] = ()


class Override(Definition):
    """What a sales model changes in shared stages; no `stages` means all of the pipeline's own.

    It holds only for average deals below `deal_value_below`, and not when buyers want another proof.
    """

    model: ModelKey
    stages: tuple[StageKey, ...] = ()
    deal_value_below: float | None = None
    unless_proof: tuple[SnakeKey, ...] = ()
    reason: Text
    change: StageChange


class ValueBand(Definition):
    """A factor on durations for average deals below, or up to, a value; with neither it is the last band."""

    below: float | None = None
    up_to: float | None = None
    factor: float

    def holds(self, deal_value: float) -> bool:
        """Say whether the band reaches up to this value."""
        if self.below is not None:
            return deal_value < self.below
        return self.up_to is None or deal_value <= self.up_to


class Multipliers(Definition):
    """Factors on durations, by sales model and by average deal value."""

    model: dict[ModelKey, float]
    core_only: tuple[ModelKey, ...] = ()
    deal_value: tuple[ValueBand, ...]

    def for_value(self, deal_value: float | None) -> float:
        """Give the factor of the band; 1 when the value is not known."""
        if deal_value is None:
            return 1.0
        return next(band.factor for band in self.deal_value if band.holds(deal_value))


class MergeWords(Definition):
    """The name of a stage that has taken another in."""

    into: StageKey
    taken: StageKey
    label: Text
    noun: Text


class Overrides(Definition):
    """The whole of overrides.yaml."""

    multipliers: Multipliers
    overrides: tuple[Override, ...]
    merges: tuple[MergeWords, ...]


class BuyingEdit(Definition):
    """A change for the first of `stages` that a pipeline has, or for `each` of them that it has."""

    stages: tuple[StageKey, ...]
    each: bool = False
    change: StageChange


class BuyingEffect(Definition):
    """What an answer on buying changes; without an `option` any answer of `at_least` so many does."""

    question: SnakeKey
    option: SnakeKey | None = None
    at_least: int = 1
    circle_roles: tuple[SnakeKey, ...] = ()
    clock: Literal["term", "notice_date"] | None = None
    edits: tuple[BuyingEdit, ...]
    reason: Text
