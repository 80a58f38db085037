"""The first run: a screen for each question, kept as one answers; go on, go back, stop and come back."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.desk.actions import keep, start_first_run
from jalon.desk.composed import definitions_of
from jalon.desk.first_run.screens import KEYS, PARTS, SCREENS, neighbours, screen_named
from jalon.desk.first_run.screens.screen import Screen
from jalon.desk.first_run.screens.stages import StagesScreen, named
from jalon.desk.first_run.sitting import Sitting
from jalon.desk.first_run.sketch import marks_of, sketch_of
from jalon.kernel.clock import now
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.roles import Can


@workspace_view(Can.PUBLISH_PROCESS)
@require_safe
def resume(request: MemberRequest) -> HttpResponse:
    """Go on with the screen where one was, in whatever browser."""
    run = start_first_run(actor=request.actor, at=now())
    if run.step == "done":
        return redirect("desk:ready", request.viewer.workspace.slug)
    return redirect(_url(request, run.step if run.step in KEYS else KEYS[0]))


@workspace_view(Can.PUBLISH_PROCESS)
@require_http_methods(["GET", "POST"])
def screen(request: MemberRequest, step: str) -> HttpResponse:
    """One screen; POST keeps what was answered and goes on, or says what is missing."""
    shown, sitting = _opened(request, step)
    if request.method == "GET":
        return _page(request, shown, sitting)
    sitting.errors = shown.keep(sitting)
    if sitting.errors:
        return _page(request, shown, sitting)
    _before, after = neighbours(step)
    onward = shown.pass_on(sitting)
    if not onward:
        keep(answers={}, actor=request.actor, at=sitting.at, step=after)
    return redirect(onward or _url(request, after))


@workspace_view(Can.PUBLISH_PROCESS)
@require_POST
def answer(request: MemberRequest, step: str) -> HttpResponse:
    """Keep one answer as soon as it is given, and draw the pipeline anew beside it."""
    shown, sitting = _opened(request, step)
    seen = marks_of(definitions_of(sitting.answers)[0]) if "q1" in sitting.answers else set()
    shown.keep(sitting)
    context: dict[str, Any] = {"sketch": sketch_of(sitting, detail=shown.detail, seen=seen)}
    if isinstance(shown, StagesScreen):
        context["pipelines"] = named(sitting)
    return render(request, "desk/first_run/answered.html", context)


def _opened(request: MemberRequest, step: str) -> tuple[Screen, Sitting]:
    found = screen_named(step)
    if found is None:
        raise Http404
    at = now()
    sent = request.POST if request.method == "POST" else None
    run = start_first_run(actor=request.actor, at=at)
    return found, Sitting(run=run, actor=request.actor, at=at, sent=sent)


def _page(request: MemberRequest, shown: Screen, sitting: Sitting) -> HttpResponse:
    words = shown.show(sitting)
    before, _after = neighbours(shown.key)
    place = KEYS.index(shown.key)
    context = {
        "viewer": request.viewer,
        "screen": shown,
        "shown": words,
        **words.more,
        "errors": sitting.errors,
        "sketch": sketch_of(sitting, detail=shown.detail),
        "bands": [_band(number, place) for number in range(len(SCREENS))],
        "count": _("%(part)s · %(number)s of %(total)s")
        % {"part": PARTS[shown.part], "number": place + 1, "total": len(SCREENS)},
        "url": _url(request, shown.key),
        "answer_url": reverse("desk:first_run_answer", args=[request.viewer.workspace.slug, shown.key]),
        "back_url": _url(request, before) if before else "",
        "is_last_look": shown.key == "publish",
    }
    return render(request, shown.template, context, status=422 if sitting.errors else 200)


def _band(number: int, place: int) -> str:
    return "done" if number < place else "current" if number == place else ""


def _url(request: MemberRequest, step: str) -> str:
    return reverse("desk:first_run_screen", args=[request.viewer.workspace.slug, step])
