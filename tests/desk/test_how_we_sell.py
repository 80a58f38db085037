"""The page to print."""

import pytest
from django.utils import formats, translation

from jalon.kernel.clock import now
from tests.desk.walk import walk


@pytest.fixture
def page(cast):
    client = cast.client("owner")
    walk(client, circle={"circle": []})

    def page(language: str, who: str = "owner") -> str:
        return cast.client(who).get(f"/w/acme/how-we-sell/?lang={language}").content.decode()

    return page


def test_tells_model_buying_and_every_stage_in_english(page):
    told = page("en")

    assert "<h2>Inbound, sold as a team</h2>" in told
    assert "What proof do they want?" in told
    assert told.count('class="told__stage') == 8
    for asked in ("Why", "What", "Who", "When", "How", "How much", "To leave it", "Target"):
        assert f"<dt>{asked}</dt>" in told
    assert "The success criteria are agreed with the buyer" in told
    assert "<b>required</b>" in told
    assert "€1,200,000" in told


def test_tells_the_same_in_french_whoever_reads(page):
    told = page("fr", who="reader")

    assert "<h2>Vente entrante, en équipe</h2>" in told
    assert "Comment nous vendons" in told
    assert "<dt>Pourquoi</dt>" in told
    assert "1\u202f200\u202f000" in told
    assert told.count('class="told__stage') == 8


def test_says_that_nothing_was_ticked(page):
    assert "Nothing in particular" in page("en")


def test_does_without_answers_where_a_process_runs(cast):
    told = cast.client("owner").get("/w/acme/how-we-sell/").content.decode()

    assert "No process runs here yet." in told


def test_says_which_language_it_speaks_and_links_to_the_other(page):
    told = page("fr")

    assert '<nav class="button-group told__languages" aria-label="Langue">' in told
    assert 'lang="fr" aria-current="page">Français</a>' in told
    assert 'href="?lang=en" hreflang="en" lang="en">English</a>' in told


def test_names_the_model_that_defines_the_process(page):
    assert "<p>Team sales define how you sell most.</p>" in page("en")
    assert "<p>La vente en équipe définit le mieux vos ventes.</p>" in page("fr")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_writes_the_day_as_every_page_does(page, cast, language):
    with translation.override(language):
        day = formats.date_format(now().astimezone(cast.workspace.zone()))

    assert day in page(language)
