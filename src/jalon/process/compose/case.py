"""The case to compose for: the diagnosis and how the ideal customer buys."""

from dataclasses import dataclass

from jalon.process.answers import Buying
from jalon.process.definitions.sales_model import ModelKey
from jalon.process.diagnosis import Diagnosis
from jalon.process.scoring import STRONG, direction

SMALL_DEAL = 5000
SOME_EXISTING = 0.25
BOTH_WAYS = (0.40, 0.60)


@dataclass(frozen=True, kw_only=True)
class Case:
    """Everything the steps ask about."""

    diagnosis: Diagnosis
    buying: Buying
    deal_value: float | None

    def is_strong(self, model: ModelKey) -> bool:
        """Say whether the model is one of those that name the way of selling."""
        return self.diagnosis.scores[model] >= STRONG or self.diagnosis.dominant == model

    def direction(self) -> ModelKey:
        """Give who makes the first move; inbound on a tie."""
        return direction(self.diagnosis.scores)

    def has_existing_customers(self) -> bool:
        """Say whether existing customers bring a quarter of revenue or more."""
        return (self.diagnosis.variables.R or 0.0) >= SOME_EXISTING

    def goes_both_ways(self) -> bool:
        """Say whether leads come about equally from both directions."""
        inbound = self.diagnosis.variables.I
        return inbound is not None and BOTH_WAYS[0] <= inbound <= BOTH_WAYS[1]

    def is_small_deal(self) -> bool:
        """Say whether an average deal is below 5,000."""
        return self.deal_value is not None and self.deal_value < SMALL_DEAL

    def asks_for_proof(self) -> bool:
        """Say whether buyers asked for some proof."""
        return self.buying.proof not in (None, "none")
