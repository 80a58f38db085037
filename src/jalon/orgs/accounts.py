"""How allauth signs people in here: by e-mail and password, and nobody signs up without an invitation."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from django.core.exceptions import ValidationError
from django.http import HttpRequest

TOO_OFTEN = {"too_many_login_attempts", "rate_limited"}


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is closed: people join by an invitation link. Whoever tries too often is answered 429, by every form."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Raises ImmediateHttpResponse: a form would tell of too many attempts with 200."""
        if code in TOO_OFTEN:
            raise ImmediateHttpResponse(respond_429(context.request))
        return super().validation_error(code, *args)
