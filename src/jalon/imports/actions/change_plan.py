"""Decide how an import is done: what columns feed, what words mean, which cells are corrected."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from jalon.imports.actions._claim import claim
from jalon.imports.actions._suggest import members_of, suggested, with_choices
from jalon.imports.actions.files import file_named
from jalon.imports.models import Import, Status
from jalon.imports.plan import Correction, Plan
from jalon.imports.targets import IGNORE, NOTE, TARGETS
from jalon.kernel.errors import Refusal
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can

MOST_CORRECTIONS = 2_000


class NotAPlan(Refusal):
    """The plan names a file, column, field, stage or member that there is not: `field` and `value` say which."""


def change_plan(*, import_: Import, plan: Plan, actor: Actor) -> Plan:
    """Keep the plan; words not yet decided get a suggestion. A dry run made before no longer counts.

    Raises NotAPlan, ImportChanged, NotAllowed.
    """
    actor.must(Can.IMPORT)
    _check(import_, plan)
    plan = with_choices(import_, plan)
    claim(import_, plan=plan.model_dump(mode="json"), status=Status.DRAFT, verdict=None)
    return plan


def suggest_again(*, import_: Import, actor: Actor) -> Plan:
    """Forget what was decided and suggest anew."""
    actor.must(Can.IMPORT)
    plan, _rows = suggested(import_)
    claim(import_, plan=plan.model_dump(mode="json"), status=Status.DRAFT, verdict=None)
    return plan


def correct_cell(*, import_: Import, file: str, row: int, column: str, value: str, actor: Actor) -> Plan:
    """Put `value` in a cell, for this import alone; the file stays as it is. Raises as change_plan."""
    plan = Plan.model_validate(import_.plan)
    kept = tuple(one for one in plan.corrections if (one.file, one.row, one.column) != (file, row, column))
    if len(kept) >= MOST_CORRECTIONS:
        raise NotAPlan(
            _("Too many cells were corrected by hand."), remedy=_("Correct the file itself, then load it again.")
        )
    correction = Correction(file=file, row=row, column=column, value=value.strip()[:2_000])
    return change_plan(import_=import_, plan=plan.model_copy(update={"corrections": (*kept, correction)}), actor=actor)


def plan_from(kept: dict[str, Any]) -> Plan:
    """A plan from data that somebody wrote. Raises NotAPlan."""
    try:
        return Plan.model_validate(kept)
    except ValidationError as problem:
        first = problem.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise NotAPlan(
            _("The mapping is not right at “%(place)s”: %(why)s.") % {"place": place, "why": first["msg"]}, field=place
        ) from None


def _check(import_: Import, plan: Plan) -> None:
    for file in plan.files:
        known = {column["name"] for column in file_named(import_, file.name).columns}
        for name, column in file.columns.items():
            if name not in known:
                raise NotAPlan(
                    _("The file “%(file)s” has no column “%(column)s”.") % {"file": file.name, "column": name},
                    field="columns",
                    value=name,
                )
            if column.target not in {NOTE, IGNORE, *TARGETS}:
                raise NotAPlan(
                    _("“%(target)s” is not a field.") % {"target": column.target}, field="columns", value=column.target
                )
    if plan.files and not any(file.lookup is None for file in plan.files):
        raise NotAPlan(_("One file must lead."), field="files", remedy=_("Choose the file whose rows are imported."))
    for one in plan.corrections:
        if one.column not in {column["name"] for column in file_named(import_, one.file).columns}:
            raise NotAPlan(
                _("The file “%(file)s” has no column “%(column)s”.") % {"file": one.file, "column": one.column},
                field="corrections",
                value=one.column,
            )
    strangers = {member for member in plan.owners.values() if member} - {
        str(pk) for pk in members_of(import_.workspace_id)
    }
    default = plan.defaults.get("deal.owner", "")
    if default:
        strangers |= {default} - {str(pk) for pk in members_of(import_.workspace_id)}
    if strangers:
        raise NotAPlan(_("One of the owners is not in this workspace."), field="owners", value=min(strangers))
