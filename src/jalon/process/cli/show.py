"""`jalon process show`: shows a stage, a pipeline, a model or a method in the terminal."""

import argparse
from difflib import get_close_matches
from pathlib import Path

from jalon.process.cli.captions import caption, colon
from jalon.process.cli.command_error import CommandError
from jalon.process.cli.output import dump, say, say_list, title
from jalon.process.cli.show_stage import write_stage
from jalon.process.definitions import (
    MODEL_KEYS,
    Definition,
    LabelSet,
    Lang,
    MethodDefinition,
    PipelineDefinition,
    StageDefinition,
)
from jalon.process.definitions.question import SalesModel
from jalon.process.library import load_stage, methods, pipeline_keys, stage_keys
from jalon.process.pipeline_file import load_pipeline_file
from jalon.process.reference import sales_model
from jalon.process.tuned import load_pipeline


def run(asked: argparse.Namespace) -> int:
    """Run the command and give its exit code."""
    label_set: LabelSet = "noun" if asked.nouns else "infinitive"
    if asked.key is None:
        _list_all(asked.lang, asked.format, label_set)
        return 0
    found = find(asked.key)
    if asked.format != "text":
        dump(found.model_dump(mode="json"), asked.format)
    else:
        _write(found, asked.lang, label_set)
    return 0


def find(key: str) -> Definition:
    """Give what a key names, or the pipeline in a file; CommandError when it is neither."""
    if key.upper() in stage_keys():
        return load_stage(key.upper())
    if key in pipeline_keys():
        return load_pipeline(key)
    if key in MODEL_KEYS:
        return sales_model(key)
    for method in methods():
        if method.key == key:
            return method
    if Path(key).is_file():
        return load_pipeline_file(Path(key))
    raise CommandError(_unknown(key))


def find_pipeline(key: str) -> PipelineDefinition:
    """Give the pipeline in a file, or the library's of this key; LibraryError or CommandError otherwise."""
    if key in pipeline_keys() and not Path(key).is_file():
        return load_pipeline(key)
    return load_pipeline_file(Path(key))


def write_row(pipeline: PipelineDefinition, lang: Lang, label_set: LabelSet = "infinitive") -> None:
    """Write the stages in order, with the opportunity line and the event won."""
    for number, stage in enumerate(pipeline.stages, start=1):
        marks = []
        if stage.key == pipeline.opportunity_line:
            marks.append(caption("line", lang))
        if pipeline.wins_on_leaving(stage.key):
            marks.append(caption("won", lang))
        note = f"  ← {', '.join(marks)}" if marks else ""
        print(f"  {number:2}. {stage.key:<10} {stage.name(lang, label_set)}{note}")


def _write(found: Definition, lang: Lang, label_set: LabelSet) -> None:
    if isinstance(found, StageDefinition):
        write_stage(found, lang, label_set)
    elif isinstance(found, PipelineDefinition):
        _write_pipeline(found, lang, label_set)
    elif isinstance(found, SalesModel):
        _write_model(found, lang)
    elif isinstance(found, MethodDefinition):
        _write_method(found, lang)


def _write_pipeline(pipeline: PipelineDefinition, lang: Lang, label_set: LabelSet) -> None:
    title(f"{pipeline.name(lang)} · {pipeline.key}")
    for name, text in (
        ("purpose", pipeline.purpose),
        ("entry_rule", pipeline.entry_rule),
        ("headline", pipeline.headline_kpi.text if pipeline.headline_kpi else None),
    ):
        if text is not None:
            say(f"{caption(name, lang)}{colon(lang)} {text.say(lang)}")
    say()
    write_row(pipeline, lang, label_set)
    if pipeline.aside:
        say()
        say(caption("aside", lang) + colon(lang))
        say_list(f"{stage.key} · {stage.name(lang, label_set)}" for stage in pipeline.aside)


def _write_model(model: SalesModel, lang: Lang) -> None:
    title(f"{model.label.say(lang)} · {model.key}")
    say(model.definition.say(lang))
    for name, text in (("fits", model.fits), ("pitfalls", model.pitfalls)):
        say()
        say(caption(name, lang) + colon(lang))
        say(text.say(lang), indent=2)


def _write_method(method: MethodDefinition, lang: Lang) -> None:
    title(f"{_method_name(method, lang)} · {method.key}")
    if method.summary is not None:
        say(method.summary.say(lang))
    say()
    say(caption("fields", lang) + colon(lang))
    say_list(
        f"{field.label.say(lang)}{colon(lang)} {field.help.say(lang)}" if field.help else field.label.say(lang)
        for field in method.fields
    )


def _list_all(lang: Lang, form: str, label_set: LabelSet) -> None:
    names = {
        "pipelines": {key: load_pipeline(key).name(lang) for key in pipeline_keys()},
        "stages": {key: load_stage(key).name(lang, label_set) for key in stage_keys()},
        "models": {str(key): sales_model(key).label.say(lang) for key in MODEL_KEYS},
        "methods": {method.key: _method_name(method, lang) for method in methods()},
    }
    if form != "text":
        dump(names, form)
        return
    for kind, entries in names.items():
        title(caption(kind, lang))
        for key, name in entries.items():
            print(f"  {key:<20} {name}")
        say()


def _method_name(method: MethodDefinition, lang: Lang) -> str:
    return method.name if isinstance(method.name, str) else method.name.say(lang)


def _unknown(key: str) -> str:
    known = [*stage_keys(), *pipeline_keys(), *MODEL_KEYS, *(method.key for method in methods())]
    near = get_close_matches(key, known, n=1, cutoff=0.5) or get_close_matches(key.upper(), known, n=1)
    hint = f"Did you mean {near[0]}?" if near else "Run show without a key to list what there is."
    return f"{key} is neither a stage, a pipeline, a model, a method nor a file. {hint}"
