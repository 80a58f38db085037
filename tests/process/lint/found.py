"""What one rule finds in a pipeline."""

from jalon.process import Finding, PipelineDefinition, lint


def found(code: str, pipeline: PipelineDefinition) -> list[Finding]:
    return [finding for finding in lint(pipeline) if finding.code == code]
