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


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Lets in whom the provider's rule lets in, and nobody else."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise ImmediateHttpResponse(_refused(request, "process"))
        if sociallogin.is_existing:
            return
        rule = settings.SIGN_IN_RULES[sociallogin.account.provider]
        address = verified_address(sociallogin, rule["domains"])
        if not address:
            raise ImmediateHttpResponse(_refused(request, "address", rule))
        user = User.objects.filter(email=address).first() or _admitted(sociallogin, address, rule)
        if user is None:
            raise ImmediateHttpResponse(_refused(request, "unknown", rule))
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
        log.warning("sign-in by %s was refused: %s", getattr(provider, "name", provider), reason or facts.get("error"))
        raise ImmediateHttpResponse(_refused(request, "answer"))


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


def _refused(request: HttpRequest, why: str, rule: dict[str, Any] | None = None) -> Any:
    return render(request, "orgs/company_refused.html", {"why": why, "rule": rule}, status=403)
