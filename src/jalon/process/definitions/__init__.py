"""The shapes of a process: texts, stages, pipelines, methods."""

from jalon.process.definitions.method import MethodDefinition, MethodField
from jalon.process.definitions.pipeline import Cycle, PipelineDefinition, PipelineKey, PipelineKind
from jalon.process.definitions.sales_model import MODEL_KEYS, ModelKey
from jalon.process.definitions.stage import (
    BuyerPhase,
    Conversion,
    Duration,
    ExitCriterion,
    FiveWTwoH,
    LabelSet,
    PlaybookEntry,
    StageDefinition,
    StarterActivity,
    Target,
    When,
    Who,
)
from jalon.process.definitions.text import Definition, Lang, Text

__all__ = [
    "MODEL_KEYS",
    "BuyerPhase",
    "Conversion",
    "Cycle",
    "Definition",
    "Duration",
    "ExitCriterion",
    "FiveWTwoH",
    "LabelSet",
    "Lang",
    "MethodDefinition",
    "MethodField",
    "ModelKey",
    "PipelineDefinition",
    "PipelineKey",
    "PipelineKind",
    "PlaybookEntry",
    "StageDefinition",
    "StarterActivity",
    "Target",
    "Text",
    "When",
    "Who",
]
