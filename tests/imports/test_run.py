"""What a run writes: companies, people and deals as the file had them, one event each, totals and visits true."""

from datetime import UTC, date, datetime

import pytest

from jalon.deals.models import Deal, DealPerson, StageVisit
from jalon.directory.models import Company, Person
from jalon.imports.actions import NotReady, finish_run, run_import
from jalon.imports.models import Status
from jalon.imports.queries import plan_of, report_rows
from jalon.timeline.models import Event, EventText
from tests.imports.conftest import mute

BOOK = """Référence;Affaire;Société;Pays;Contact;E-mail;Étape;Montant HT;Commercial;Ouverte le;Clôture;Origine;Remarque
A-1;Licences;Étain SAS;France;Ada Martin;ada@etain.fr;Present;1 200,50 €;Tom;02/03/2026;30/12/2026;Salon;voir devis
A-2;Support;Etain;;Bo Roy;bo@etain.fr;Gagné;3 000;Nobody Here;05/03/2026;20/05/2026;Web;
A-3;Audit;Bois & Fils;FR;;;Perdu;$10k;;13/03/2026;01/06/2026;;
"""


def test_takes_each_deal_over_as_the_file_has_it(load, pipeline, cast, noon):
    load({"affaires.csv": BOOK})

    deal = Deal.objects.select_related("company", "stage").get(reference="A-1")
    assert (deal.title, deal.company.name, deal.stage.key, deal.outcome) == ("Licences", "Étain SAS", "PRESENT", "open")
    assert (deal.one_off_minor, deal.currency, deal.value_minor) == (120_050, "EUR", 120_050)
    assert (deal.owner, deal.source, deal.direction) == (cast.teammate, "Salon", "unknown")
    assert deal.opened_at == datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
    assert deal.close_on == date(2026, 12, 30)
    assert (deal.taken_over_at, deal.decided_at, deal.finished_at) == (noon, None, None)


def test_gives_a_closed_deal_its_outcome_and_takes_it_off_the_board(load, pipeline, noon):
    load({"affaires.csv": BOOK})

    won, lost = Deal.objects.get(reference="A-2"), Deal.objects.get(reference="A-3")
    decided = datetime(2026, 5, 20, 10, 0, tzinfo=UTC)
    assert (won.outcome, won.stage.key, won.decided_at, won.finished_at) == ("won", "DECIDE", decided, decided)
    assert (lost.outcome, lost.stage.key, lost.one_off_minor, lost.currency) == ("lost", "PRESENT", 1_000_000, "USD")
    assert not won.is_on_board()


def test_writes_one_visit_that_owes_no_evidence(load, pipeline, noon):
    load({"affaires.csv": BOOK})

    visits = StageVisit.objects.filter(how="taken_over")
    assert visits.count() == StageVisit.objects.count() == 3
    open_one = visits.get(deal__reference="A-1")
    assert (open_one.entered_at, open_one.left_at) == (noon, None)
    closed = visits.get(deal__reference="A-2")
    assert (closed.entered_at.date(), closed.left_at.date()) == (date(2026, 3, 5), date(2026, 5, 20))


def test_finds_one_company_behind_two_spellings_and_creates_what_it_needs(load, pipeline):
    load({"affaires.csv": BOOK})

    assert list(Company.objects.order_by("name").values_list("name", "country")) == [
        ("Bois & Fils", "FR"),
        ("Étain SAS", "FR"),
    ]
    assert Deal.objects.filter(company__name="Étain SAS").count() == 2


def test_brings_people_and_puts_them_in_their_deal(load, pipeline):
    load({"affaires.csv": BOOK})

    ada = Person.objects.get(email="ada@etain.fr")
    assert (ada.name, ada.company.name) == ("Ada Martin", "Étain SAS")
    assert DealPerson.objects.get(person=ada).deal.reference == "A-1"
    assert Person.objects.count() == DealPerson.objects.count() == 2


def test_records_one_event_for_each_record_in_one_operation(load, pipeline, cast, noon):
    import_ = load({"affaires.csv": BOOK})

    events = Event.objects.filter(operation_id=import_.operation_id)
    verbs = sorted(events.values_list("verb", flat=True))
    assert (
        verbs
        == ["company.imported"] * 2
        + ["deal.imported"] * 3
        + ["import.finished", "import.started"]
        + ["person.imported"] * 2
    )
    assert set(events.values_list("door", "actor_id", "at")) == {("import", cast.owner.pk, noon)}


def test_keeps_in_the_history_what_no_field_takes(load, pipeline):
    load({"affaires.csv": BOOK})

    def told(reference):
        deal = Deal.objects.get(reference=reference)
        return EventText.objects.filter(event__subject_id=deal.pk).values_list("body", flat=True).first()

    assert told("A-1") == "Remarque: voir devis"
    assert told("A-2") == "Commercial: Nobody Here"
    assert told("A-3") is None


def test_writes_notes_with_the_colon_of_the_workspace_s_language(load, pipeline, cast):
    cast.workspace.language = "fr"
    cast.workspace.save(update_fields=["language"])

    load({"affaires.csv": BOOK})

    deal = Deal.objects.get(reference="A-1")
    assert EventText.objects.get(event__subject_id=deal.pk).body == "Remarque\N{NO-BREAK SPACE}: voir devis"


def test_builds_a_title_from_what_there_is(load, pipeline):
    load({"deals.csv": "deal id,company,product,stage\nD1,Acme,Pro,Qualify\nD2,,Pro,Qualify\nD3,,,Qualify\n"})

    assert list(Deal.objects.order_by("reference").values_list("title", flat=True)) == [
        "Acme – Pro",
        "Pro – D2",
        "Deal D3",
    ]


def test_multiplies_a_monthly_amount_and_keeps_the_term(load, pipeline):
    load({"deals.csv": "Deal,Stage,MRR,Term months,Currency\nSeats,Qualify,100.50,24,JPY\n"})

    deal = Deal.objects.get()
    assert (deal.recurring_minor, deal.term_months, deal.currency, deal.value_minor) == (1_206, 24, "JPY", 2_412)


def test_takes_a_date_of_winning_for_a_won_deal(load, pipeline):
    load({"deals.csv": "Deal,Stage,Won date\nOne,Present,2026-05-04\nTwo,Present,\n"})

    assert list(Deal.objects.order_by("title").values_list("title", "outcome", "stage__key")) == [
        ("One", "won", "PRESENT"),
        ("Two", "open", "PRESENT"),
    ]


def test_gives_rows_the_defaults_that_were_chosen(load, pipeline, cast):
    text = "Deal,Stage,Contact\nOne,Present,Ada\n"
    chosen = {
        "deal.owner": str(cast.teammate.pk),
        "deal.direction": "outbound",
        "deal.source": "Fair",
        "person.source": "Fair 2026",
    }

    load({"deals.csv": text}, defaults=chosen)

    deal = Deal.objects.get()
    assert (deal.owner, deal.direction, deal.source) == (cast.teammate, "outbound", "Fair")
    assert Person.objects.get().source == "Fair 2026"


def test_brings_companies_alone(load, pipeline):
    load(
        {"societes.csv": "Société;Site web;Secteur;Effectif;CA annuel\nÉtain SAS;www.etain.fr;Métal;1 200;3 500 000\n"}
    )

    company = Company.objects.get()
    assert (company.name, company.domain, company.sector, company.employees) == ("Étain SAS", "etain.fr", "Métal", 1200)
    assert (company.revenue_minor, Deal.objects.count()) == (350_000_000, 0)


def test_brings_people_alone(load, pipeline):
    load({"contacts.csv": "Prénom,Nom,E-mail,Société\nAda,Martin,ADA@x.fr,Étain\nBo,Roy,,Étain\n"})

    assert list(Person.objects.order_by("name").values_list("name", "email", "company__name")) == [
        ("Ada Martin", "ada@x.fr", "Étain"),
        ("Bo Roy", "", "Étain"),
    ]


def test_says_what_became_of_every_row(load, pipeline):
    import_ = load(
        {"deals.csv": "Deal,Stage,Amount\nOne,Qualify,12\nTwo,Nowhere,5\nThree,Qualify,lots\nOne,Qualify,1\n"}
    )

    headers, rows = report_rows(import_)
    told = [(row.row, row.outcome, row.reason, bool(row.record), row.cells[0]) for row in rows]

    assert headers == ["Deal", "Stage", "Amount"]
    assert told[0] == (2, "Created", "", True, "One")
    assert told[1][:2] == (3, "Refused")
    assert "Nowhere" in told[1][2]
    assert "lots" in told[2][2]
    assert told[3] == (5, "Double", "Same as row 2.", False, "One")


def test_refuses_to_run_what_was_not_checked_or_was_changed_since(begin, check, pipeline, cast, noon):
    import_ = begin({"deals.csv": "Deal,Stage\nOne,Qualify\n"})

    with pytest.raises(NotReady):
        run_import(import_=import_, actor=cast.actor(), at=noon)
    assert Deal.objects.count() == 0


def test_runs_once_when_two_click_at_once(begin, check, pipeline, cast, noon):
    import_ = check(begin({"deals.csv": "Deal,Stage\nOne,Qualify\n"}))
    run_import(import_=import_, actor=cast.actor(), at=noon)

    with pytest.raises(NotReady):
        run_import(import_=import_, actor=cast.actor(), at=noon)
    finish_run(import_=import_, progress=mute, at=noon)
    finish_run(import_=import_, progress=mute, at=noon)

    assert Deal.objects.count() == 1
    assert import_.status == Status.DONE
    assert Event.objects.filter(verb="import.finished").count() == 1


def test_counts_what_it_did(load, pipeline):
    import_ = load({"affaires.csv": BOOK})

    assert import_.counts["records"] == {"company": {"created": 2}, "person": {"created": 2}, "deal": {"created": 3}}
    assert import_.counts["went"] == {
        "new": 3,
        "updated": 0,
        "same": 0,
        "skipped": 0,
        "double": 0,
        "left_out": 0,
        "refused": 0,
    }
    assert plan_of(import_).lead == "deal"


@pytest.mark.parametrize("outcome", ["lost", "no_decision", "disqualified", "recycled"])
def test_dates_what_was_not_won_by_its_date_of_losing(load, pipeline, outcome):
    text = "Deal,Outcome,Close date,Lost date\nOne,Over,2026-09-30,2026-05-04\nTwo,Over,2026-05-06,\n"

    load({"deals.csv": text}, outcomes={"Over": f"outcome:{outcome}"})

    assert [(deal.outcome, deal.decided_at.date().isoformat()) for deal in Deal.objects.order_by("title")] == [
        (outcome, "2026-05-04"),
        (outcome, "2026-05-06"),
    ]
