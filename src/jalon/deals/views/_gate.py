"""The panel of what is missing: criteria met in place, or a reason to go on without them."""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django_htmx.http import reswap, retarget

from jalon.deals.actions import GateRefused, state_evidence
from jalon.deals.gate import Unmet
from jalon.deals.models import Deal, Level
from jalon.deals.views._guide import CriterionFace, plain_criterion
from jalon.orgs.access import MemberRequest
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.timeline.answers import one_operation

CARRIED = ("to", "edit", "before", "after", "outcome", "next", "note")


def gate_panel(
    request: MemberRequest, deal: Deal, refused: GateRefused, *, to_name: str, action: str, target: str
) -> HttpResponse:
    """The refusal, with the form that meets its criteria and tries again; 422."""
    context = {
        "deal": deal,
        "to_name": to_name,
        "refused": refused,
        "required": _faces(refused.unmet),
        "advised": _faces(refused.advised),
        "levels": Level.choices,
        "carried": [(name, request.POST[name]) for name in CARRIED if name in request.POST],
        "may_override": request.viewer.may(Can.OVERRIDE_GATES),
        "lacks_reason": "overriding" in request.POST and not request.POST.get("override", "").strip(),
        "action": action,
        "target": target,
    }
    return in_sheet(render(request, "deals/gate.html", context, status=refused.status))


def with_evidence[T](
    request: MemberRequest, deal: Deal, kind: str, *, at: datetime, act: Callable[[Actor], T]
) -> tuple[T, UUID | None]:
    """Record the evidence given in a panel and do the act that it lets pass, as one operation; gives its id too.

    Of an act that is refused nothing is kept; only when the gate asks for more, the evidence given so far is.
    """
    with one_operation(request, kind, at=at) as actor:
        is_given = _state_given(request, deal, actor, at)
        try:
            return act(actor), actor.operation_id
        except GateRefused as refused:
            if not is_given:
                raise
            asks_more = refused
    raise asks_more


def _state_given(request: MemberRequest, deal: Deal, actor: Actor, at: datetime) -> bool:
    """Record the fields `level:STAGE.criterion` and `note:STAGE.criterion`; whether there were any."""
    given = {
        name.removeprefix("level:"): str(level)
        for name, level in request.POST.items()
        if name.startswith("level:") and level
    }
    for key, level in given.items():
        stage, _dot, criterion = key.partition(".")
        note = request.POST.get(f"note:{key}", "").strip()
        state_evidence(deal=deal, stage=stage, criterion=criterion, level=level, note=note, actor=actor, at=at)
    return bool(given)


def in_sheet(response: HttpResponse) -> HttpResponse:
    """Draw this answer in the side sheet, whatever asked for it."""
    return reswap(retarget(response, "#sheet-body"), "innerHTML")


def _faces(unmet: Iterable[Unmet]) -> list[CriterionFace]:
    return [plain_criterion(one.stage, one.criterion, one.level) for one in unmet]
