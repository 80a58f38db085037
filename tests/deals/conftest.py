"""A running pipeline and deals in it; after every test the kept totals and the open visits must still be true."""

from datetime import timedelta

import pytest
from django.db.models import Count

from jalon.deals.actions import create_deal, publish, state_evidence
from jalon.deals.actions.fold_totals import totals_drift
from jalon.deals.models import Deal, Pipeline, StageVisit
from jalon.deals.queries import deal_sheet
from tests.deals.pages import NOW
from tests.deals.process import definition


@pytest.fixture
def pipeline(cast, noon):
    """The pipeline of `tests.deals.process`, published by the owner."""
    return publish(definition=definition(), actor=cast.actor(), at=noon)


@pytest.fixture
def stages(pipeline):
    """{key: Stage}"""
    return {stage.key: stage for stage in pipeline.stages.all()}


@pytest.fixture
def make(cast, pipeline, stages, noon):
    """Creates a deal of 1,000 euros at noon, in the first stage and owned by the owner unless told otherwise."""

    def make(title="Licences", *, stage=None, by="owner", at=noon, **fields):
        fields = {"one_off_minor": 100_000, **fields}
        place = stages[stage] if stage else None
        return create_deal(pipeline=pipeline, title=title, stage=place, actor=cast.actor(by), at=at, **fields)

    return make


@pytest.fixture
def deal(make):
    return make()


@pytest.fixture
def later(noon):
    """Gives noon, so many days later."""
    return lambda days=1, **more: noon + timedelta(days=days, **more)


@pytest.fixture
def sheet(cast, later):
    return lambda deal, who="owner", at=None: deal_sheet(getattr(cast, who), deal_id=deal.pk, at=at or later(3))


@pytest.fixture
def tick(cast, noon):
    def tick(deal, criterion, level="buyer", **more):
        state_evidence(deal=deal, criterion=criterion, level=level, actor=cast.actor(), at=noon, **more)

    return tick


@pytest.fixture(autouse=True)
def books_balance(request):
    """Whatever a test did: totals equal a recount, and a deal is in one stage until it is finished, then in none."""
    if "cast" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("cast")
    yield
    assert {pipeline.key: totals_drift(pipeline) for pipeline in Pipeline.objects.all() if totals_drift(pipeline)} == {}
    standing = StageVisit.objects.filter(left_at=None).values_list("deal_id", "stage_id")
    assert sorted(standing) == sorted(Deal.objects.filter(finished_at=None).values_list("pk", "stage_id"))
    assert not StageVisit.objects.filter(left_at=None).values("deal").annotate(n=Count("pk")).filter(n__gt=1).exists()


@pytest.fixture
def browse(cast, monkeypatch):
    """Gives a signed-in client by name; pages are asked for two days after noon."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return cast.client
