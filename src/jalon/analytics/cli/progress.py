"""Says on a terminal what long work is at, and leaves no trace in files and pipes."""

import sys

from jalon.analytics.report.captions import caption
from jalon.process.definitions.text import Lang

STEPS = ("reading", "checking", "sorting", "counting")
WIDTH = 20


def tell(step: str, lang: Lang) -> None:
    """Draw the bar up to `step`, one of `STEPS`; anything else wipes it."""
    if not sys.stderr.isatty():
        return
    bar = ""
    if step in STEPS:
        done = (STEPS.index(step) + 1) * WIDTH // (len(STEPS) + 1)
        bar = f"[{'#' * done:<{WIDTH}}] {caption(step, lang)}…"
    sys.stderr.write(f"\r{bar:<{WIDTH + 40}}" + ("" if bar else "\r"))
    sys.stderr.flush()
