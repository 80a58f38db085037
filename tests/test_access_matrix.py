"""Every address of the product, asked for by everybody: strangers see nothing, teammates only what is theirs to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from jalon.orgs.access import Access
from jalon.orgs.models import Workspace
from jalon.orgs.roles import CAPABILITIES, Role
from tests.conftest import Cast
from tests.matrix_objects import BODIES, OBJECTS, Scene

OF_LIBRARIES = {
    "account_login": "public",
    "account_logout": "public",
    "account_inactive": "public",
    "account_reset_password": "public",
    "account_reset_password_done": "public",
    "account_reset_password_from_key": "public",
    "account_reset_password_from_key_done": "public",
    "account_change_password": "signed_in",
    "account_set_password": "signed_in",
    "account_reauthenticate": "signed_in",
    "mfa_authenticate": "public",
    "oidc_login": "public",
    "oidc_callback": "public",
    "saml_login": "public",
    "saml_acs": "public",
    "saml_finish_acs": "public",
    "saml_metadata": "public",
    "saml_sls": "public",
    "socialaccount_login_cancelled": "public",
    "mfa_login_webauthn": "public",
    "mfa_reauthenticate": "signed_in",
    "mfa_reauthenticate_webauthn": "signed_in",
    "mfa_add_webauthn": "signed_in",
    "mfa_edit_webauthn": "signed_in",
    "mfa_remove_webauthn": "signed_in",
    "mfa_activate_totp": "signed_in",
    "mfa_deactivate_totp": "signed_in",
    "mfa_view_recovery_codes": "signed_in",
    "mfa_generate_recovery_codes": "signed_in",
    "mfa_download_recovery_codes": "signed_in",
}
ONES_OWN = {"orgs:departure", "orgs:keys", "deals:fold", "deals:layout"}  # a reader's own membership and choices
NOT_COMPARED = {"sessions.Session", "usersessions.UserSession", "timeline.Sighting"}  # who looked is written down
NO_RECORDS = {"subject", "step"}  # parameters that stand for the same thing in every workspace


@dataclass(frozen=True)
class Route:
    """One address pattern: its name, what it asks of visitors, and the parameters to fill in."""

    name: str
    access: Access | None
    parameters: tuple[str, ...]

    @property
    def objects(self) -> tuple[str, ...]:
        return tuple(name for name in self.parameters if name != "workspace")

    @property
    def records(self) -> tuple[str, ...]:
        return tuple(name for name in self.objects if name not in NO_RECORDS)

    def body(self, scene: Scene) -> dict[str, Any]:
        return BODIES.get(self.name, lambda _scene: {})(scene)

    def url(self, scene: Scene, slug: str = "acme") -> str:
        values = {"workspace": slug} if "workspace" in self.parameters else {}
        for name in self.objects:
            make: Callable[[Scene], Any] | None = OBJECTS.get(f"{self.name} {name}") or OBJECTS.get(name)
            assert make, f"{self.name}: say in tests/matrix_objects.py what “{name}” stands for"
            values[name] = make(scene)
        return reverse(self.name, kwargs=values)


def routes(patterns: list[Any], names: tuple[str, ...] = (), parameters: tuple[str, ...] = ()) -> Iterator[Route]:
    for pattern in patterns:
        found = (*parameters, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            inner = (*names, pattern.namespace) if pattern.namespace else names
            yield from routes(pattern.url_patterns, inner, found)
        elif isinstance(pattern, URLPattern):
            access = getattr(pattern.callback, "access", None)
            kind = OF_LIBRARIES.get(pattern.name or "")
            name = ":".join([*names, pattern.name or str(pattern.pattern)])
            yield Route(name, access or (Access(kind) if kind else None), found)


ROUTES = sorted(routes(get_resolver().url_patterns), key=lambda route: route.name)
OF_WORKSPACES = [route for route in ROUTES if route.access and route.access.kind == "workspace"]
of_workspaces = pytest.mark.parametrize("route", OF_WORKSPACES, ids=lambda route: route.name)


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return Scene(cast)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_says_whom_each_address_is_for(route: Route):
    assert route.access, f"{route.name} wears neither workspace_view, signed_in nor public"
    assert ("workspace" in route.parameters) == (route.access.kind == "workspace")


@of_workspaces
def test_is_not_there_for_a_stranger(route: Route, scene: Scene):
    url, body = route.url(scene), route.body(scene)
    client = scene.cast.client("stranger")
    before = everything()

    answers = ask(client, url, body)

    assert [answer.status_code for answer in answers] == [404, 404]
    assert everything() == before


@pytest.mark.parametrize(
    "route",
    [route for route in OF_WORKSPACES if route.records or route.name.startswith("deals:bulk_")],
    ids=lambda route: route.name,
)
def test_does_not_reach_another_workspace_from_ones_own(route: Route, scene: Scene):
    url, body = route.url(scene, slug="elsewhere"), route.body(scene)
    client = scene.cast.client("stranger")
    before = everything(of=scene.cast.workspace)

    statuses = {answer.status_code for answer in ask(client, url, body)}

    if route.records:
        assert statuses in ({404}, {404, 405})
    assert everything(of=scene.cast.workspace) == before


@of_workspaces
def test_sends_a_visitor_to_sign_in(route: Route, scene: Scene):
    url, body = route.url(scene), route.body(scene)
    before = everything()

    answers = ask(Client(), url, body)

    assert [answer.status_code for answer in answers] == [302, 302]
    assert all(answer["Location"].startswith("/sign-in/?next=") for answer in answers)
    assert everything() == before


@of_workspaces
def test_refuses_a_reader_what_readers_may_not_do(route: Route, scene: Scene):
    url, body = route.url(scene), route.body(scene)
    client = scene.cast.client("reader")
    before = everything()

    answers = ask(client, url, body)

    if route.access.capability not in CAPABILITIES[Role.VIEWER]:
        assert [answer.status_code for answer in answers] == [403, 403]
    if route.name not in ONES_OWN:
        assert everything() == before


@of_workspaces
def test_lets_an_owner_in(route: Route, scene: Scene):
    url, body = route.url(scene), route.body(scene)

    answers = ask(scene.cast.client("owner"), url, body)

    assert {answer.status_code for answer in answers}.isdisjoint({401, 403, 404, 500})
    assert {answer.status_code for answer in answers} != {405}


@pytest.mark.parametrize(
    "route", [route for route in ROUTES if route.access and route.access.kind == "signed_in"], ids=lambda r: r.name
)
def test_keeps_visitors_out_of_personal_pages(route: Route, scene: Scene):
    answers = ask(Client(), route.url(scene), {})

    assert [answer.status_code for answer in answers] == [302, 302]
    assert all("/sign-in/" in answer["Location"] for answer in answers)


def ask(client: Client, url: str, body: dict[str, Any]) -> list[HttpResponse]:
    return [client.get(url), client.post(url, body)]


def everything(of: Workspace | None = None) -> dict[str, list[Any]]:
    """Every row of every table, or of one workspace, to see that nothing changed."""
    return {
        model._meta.label: sorted(map(repr, rows_of(model, of).values_list()))
        for model in apps.get_models()
        if model._meta.label not in NOT_COMPARED
    }


def rows_of(model: type[Model], workspace: Workspace | None) -> QuerySet[Any]:
    rows = model._default_manager.all()
    has_workspace = any(field.name == "workspace" for field in model._meta.fields)
    return rows.filter(workspace=workspace) if workspace and has_workspace else rows
