"""JP011: roles are those of the library."""

from collections.abc import Iterator

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.stage import StageDefinition
from jalon.process.lint.rule import Place, Rule, Spot, both, listed, stage_places
from jalon.process.reference import circle_roles, roles


def check(pipeline: PipelineDefinition) -> Iterator[Spot]:
    """Find a role that nobody has."""
    known = [role.key for role in roles()]
    for place, stage in stage_places(pipeline):
        for at, role in _roles(stage):
            if role not in known:
                yield _spot((*place, *at), role, known)
    buyers = [role.key for role in circle_roles()]
    for role in pipeline.circle_roles:
        if role not in buyers:
            yield _spot(("circle_roles",), role, buyers)


def _roles(stage: StageDefinition) -> Iterator[tuple[Place, str]]:
    who = stage.five_w_two_h.who
    if who.responsible is not None:
        yield ("five_w_two_h", "who", "responsible"), who.responsible
    for role in who.support:
        yield ("five_w_two_h", "who", "support"), role
    for number, activity in enumerate(stage.activities):
        yield ("activities", number, "role"), activity.role


def _spot(place: Place, role: str, known: list[str]) -> Spot:
    return Spot(
        place=place,
        message=both(f"{role} is not a role.", f"{role} n’est pas un rôle."),
        remedy=both(f"Use one of {listed(known)}.", f"Utilisez l’un de {listed(known)}."),
    )


RULE = Rule(
    code="JP011",
    severity="error",
    title=both("Known roles", "Rôles connus"),
    why=both(
        "Tasks go to people by role; a role that nobody has gets nothing done.",
        "Les tâches vont aux personnes selon leur rôle ; un rôle que personne n’a ne fait rien avancer.",
    ),
    check=check,
)
