"""What to draw: a process, a way of selling, an average value."""

from collections.abc import Mapping
from dataclasses import dataclass

from jalon.desk.sample.words import Words, words_in
from jalon.process import PipelineDefinition
from jalon.process.definitions.text import Lang

SIZE = 300


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What to draw. `average_minor` is the mean value of a deal, `first_moves` how often who makes the first move.

    `model` is the way of selling that deals are named after; with `consumers` people buy for themselves.
    `offer` is what the company sells in its own words: the texts are chosen by it.
    """

    definition: PipelineDefinition
    model: str
    average_minor: int
    first_moves: Mapping[str, float]
    owner: str
    zone: str
    language: Lang = "en"
    offer: str = ""
    consumers: bool = False
    size: int = SIZE

    def sells_by_itself(self) -> bool:
        """Many small sales with hardly a seller: no owner as a rule, and no office hours."""
        return self.model == "transactional"

    def words(self) -> Words:
        """What the sample is told with."""
        return words_in(self.language, offer=self.offer, consumers=self.consumers)
