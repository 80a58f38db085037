"""Creating a deal."""

from datetime import date

import pytest

from jalon.deals.actions import CannotCreate, create_deal, publish
from jalon.deals.models import Deal, Outcome
from jalon.directory.actions import create_company, create_person
from jalon.kernel.errors import NotAllowed
from jalon.timeline.models import Event
from tests.deals.process import definition
from tests.deals.said import events, row, verbs, visits


def test_puts_it_in_the_first_stage_owned_by_its_creator(cast, make, noon):
    deal = row(make("  Licences  ", by="teammate"))

    assert (deal.title, deal.stage.key, deal.owner) == ("Licences", "QUALIFY", cast.teammate)
    assert (deal.outcome, deal.opened_at, deal.entered_stage_at) == ("open", noon, noon)
    assert (deal.currency, deal.value_minor, deal.edit) == ("EUR", 100_000, 1)
    assert visits(deal) == [("QUALIFY", "enter")]


def test_records_one_event_within_an_operation(make, pipeline):
    deal = make()

    [event] = events(deal)
    assert event.verb == "deal.created"
    assert event.particulars == {
        "pipeline_id": str(pipeline.pk),
        "version_id": str(pipeline.current_id),
        "stage": "QUALIFY",
        "value_minor": 100_000,
        "currency": "EUR",
        "direction": "unknown",
    }
    assert deal.visits.get().operation_id == event.operation_id


@pytest.mark.parametrize(
    ("amounts", "value"),
    [
        ({"one_off_minor": None}, 0),
        ({"one_off_minor": 500, "recurring_minor": 1_200}, 1_700),
        ({"one_off_minor": None, "recurring_minor": 1_200, "term_months": 36}, 3_600),
        ({"one_off_minor": None, "recurring_minor": 1_000, "term_months": 1}, 83),
    ],
)
def test_is_worth_its_amounts_over_the_term(make, amounts, value):
    assert row(make(**amounts)).value_minor == value


def test_is_found_by_title_and_company_whatever_the_accents(cast, make, noon):
    company = create_company(name="Société Générale", actor=cast.actor(), at=noon)

    assert row(make("Écran", company=company)).search_key == "ecran societe generale"


def test_names_the_person_it_began_with(cast, make, noon):
    person = create_person(name="Ada", actor=cast.actor(), at=noon)

    deal = make(person=person)

    assert [part.person for part in deal.people.all()] == [person]


def test_starts_in_the_entry_stage_of_its_process(cast, noon):
    pipeline = publish(definition=definition(key="other", entry="PRESENT"), actor=cast.actor(), at=noon)

    deal = create_deal(pipeline=pipeline, title="Late start", actor=cast.actor(), at=noon)

    assert deal.stage.key == "PRESENT"


def test_after_the_sale_is_won_from_the_start(make, noon):
    deal = row(make(stage="ONBOARD"))

    assert (deal.outcome, deal.decided_at, deal.finished_at) == (Outcome.WON, noon, None)
    assert verbs(deal) == ["deal.created", "deal.won"]


@pytest.mark.parametrize("stage", ["DECIDE", "RECOVER"])
def test_before_the_sale_or_aside_is_open(make, stage):
    assert row(make(stage=stage)).outcome == Outcome.OPEN


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": "   "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": "nul \x00"}, "title"),
        ({"one_off_minor": -1}, "one_off_minor"),
        ({"recurring_minor": 10**19}, "recurring_minor"),
        ({"recurring_minor": 9_000_000_000_000_000, "term_months": 60}, "recurring_minor"),
        ({"term_months": -3}, "term_months"),
        ({"direction": "sideways"}, "direction"),
        ({"currency": "EURO"}, "currency"),
        ({"next_step": "x" * 201}, "next_step"),
        ({"source": "x" * 121}, "source"),
    ],
)
def test_refuses_what_a_field_cannot_hold_and_names_it(make, pipeline, fields, field):
    with pytest.raises(CannotCreate) as refused:
        make(**fields)

    assert refused.value.field == field
    assert not Deal.objects.exists()


@pytest.mark.parametrize("field", ["company", "owner", "person"])
def test_refuses_records_of_another_workspace(cast, make, noon, field):
    stranger = cast.actor("stranger")
    theirs = {
        "company": create_company(name="Theirs", actor=stranger, at=noon),
        "owner": cast.stranger,
        "person": create_person(name="Theirs", actor=stranger, at=noon),
    }

    with pytest.raises(CannotCreate) as refused:
        make(**{field: theirs[field]})

    assert refused.value.field == field
    assert not Deal.objects.exists()


def test_refuses_a_stage_of_another_pipeline_or_of_no_version(cast, make, pipeline, stages, noon, later):
    other = publish(definition=definition(key="other"), actor=cast.actor(), at=noon)
    stages["PRESENT"].retired_at = later()

    for stage in (other.stages.get(key="PRESENT"), stages["PRESENT"]):
        with pytest.raises(CannotCreate) as refused:
            create_deal(pipeline=pipeline, title="Lost", stage=stage, actor=cast.actor(), at=noon)
        assert refused.value.field == "stage"


def test_refuses_a_pipeline_that_runs_nothing(cast, pipeline, noon):
    pipeline.retired_at = noon

    with pytest.raises(CannotCreate) as refused:
        create_deal(pipeline=pipeline, title="Too late", actor=cast.actor(), at=noon)

    assert refused.value.field == "pipeline"


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_is_denied_to_who_may_only_read_and_to_strangers(cast, pipeline, noon, who):
    before = Event.objects.count()

    with pytest.raises(NotAllowed):
        create_deal(pipeline=pipeline, title="Mine", actor=cast.actor(who), at=noon)

    assert not Deal.objects.exists()
    assert Event.objects.count() == before


def test_keeps_a_next_step_and_a_closing_date(make):
    deal = row(make(close_on=date(2026, 12, 1), next_step="Call", next_step_on=date(2026, 11, 3), source="fair"))

    assert (deal.close_on, deal.next_step, deal.next_step_on) == (date(2026, 12, 1), "Call", date(2026, 11, 3))
    assert deal.source == "fair"
