"""JP014: ranges run from low to high."""

from collections.abc import Iterator

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.lint.rule import Rule, Spot, both, named, stage_places


def check(pipeline: PipelineDefinition) -> Iterator[Spot]:
    """Find a median above the ninth decile, and a low share above the high one."""
    for place, stage in stage_places(pipeline):
        name, days, share = named(stage), stage.duration_days, stage.conversion
        if days is not None and days.p50 > days.p90:
            yield Spot(
                place=(*place, "duration_days"),
                message=both(
                    f"{name.en} lasts {days.p50:g} days at the median and {days.p90:g} at the ninth decile.",
                    f"{name.fr} dure {days.p50:g} jours en médiane et {days.p90:g} au neuvième décile.",
                ),
                remedy=both("Make p90 at least p50.", "Donnez à p90 au moins la valeur de p50."),
            )
        if share is not None and share.low > share.high:
            yield Spot(
                place=(*place, "conversion"),
                message=both(
                    f"{name.en} converts from {share.low:g} to {share.high:g}.",
                    f"{name.fr} convertit de {share.low:g} à {share.high:g}.",
                ),
                remedy=both("Make high at least low.", "Donnez à high au moins la valeur de low."),
            )


RULE = Rule(
    code="JP014",
    severity="error",
    title=both("Ranges in order", "Intervalles dans l’ordre"),
    why=both(
        "Ageing and forecast read these figures; reversed, they call every deal late.",
        "Ancienneté et prévision lisent ces chiffres ; inversés, toute affaire passerait pour en retard.",
    ),
    check=check,
)
