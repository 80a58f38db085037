"""Tables of pipelines, deals and what happens to them."""

from jalon.deals.models.deal import Deal, DealMember, DealPerson, DealQuerySet, Direction, Outcome
from jalon.deals.models.evidence import Evidence, Level
from jalon.deals.models.layout import BoardLayout
from jalon.deals.models.pipeline import Pipeline, ProcessVersion, Stage
from jalon.deals.models.task import Task
from jalon.deals.models.totals import HealthCount, StageTotal, StageTotalDelta
from jalon.deals.models.visit import How, StageVisit

__all__ = [
    "BoardLayout",
    "Deal",
    "DealMember",
    "DealPerson",
    "DealQuerySet",
    "Direction",
    "Evidence",
    "HealthCount",
    "How",
    "Level",
    "Outcome",
    "Pipeline",
    "ProcessVersion",
    "Stage",
    "StageTotal",
    "StageTotalDelta",
    "StageVisit",
    "Task",
]
