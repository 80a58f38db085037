"""`jalon process compose`: composes the pipelines that fit."""

import argparse
from pathlib import Path
from typing import Any

from jalon.process.cli.answering import answers_for
from jalon.process.cli.captions import caption, colon
from jalon.process.cli.command_error import CommandError
from jalon.process.cli.diagnose import as_data as diagnosis_data
from jalon.process.cli.diagnose import write as write_diagnosis
from jalon.process.cli.output import dump, say, say_list, title, to_yaml
from jalon.process.cli.show import write_row
from jalon.process.compose import ComposedPipeline, Composition, compose
from jalon.process.definitions.text import Lang


def run(asked: argparse.Namespace) -> int:
    """Run the command and give its exit code."""
    composed = compose(answers_for(asked, with_buying=True), overrule=asked.overrule)
    for key in asked.take:
        composed = _taken(composed, key)
    if asked.write is not None:
        _write_files(composed, asked.write, asked.lang)
    if asked.format == "text":
        write(composed, asked.lang)
    else:
        dump(as_data(composed), asked.format)
    return 0


def as_data(composed: Composition) -> dict[str, Any]:
    """Give a composition as plain data, each pipeline self-contained."""
    return {
        "diagnosis": diagnosis_data(composed.diagnosis),
        "pipelines": [_pipeline(one) for one in composed.pipelines],
        "steps": [
            {"number": step.number, "pipeline": step.pipeline, "why": step.why.model_dump()} for step in composed.steps
        ],
    }


def write(composed: Composition, lang: Lang) -> None:
    """Write a composition for people."""
    write_diagnosis(composed.diagnosis, lang)
    for pipeline in composed.pipelines:
        say()
        state = "offered" if pipeline.offered else "proposed" if pipeline is composed.proposed() else "taken"
        title(f"{pipeline.definition.name(lang)} · {pipeline.definition.key} · {caption(state, lang)}")
        say(pipeline.reason.say(lang))
        write_row(pipeline.definition, lang)
    say()
    title(caption("steps", lang))
    say_list(f"{step.number}. {step.pipeline}{colon(lang)} {step.why.say(lang)}" for step in composed.steps)


def _pipeline(composed: ComposedPipeline) -> dict[str, Any]:
    over = composed.hands_over
    return {
        **composed.definition.model_dump(mode="json"),
        "offered": composed.offered,
        "reason": composed.reason.model_dump(),
        "hands_over": {"pipeline": over.pipeline, "stage": over.stage} if over else None,
    }


def _taken(composed: Composition, key: str) -> Composition:
    try:
        return composed.take(key)
    except KeyError:
        offered = ", ".join(one.definition.key for one in composed.offered()) or "none"
        raise CommandError(f"--take: {key} is not offered here. Offered: {offered}.") from None


def _write_files(composed: Composition, folder: Path, lang: Lang) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for pipeline in composed.pipelines:
        path = folder / f"{pipeline.definition.key}.yaml"
        path.write_text(to_yaml(pipeline.definition.model_dump(mode="json")), encoding="utf-8")
        print(f"{caption('written', lang)}{colon(lang)} {path}")
