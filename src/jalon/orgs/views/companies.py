"""The way to one's company's sign-in and back."""

from typing import cast

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.saml import views as saml
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped]

from jalon.orgs.access import public
from jalon.orgs.provider import CheckedOidcAdapter


@public
@never_cache
@require_safe
def oidc_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """On to the company."""
    return _step(OAuth2LoginView, request, provider_id)


@public
@never_cache
@require_safe
def oidc_callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back with its answer."""
    return _step(OAuth2CallbackView, request, provider_id)


@public
@require_safe
def cancelled(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The person turned back."""
    return redirect("account_login")


@public
@never_cache
@require_safe
def saml_answered(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """The company's answer is read; what is no XML, no base64 or no answer to us is refused like any other."""
    try:
        return cast("HttpResponse", saml.finish_acs(request, organization_slug=organization_slug))
    except PermissionDenied:
        problem: Exception = PermissionDenied("it answers no question of this browser, or one that was answered")
    except (XMLSyntaxError, ValueError) as unreadable:
        problem = unreadable
    return cast("HttpResponse", render_authentication_error(request, organization_slug, exception=problem))


@public
@require_safe
def signed_out_there(request: HttpRequest, organization_slug: str) -> HttpResponse:  # noqa: ARG001
    """The company says that the person signed out there: they may do so here, by a button; nobody does it for them."""
    return redirect("account_logout")


def _step(step: type[OAuth2LoginView | OAuth2CallbackView], request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        answer: HttpResponse = step.adapter_view(CheckedOidcAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return answer
