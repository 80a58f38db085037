"""The front door, and the two screens before there is a workspace: which language, which company."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import get_language, get_language_from_request
from django.views.decorators.http import require_http_methods, require_safe

from jalon.desk.actions import keep, speak
from jalon.desk.forms import NewCompany
from jalon.kernel.clock import now
from jalon.orgs.access import public, signed_in
from jalon.orgs.actions import create_workspace, edit_profile
from jalon.orgs.actor import Actor
from jalon.orgs.models import User
from jalon.orgs.queries import workspaces_of

SPOKEN = "start.spoken"  # in the session: a language was chosen, though the person has no name yet


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """To sign in, to begin, or to the workspace one works in: one's own before samples."""
    if not request.user.is_authenticated:
        return redirect(settings.LOGIN_URL)
    known = workspaces_of(request.user)
    return redirect("desk:home", known[0].slug) if known else redirect("start")


@signed_in
@require_http_methods(["GET", "POST"])
def language(request: HttpRequest) -> HttpResponse:
    """The first question, in both languages; the browser's is proposed to who has not chosen yet."""
    user = cast("User", request.user)
    chosen = request.POST.get("language", "")
    if request.method == "POST" and chosen in dict(settings.LANGUAGES):
        speak(user=user, language=chosen)
        request.session[SPOKEN] = True
        return redirect("start_company")
    usual = user.language if user.name or request.session.get(SPOKEN) else _of_browser(request)
    context = {"languages": settings.LANGUAGES, "chosen": usual}
    with translation.override(usual):
        return render(request, "desk/start_language.html", context, status=422 if request.method == "POST" else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def company(request: HttpRequest) -> HttpResponse:
    """The company's name opens its workspace; the first run goes on from there."""
    user = cast("User", request.user)
    form = NewCompany(request.POST or None, initial={"person": user.name}, asks_person=not user.name)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data.get("person"):
            edit_profile(user=user, name=form.cleaned_data["person"], language=user.language, theme=user.theme)
        at, lang = now(), get_language() or "en"
        member = create_workspace(
            name=form.cleaned_data["name"], owner=user, at=at, language=lang, time_zone=form.zone(lang)
        )
        keep(answers={}, actor=Actor(member), at=at, step="company")
        return redirect("desk:first_run", member.workspace.slug)
    return render(request, "desk/start_company.html", {"form": form}, status=422 if form.errors else 200)


def _of_browser(request: HttpRequest) -> str:
    """The language of ours that the browser likes best."""
    return get_language_from_request(request).partition("-")[0]
