"""Who comes by their company's sign-in: known by an address that the company verified, or admitted by its rule."""

import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from jalon.kernel.clock import now
from jalon.orgs.actions.single_sign_on import admit
from jalon.orgs.models import User

log = logging.getLogger(__name__)
REASONS = {
    "process": "it was to connect an account to a person who is signed in",
    "address": "it holds no verified address of the company's domains",
    "unknown": "nobody has invited the person",
}


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Lets in whom the provider's rule lets in, and nobody else."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise _refused(request, "process", by=sociallogin.account.provider)
        if sociallogin.is_existing:
            return
        rule = settings.SIGN_IN_RULES[sociallogin.account.provider]
        address = verified_address(sociallogin, rule["domains"])
        if not address:
            raise _refused(request, "address", by=rule["name"], rule=rule)
        user = User.objects.filter(email=address).first() or _admitted(sociallogin, address, rule)
        if user is None:
            raise _refused(request, "unknown", by=rule["name"], rule=rule)
        sociallogin.connect(request, user)

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Any:  # noqa: ARG002
        """What the company calls the person."""
        parts = (data.get("first_name"), data.get("last_name"))
        sociallogin.user.name = data.get("name") or " ".join(filter(None, parts))
        return sociallogin.user

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        return False

    def on_authentication_error(self, request: HttpRequest, provider: Any, **facts: Any) -> None:
        reason = facts.get("exception") or (facts.get("extra_context") or {}).get("saml_last_error_reason")
        by = getattr(provider, "name", provider)
        raise _refused(request, "answer", by=by, reason=reason or facts.get("error"))


def verified_address(sociallogin: SocialLogin, domains: tuple[str, ...]) -> str:
    """The person's address, if the provider verified it and vouches for its domain; else nothing."""
    for email in sociallogin.email_addresses:
        address = email.email.strip().lower()
        if email.verified and address.rpartition("@")[2] in domains:
            return address
    return ""


def _admitted(sociallogin: SocialLogin, address: str, rule: dict[str, Any]) -> User | None:
    if not rule["admit"]:
        return None
    person = sociallogin.user
    return admit(
        email=address,
        name=getattr(person, "name", "") or address.partition("@")[0],
        workspace=rule["workspace"],
        role=rule["role"],
        provider=sociallogin.account.provider,
        at=now(),
    )


def _refused(
    request: HttpRequest, why: str, *, by: str, rule: dict[str, Any] | None = None, reason: Any = None
) -> ImmediateHttpResponse:
    """The page for the person; the reason, without their address, for the log."""
    log.warning("sign-in by %s was refused: %s", by, reason or REASONS[why])
    page = render(request, "orgs/company_refused.html", {"why": why, "rule": rule}, status=403)
    return ImmediateHttpResponse(page)
