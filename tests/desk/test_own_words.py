"""A workspace that says “opportunity” reads it wherever Jalon speaks of deals, in both languages."""

import pytest
from django.utils.translation import override

from jalon.deals.actions import create_deal, publish
from jalon.process import load_pipeline
from tests.deals.pages import texts, with_class

EMPTY, MAIN = with_class("empty__title"), "//a[contains(@class, 'button--primary')]"
WORDS = {
    "en": {
        "nav": "Opportunities",
        "companies": "Accounts",
        "new": "New opportunity",
        "create": "Create the opportunity",
        "none": "No opportunities yet",
        "no match": "No opportunity matches",
        "first": "The board waits for a first opportunity",
        "head": "Opportunity",
        "counted": "1 opportunity",
        "ready": "On the board: 1 opportunity.",
    },
    "fr": {
        "nav": "Opportunités",
        "companies": "Comptes",
        "new": "Nouvelle opportunité",
        "create": "Créer l’opportunité",
        "none": "Pas encore d’opportunité",
        "no match": "Aucune opportunité ne correspond",
        "first": "Le tableau attend une première opportunité",
        "head": "Opportunité",
        "counted": "1 opportunité",
        "ready": "Sur le tableau : 1 opportunité.",
    },
}


@pytest.fixture(params=["en", "fr"])
def words(request):
    with override("en"):
        yield WORDS[request.param] | {"language": request.param}


@pytest.fixture
def pipeline(cast, noon):
    return publish(definition=load_pipeline("simple.sales"), actor=cast.actor(), at=noon)


@pytest.fixture
def ask(cast, pipeline, words):
    cast.workspace.nouns = {"deal": "opportunity", "company": "account"}
    cast.workspace.save()
    cast.owner.user.language = words["language"]
    cast.owner.user.save()
    client = cast.client("owner")
    return lambda path: client.get(f"/w/acme/{path}")


def test_reads_its_words_in_the_sidebar_and_on_an_empty_home(ask, words):
    home = ask("")

    nav = texts(home, with_class("nav__label"))
    assert words["nav"] in nav
    assert words["companies"] in nav
    assert any(one.startswith(words["new"]) for one in texts(home, "//*[@id='create']/a"))
    assert words["first"] in texts(home, "//h3")


@pytest.mark.parametrize("page", ["board/", "list/"])
def test_reads_its_words_on_an_empty_board_and_list(ask, words, page):
    shown, filtered = ask(page), ask(f"{page}?q=zzz")

    assert words["new"] in texts(shown, MAIN)
    assert texts(shown, EMPTY) == [words["none"]]
    assert texts(filtered, EMPTY) == [words["no match"]]


def test_reads_its_words_at_the_head_and_foot_of_the_list(ask, words, cast, pipeline, noon):
    create_deal(pipeline=pipeline, title="Licences", actor=cast.actor(), at=noon)

    shown = ask("list/")

    assert texts(shown, "//thead//th")[1] == words["head"]
    assert texts(shown, "//tfoot//th") == [words["counted"]]


def test_reads_its_words_in_the_form_of_a_new_deal(ask, words):
    form = ask("deals/new/")

    assert texts(form, with_class("pane__title"))[0] == words["new"]
    assert texts(form, "//label[@for='id_title']") == [words["head"]]
    assert words["create"] in texts(form, "//button")


def test_reads_its_words_among_companies(ask, words):
    shown = ask("companies/")

    assert words["companies"] in texts(shown, "//title")[0]


def test_reads_its_words_at_the_end_of_the_first_run(ask, words, cast, pipeline, noon):
    create_deal(pipeline=pipeline, title="Licences", actor=cast.actor(), at=noon)

    assert texts(ask("first-run/ready/"), "//header/p")[0] == words["ready"]
