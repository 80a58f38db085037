"""Choose the language in which Jalon speaks to a person."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jalon.kernel.errors import Refusal
from jalon.orgs.models import User


class UnknownLanguage(Refusal):
    """Jalon does not speak it."""


def speak(*, user: User, language: str) -> User:
    """Speak `language` to the user from now on. Raises UnknownLanguage."""
    if language not in dict(settings.LANGUAGES):
        raise UnknownLanguage(
            _("Jalon does not speak this language."),
            field="language",
            value=language,
            remedy=_("Choose one of those listed."),
        )
    user.language = language
    user.save(update_fields=["language"])
    return user
