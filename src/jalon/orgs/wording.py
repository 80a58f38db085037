"""What pages say with a workspace’s own words, as whole sentences: « Nouvelle affaire », « Nouveau dossier »."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from jalon.orgs.nouns import Kind, Noun, noun

VOWELS = "aeiouyéèêhœ"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence around a noun, in both genders; English writes them alike.

    It may hold `%(one)s`, `%(many)s`, `%(the)s` (the deal, l’affaire, le dossier) and `%(any)s` (no deals, pas
    d’affaire).
    """

    feminine: str | Promise
    masculine: str | Promise


def alike(sentence: str | Promise) -> Phrase:
    """A sentence that is the same in both genders."""
    return Phrase(sentence, sentence)


PHRASES: Mapping[str, Phrase] = {
    "one": alike("%(one)s"),
    "many": alike("%(many)s"),
    "new": Phrase(pgettext_lazy("feminine", "New %(one)s"), pgettext_lazy("masculine", "New %(one)s")),
    "create": alike(_("Create %(the)s")),
    "create first": Phrase(
        pgettext_lazy("feminine", "Create a first %(one)s"), pgettext_lazy("masculine", "Create a first %(one)s")
    ),
    "awaited": Phrase(
        pgettext_lazy("feminine", "The board waits for a first %(one)s"),
        pgettext_lazy("masculine", "The board waits for a first %(one)s"),
    ),
    "none": Phrase(pgettext_lazy("feminine", "No %(one)s."), pgettext_lazy("masculine", "No %(one)s.")),
    "none yet": alike(_("No %(any)s yet")),
    "none matches": Phrase(
        pgettext_lazy("feminine", "No %(one)s matches"), pgettext_lazy("masculine", "No %(one)s matches")
    ),
    "none to see": Phrase(
        pgettext_lazy("feminine", "No %(one)s that you may see"),
        pgettext_lazy("masculine", "No %(one)s that you may see"),
    ),
    "on cards": Phrase(
        pgettext_lazy(
            "feminine", "The %(many)s you work on stand here, one card each, under the stage they have reached."
        ),
        pgettext_lazy(
            "masculine", "The %(many)s you work on stand here, one card each, under the stage they have reached."
        ),
    ),
    "selected": Phrase(pgettext_lazy("feminine", "Selected %(many)s"), pgettext_lazy("masculine", "Selected %(many)s")),
    "search": alike(_("Search in these %(many)s")),
    "show": alike(_("Show these %(many)s")),
    "import mine": alike(_("Import my %(many)s")),
    "yours": alike(_("Your %(many)s")),
    "late of everybody": alike(_("Late %(many)s of everybody")),
    "late of mine": alike(_("My late %(many)s")),
}


def say(chosen: Mapping[str, str], kind: Kind, phrase: str) -> str:
    """A sentence of PHRASES about `kind` in the reader’s language, by the workspace’s choices (`workspace.nouns`)."""
    language = get_language() or "en"
    word, sentence = noun(chosen, kind, language), PHRASES[phrase]
    return capfirst(str(sentence.feminine if word.is_feminine else sentence.masculine) % _forms(word, language))


def count(chosen: Mapping[str, str], kind: Kind, number: int) -> str:
    """The word that follows a number: deal after 1, deals after 2; French says « affaire » after 0 too."""
    language = get_language() or "en"
    word = noun(chosen, kind, language)
    is_single = number < 2 if language.startswith("fr") else number == 1
    return word.one if is_single else word.many


def _forms(word: Noun, language: str) -> dict[str, str]:
    french = language.startswith("fr")
    forms = {"one": word.one, "many": word.many}
    return forms | (_french(word) if french else {"the": f"the {word.one}", "any": word.many})


def _french(word: Noun) -> dict[str, str]:
    if word.one[0] in VOWELS:
        return {"the": f"l’{word.one}", "any": f"d’{word.one}"}
    return {"the": f"{'la' if word.is_feminine else 'le'} {word.one}", "any": f"de {word.one}"}
