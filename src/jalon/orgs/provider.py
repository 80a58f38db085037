"""The two kinds of company sign-in that allauth is to know here, stricter than it makes them.

Allauth looks for this module by its name. Nothing that a company says of a person is kept but who they are there.
"""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.socialaccount.providers.saml.provider import SAMLProvider
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac


class CheckedOidcAdapter(OpenIDConnectOAuth2Adapter):
    """Takes the answer of the issuer that was written down, signed, made for this question, about one person."""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Raises OAuth2Error."""
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("no id_token")
        claims = self._decode_id_token(app, kwargs["response"]["id_token"])
        if not constant_time_compare(claims.get("nonce", ""), nonce_of(request.GET.get("state", ""))):
            raise OAuth2Error("the id_token answers another question: its nonce differs")
        person = self._fetch_user_info(token.token) if "userinfo_endpoint" in self.openid_config else {}
        if person and person.get("sub") != claims["sub"]:
            raise OAuth2Error("the id_token and the userinfo speak of two people")
        return self.get_provider().sociallogin_from_response(request, {"userinfo": claims | person})

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        if self.openid_config["issuer"].rstrip("/") != app.settings["issuer"].rstrip("/"):
            raise OAuth2Error("another issuer answers at this address")
        self.did_fetch_access_token = False  # the signature is looked at, however the token came
        return dict(super()._decode_id_token(app, id_token))

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:  # noqa: ARG002
        return request.build_absolute_uri(reverse("oidc_callback", args=[self.provider_id]))


class OidcProvider(OpenIDConnectProvider):
    """OpenID Connect, with a nonce that belongs to the state."""

    id = "oidc"
    oauth2_adapter_class = CheckedOidcAdapter

    def redirect(self, request: HttpRequest, process: str, *args: Any, **kwargs: Any) -> HttpResponse:
        state = get_random_string(32)
        params = {**self.get_auth_params(), "nonce": nonce_of(state)}
        kwargs |= {"auth_params": params, "scope": self.get_scope(), "state_id": state}
        return super().redirect(request, process, *args, **kwargs)

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        addresses = super().extract_email_addresses(data)
        for address in addresses:
            address.verified = address.verified is True or self.app.settings["trusts_addresses"]
        return addresses

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002
        return {}


class SamlProvider(SAMLProvider):
    """SAML: a signed assertion is as good as the company's word, for its own domains."""

    def extract_email_addresses(self, data: Any) -> list[EmailAddress]:
        email = self.extract_common_fields(data).get("email")
        return [EmailAddress(email=email, verified=True, primary=True)] if email else []

    def extract_extra_data(self, data: Any) -> dict[str, Any]:  # noqa: ARG002
        return {}


def nonce_of(state: str) -> str:
    """The nonce that goes with a state: what answers one question answers no other."""
    return salted_hmac("jalon.oidc.nonce", state, algorithm="sha256").hexdigest()


provider_classes = [OidcProvider, SamlProvider]
