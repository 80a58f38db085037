"""Values that components draw, and the templates that draw them."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import override_settings
from django.utils.translation import override

from jalon.ui import icons, storage
from jalon.ui.components import Pole, PoleBand, shares
from jalon.ui.forms import MoneyField
from jalon.ui.templatetags.ui import initials, money, tone

PACKAGE = Path(icons.__file__).parent.parent


def test_lays_shares_end_to_end_and_drops_empty_ones():
    parts = shares([("good", "on track", 3), ("watch", "to watch", 0), ("risk", "at risk", 1)])

    assert [(part.tone, part.start, part.width) for part in parts] == [("good", 0.0, 75.0), ("risk", 75.0, 25.0)]


def test_has_no_shares_of_nothing():
    assert shares([("good", "on track", 0)]) == []


@pytest.mark.parametrize(
    ("band", "fill"),
    [
        (PoleBand("Qualify", "done", met=1, total=4), 100),
        (PoleBand("Qualify", "current", met=1, total=3), 33),
        (PoleBand("Qualify", "current"), 0),
        (PoleBand("Qualify", "todo", met=2, total=2), 0),
        (PoleBand("Qualify", "skipped", met=2, total=2), 0),
        (PoleBand("Qualify", "unproven", met=1, total=2), 0),
    ],
)
def test_paints_the_pole_as_evidence_comes_in(band, fill):
    assert band.fill == fill


def test_draws_the_pole_in_words_too():
    bands = [PoleBand("Qualify", "done"), PoleBand("Discovery", "current", met=2, total=5), PoleBand("Sign", "todo")]

    words = re.sub(r"<[^>]+>|\s+", " ", render_to_string("ui/pole.html", {"pole": Pole(bands)}))

    assert "Qualify , done" in re.sub(r" +", " ", words)
    assert "stage 2 of 3" in words
    assert "2 of 5 criteria met" in words


@pytest.mark.parametrize(("language", "words"), [("en", "passed without its proof"), ("fr", "franchie sans preuve")])
def test_says_which_stage_was_passed_without_its_proof(language, words):
    with override(language):
        drawn = render_to_string("ui/pole.html", {"pole": Pole([PoleBand("Qualify", "unproven")])})

    assert re.sub(r"<[^>]+>|\s+", "", drawn) == f"Qualify,{words}".replace(" ", "")
    assert f'title="Qualify, {words}"' in drawn


def test_writes_widths_with_a_point_in_french():
    with override("fr"):
        drawn = render_to_string("ui/shares.html", {"shares": shares([("good", "", 1), ("risk", "", 2)]), "label": ""})

    assert 'width="33.33%"' in drawn


def test_names_an_icon_it_does_not_have():
    with pytest.raises(icons.UnknownIcon, match=r"no-such-thing\.svg"):
        icons.icon_svg("no-such-thing")


def test_has_every_icon_that_a_template_names():
    named = {
        name
        for template in PACKAGE.glob("*/templates/**/*.html")
        for name in re.findall(r'{% icon "([^"]+)"', template.read_text(encoding="utf-8"))
    }

    assert {name for name in named if not (icons.FOLDER / f"{name}.svg").exists()} == set()


@pytest.mark.parametrize(("typed", "minor"), [("12 500,50", 1_250_050), ("12,500", 1_250_000), ("", None)])
def test_reads_amounts_as_people_write_them(typed, minor):
    assert MoneyField(currency="EUR", required=False).clean(typed) == minor


def test_shows_an_amount_in_the_reader_s_language():
    with override("fr"):
        assert money(123_400, "EUR").replace("\u202f", " ").replace("\xa0", " ") == "1 234 €"


def test_gives_a_person_the_same_two_letters_and_tint_every_time():
    assert (initials("Jean-Marc Le Goff"), initials("Zoé"), tone("a") == tone("a")) == ("JG", "Z", True)


def test_joins_the_style_sheets_in_the_order_of_their_layers():
    joined = storage.joined_styles()

    assert "@import" not in joined
    assert joined.index("--vermilion:") < joined.index(".button {") < joined.index(".visually-hidden")


def test_imports_every_style_sheet_there_is():
    folder = Path(icons.__file__).parent / "static/ui/css"
    imported = set(storage.IMPORT.findall((folder / "app.css").read_text(encoding="utf-8")))

    assert {name for name, _ in imported} == {sheet.name for sheet in folder.glob("*.css")} - {"app.css"}


@override_settings(ROOT_URLCONF="tests.ui.urls")
def test_keeps_inline_styles_and_scripts_out_of_every_page(client):
    pages = ["/styleguide/", "/styleguide/board/", "/styleguide/deal/2/", "/styleguide/wizard/"]

    drawn = " ".join(client.get(page).content.decode() for page in pages)

    assert re.findall(r'\sstyle="|\son\w+="|<style|hx-on|<script(?![^>]*\ssrc=)', drawn) == []
