"""`jalon adherence`: says how far cases keep to a published process, and what deviating goes with."""

import argparse
from pathlib import Path
from typing import Any

import narwhals as nw

from jalon.analytics.adherence import Adhered, adhere
from jalon.analytics.cli.opened import check_activities, opened
from jalon.analytics.cli.output import as_json, put, table
from jalon.analytics.report.adherence_tables import adherence_tables, opening, remarks
from jalon.process import load_pipeline, load_pipeline_file, pipeline_keys
from jalon.process.definitions.pipeline import PipelineDefinition


def run(asked: argparse.Namespace) -> int:
    """Run the command and give its exit code."""
    pipeline = _pipeline(asked.process)
    with opened(asked, carry=("outcome",)) as found:
        check_activities(found.log, asked.ignore)
        log = found.log.filter(~nw.col("activity").cast(nw.String).is_in(asked.ignore)) if asked.ignore else found.log
        adhered = adhere(log, pipeline, deciding=found.deciding, told=dict(asked.told), is_advised_asked=asked.advised)
    if asked.format == "json":
        put(as_json(as_data(adhered, pipeline)), asked)
    elif asked.format == "html":
        from jalon.analytics.report.adherence_page import adherence_page

        put(adherence_page(adhered, pipeline, name=asked.file.name, lang=asked.lang), asked)
    else:
        tables = [
            table(one.title, one.heads, one.rows) for one in adherence_tables(adhered, pipeline, asked.lang, asked.top)
        ]
        parts = [opening(adhered, pipeline, asked.lang), *tables, *remarks(adhered, asked.lang)]
        put("\n\n".join(part for part in parts if part) + "\n", asked)
    return 0


def as_data(adhered: Adhered, pipeline: PipelineDefinition) -> dict[str, Any]:
    """Give everything as plain data; shares and differences as parts of one."""
    effects = adhered.effects.to_dicts()
    return {
        "process": pipeline.key,
        "version": pipeline.version,
        "cases": adhered.cases.height,
        "fitness": adhered.fitness,
        "log_fitness": adhered.log_fitness,
        "share_fit": adhered.share_fit,
        "has_evidence": adhered.has_proofs,
        "read_as": adhered.parts,
        "deviations": [{**one, "rows": adhered.rows(one["kind"], one["step"], one["what"])} for one in effects],
        "case_fitness": [
            list(row) for row in adhered.cases.select("case", "outcome", "fitness", "cost", "worst").rows()
        ],
    }


def _pipeline(wanted: str) -> PipelineDefinition:
    if wanted in pipeline_keys() and not Path(wanted).is_file():
        return load_pipeline(wanted)
    return load_pipeline_file(Path(wanted))
