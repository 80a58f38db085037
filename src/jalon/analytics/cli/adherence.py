"""`jalon adherence`: says how far cases keep to a published process, and what deviating goes with."""

import argparse
from pathlib import Path
from typing import Any

import narwhals as nw

from jalon.analytics.adherence import Adhered, adhere, read_rule
from jalon.analytics.adherence.adhered import RULE
from jalon.analytics.cli.opened import check_activities, opened
from jalon.analytics.cli.output import as_json, put, table
from jalon.analytics.report.adherence_tables import adherence_tables
from jalon.analytics.report.adherence_words import opening, remarks
from jalon.eventlog import Log
from jalon.process import load_pipeline, load_pipeline_file, pipeline_keys
from jalon.process.definitions.pipeline import PipelineDefinition

CASE = ("case", "outcome", "fitness", "cost", "worst")


def run(asked: argparse.Namespace) -> int:
    """Run the command and give its exit code."""
    rules, pipeline = [read_rule(text) for text in asked.rule], _pipeline(asked.process)
    with opened(asked, carry=("outcome", *([asked.by] if asked.by else []))) as found:
        adhered = adhere(
            _without(found.log, asked.ignore),
            pipeline,
            deciding=found.deciding,
            told=dict(asked.told),
            is_advised_asked=asked.advised,
            rules=rules,
            by=asked.by,
        )
    if asked.format == "json":
        put(as_json(as_data(adhered)), asked)
    elif asked.format == "html":
        from jalon.analytics.report.adherence_page import adherence_page

        put(adherence_page(adhered, name=asked.file.name, lang=asked.lang), asked)
    else:
        tables = [table(one.title, one.heads, one.rows) for one in adherence_tables(adhered, asked.lang, asked.top)]
        parts = [opening(adhered, asked.lang), *tables, *remarks(adhered, asked.lang)]
        put("\n\n".join(part for part in parts if part) + "\n", asked)
    return 0


def as_data(adhered: Adhered) -> dict[str, Any]:
    """Give everything as plain data; shares and differences as parts of one."""
    effects = [
        {**one, "rows": adhered.rows(one["kind"], one["step"], one["what"])} for one in adhered.effects.to_dicts()
    ]
    broken = {one["step"]: one for one in effects if one["kind"] == RULE}
    return {
        "process": adhered.reading.pipeline.key,
        "version": adhered.reading.pipeline.version,
        "cases": adhered.cases.height,
        "fitness": adhered.fitness,
        "log_fitness": adhered.log_fitness,
        "share_fit": adhered.share_fit,
        "has_evidence": adhered.reading.has_proofs,
        "read_as": adhered.reading.parts,
        "deviations": [one for one in effects if one["kind"] != RULE],
        "rules": [{**one, "effect": broken.get(one["rule"])} for one in adhered.rules.to_dicts()],
        "segments": adhered.segments.to_dicts(),
        "case_fitness": [list(row) for row in adhered.cases.select(CASE).iter_rows()],
    }


def _without(log: Log, activities: list[str]) -> Log:
    check_activities(log, activities)
    return log.filter(~nw.col("activity").cast(nw.String).is_in(activities)) if activities else log


def _pipeline(wanted: str) -> PipelineDefinition:
    if wanted in pipeline_keys() and not Path(wanted).is_file():
        return load_pipeline(wanted)
    return load_pipeline_file(Path(wanted))
