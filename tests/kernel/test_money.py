"""Amounts as people type them."""

import pytest
from django.utils.translation import override

from jalon.kernel.money import MAX_MINOR, Money, NotAnAmount, read_amount
from jalon.ui.forms import MoneyInput


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1 234,50", "EUR", 123_450),
        ("1,234.50", "EUR", 123_450),
        ("1.234,50 €", "EUR", 123_450),
        ("1,234", "EUR", 123_400),
        ("1.234.567", "EUR", 123_456_700),
        ("1,234.567", "EUR", 123_457),
        ("1.234,567", "EUR", 123_457),
        ("1,234.567", "TND", 1_234_567),
        ("1,234,567", "TND", 1_234_567_000),
        ("1.250", "TND", 1_250),
        ("1,250", "KWD", 1_250),
        ("1.250", "JPY", 1_250),
        ("12.5k", "EUR", 1_250_000),
        ("2m", "JPY", 2_000_000),
    ],
)
def test_reads_an_amount_with_the_last_of_two_signs_as_the_decimal_one(text, currency, minor):
    assert read_amount(text, currency=currency) == minor


@pytest.mark.parametrize("text", ["", "a lot", "-", "1-2", "9" * 17])
def test_refuses_what_is_no_amount(text):
    with pytest.raises(NotAnAmount):
        read_amount(text, currency="EUR")


@pytest.mark.parametrize("currency", ["EUR", "JPY", "TND"])
@pytest.mark.parametrize("minor", [0, 5, 1_250, 250_000, 1_250_000, 1_234_567_890, MAX_MINOR])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_reads_again_what_a_form_has_written(currency, minor, language):
    with override(language):
        written = MoneyInput(currency=currency).format_value(minor)

    assert read_amount(written, currency=currency) == minor


def test_adds_only_what_is_of_one_currency():
    assert Money(1, "EUR") + Money(2, "EUR") == Money(3, "EUR")
    with pytest.raises(ValueError, match="cannot add USD to EUR"):
        Money(1, "EUR") + Money(1, "USD")
