"""Coming in by a link, joining by an invitation, and one's own profile."""

from typing import cast

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jalon.kernel.clock import now
from jalon.kernel.errors import Refusal
from jalon.orgs.access import public, signed_in
from jalon.orgs.actions import accept_invitation, change_address, edit_profile, use_sign_in_link
from jalon.orgs.forms import show_refusal
from jalon.orgs.forms.accounts import Address, Join, Profile
from jalon.orgs.models import Invitation, User
from jalon.orgs.queries import invitation_by, workspaces_of

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
YEAR_SECONDS = 365 * 24 * 3600


@public
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """A button, so that programs that look at links in mails do not spend it; then sign in, with the second factor."""
    if request.method != "POST":
        return render(request, "orgs/sign_in_link.html")
    user = use_sign_in_link(token=token, at=now())
    return perform_login(request, user)  # which asks for the second factor


@public
@never_cache
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation: as oneself when signed in, else with a name and a password."""
    invitation = invitation_by(token)
    context = {
        "invitation": invitation,
        "is_open": invitation.is_open(now()),
        "has_account": User.objects.filter(email=invitation.email).exists(),
    }
    form = Join(request.POST or None)
    if request.method == "POST" and (request.user.is_authenticated or form.is_valid()):
        try:
            return _joined(request, invitation, form)
        except Refusal as problem:
            if request.user.is_authenticated:
                raise
            show_refusal(form, problem)
    status = 422 if form.errors else 200
    return render(request, "orgs/join.html", {**context, "form": form}, status=status)


@signed_in
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """One's own name, language and appearance."""
    user = cast("User", request.user)
    form = Profile(request.POST or None, instance=User.objects.get(pk=user.pk))
    if request.method == "POST" and form.is_valid():
        edit_profile(user=user, **form.cleaned_data)
        with translation.override(user.language):
            messages.success(request, _("Your profile was saved."))
        response = redirect("accounts:profile")
        if user.theme == "auto":
            response.delete_cookie("theme")
        else:
            response.set_cookie("theme", user.theme, max_age=YEAR_SECONDS, samesite="Lax")
        return response
    context = {"form": form, "workspaces": workspaces_of(user)}
    return render(request, "orgs/profile.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def address(request: HttpRequest) -> HttpResponse:
    """Another e-mail address to sign in by."""
    user = cast("User", request.user)
    form = Address(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            change_address(user=user, email=form.cleaned_data["email"])
        except Refusal as problem:
            show_refusal(form, problem)
        else:
            messages.success(request, _("From now on you sign in as %(email)s.") % {"email": user.email})
            return redirect("accounts:profile")
    return render(request, "orgs/address.html", {"form": form}, status=422 if form.errors else 200)


def _joined(request: HttpRequest, invitation: Invitation, form: Join) -> HttpResponse:
    if request.user.is_authenticated:
        member = accept_invitation(invitation=invitation, user=request.user, at=now())
    else:
        member = accept_invitation(invitation=invitation, at=now(), **form.cleaned_data)
        login(request, member.user, backend=BACKEND)
    return redirect(f"/w/{member.workspace.slug}/")
