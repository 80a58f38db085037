"""Countries and currencies as people write them, in English and French."""

from functools import cache

from babel import Locale
from babel.numbers import get_currency_precision

from jalon.imports.mapping.words import squeeze

ALSO = {
    "usa": "US",
    "unitedstatesofamerica": "US",
    "etatsunisdamerique": "US",
    "uk": "GB",
    "greatbritain": "GB",
    "england": "GB",
    "scotland": "GB",
    "grandebretagne": "GB",
    "angleterre": "GB",
    "korea": "KR",
    "coreedusud": "KR",
    "southkorea": "KR",
    "holland": "NL",
    "hollande": "NL",
    "tchequie": "CZ",
    "republiquetcheque": "CZ",
    "russia": "RU",
    "russie": "RU",
    "uae": "AE",
    "vietnam": "VN",
}
SYMBOLS = {
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "$": "USD",
    "us$": "USD",
    "c$": "CAD",
    "fr.": "CHF",
    "euro": "EUR",
    "euros": "EUR",
}


@cache
def country_codes() -> dict[str, str]:
    """{squeezed name or code: ISO 3166 code}."""
    named: dict[str, str] = {}
    for language in ("en", "fr"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                named[squeeze(name)] = code
                named[code.lower()] = code
    return named | ALSO


@cache
def currency_codes() -> dict[str, str]:
    """{written form, in lower case: ISO 4217 code}."""
    return {code.lower(): code for code in map(str, Locale("en").currencies)} | SYMBOLS


@cache
def minor_factor(currency: str) -> int:
    """How many minor units make one: 100 for EUR, 1 for JPY."""
    return int(10 ** get_currency_precision(currency))
