"""What the sign-in page offers."""

from django import template
from django.conf import settings
from django.urls import reverse

register = template.Library()


@register.simple_tag
def companies() -> list[dict[str, str]]:
    """Name and address of each company by which one may sign in."""
    rows = [("oidc", "oidc_login"), ("saml", "saml_login")]
    return [
        {"name": app["name"], "url": reverse(view, args=[app["provider_id"]])}
        for kind, view in rows
        for app in settings.SOCIALACCOUNT_PROVIDERS.get(kind, {}).get("APPS", [])
    ]
