"""What a person says about themselves."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from jalon.kernel.errors import Refusal
from jalon.orgs.models import User

THEMES = ("auto", "light", "dark")


class ProfileRefused(Refusal):
    """A name, address, language or appearance that cannot be."""


def edit_profile(*, user: User, name: str, language: str, theme: str) -> User:
    """Change how the person is called and how Jalon speaks and looks to them. Raises ProfileRefused."""
    if not name.strip():
        raise ProfileRefused(_("Your name is missing."), field="name", remedy=_("Write it."))
    if language not in dict(settings.LANGUAGES):
        raise ProfileRefused(_("Jalon does not speak this language."), field="language", value=language)
    if theme not in THEMES:
        raise ProfileRefused(_("There is no such appearance."), field="theme", value=theme)
    user.name, user.language, user.theme = name.strip(), language, theme
    user.save(update_fields=["name", "language", "theme"])
    return user


@transaction.atomic
def change_address(*, user: User, email: str) -> User:
    """Sign in by another address from now on; the old one no longer leads to the account. Raises ProfileRefused."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise ProfileRefused(
            _("“%(value)s” is not an e-mail address.") % {"value": email},
            field="email",
            value=email,
            remedy=_("Write it as in name@company.com."),
        ) from None
    if any(address.rpartition("@")[2] in rule["domains"] for rule in settings.SIGN_IN_RULES.values()):
        raise ProfileRefused(
            _("Addresses of this domain come from your company’s sign-in."),
            field="email",
            value=email,
            remedy=_("Sign in by your company, or keep your address."),
        )
    try:
        with transaction.atomic():
            User.objects.filter(pk=user.pk).update(email=address)
    except IntegrityError:
        raise ProfileRefused(_("%(email)s has an account already.") % {"email": address}, field="email") from None
    EmailAddress.objects.filter(user=user).delete()
    user.email = address
    return user
