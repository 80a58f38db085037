"""Somebody who signs in with a password."""

import pytest

from jalon.orgs.models import User
from tests.conftest import Cast
from tests.orgs.at_the_door import PASSWORD


@pytest.fixture
def person(cast: Cast) -> User:
    """The owner, who has the password."""
    cast.owner.user.set_password(PASSWORD)
    cast.owner.user.save()
    return cast.owner.user
