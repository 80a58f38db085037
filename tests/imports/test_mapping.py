"""Columns find their fields, files find each other, and the words of other tools find their stage and colleague."""

from uuid import uuid4

import polars as pl
import pytest

from jalon.imports.mapping import FileRead, suggest_outcome, suggest_owner, suggest_plan, suggest_stage, suggest_stages
from jalon.imports.reading import CELLS, ROW
from jalon.imports.recognising import recognise
from jalon.process import load_pipeline
from tests.deals.process import definition


def file(name, **columns):
    frame = pl.DataFrame({key.replace("__", " "): values for key, values in columns.items()})
    columns = tuple(recognise(frame[header], day_first=True, decimal=",") for header in frame.columns)
    numbered = frame.with_row_index(ROW, offset=2).with_columns(pl.lit(None).alias(CELLS))
    return FileRead(name, numbered, columns)


def feeds(header, cells, name="deals.csv", beside=()):
    """What a column of that header and content feeds, in a file that also has the headers `beside`."""
    others = {other: [f"{other} {row}" for row in range(len(cells))] for other in beside}
    plan = suggest_plan([file(name, **{header: cells}, **others)])
    return plan.files[0].columns[header].target


TEXT, DAYS, FIGURES, MAILS = ["a", "b"], ["2024-01-30", "2024-02-01"], ["12,50", "3"], ["a@b.fr", "c@d.fr"]


@pytest.mark.parametrize(
    ("header", "cells", "target"),
    [
        ("Nom de l’affaire", TEXT, "deal.title"),
        ("Deal Name", TEXT, "deal.title"),
        ("Deal - Title", TEXT, "deal.title"),
        ("Opportunity Name", TEXT, "deal.title"),
        ("Opportunité", TEXT, "deal.title"),
        ("Raison sociale", TEXT, "company.name"),
        ("Account Name", TEXT, "company.name"),
        ("Organization - Name", TEXT, "company.name"),
        ("Associated Company", TEXT, "company.name"),
        ("ÉTAPE", TEXT, "deal.stage"),
        ("Deal Stage", TEXT, "deal.stage"),
        ("Statut", TEXT, "deal.outcome"),
        ("Montant HT", FIGURES, "deal.one_off"),
        ("Expected Revenue", FIGURES, "deal.one_off"),
        ("Deal - Value", FIGURES, "deal.one_off"),
        ("MRR", FIGURES, "deal.recurring_monthly"),
        ("Propriétaire", TEXT, "deal.owner"),
        ("Salesperson", TEXT, "deal.owner"),
        ("Assigned To", TEXT, "deal.owner"),
        ("Date de clôture", DAYS, "deal.close_on"),
        ("Expected Closing", DAYS, "deal.close_on"),
        ("Deal - Won time", DAYS, "deal.won_at"),
        ("Create Date", DAYS, "deal.opened_at"),
        ("Créée le", DAYS, "deal.opened_at"),
        ("Lead Source", TEXT, "deal.source"),
        ("Motif de perte", TEXT, "deal.reason"),
        ("Prochaine action", TEXT, "deal.next_step"),
        ("Téléphone", ["01 02 03 04 05", "06 07 08 09 10"], "person.phone"),
        ("Fonction", TEXT, "person.job_title"),
        ("Secteur d’activité", TEXT, "company.sector"),
        ("Pays", TEXT, "company.country"),
        ("Effectif", ["12", "40"], "company.employees"),
        ("Record ID", TEXT, "deal.reference"),
        ("Montnat HT de l’affaire", TEXT, "note"),
        ("Opportunty Name", TEXT, "deal.title"),
        ("Colour", TEXT, "note"),
    ],
)
def test_finds_the_field_of_a_header_of_many_tools_in_both_languages(header, cells, target):
    beside = [] if target.startswith("company.n") else ["Company", "Contact"]

    assert feeds(header, cells, beside=beside) == target


def test_lets_the_content_deny_what_the_header_says():
    assert feeds("Amount", ["soon", "later"], beside=["Deal Name"]) == "note"
    assert feeds("Close date", TEXT, beside=["Deal Name"]) == "note"


def test_finds_a_field_by_content_where_the_header_says_nothing():
    assert feeds("X1", MAILS, beside=["Deal Name"]) == "person.email"
    assert feeds("X2", ["www.a.fr", "www.b.fr"], beside=["Company"]) == "company.website"
    assert feeds("X3", ["12,50 €", "3 €"], beside=["Deal Name"]) == "deal.one_off"


def test_reads_a_shared_header_by_what_the_file_is_about():
    assert feeds("Nom", TEXT, name="societes.csv", beside=["Secteur"]) == "company.name"
    assert feeds("Nom", TEXT, name="contacts.csv", beside=["Fonction", "E-mail"]) == "person.name"
    assert feeds("Nom", TEXT, name="contacts.csv", beside=["Prénom", "Fonction"]) == "person.last_name"
    assert feeds("Name", TEXT, name="opportunities.csv", beside=["Stage", "Account"]) == "deal.title"


def test_gives_no_field_twice_in_one_file():
    plan = suggest_plan([file("deals.csv", Deal=TEXT, Amount=FIGURES, Montant=FIGURES)])

    assert [column.target for column in plan.files[0].columns.values()] == ["deal.title", "deal.one_off", "note"]


def test_keeps_as_notes_what_belongs_to_something_without_a_name():
    plan = suggest_plan([file("deals.csv", Deal=TEXT, City=TEXT, Amount=FIGURES)])

    assert plan.subjects == ("deal",)
    assert plan.files[0].columns["City"].target == "note"


def test_lets_the_file_of_deals_lead_and_looks_the_others_up():
    deals = file(
        "deals.csv",
        opportunity=["A", "B", "C", "D"],
        product=["GTXPro", "MG One", "GTXPro", "MG One"],
        stage=list("wxyz"),
    )
    products = file("products.csv", product=["GTX Pro", "MG One", "Other"], series=["G", "M", "O"])

    plan = suggest_plan([products, deals])

    assert plan.main.name == "deals.csv"
    lookup = plan.looked_up[0].lookup
    assert (lookup.key, lookup.onto, lookup.column) == ("product", "deals.csv", "product")


def test_joins_a_file_through_another():
    leads = file("leads.csv", mql_id=list("abcdef"), origin=list("xyzxyz"), lead__stage=list("nnnnnn"))
    closed = file("closed.csv", mql_id=list("ace"), seller_id=["s1", "s2", "s3"])
    sellers = file("sellers.csv", seller_id=["s1", "s2", "s3", "s4"], town=list("tuvw"))

    plan = suggest_plan([sellers, closed, leads])

    assert [file.name for file in plan.looked_up] == ["closed.csv", "sellers.csv"]
    assert plan.looked_up[1].lookup.onto == "closed.csv"


def test_leaves_a_file_aside_that_shares_nothing():
    plan = suggest_plan([file("deals.csv", Deal=TEXT, Stage=TEXT), file("weather.csv", Town=["Lyon", "Metz"])])

    assert plan.looked_up == ()


@pytest.mark.parametrize(
    ("word", "choice"),
    [
        ("Won", "outcome:won"),
        ("Closed Won", "outcome:won"),
        ("Gagnée", "outcome:won"),
        ("Fermé gagné", "outcome:won"),
        ("Perdu", "outcome:lost"),
        ("Sans suite", "outcome:no_decision"),
        ("Not qualified", "outcome:disqualified"),
        ("Reporté", "outcome:recycled"),
        ("Qualifier", "stage:QUALIFY"),
        ("Découvrir les besoins", "stage:DISCOVER"),
        ("Proposal Made", "stage:REASSURE"),
        ("Devis envoyé", "stage:REASSURE"),
        ("appointmentscheduled", "stage:QUALIFY"),
        ("Negotiation/Review", "stage:DECIDE"),
        ("Prospecting", "stage:QUALIFY"),
        ("Engaging", "stage:QUALIFY"),
        ("Demo Scheduled", "stage:PRESENT"),
        ("Discover need", "stage:DISCOVER"),
        ("Frobnicate", ""),
    ],
)
def test_finds_the_stage_or_outcome_that_a_word_means(word, choice):
    assert suggest_stage(word, load_pipeline("team.sales")).choice == choice


def test_prefers_the_pipelines_own_words():
    assert suggest_stage("Present nom", definition()).choice == "stage:PRESENT"
    assert suggest_stage("Recover", definition()).choice == "stage:RECOVER"


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (["Won", "Engaging", "Lost", "Prospecting"], ["", "RESEARCH", "", "QUALIFY"]),
        (["En discussion", "Prospection", "Négociation"], ["RESEARCH", "QUALIFY", "DECIDE"]),
        (["Prospecting", "Contacted", "Engaged", "Demo"], ["QUALIFY", "RESEARCH", "DISCOVER", "PRESENT"]),
        (["Prospecting", "Engaging", "Qualification"], ["QUALIFY", "QUALIFY", "QUALIFY"]),
        (["Prospecting", "Engaging", "Research", "Discovery"], ["QUALIFY", "QUALIFY", "RESEARCH", "DISCOVER"]),
        (["Prospection", "À contacter", "Découverte"], ["QUALIFY", "QUALIFY", "DISCOVER"]),
        (["Onboarding", "Renewal", "Upsell", "Check-in"], ["ONBOARD", "ONBOARD", "ONBOARD", "ONBOARD"]),
    ],
)
def test_tells_the_stages_of_a_file_apart_without_overtaking_a_word_that_is_sure(words, keys):
    found = suggest_stages(words, load_pipeline("team.sales"))

    stages = [found[word].choice.removeprefix("stage:") for word in words]
    assert [key if not key.startswith("outcome:") else "" for key in stages] == keys


def test_finds_outcomes_in_a_column_of_status():
    assert [suggest_outcome(word).choice for word in ("Open", "en cours", "won", "?")] == [
        "outcome:open",
        "outcome:open",
        "outcome:won",
        "",
    ]


@pytest.mark.parametrize(
    ("word", "who"),
    [
        ("Olga Ostrova", "olga"),
        ("OSTROVA Olga", "olga"),
        ("olga.ostrova", "olga"),
        ("olga.ostrova@example.com", "olga"),
        ("Ólga Ostrová", "olga"),
        ("Olga Ostrovaa", "olga"),
        ("Jean Dupont", None),
        ("Moses Frase", None),
        ("someone@else.com", None),
    ],
)
def test_finds_the_colleague_that_a_name_means(word, who):
    ids = {"olga": uuid4(), "jean": uuid4(), "another": uuid4()}
    members = {
        ids["olga"]: ("Olga Ostrova", "olga.ostrova@example.com"),
        ids["jean"]: ("Jean Dupont", "jean@example.com"),
        ids["another"]: ("Jean Dupont", "dupont@example.com"),
    }

    assert suggest_owner(word, members) == (ids[who] if who else None)
