"""The mix of sales models in words."""

from dataclasses import dataclass

from jalon.process import Diagnosis, sales_model
from jalon.process.definitions.text import Lang


@dataclass(frozen=True, slots=True)
class Weight:
    """A model's share of the mix, in percent."""

    name: str
    percent: int


def weights(verdict: Diagnosis, language: Lang) -> list[Weight]:
    """The mix, the heaviest first; models that weigh nothing are left out."""
    shares = [Weight(sales_model(model).label.say(language), round(100 * share)) for model, share in verdict.mix()]
    return [weight for weight in shares if weight.percent]
