"""Whole sentences with a workspace's own words, in the gender and the elision of each."""

import pytest
from django.utils.translation import override

from jalon.orgs.nouns import NOUNS
from jalon.orgs.wording import PHRASES, count, say


@pytest.mark.parametrize(
    ("chosen", "new", "create", "none_yet"),
    [
        ("deal", "Nouvelle affaire", "Créer l’affaire", "Pas encore d’affaire"),
        ("opportunity", "Nouvelle opportunité", "Créer l’opportunité", "Pas encore d’opportunité"),
        ("transaction", "Nouvelle transaction", "Créer la transaction", "Pas encore de transaction"),
        ("file", "Nouveau dossier", "Créer le dossier", "Pas encore de dossier"),
        ("project", "Nouveau projet", "Créer le projet", "Pas encore de projet"),
    ],
)
def test_agrees_with_the_noun_in_french(chosen, new, create, none_yet):
    with override("fr"):
        said = [say({"deal": chosen}, "deal", phrase) for phrase in ("new", "create", "none yet")]

    assert said == [new, create, none_yet]


def test_says_the_same_in_english():
    with override("en"):
        said = [say({"deal": "opportunity"}, "deal", phrase) for phrase in ("new", "create", "none yet", "many")]

    assert said == ["New opportunity", "Create the opportunity", "No opportunities yet", "Opportunities"]


def test_says_the_usual_word_where_nothing_was_chosen_or_the_choice_is_unknown():
    with override("fr"):
        assert say({}, "company", "new") == "Nouvelle société"
        assert say({"company": "firm"}, "company", "new") == "Nouvelle société"


def test_counts_as_each_language_does():
    chosen = {"deal": "file"}

    with override("en"):
        assert [count(chosen, "deal", number) for number in (0, 1, 2)] == ["files", "file", "files"]
    with override("fr"):
        assert [count(chosen, "deal", number) for number in (0, 1, 2)] == ["dossier", "dossier", "dossiers"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_fills_every_phrase_for_every_word(language):
    with override(language):
        said = [say({kind: key}, kind, phrase) for kind, words in NOUNS.items() for key in words for phrase in PHRASES]

    assert [one for one in said if "%" in one or not one[0].isupper()] == []
