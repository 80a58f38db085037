"""JP012: evidence codes are those of the library, with their detail where one is needed."""

from collections.abc import Iterator

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.lint.rule import Rule, Spot, both, listed, stage_places
from jalon.process.reference import evidence


def check(pipeline: PipelineDefinition) -> Iterator[Spot]:
    """Find a code that cannot be checked, and a code that misses its detail."""
    known = {kind.code: kind for kind in evidence()}
    for place, stage in stage_places(pipeline):
        for number, criterion in enumerate(stage.exit):
            if criterion.type not in known:
                yield Spot(
                    place=(*place, "exit", number, "type"),
                    message=both(
                        f"{criterion.type} is not an evidence code.", f"{criterion.type} n’est pas un code de preuve."
                    ),
                    remedy=both(f"Use one of {listed(list(known))}.", f"Utilisez l’un de {listed(list(known))}."),
                )
            elif known[criterion.type].arg == "required" and criterion.arg is None:
                yield Spot(
                    place=(*place, "exit", number),
                    severity="warning",
                    message=both(
                        f"The criterion {criterion.key} does not say which {criterion.type}.",
                        f"Le critère {criterion.key} ne dit pas de quel {criterion.type} il s’agit.",
                    ),
                    remedy=both(
                        "Set arg, as in meet with arg: decision_maker.",
                        "Renseignez arg, par exemple meet avec arg: decision_maker.",
                    ),
                )


RULE = Rule(
    code="JP012",
    severity="error",
    title=both("Known evidence", "Preuves connues"),
    why=both(
        "Evidence that the machine knows can collect itself from mails, meetings and documents.",
        "Une preuve que la machine connaît peut se recueillir seule dans les e-mails, rendez-vous et documents.",
    ),
    check=check,
)
