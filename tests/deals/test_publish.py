"""Publishing a process."""

import pytest
from django.db import DatabaseError, transaction

from jalon.deals.actions import move_stage, publish
from jalon.deals.definitions import definition_of
from jalon.deals.models import Pipeline, ProcessVersion
from jalon.kernel.errors import NotAllowed
from tests.deals.process import DECIDE, ONBOARD, PRESENT, QUALIFY, definition, stage
from tests.deals.said import events, row

SHORTER = {"stages": [QUALIFY, DECIDE, ONBOARD], "opportunity_line": "DECIDE"}


def test_makes_the_pipeline_its_stages_and_the_first_version(cast, pipeline, noon):
    version = pipeline.current

    assert (pipeline.key, pipeline.kind, pipeline.workspace) == ("test.sales", "sales", cast.workspace)
    assert (version.number, version.published_at, version.published_by) == (1, noon, cast.owner)
    assert list(pipeline.stages.order_by("position").values_list("key", flat=True)) == [
        "QUALIFY",
        "PRESENT",
        "DECIDE",
        "ONBOARD",
        "RECOVER",
    ]
    assert [event.verb for event in events(pipeline)] == ["process.published"]


def test_keeps_the_definition_that_was_published(pipeline):
    assert definition_of(pipeline.current_id) == definition(version=1)


def test_makes_a_next_version_of_the_same_pipeline(cast, pipeline, later):
    again = publish(definition=definition(**SHORTER), actor=cast.actor(), at=later())

    assert again.pk == pipeline.pk
    assert again.current.number == 2
    assert [version.number for version in again.versions.order_by("number")] == [1, 2]


def test_retires_a_stage_that_the_next_version_drops_and_brings_it_back(cast, pipeline, stages, later):
    publish(definition=definition(**SHORTER), actor=cast.actor(), at=later())
    retired = dict(pipeline.stages.values_list("key", "retired_at"))
    publish(definition=definition(), actor=cast.actor(), at=later(2))
    back = pipeline.stages.get(key="PRESENT")

    assert retired == {"QUALIFY": None, "PRESENT": later(), "DECIDE": None, "ONBOARD": None, "RECOVER": None}
    assert (back.pk, back.retired_at) == (stages["PRESENT"].pk, None)


def test_leaves_deals_on_the_version_they_entered_under(cast, pipeline, stages, deal, make, later):
    first = pipeline.current_id
    stricter = definition(stages=[stage("QUALIFY", "Qualify"), PRESENT, DECIDE, ONBOARD])
    pipeline = publish(definition=stricter, actor=cast.actor(), at=later())

    move_stage(deal=row(deal), to=stages["PRESENT"], actor=cast.actor(), at=later(2), override="We know them")

    assert row(deal).version_id == first
    assert pipeline.current_id != first
    assert deal.visits.get(left_at=None).version_id == first


def test_asks_new_deals_what_the_new_version_asks(cast, pipeline, stages, later):
    from jalon.deals.actions import create_deal

    easier = definition(stages=[stage("QUALIFY", "Qualify"), PRESENT, DECIDE, ONBOARD])
    pipeline = publish(definition=easier, actor=cast.actor(), at=later())
    deal = create_deal(pipeline=pipeline, title="New", actor=cast.actor(), at=later(2))

    visit = move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor(), at=later(3))

    assert visit.how == "advance"


def test_names_the_pipeline_when_told_to(cast, pipeline, later):
    publish(definition=definition(), actor=cast.actor(), at=later(), name="Big deals")

    assert Pipeline.objects.get().name == "Big deals"


@pytest.mark.parametrize("who", ["teammate", "reader"])
def test_is_for_those_who_may_publish(cast, noon, who):
    with pytest.raises(NotAllowed):
        publish(definition=definition(), actor=cast.actor(who), at=noon)

    assert not Pipeline.objects.exists()


def test_of_a_stranger_goes_to_their_own_workspace(cast, pipeline, noon):
    theirs = publish(definition=definition(), actor=cast.actor("stranger"), at=noon)

    assert theirs.pk != pipeline.pk
    assert pipeline.versions.count() == 1


@pytest.mark.parametrize("change", ["update", "delete"])
def test_makes_versions_that_nobody_can_change(pipeline, change):
    version = ProcessVersion.objects.filter(pk=pipeline.current_id)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        version.update(number=9) if change == "update" else version._raw_delete("default")

    assert version.get().number == 1
