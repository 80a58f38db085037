"""Words found anywhere in a search key, on both engines and behind the second wall."""

import pytest
from django.db import connection

from jalon.directory.models import Company
from jalon.kernel.db import row_security
from jalon.kernel.db.row_security import containing
from tests.conftest import NOON


@pytest.fixture
def named(cast):
    """Companies by search key, in our workspace."""

    def make(*keys, workspace=cast.workspace):
        Company.objects.bulk_create(
            Company(workspace=workspace, name=key, search_key=key, created_at=NOON) for key in keys
        )

    return make


def found(words):
    return list(containing(Company.objects.order_by("search_key"), words).values_list("search_key", flat=True))


@pytest.mark.parametrize("words", ["yon", "lyon", "ly"])
def test_finds_words_anywhere(cast, named, words):
    named("acme lyon", "lyonnaise", "paris")

    assert found(words) == ["acme lyon", "lyonnaise"]


@pytest.mark.parametrize("words", ["50%", "a_b", "c\\d", "o'neil"])
def test_takes_signs_literally(cast, named, words):
    named("50% off", "50 off", "a_b", "axb", "c\\d", "cxd", "o'neil")

    assert found(words) == [key for key in ["50% off", "a_b", "c\\d", "o'neil"] if words in key]


def test_finds_more_than_it_fetches_ids_of(cast, named, monkeypatch):
    monkeypatch.setattr("jalon.kernel.db.row_security.search.MOST", 2)
    named("lyon 1", "lyon 2", "lyon 3", "paris")

    assert found("lyon") == ["lyon 1", "lyon 2", "lyon 3"]


def test_finds_nothing_where_nothing_is(cast, named):
    named("acme lyon")

    assert found("zebra") == []


@pytest.mark.engine("postgresql")
def test_finds_nothing_of_another_workspace(cast, named):
    named("acme lyon")
    named("their lyon", workspace=cast.stranger.workspace)

    with row_security.within(cast.workspace.pk):
        assert found("lyon") == ["acme lyon"]
    with row_security.within(None):
        assert found("lyon") == []


@pytest.mark.engine("postgresql")
def test_is_missed_when_its_function_is_gone_and_made_again(db):
    with row_security.as_owner(), connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION jalon_find_directory_company")
    assert row_security.faults() == ["directory_company"]

    row_security.install()

    assert row_security.faults() == []
