"""The reader's language, as definitions of processes know it."""

from django.utils.translation import get_language

from jalon.process.definitions import Lang


def language() -> Lang:
    """ "fr" for any French, else "en"."""
    return "fr" if (get_language() or "").startswith("fr") else "en"
