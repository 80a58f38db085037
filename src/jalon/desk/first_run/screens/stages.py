"""Rename pipelines and stages in place, and choose between verbs and nouns with one click."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from jalon.desk.composed import definitions_of
from jalon.desk.first_run.screens.screen import Errors, Group, Option, Screen, Shown
from jalon.desk.first_run.sitting import Sitting
from jalon.process import PipelineDefinition, StageDefinition
from jalon.process.words import phase_name

LONGEST = 60


@dataclass(frozen=True, slots=True)
class NamedStage:
    """A stage as it can be renamed."""

    field: str
    name: str
    usual: str
    phase: str
    phase_words: str


@dataclass(frozen=True, slots=True)
class NamedPipeline:
    """A pipeline as it can be renamed, with its stages."""

    key: str
    field: str
    name: str
    usual: str
    stages: tuple[NamedStage, ...]


class StagesScreen(Screen):
    """A name left as proposed, in either set, is no rename."""

    template = "desk/first_run/stages.html"

    def show(self, sitting: Sitting) -> Shown:
        """Every pipeline that will be published, its stages under each other."""
        options = [
            Option("infinitive", _("By what is done: qualify, discover"), is_chosen=sitting.label_set == "infinitive"),
            Option("noun", _("As nouns: qualification, discovery"), is_chosen=sitting.label_set == "noun"),
        ]
        return Shown(
            question=_("Call the stages by your own words"),
            hint=_("They are yours: write over any name. Empty it to take the proposed one back."),
            groups=[Group("label_set", _("Names"), options, is_small=True)],
            more={"pipelines": named(sitting)},
        )

    def keep(self, sitting: Sitting) -> Errors:
        """Names as written; verbs or nouns for the whole workspace."""
        if sitting.given("label_set") in ("infinitive", "noun"):
            sitting.settle({"label_set": sitting.given("label_set")})
        plain = _plain(sitting)
        stages = {
            one.key: {stage.key: name for stage in one.stages if (name := _renamed(sitting, one, stage))}
            for one in plain
        }
        labels = {one.key: _own(sitting.given(one.key), {one.label.en, one.label.fr}) for one in plain}
        sitting.keep(renames=stages, pipeline_names=labels)
        return {}


def named(sitting: Sitting) -> list[NamedPipeline]:
    """What will be published, under its present names."""
    return [
        _pipeline(one, usual, sitting)
        for one, usual in zip(definitions_of(sitting.answers), _plain(sitting), strict=True)
    ]


def _plain(sitting: Sitting) -> list[PipelineDefinition]:
    return definitions_of({**sitting.answers, "renames": {}, "pipeline_names": {}})


def _pipeline(one: PipelineDefinition, usual: PipelineDefinition, sitting: Sitting) -> NamedPipeline:
    language, labels = sitting.language, sitting.label_set
    return NamedPipeline(
        key=one.key,
        field=one.key,
        name=one.name(language),
        usual=usual.name(language),
        stages=tuple(
            NamedStage(
                field=_field(one, stage),
                name=stage.name(language, labels),
                usual=usual.stage(stage.key).name(language, labels),
                phase=stage.buyer_phase[0],
                phase_words=sitting.say(phase_name(stage.buyer_phase[0])),
            )
            for stage in one.stages
        ),
    )


def _renamed(sitting: Sitting, pipeline: PipelineDefinition, stage: StageDefinition) -> str:
    sets = [text for text in (stage.label, stage.noun) if text]
    return _own(sitting.given(_field(pipeline, stage)), {name for text in sets for name in (text.en, text.fr)})


def _field(pipeline: PipelineDefinition, stage: StageDefinition) -> str:
    return f"{pipeline.key}/{stage.key}"


def _own(written: str, usual: set[str]) -> str:
    name = " ".join(written.split())[:LONGEST]
    return "" if name in usual else name
