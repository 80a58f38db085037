"""`jalon process diff`: compares two pipelines as typed changes."""

import argparse
from typing import Any

from jalon.process.cli.captions import caption
from jalon.process.cli.output import dump, say_list
from jalon.process.cli.show import find_pipeline
from jalon.process.diff import Change, diff


def run(asked: argparse.Namespace) -> int:
    """Run the command; 0 when both are the same, 1 when they differ."""
    changes = diff(find_pipeline(asked.old), find_pipeline(asked.new))
    if asked.format != "text":
        dump([_data(change) for change in changes], asked.format)
    elif not changes:
        print(caption("same", asked.lang))
    else:
        for touches, mark in ((True, "touches"), (False, "leaves")):
            chosen = [change.words.say(asked.lang) for change in changes if change.touches_running_deals is touches]
            if chosen:
                print(f"{caption(mark, asked.lang).capitalize()} ({len(chosen)})")
                say_list(chosen)
    return 1 if changes else 0


def _data(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "stage": change.stage,
        "criterion": change.criterion,
        "before": change.before,
        "after": change.after,
        "touches_running_deals": change.touches_running_deals,
        "words": change.words.model_dump(),
    }
