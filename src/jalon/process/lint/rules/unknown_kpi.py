"""JP013: KPIs are those of the catalogue."""

from collections.abc import Iterator

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.lint.rule import Place, Rule, Spot, both, stage_places
from jalon.process.reference import kpis


def check(pipeline: PipelineDefinition) -> Iterator[Spot]:
    """Find a KPI that has no formula."""
    known = [kpi.id for kpi in kpis()]
    for place, kpi in _used(pipeline):
        if kpi is not None and kpi not in known:
            yield Spot(
                place=place,
                message=both(f"{kpi} is not in the KPI catalogue.", f"{kpi} n’est pas au catalogue des indicateurs."),
                remedy=both(f"Use {known[0]} to {known[-1]}.", f"Utilisez {known[0]} à {known[-1]}."),
            )


def _used(pipeline: PipelineDefinition) -> Iterator[tuple[Place, str | None]]:
    if pipeline.headline_kpi is not None:
        yield ("headline_kpi", "kpi"), pipeline.headline_kpi.kpi
    for place, stage in stage_places(pipeline):
        for number, kpi in enumerate(stage.kpis):
            yield (*place, "kpis", number), kpi
        if stage.target is not None:
            yield (*place, "target", "kpi"), stage.target.kpi


RULE = Rule(
    code="JP013",
    severity="error",
    title=both("Known KPIs", "Indicateurs connus"),
    why=both(
        "A figure shown to people has one definition; an unknown id would show none.",
        "Un chiffre montré a une seule définition ; un code inconnu n’en montrerait aucun.",
    ),
    check=check,
)
