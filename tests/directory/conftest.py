"""A company and a person to try things on."""

from datetime import timedelta

import pytest

from jalon.directory.actions import create_company, create_person


@pytest.fixture
def company(cast, noon):
    return create_company(name="Initech", city="Lyon", actor=cast.actor(), at=noon)


@pytest.fixture
def person(cast, company, noon):
    return create_person(name="Ada Lovelace", email="Ada@Example.com ", company=company, actor=cast.actor(), at=noon)


@pytest.fixture
def later(noon):
    """Gives noon, so many days later."""
    return lambda days=1: noon + timedelta(days=days)
