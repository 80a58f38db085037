"""Signing in, passwords, joining, and one's own profile."""

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _

from jalon.orgs.models import User

LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("Present password"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
}


class _OwnWords(forms.Form):
    """Our labels instead of the library's, and no words inside the fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS[name]
            field.help_text = _password_help() if name == "password1" else ""
            field.widget.attrs.pop("placeholder", None)


class SignIn(_OwnWords, allauth.LoginForm):
    """E-mail address and password."""

    field_order = ("login", "password")


class ChangePassword(_OwnWords, allauth.ChangePasswordForm):
    """The present password, and the new one twice."""


class SetPassword(_OwnWords, allauth.SetPasswordForm):
    """A first password, for those who came by a link."""


class AskForReset(_OwnWords, allauth.ResetPasswordForm):
    """The address to which the link goes."""


class ResetPassword(_OwnWords, allauth.ResetPasswordKeyForm):
    """A new password, behind the link from the mail."""


class PasswordAgain(_OwnWords, allauth.ReauthenticateForm):
    """The password, before something that matters."""


class Join(forms.Form):
    """Who joins by an invitation and has no account yet."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Choose a password"), strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = _password_help()


class Profile(forms.ModelForm):
    """Name, language and appearance."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    theme = forms.ChoiceField(
        label=_("Appearance"),
        choices=[("auto", _("As the system says")), ("light", _("Light")), ("dark", _("Dark"))],
    )

    class Meta:
        model = User
        fields = ("name", "language", "theme")


class Address(forms.Form):
    """Another e-mail address, and the password of who has one."""

    email = forms.EmailField(label=_("New e-mail address"), widget=forms.EmailInput({"autocomplete": "email"}))
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if not user.has_usable_password():
            del self.fields["password"]

    def clean_password(self) -> str:
        """Refuses any other password."""
        password = str(self.cleaned_data["password"])
        if not self.user.check_password(password):
            raise forms.ValidationError(_("This is not your password."))
        return password


def _password_help() -> str:
    return " ".join(password_validators_help_texts()[-1:])
