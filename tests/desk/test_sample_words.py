"""The texts of a sample: of the family that the company's offer tells, whole in both languages."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from jalon.desk.sample import words as module
from jalon.desk.sample.words import MOMENTS, Words, family_of, words_in
from tests.desk.test_draw_book import AT, draw_book, plan_of

OFFERS = {"industry": "Pumps", "software": "Software", "training": "Training", "shop": "Gifts"}


@pytest.mark.parametrize(
    ("offer", "language", "family"),
    [
        ("", "fr", "industry"),
        ("Pompes et vannes", "fr", "industry"),
        ("Un logiciel de planification", "fr", "software"),
        ("Logiciel de formation", "fr", "software"),
        ("Formation logiciel", "fr", "training"),
        ("De la formation au management, et du conseil", "fr", "training"),
        ("Hébergement de données", "fr", "software"),
        ("Panneaux d’information", "fr", "industry"),
        ("SaaS for dentists", "en", "software"),
        ("Software training", "en", "training"),
        ("Training software", "en", "software"),
        ("Planning software for training centres", "en", "software"),
        ("Management consulting", "en", "training"),
        ("Apparel", "en", "industry"),
        ("Meubles et cadeaux", "fr", "shop"),
        ("Agencement de magasins", "fr", "shop"),
        ("Jewellery", "en", "shop"),
        ("Sensors for the shop floor", "en", "industry"),
        ("Retail software", "en", "software"),
        ("Software for shops", "en", "software"),
    ],
)
def test_takes_the_family_that_the_offer_tells(offer, language, family):
    assert family_of(offer, language) == family


@pytest.mark.parametrize(("offer", "family"), [("", "shop"), ("Pumps", "shop"), ("Evening courses", "training")])
def test_tells_of_a_shop_where_people_buy_for_themselves_unless_the_offer_says_otherwise(offer, family):
    assert family_of(offer, "en", consumers=True) == family


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("family", OFFERS)
def test_has_whole_sentences_in_every_list(language, family):
    words = module._words(language, family)

    for text in said(words):
        assert isinstance(text, str)
        assert text[0].isupper() or text[0].isdigit(), text  # a comma that nobody quoted cuts a sentence in two
    for bank in (words.next_steps, words.notes):
        assert set(bank) == set(MOMENTS.values())
        assert all(len(texts) >= 3 for texts in bank.values())
    for texts in (*words.notes.values(), words.calls, words.meetings, words.losses, words.overrides):
        assert all(text.endswith((".", "?")) for text in texts)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("family", OFFERS)
def test_has_as_many_texts_in_every_family(language, family):
    assert counts(module._words(language, family)) == counts(module._words("en", "industry"))


@pytest.mark.parametrize("family", OFFERS)
def test_keeps_french_signs_on_the_line_of_their_word(family):
    loose = [text for text in said(module._words("fr", family)) if re.search(r" [;:?!»]|« ", text)]

    assert loose == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_sells_something_else_in_each_family(language):
    families = [module._words(language, family) for family in OFFERS]

    titles = [title for words in families for title in (*words.subjects, *words.programmes, *words.orders)]

    assert len(titles) == len(set(titles)) == len(OFFERS) * (24 + 10 + 10)


@pytest.mark.parametrize("family", OFFERS)
def test_names_the_deals_of_a_drawn_book_after_what_is_sold(family):
    plan = plan_of("team", offer=OFFERS[family])

    book = draw_book(plan, seed=7, at=AT)

    assert len(book.deals) == 300
    assert {deal.title for deal in book.deals} <= set(words_in("en", offer=OFFERS[family]).subjects)
    assert book == draw_book(plan, seed=7, at=AT)


def test_says_nothing_of_industry_to_consumers():
    plan = plan_of("transactional")
    assert plan.consumers
    shop, industry = (module._words("en", family) for family in ("shop", "industry"))

    book = draw_book(plan, seed=7, at=AT)
    told = {touch.text for deal in book.deals for touch in deal.touches}

    assert {deal.title for deal in book.deals} == set(shop.orders)
    assert told & set(shop.calls)
    assert told.isdisjoint({*said(industry)} - {*said(shop)})


def counts(words: Words) -> dict[str, Any]:
    """How many texts there are of each kind, at each moment."""
    read = {name: getattr(words, name) for name in Words.__slots__}
    return {
        name: {moment: len(texts) for moment, texts in value.items()} if name in ("next_steps", "notes") else len(value)
        for name, value in read.items()
        if isinstance(value, list | dict)
    }


def said(words: Words) -> Iterator[Any]:
    """Every text of the lists and of the lists in tables."""
    read = {name: getattr(words, name) for name in Words.__slots__}
    for value in read.values():
        if isinstance(value, list):
            yield from value
        elif isinstance(value, dict):
            yield from (text for texts in value.values() if isinstance(texts, list) for text in texts)
