"""`jalon diagnose`: says how you sell."""

import argparse
from typing import Any

from jalon.process.cli.answering import answers_for
from jalon.process.cli.captions import caption, colon
from jalon.process.cli.output import dump, say, say_list, title
from jalon.process.definitions.text import Lang
from jalon.process.diagnosis import Diagnosis, diagnose
from jalon.process.reference import sales_model

BAR = 30


def run(asked: argparse.Namespace) -> int:
    """Run the command and give its exit code."""
    verdict = diagnose(answers_for(asked, with_buying=False), overrule=asked.overrule)
    if asked.format == "text":
        write(verdict, asked.lang)
    else:
        dump(as_data(verdict), asked.format)
    return 0


def as_data(verdict: Diagnosis) -> dict[str, Any]:
    """Give a diagnosis as plain data."""
    return {
        "dominant": verdict.dominant,
        "label": verdict.label.model_dump(),
        "weights": dict(verdict.weights),
        "scores": dict(verdict.scores),
        "why": verdict.why.model_dump(),
        "reasons": [reason.model_dump() for reason in verdict.reasons],
        "computed": verdict.computed,
        "declared": verdict.declared,
        "overruled": verdict.is_overruled(),
    }


def write(verdict: Diagnosis, lang: Lang) -> None:
    """Write a diagnosis for people."""
    title(verdict.label.say(lang))
    say(verdict.why.say(lang))
    if verdict.defining is not None:
        say(verdict.defining.say(lang))
    if verdict.reasons:
        say()
        say(caption("because", lang) + colon(lang))
        say_list(reason.say(lang) for reason in verdict.reasons)
    if verdict.declared is not None:
        say()
        say(f"{caption('declared', lang)}{colon(lang)} {sales_model(verdict.declared).label.say(lang)}.")
    if any(verdict.weights.values()):
        say()
        say(caption("mix", lang) + colon(lang))
        for model, weight in verdict.mix():
            name = sales_model(model).label.say(lang)
            space = "" if lang == "en" else "\N{NO-BREAK SPACE}"
            print(f"  {name:<28} {weight * 100:3.0f}{space}% {'█' * round(weight * BAR)}".rstrip())
