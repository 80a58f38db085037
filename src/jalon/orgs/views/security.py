"""How one signs in, and where one is signed in."""

from typing import cast

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jalon.kernel.clock import now
from jalon.orgs.access import signed_in
from jalon.orgs.models import User
from jalon.orgs.sessions import end_other_sessions, end_session, note_use, sessions_of


@signed_in
@never_cache
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Password, second factors, and sessions of the person."""
    user = cast("User", request.user)
    note_use(request, at=now())
    factors = Authenticator.objects.filter(user=user).order_by("created_at")
    context = {
        "passkeys": [row.wrap() for row in factors if row.type == Authenticator.Type.WEBAUTHN],
        "app": next((row for row in factors if row.type == Authenticator.Type.TOTP), None),
        "codes": next((row for row in factors if row.type == Authenticator.Type.RECOVERY_CODES), None),
        "sessions": sessions_of(user, current=request.session.session_key or ""),
    }
    return render(request, "orgs/security.html", context)


@signed_in
@require_POST
def session_end(request: HttpRequest, session: int) -> HttpResponse:
    """Sign out one other place."""
    end_session(cast("User", request.user), session)
    messages.success(request, _("That session was signed out."))
    return redirect("mfa_index")


@signed_in
@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    number = end_other_sessions(cast("User", request.user), current=request.session.session_key or "")
    words = ngettext("%(number)s session was signed out.", "%(number)s sessions were signed out.", number)
    messages.success(request, words % {"number": number})
    return redirect("mfa_index")


@signed_in
@require_safe
def second_factor_wanted(request: HttpRequest) -> HttpResponse:
    """Where a workspace that asks for a second step leads members without one."""
    return render(request, "orgs/second_factor_wanted.html")
