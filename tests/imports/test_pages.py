"""The screens of an import, from the drop to the undo, as a person and as a hostile one."""

from io import BytesIO
from pathlib import Path

import pytest

from jalon.deals.actions import publish
from jalon.deals.actions.fold_totals import totals_drift
from jalon.deals.models import Deal
from jalon.directory.models import Company
from jalon.imports.models import Import, Status
from jalon.kernel.jobs import Job
from jalon.kernel.jobs.testing import run_pending_now
from jalon.process import load_pipeline
from tests.conftest import Cast
from tests.imports.encrypted import encrypted_workbook

SHARED = Path(__file__).parents[3] / "shared" / "data"
DEALS = (
    "Affaire;Société;Étape;Montant;Signature prévue\n"
    "Ligne d’emballage;Saveurs du Nord;Qualifier;42 000,00;29/01/2027\n"
    "Entretien;Moulins Aldin;Gagnée;7 500,50;08/10/2026\n"
    "Sans montant lisible;Moulins Aldin;Qualifier;beaucoup;08/10/2027\n"
    + "".join(f"Pièces {n};Moulins Aldin;Qualifier;{n} 000,00;08/10/2027\n" for n in range(1, 18))
).encode("cp1252")


@pytest.fixture
def pipeline(cast: Cast, noon):
    return publish(definition=load_pipeline("team.sales"), actor=cast.actor(), at=noon)


def drop(client, *files: tuple[str, bytes], pasted: str = ""):
    sent = [_named(name, content) for name, content in files]
    return client.post("/w/acme/imports/new/", {"files": sent, "pasted": pasted})


def _named(name: str, content: bytes) -> BytesIO:
    file = BytesIO(content)
    file.name = name
    return file


def checked(client, *files: tuple[str, bytes]) -> str:
    """The address of an import of these files, checked with what is suggested."""
    base = drop(client, *files).url.removesuffix("files/")
    for step in ("columns", "words"):
        assert client.get(f"{base}{step}/").status_code == 200
        assert client.post(f"{base}{step}/", {}).status_code == 302
    return base


def test_says_what_would_happen_before_anything_does(cast, pipeline):
    client = cast.client("owner")

    base = checked(client, ("affaires.csv", DEALS))

    import_ = Import.objects.get()
    assert import_.status == Status.CHECKED
    assert import_.verdict["went"] == {
        "new": 19,
        "updated": 0,
        "same": 0,
        "skipped": 0,
        "double": 0,
        "left_out": 0,
        "refused": 1,
    }
    assert Deal.objects.count() == 0
    page = client.get(f"{base}check/").content.decode()
    assert "“beaucoup” is not an amount" in page
    assert [label for label in ("New", "Refused", "Updated", "Left out") if f'label">{label}</dt>' in page] == [
        "New",
        "Refused",
    ]


def test_lets_a_cell_be_corrected_in_place(cast, pipeline):
    client = cast.client("owner")
    base = checked(client, ("affaires.csv", DEALS))

    client.post(f"{base}cells/", {"file": "affaires.csv", "row": "4", "column": "Montant", "value": "1 000"})

    assert Import.objects.get().verdict["went"]["new"] == 20


def test_runs_once_however_often_one_clicks(cast, pipeline):
    client = cast.client("owner")
    base = checked(client, ("affaires.csv", DEALS))

    answers = [client.post(f"{base}run/").status_code for _click in range(3)]
    run_pending_now()

    assert answers == [302, 302, 302]
    assert Deal.objects.count() == 19
    assert sorted(Deal.objects.exclude(title__startswith="Pièces").values_list("title", "outcome", "value_minor")) == [
        ("Entretien", "won", 750_050),
        ("Ligne d’emballage", "open", 4_200_000),
    ]
    assert Company.objects.count() == 2
    assert totals_drift(pipeline) == {}
    assert all(Deal.objects.values_list("taken_over_at", flat=True))


def test_gives_a_report_of_every_row(cast, pipeline):
    client = cast.client("owner")
    base = checked(client, ("affaires.csv", DEALS))
    client.post(f"{base}run/")
    run_pending_now()

    lines = b"".join(client.get(f"{base}report.csv").streaming_content).decode("utf-8-sig").splitlines()

    became = [line.split(",")[1] for line in lines]
    assert became == ["What became of it", "Created", "Created", "Refused", *["Created"] * 17]
    assert b"".join(client.get(f"{base}report.xlsx").streaming_content)[:2] == b"PK"


def test_undoes_an_import_to_the_last_total(cast, pipeline):
    client = cast.client("owner")
    base = checked(client, ("affaires.csv", DEALS))
    client.post(f"{base}run/")
    run_pending_now()

    client.post(f"{base}undo/")
    run_pending_now()

    assert Import.objects.get().status == Status.UNDONE
    assert Deal.objects.live().count() == 0
    assert Company.objects.live().count() == 0
    assert totals_drift(pipeline) == {}


def test_keeps_what_somebody_worked_on_since(cast, pipeline, noon):
    client = cast.client("owner")
    base = checked(client, ("affaires.csv", DEALS))
    client.post(f"{base}run/")
    run_pending_now()
    touched = Deal.objects.get(title="Ligne d’emballage")
    client.post(f"/w/acme/deals/{touched.pk}/notes/", {"text": "They called."})

    client.post(f"{base}undo/")
    run_pending_now()

    assert list(Deal.objects.live()) == [touched]
    assert Import.objects.get().given_back["kept"] == 2
    assert "Somebody has worked on it since" in client.get(base).content.decode()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.csv", b"", "This file is empty."),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(200), "not a table"),
        ("letter.pdf", b"%PDF-1.7\n" + bytes(200), "not a table"),
        ("header.csv", b"Deal,Company\n", "a header but no rows"),
        ("book.xlsx", b"PK\x03\x04" + bytes(400), "workbook"),
    ],
)
def test_refuses_a_wrong_file_in_words_and_keeps_nothing(cast, pipeline, name, content, words):
    answer = drop(cast.client("owner"), (name, content))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Import.objects.count() == 0


def test_warns_when_two_words_lead_to_one_stage(cast, pipeline):
    client = cast.client("owner")
    text = "Deal,Stage\nOne,Prospecting\nTwo,Qualification\nThree,Discovery\nFour,Won\nFive,Gagnée\n".encode()

    page = client.get(f"{checked(client, ('deals.csv', text))}words/").content.decode()

    assert "“Prospecting” and “Qualification” go to one stage, Qualify: change one if they differ." in page
    assert page.count("go to one stage") == 1


def test_is_nobody_elses(cast, pipeline):
    base = checked(cast.client("owner"), ("affaires.csv", DEALS))

    assert cast.client("stranger").get(base).status_code == 404
    assert cast.client("teammate").post(f"{base}run/").status_code == 403
    assert Import.objects.get().status == Status.CHECKED


def test_loads_the_four_files_of_a_whole_book(cast, pipeline):
    folder = SHARED / "maven-crm"
    if not folder.is_dir():
        pytest.skip("needs shared/data/maven-crm beside the checkout")
    names = ("sales_pipeline.csv", "accounts.csv", "products.csv", "sales_teams.csv")
    client = cast.client("owner")

    base = checked(client, *((name, (folder / name).read_bytes()) for name in names))
    client.post(f"{base}run/")
    run_pending_now()

    assert Deal.objects.count() == 8_800
    assert Company.objects.count() == 85
    assert {outcome: Deal.objects.filter(outcome=outcome).count() for outcome in ("won", "lost", "open")} == {
        "won": 4_238,
        "lost": 2_473,
        "open": 2_089,
    }
    assert totals_drift(pipeline) == {}


@pytest.mark.parametrize("name", ["livre.xlsx", "livre.xls", "livre"])
def test_says_that_a_workbook_is_under_a_password_whatever_its_name(cast, pipeline, name):
    answer = drop(cast.client("owner"), (name, encrypted_workbook()))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "This workbook is protected by a password." in page
    assert "Save it without password, and load it again." in page
    assert Import.objects.count() == 0


def test_goes_on_when_the_browser_is_closed_and_shows_how_far_it_is(cast, pipeline, monkeypatch):
    client = cast.client("owner")
    base = checked(client, ("affaires.csv", DEALS))
    client.post(f"{base}run/")
    monkeypatch.setattr("jalon.imports.running.carry_out.AT_ONCE", 5)
    monkeypatch.setattr("jalon.imports.jobs.NOW_AND_THEN", 0)
    seen, say = [], Job.progress

    def come_back(job, done, total):
        say(job, done, total)
        back = cast.client("owner")  # another browser: nothing is kept in the one that was closed
        seen.append((back.get(base).content.decode(), back.get(f"{base}progress/").content.decode()))

    monkeypatch.setattr(Job, "progress", come_back)
    run_pending_now()

    assert len(seen) == 5  # two companies, then nineteen deals by five
    shares = [100 * done // 22 for done in (2, 7, 12, 17, 21)]
    for share, (page, fragment) in zip(shares, seen, strict=True):
        assert f"Running · {share} %" in page
        assert f"Running · {share} %" in fragment
        assert "You may leave this page: the work goes on." in page
    assert client.get(f"{base}progress/").headers["HX-Refresh"] == "true"
    assert "The import is done." in cast.client("owner").get(base).content.decode()
    assert Deal.objects.count() == 19


@pytest.mark.parametrize("is_done", [False, True])
def test_refuses_an_earlier_step_sent_again_after_the_start(cast, pipeline, is_done):
    client = cast.client("owner")
    base = checked(client, ("affaires.csv", DEALS))
    client.post(f"{base}run/")
    if is_done:
        run_pending_now()
    before = Import.objects.values("plan", "edit", "status", "rows", "job_id").get()

    late = {
        "files": {"pasted": "Deal,Stage\nMore,Qualify\n"},
        "columns": {"0.0": "ignore"},
        "words": {"duplicates": "create"},
        "check": {},
        "cells": {"file": "affaires.csv", "row": "4", "column": "Montant", "value": "1"},
        "files/reading": {"name": "affaires.csv", "separator": ","},
        "files/removal": {"name": "affaires.csv"},
    }
    for step, sent in late.items():
        answer = client.post(f"{base}{step}/", sent)
        assert answer.status_code == 409, step
        assert "This import was started already: it can no longer be changed." in answer.content.decode()
    for step in ("files", "columns", "words", "check"):
        assert client.get(f"{base}{step}/").url == base

    assert Import.objects.values("plan", "edit", "status", "rows", "job_id").get() == before
    run_pending_now()
    assert Deal.objects.count() == 19
    assert Import.objects.count() == 1


@pytest.mark.parametrize(("number", "offered", "withheld"), [(1, {2}, {0, 3}), (2, {1, 3}, {0, 4}), (3, {2}, {1, 4})])
def test_leads_from_one_page_of_problems_to_the_next(cast, pipeline, number, offered, withheld):
    client = cast.client("owner")
    rows = "".join(f"Pièce {n};Qualifier;{n},00\nTrop {n};Qualifier;-{n + 1},00\n" for n in range(60))
    base = checked(client, ("affaires.csv", f"Affaire;Étape;Montant HT\n{rows}".encode()))

    page = client.get(f"{base}check/?page={number}").content.decode()

    assert all(f'href="?page={other}"' in page for other in offered)
    assert not any(f'href="?page={other}"' in page for other in withheld)
