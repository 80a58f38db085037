"""What the tests of the desk share."""

from datetime import timedelta

import pytest


@pytest.fixture
def later_noon(noon):
    """Noon, a day later."""
    return noon + timedelta(days=1)
