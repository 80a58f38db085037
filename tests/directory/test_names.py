"""Names folded for finding and matching."""

import pytest

from jalon.directory.names import domain_of, match_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Société Générale", "SOCIETE GENERALE SA"),
        ("Acme, S.A.R.L.", "acme"),
        ("Acme S.A.", "Acme SA"),
        ("L'Oréal", "L’Oreal"),
        ("Dupont & Fils", "dupont fils"),
        ("Foo GmbH & Co. KG", "Foo"),
        ("Газпром", "ГАЗПРОМ"),
    ],
)
def test_match_two_spellings_of_one_company(one, other):
    assert match_key(one) == match_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("Acme", "Acne"), ("Acme France", "Acme"), ("株式会社", "有限会社"), ("Газпром", "Роснефть"), ("SA", "SARL")],
)
def test_keep_two_companies_apart(one, other):
    assert match_key(one) != match_key(other)


def test_keep_a_name_that_is_made_of_legal_forms_alone():
    assert match_key("The Group Holding".removeprefix("The ")) == "group holding"


@pytest.mark.parametrize(
    ("website", "domain"),
    [
        ("https://www.acme.fr/x?y#z", "acme.fr"),
        ("HTTP://ACME.FR:8080", "acme.fr"),
        ("acme.fr", "acme.fr"),
        ("olga@acme.fr", "acme.fr"),
        ("", ""),
    ],
)
def test_take_the_domain_of_an_address(website, domain):
    assert domain_of(website) == domain
