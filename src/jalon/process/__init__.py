"""Sales models, the questions, definitions, composition, lint, diff and the library: pure Python."""

from jalon.process.answers import AnswerError, Answers, Buying, read_answers
from jalon.process.compose import ComposedPipeline, Composition, HandOver, Step, compose
from jalon.process.compose.compose import compose_for
from jalon.process.definitions import (
    MODEL_KEYS,
    BuyerPhase,
    ExitCriterion,
    LabelSet,
    Lang,
    MethodDefinition,
    ModelKey,
    PipelineDefinition,
    StageDefinition,
    Text,
)
from jalon.process.diagnosis import Diagnosis, diagnose, diagnose_measured
from jalon.process.diff import Change, diff
from jalon.process.library import (
    load_stage,
    methods,
    pipeline_keys,
    stage_keys,
)
from jalon.process.lint import Finding, lint
from jalon.process.pipeline_file import load_pipeline_file
from jalon.process.reference import (
    circle_roles,
    evidence,
    kpis,
    loss_reasons,
    models,
    question,
    questions,
    roles,
    sales_model,
    sources,
)
from jalon.process.scoring import Variables, dominant, score, weights
from jalon.process.tuned import load_pipeline
from jalon.process.yamlfile import LibraryError

__all__ = [
    "MODEL_KEYS",
    "AnswerError",
    "Answers",
    "BuyerPhase",
    "Buying",
    "Change",
    "ComposedPipeline",
    "Composition",
    "Diagnosis",
    "ExitCriterion",
    "Finding",
    "HandOver",
    "LabelSet",
    "Lang",
    "LibraryError",
    "MethodDefinition",
    "ModelKey",
    "PipelineDefinition",
    "StageDefinition",
    "Step",
    "Text",
    "Variables",
    "circle_roles",
    "compose",
    "compose_for",
    "diagnose",
    "diagnose_measured",
    "diff",
    "dominant",
    "evidence",
    "kpis",
    "lint",
    "load_pipeline",
    "load_pipeline_file",
    "load_stage",
    "loss_reasons",
    "methods",
    "models",
    "pipeline_keys",
    "question",
    "questions",
    "read_answers",
    "roles",
    "sales_model",
    "score",
    "sources",
    "stage_keys",
    "weights",
]
