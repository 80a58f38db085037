"""Codes and passkeys."""

from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, generate_totp_secret
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.kernel.secrets import KeyLost, SealBroken, keyring


class _Code(forms.Form):
    """A code is typed on a phone too: digits, nothing corrected, nothing kept."""

    help: Any = _("Six digits from your app, or one of your recovery codes.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label, field.help_text = _("Code"), self.help
        field.widget = forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True})


class Code(_Code, AuthenticateForm):
    """The code asked for when signing in."""


class CodeAgain(_Code, ReauthenticateForm):
    """The code asked for before something that matters."""


class FirstCode(_Code, ActivateTOTPForm):
    """The code that proves that the app has learnt the secret, which waits, sealed, in the session."""

    help = _("The six digits that the app shows now.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.secret = _waiting_secret() if self.is_bound else _new_secret()


class _Named(forms.Form):
    """The name of a passkey, which a list can show whole."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["name"].widget.attrs["maxlength"] = 80


class NewPasskey(_Named, AddWebAuthnForm):
    """A name for the passkey; the browser fills in the rest."""

    field_order = ("name", "passwordless", "credential")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _("By which you will know it: “My laptop”.")
        self.fields["passwordless"].label = _("Sign in with it alone, without a password")
        self.fields["passwordless"].help_text = _("Needs a device that checks your finger, face or code.")
        self.fields["passwordless"].initial = True


class PasskeyName(_Named, EditWebAuthnForm):
    """Another name for a passkey."""


class SecondFactorWish(forms.Form):
    """Whether a workspace asks its members for a second step."""

    wanted = forms.BooleanField(
        label=_("Every member needs a second step"),
        required=False,
        help_text=_("A passkey or an app. Who has none sees nothing of the workspace until it is there."),
    )


def _new_secret() -> str:
    secret = generate_totp_secret()
    context.request.session[SECRET_SESSION_KEY] = keyring().seal(secret)
    return secret


def _waiting_secret() -> str:
    try:
        return keyring().open(context.request.session.get(SECRET_SESSION_KEY, ""))
    except (KeyLost, SealBroken):  # the page was left open too long: show a new secret
        return _new_secret()
