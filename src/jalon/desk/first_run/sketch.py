"""The pipeline as it takes shape beside a question."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from jalon.desk.composed import definitions_of, diagnosis_of
from jalon.desk.first_run.sitting import Sitting
from jalon.process import ExitCriterion, PipelineDefinition, StageDefinition
from jalon.process.words import phase_name

Detail = Literal["phase", "evidence"]


@dataclass(frozen=True, slots=True)
class SketchProof:
    """What lets a deal leave a stage."""

    label: str
    is_required: bool
    is_new: bool


@dataclass(frozen=True, slots=True)
class SketchColumn:
    """A stage to come: its name, the phase of the buyer it serves, and what lets a deal leave it."""

    name: str
    phase: str
    phase_words: str
    proofs: tuple[SketchProof, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class Sketch:
    """The sales pipeline so far; no columns before the first question is answered."""

    title: str
    label: str
    columns: tuple[SketchColumn, ...]
    detail: Detail


def sketch_of(sitting: Sitting, *, detail: Detail, seen: Collection[str] | None = None) -> Sketch:
    """The pipeline that the answers compose; columns and evidence not in `seen` are new."""
    if "q1" not in sitting.answers:
        return Sketch(_("Your pipeline will take shape here"), "", (), detail)
    pipeline = definitions_of(sitting.answers)[0]
    return Sketch(
        title=sitting.say(pipeline.label),
        label=sitting.say(diagnosis_of(sitting.answers).label),
        columns=tuple(_column(stage, sitting, seen) for stage in pipeline.stages),
        detail=detail,
    )


def marks_of(pipeline: PipelineDefinition) -> set[str]:
    """What a sketch of the pipeline shows: its stages under their names, and their evidence."""
    proofs = {_proof_mark(stage, one) for stage in pipeline.stages for one in stage.exit}
    return proofs | {_mark(stage) for stage in pipeline.stages}


def _column(stage: StageDefinition, sitting: Sitting, seen: Collection[str] | None) -> SketchColumn:
    phases = [sitting.say(phase_name(phase)) for phase in stage.buyer_phase]
    return SketchColumn(
        name=stage.name(sitting.language, sitting.label_set),
        phase=stage.buyer_phase[0],
        phase_words=", ".join(phases).capitalize(),
        proofs=tuple(
            SketchProof(
                label=sitting.say(one.label),
                is_required=one.policy == "required",
                is_new=seen is not None and _proof_mark(stage, one) not in seen,
            )
            for one in stage.exit
        ),
        is_new=seen is not None and _mark(stage) not in seen,
    )


def _mark(stage: StageDefinition) -> str:
    return f"{stage.key} {stage.label.en}"


def _proof_mark(stage: StageDefinition, criterion: ExitCriterion) -> str:
    return f"{stage.key}.{criterion.key} {criterion.policy}"
