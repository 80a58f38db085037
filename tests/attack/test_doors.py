"""Ways in and out that are not forms: forged requests, redirects, hosts, ids of other workspaces, hostile files."""

import io
import re
import zipfile
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from jalon.deals.actions import create_deal, publish
from jalon.directory.actions import create_company, create_person
from jalon.imports.models import Import
from jalon.imports.reading.options import Limits
from jalon.kernel.spreadsheet import csv_lines, xlsx_file
from jalon.orgs.actor import Actor
from jalon.orgs.models import Workspace
from jalon.process import load_pipeline
from tests.conftest import Cast
from tests.matrix_objects import AT, Scene
from tests.test_access_matrix import Route, everything, of_workspaces

ELSEWHERE = ("https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)", "http:evil.example")
HOSTILE_NAMES = (
    "../../x.csv",
    "..\\..\\x.csv",
    "CON",
    "CON.csv",
    "x" * 300 + ".csv",
    "<img src=x>.csv",
    ".csv",
    "a\nb.csv",
)


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return Scene(cast)


@of_workspaces
def test_takes_no_change_without_the_token_of_the_page(route: Route, scene: Scene):
    url, body = route.url(scene), route.body(scene)
    client = Client(enforce_csrf_checks=True)
    client.force_login(scene.cast.owner.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    before = everything()

    answer = client.post(url, body)

    assert answer.status_code == 403
    assert everything() == before


@pytest.mark.parametrize("where", ELSEWHERE)
def test_leads_nobody_to_another_site(where: str, scene: Scene):
    owner = scene.cast.client("owner")
    address = reverse("deals:notes", args=["acme", scene.deal.pk])

    told = owner.post(address, {"text": "Two seats", "next": where})
    signed_in = _sign_in(scene.cast, where)

    assert told["Location"].startswith("/w/acme/")
    assert signed_in.status_code == 302
    assert "evil" not in signed_in["Location"]
    assert signed_in["Location"].startswith("/")


def _sign_in(cast: Cast, where: str):
    user = cast.owner.user
    user.set_password("a long enough secret")
    user.save(update_fields=["password"])
    form = {"login": user.email, "password": "a long enough secret", "next": where}
    return Client().post(f"{reverse('account_login')}?next={quote(where)}", form)


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver@evil.example", "a b", "evil.example:80"]
)
def test_answers_to_no_other_host(host: str, db):
    assert Client().get("/sign-in/", headers={"Host": host}).status_code == 400


def test_writes_no_foreign_host_into_a_page(db):
    page = Client().get("/sign-in/", headers={"X-Forwarded-Host": "evil.example", "X-Original-URL": "//evil.example"})

    assert b"evil.example" not in page.content


@pytest.fixture
def theirs(scene: Scene) -> dict[str, object]:
    """One of everything in the stranger's workspace."""
    actor = Actor(scene.cast.stranger)
    pipeline = publish(definition=load_pipeline("team.sales"), actor=actor, at=AT)
    stage = pipeline.stages.order_by("position")[1]
    company = create_company(name="Secret SA", actor=actor, at=AT)
    person = create_person(name="Secret Person", actor=actor, at=AT)
    deal = create_deal(pipeline=pipeline, title="Secret deal", company=company, actor=actor, at=AT)
    return {
        "pipeline": pipeline.pk,
        "stage": stage.pk,
        "to": stage.pk,
        "company": company.pk,
        "person": person.pk,
        "people": person.pk,
        "deal": deal.pk,
        "before": deal.pk,
        "after": deal.pk,
        "owner": scene.cast.stranger.pk,
        "assignee": scene.cast.stranger.pk,
        "member": scene.cast.stranger.pk,
    }


@of_workspaces
def test_takes_no_id_of_another_workspace_in_query_or_body(route: Route, scene: Scene, theirs):
    url, body = route.url(scene), route.body(scene)
    owner = scene.cast.client("owner")
    before = _rows_of(scene.cast.stranger.workspace)

    asked = owner.get(url, theirs)
    sent = owner.post(url, {**body, **theirs, "apply": "1", "all": ""})

    for answer in (asked, sent):
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"Secret" not in text
    assert _rows_of(scene.cast.stranger.workspace) == before
    assert not _mixed(scene, theirs)


def _rows_of(workspace: Workspace) -> dict[str, list[str]]:
    """Every row that belongs to the workspace."""
    own = [model for model in apps.get_models() if any(field.name == "workspace" for field in model._meta.fields)]
    rows = {model._meta.label: model._default_manager.filter(workspace=workspace) for model in own}
    return {label: sorted(map(repr, found.values_list())) for label, found in rows.items()}


def _mixed(scene: Scene, theirs: dict[str, object]) -> list[object]:
    """Rows of one workspace that point to a row of the other."""
    from jalon.deals.models import Deal, Task

    deals = Deal.objects.filter(workspace=scene.cast.workspace)
    found = [
        deals.filter(company_id=theirs["company"]),
        deals.filter(owner_id=theirs["owner"]),
        deals.filter(stage_id=theirs["stage"]),
        deals.filter(pipeline_id=theirs["pipeline"]),
        Task.objects.filter(workspace=scene.cast.workspace, deal_id=theirs["deal"]),
        Task.objects.filter(workspace=scene.cast.workspace, assignee_id=theirs["assignee"]),
    ]
    return [row for rows in found for row in rows]


@pytest.fixture
def kept(settings, tmp_path: Path) -> Path:
    """Where files are kept, with room above for one that climbs out."""
    folder = tmp_path / "a" / "b" / "files"
    storage = {**settings.STORAGES["default"], "OPTIONS": {"location": folder}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    return folder


def _drop(scene: Scene, name: str, content: bytes):
    """Drop one file. Django's own client would tidy its name: a client of HTTP need not."""
    assert scene.pipeline
    head = f'--cut\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode()
    body, kind = head + content + b"\r\n--cut--\r\n", "multipart/form-data; boundary=cut"
    return scene.cast.client("owner").post(reverse("imports:new", args=["acme"]), body, content_type=kind)


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_keeps_a_file_in_its_folder_whatever_its_name(name: str, scene: Scene, kept: Path, tmp_path: Path):
    answer = _drop(scene, name, b"Deal\nSeats\n")

    assert answer.status_code == 302
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.suffix for path in written} == {".upload", ".parquet"}
    assert all(path.is_relative_to(kept) for path in written)
    page = scene.cast.client("owner").get(answer["Location"]).content.decode()
    assert "Seats" in page
    assert "<img src=x>" not in page


def _bomb() -> bytes:
    """A workbook whose one sheet unpacks to 30 MB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        for name in ("[Content_Types].xml", "xl/workbook.xml"):
            book.writestr(name, "<x/>")
        book.writestr("xl/worksheets/sheet1.xml", b" " * 30_000_000)
    return packed.getvalue()


def test_refuses_a_workbook_that_would_unpack_without_end(scene: Scene, kept: Path, monkeypatch):
    monkeypatch.setattr("jalon.imports.actions.files.Limits", partial(Limits, unpacked=20_000_000))

    answer = _drop(scene, "bomb.xlsx", _bomb())

    assert answer.status_code == 422
    assert "This workbook unpacks to more than 20 MB." in answer.content.decode()
    assert not Import.objects.exists()
    assert [path for path in kept.rglob("*") if path.is_file()] == []


FORMULAS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0", "  =1"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_exports_no_cell_that_a_spreadsheet_would_run(cell: str):
    line = list(csv_lines(["Deal"], [[cell]]))[1]
    workbook = zipfile.ZipFile(xlsx_file("Deals", ["Deal"], [[cell]], ["text"]))
    sheet = workbook.read("xl/worksheets/sheet1.xml").decode()

    assert not re.match(r'"?[=+\-@\t\r\n]', line)
    assert "<f>" not in sheet


@pytest.mark.parametrize("title", ["[a]", "a/b", "'a'", "a:b*c?", "\\", "History", "", "x" * 40, "😀" * 31, "\x00"])
def test_exports_under_any_name_of_a_pipeline(title: str):
    workbook = zipfile.ZipFile(xlsx_file(title, ["Deal"], [["Seats"]], ["text"]))

    assert "xl/worksheets/sheet1.xml" in workbook.namelist()
