"""What a person says about themselves."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jalon.kernel.errors import Refusal
from jalon.orgs.models import User

THEMES = ("auto", "light", "dark")


class ProfileRefused(Refusal):
    """A name, language or appearance that cannot be."""


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
