"""What the workspace has already is skipped, updated through the usual doors, or created again: as chosen."""

import pytest

from jalon.deals.actions import state_evidence, trash_deal
from jalon.deals.models import Deal, StageVisit
from jalon.directory.actions import create_company, create_person
from jalon.directory.models import Company, Person
from jalon.imports.queries import figures_of, problem_page, report_rows
from jalon.timeline.models import Event

FIRST = "Deal id,Deal,Company,Stage,Amount,Source\nA,One,Acme SAS,Qualify,100,Fair\nB,Two,Acme SAS,Qualify,200,Web\n"


def went(import_):
    told = {**import_.counts["went"]}
    return {name: count for name, count in told.items() if count}


def test_skips_what_is_there(load, pipeline):
    load({"deals.csv": FIRST})

    again = load({"deals.csv": FIRST.replace("100", "999")})

    assert went(again) == {"skipped": 2}
    assert (Deal.objects.count(), Company.objects.count()) == (2, 1)
    assert Deal.objects.get(reference="A").one_off_minor == 10_000


def test_creates_again_when_told_to(load, pipeline):
    load({"deals.csv": FIRST})

    again = load({"deals.csv": FIRST}, duplicates="create")

    assert went(again) == {"new": 2}
    assert (Deal.objects.count(), Company.objects.count()) == (4, 1)


def test_changes_only_the_mapped_fields_that_are_filled(load, pipeline):
    load({"deals.csv": FIRST})

    again = load({"deals.csv": "Deal id,Deal,Amount,Source\nA,One bis,150,\nB,Two,200,Web\n"}, duplicates="update")

    deal = Deal.objects.get(reference="A")
    assert went(again) == {"updated": 1, "same": 1}
    assert (deal.title, deal.one_off_minor, deal.source, deal.company.name) == ("One bis", 15_000, "Fair", "Acme SAS")
    assert Event.objects.filter(subject_id=deal.pk, verb="deal.edited", door="import").count() == 1


def test_moves_a_deal_through_the_gate_or_refuses_the_row(load, begin, check, pipeline, cast, noon):
    load({"deals.csv": FIRST})
    ready = Deal.objects.get(reference="A")
    state_evidence(deal=ready, criterion="need", level="buyer", actor=cast.actor(), at=noon)
    text = "Deal id,Deal,Stage,Amount\nA,One,Present,100\nB,Two,Present,500\n"

    forecast = check(begin({"deals.csv": text}, duplicates="update"))
    again = load({"deals.csv": text}, duplicates="update")

    assert (figures_of(forecast).updated, figures_of(forecast).refused) == (1, 1)
    assert "QUALIFY.need" in problem_page(forecast).rows[0].why
    assert went(again) == {"updated": 1, "refused": 1}
    assert Deal.objects.get(reference="A").stage.key == "PRESENT"
    refused = Deal.objects.get(reference="B")
    assert (refused.stage.key, refused.one_off_minor) == ("QUALIFY", 20_000)
    _headers, rows = report_rows(again)
    assert "QUALIFY.need" in [row.reason for row in rows][1]


def test_a_rehearsal_of_updates_leaves_nothing_behind(load, begin, check, pipeline):
    load({"deals.csv": FIRST})
    events, visits = Event.objects.count(), StageVisit.objects.count()

    check(begin({"deals.csv": FIRST.replace("100", "999")}, duplicates="update"))

    assert (Event.objects.count(), StageVisit.objects.count()) == (events, visits)
    assert Deal.objects.get(reference="A").one_off_minor == 10_000


def test_closes_a_deal_with_its_reason_and_refuses_to_close_without(load, pipeline):
    load({"deals.csv": FIRST})
    text = "Deal id,Stage,Loss reason,Close date\nA,Lost,Price,2026-10-01\nB,Lost,,2026-10-01\n"

    again = load({"deals.csv": text}, duplicates="update")

    assert went(again) == {"updated": 1, "refused": 1}
    assert (Deal.objects.get(reference="A").outcome, Deal.objects.get(reference="A").reason) == ("lost", "price")
    assert Deal.objects.get(reference="B").outcome == "open"


def test_knows_a_deal_without_reference_by_title_and_company(load, pipeline):
    load({"deals.csv": "Deal,Company,Stage\nLicences,Étain SAS,Qualify\n"})

    again = load({"deals.csv": "Deal,Company,Stage\nLICENCES,Etain SAS,Qualify\nLicences,Bois,Qualify\n"})

    assert went(again) == {"new": 1, "skipped": 1}


def test_does_not_know_what_is_in_the_trash(load, pipeline, cast, noon):
    load({"deals.csv": FIRST})
    trash_deal(deal=Deal.objects.get(reference="A"), actor=cast.actor(), at=noon)

    again = load({"deals.csv": FIRST})

    assert went(again) == {"new": 1, "skipped": 1}


@pytest.mark.parametrize(
    ("name", "website", "is_known"),
    [("ÉTAIN", "", True), ("Etain Group SARL", "", True), ("Something", "www.etain.fr", True), ("Étamine", "", False)],
)
def test_knows_a_company_by_name_or_domain(load, pipeline, cast, noon, name, website, is_known):
    create_company(name="Étain SAS", website="https://etain.fr", actor=cast.actor(), at=noon)

    load({"deals.csv": f"Deal,Company,Website,Stage\nOne,{name},{website},Qualify\n"})

    assert Company.objects.count() == (1 if is_known else 2)


def test_tells_companies_of_one_name_apart_by_their_reference(load, pipeline):
    load({"companies.csv": "Company id,Company,City\n1,Martin,Lyon\n2,Martin,Metz\n"})

    assert list(Company.objects.order_by("reference").values_list("reference", "city")) == [
        ("1", "Lyon"),
        ("2", "Metz"),
    ]


def test_knows_a_person_by_address_or_by_name_in_the_same_company(load, pipeline, cast, noon):
    acme = create_company(name="Acme", actor=cast.actor(), at=noon)
    create_person(name="Ada Martin", email="ada@acme.fr", company=acme, actor=cast.actor(), at=noon)
    create_person(name="Bo Roy", company=acme, actor=cast.actor(), at=noon)

    load({"people.csv": "Full name,E-mail,Company\nA. Martin,ADA@acme.fr,Acme\nBô Roy,,Acme\nBo Roy,,Other\n"})

    assert sorted(Person.objects.values_list("name", "company__name")) == [
        ("Ada Martin", "Acme"),
        ("Bo Roy", "Acme"),
        ("Bo Roy", "Other"),
    ]


def test_updates_people_and_companies(load, pipeline, cast, noon):
    create_company(name="Acme", city="Lyon", actor=cast.actor(), at=noon)
    create_person(name="Ada", email="ada@acme.fr", phone="1", actor=cast.actor(), at=noon)

    load(
        {"people.csv": "Full name,E-mail,Phone,Company,City\nAda Martin,ada@acme.fr,01 02 03 04 05,Acme,Metz\n"},
        duplicates="update",
    )

    ada = Person.objects.get()
    assert (ada.name, ada.phone, ada.company.city) == ("Ada Martin", "01 02 03 04 05", "Metz")
    assert ada.search_key == "ada martin ada@acme.fr"


def test_brings_no_company_that_only_skipped_rows_name(load, pipeline):
    load({"deals.csv": FIRST})

    load({"deals.csv": FIRST.replace("Acme SAS", "Renamed")})

    assert list(Company.objects.values_list("name", flat=True)) == ["Acme SAS"]


def test_does_not_see_another_workspace(load, pipeline, cast, noon):
    create_company(name="Acme", actor=cast.actor("stranger"), at=noon)

    load({"deals.csv": FIRST})

    assert Company.objects.filter(workspace=cast.workspace).count() == 1
