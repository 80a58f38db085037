"""A sample workspace in the database: consistent as if people had worked in it, and gone when removed."""

import pytest
from django.db import connection

from jalon.deals.actions.fold_totals import totals_drift
from jalon.deals.models import Deal, HealthCount, Pipeline, StageVisit, Task
from jalon.desk.models import FirstRun
from jalon.desk.sample import NotASample, ensure_sample, open_sample, preset, remove_sample
from jalon.directory.models import Company, Person
from jalon.kernel.errors import NotAllowed
from jalon.orgs.actor import Actor
from jalon.orgs.models import User, Workspace
from jalon.process import MODEL_KEYS
from jalon.timeline.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(db) -> User:
    return User.objects.create_user(email="olga@example.com", name="Olga Petit", language="fr")


@pytest.mark.parametrize("model", MODEL_KEYS)
def test_keeps_totals_that_equal_a_recount(owner, noon, model):
    sample = open_sample(owner=owner, at=noon, language="en", answers=preset(model))

    pipeline = Pipeline.objects.get(workspace=sample.workspace)

    assert totals_drift(pipeline) == {}
    assert Deal.objects.filter(workspace=sample.workspace).count() == 300


def test_writes_visits_that_agree_with_events_and_deals(owner, noon):
    sample = ensure_sample(owner=owner, at=noon)
    moved = Event.objects.filter(workspace=sample.workspace, verb="deal.moved")

    visits = StageVisit.objects.filter(workspace=sample.workspace)
    open_visits = visits.filter(left_at=None).select_related("deal")

    assert visits.exclude(how="enter").count() == moved.count()
    assert {(v.deal_id, v.stage_id, v.entered_at) for v in open_visits} == {
        (d.pk, d.stage_id, d.entered_stage_at) for d in Deal.objects.filter(workspace=sample.workspace).on_board()
    }
    assert sorted(moved.values_list("subject_id", "at")) == sorted(
        visits.exclude(how="enter").values_list("deal_id", "entered_at")
    )
    assert Event.objects.filter(workspace=sample.workspace, at__gt=noon).count() == 0


def test_records_one_win_for_each_won_deal(owner, noon):
    sample = ensure_sample(owner=owner, at=noon)
    deals = Deal.objects.filter(workspace=sample.workspace)

    wins = Event.objects.filter(workspace=sample.workspace, verb="deal.won")
    closures = Event.objects.filter(workspace=sample.workspace, verb="deal.closed")

    assert sorted(wins.values_list("subject_id", "at")) == sorted(
        deals.filter(outcome="won").values_list("pk", "decided_at")
    )
    assert sorted(closures.values_list("subject_id", flat=True)) == sorted(
        deals.exclude(finished_at=None).values_list("pk", flat=True)
    )


def test_counts_the_healths_of_the_board(owner, noon):
    sample = ensure_sample(owner=owner, at=noon)

    counted = HealthCount.objects.filter(workspace=sample.workspace, counted_at=noon)

    assert sum(one.healthy + one.at_risk + one.late for one in counted) == Deal.objects.on_board().count()


def test_leaves_the_owner_something_to_do(owner, noon):
    sample = ensure_sample(owner=owner, at=noon)

    assert Task.objects.filter(assignee=sample.owner, done_at=None).count() >= 5
    assert Deal.objects.on_board().filter(owner=sample.owner).count() >= 10


def test_opens_one_sample_only_for_a_person(owner, noon):
    first = ensure_sample(owner=owner, at=noon)
    second = ensure_sample(owner=owner, at=noon, language="en")

    assert second == first
    assert Workspace.objects.count() == 1
    assert first.workspace.name == "Exemple · Ateliers Garance"


def test_is_a_shop_where_people_buy_for_themselves(owner, noon):
    sample = open_sample(owner=owner, at=noon, language="fr", answers=preset("transactional"))

    assert sample.workspace.name == "Exemple · Maison Garance"
    assert Deal.objects.filter(title="Lampe de chevet").exists()


def test_tells_two_samples_of_one_instance_apart(owner, noon):
    first = ensure_sample(owner=owner, at=noon)
    other = User.objects.create_user(email="tom@example.com", language="fr")

    second = ensure_sample(owner=other, at=noon)

    assert first.workspace.slug != second.workspace.slug
    assert User.objects.filter(name="Nora Vidal", is_active=False).count() == 2


def test_remembers_the_answers_it_was_made_from(owner, noon):
    sample = ensure_sample(owner=owner, at=noon)

    kept = FirstRun.objects.get(workspace=sample.workspace)

    assert kept.answers["q3"] == "c"
    assert kept.finished_at == noon


def test_is_removed_with_its_people_in_one_action(owner, noon, django_capture_on_commit_callbacks):
    sample = ensure_sample(owner=owner, at=noon)

    with django_capture_on_commit_callbacks(execute=True):
        remove_sample(actor=Actor(sample.owner), at=noon)

    for table in (Workspace, Deal, StageVisit, Company, Person, Event, FirstRun):
        assert table.objects.count() == 0
    assert list(User.objects.values_list("email", flat=True)) == ["olga@example.com"]


def test_refuses_to_remove_a_workspace_that_is_no_sample(cast, noon):
    with pytest.raises(NotASample):
        remove_sample(actor=cast.actor("owner"), at=noon)

    assert Workspace.objects.filter(pk=cast.workspace.pk).exists()


def test_refuses_to_be_removed_by_a_seller(owner, noon):
    sample = ensure_sample(owner=owner, at=noon)
    seller = sample.workspace.members.get(user__name="Sarah Mbaye")

    with pytest.raises(NotAllowed):
        remove_sample(actor=Actor(seller), at=noon)

    assert Deal.objects.count() == 300


def test_is_written_set_by_set(owner, noon, django_assert_max_num_queries):
    most = 450 if connection.vendor == "sqlite" else 900  # behind row policies, COPY goes by a temporary table
    with django_assert_max_num_queries(most):  # 300 deals and 8,000 events
        ensure_sample(owner=owner, at=noon)
