"""The same cast of people in every test: an owner, a teammate who sells, one who only reads, and a stranger."""

import gc
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import hypothesis
import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import connection
from django.test import Client, TransactionTestCase
from django.utils import translation

from jalon.kernel.db.append_only import append_only_models
from jalon.kernel.db.row_security import as_owner, leave, rest_everywhere
from jalon.kernel.db.row_security.place import when_a_request_begins, when_a_request_ends
from jalon.orgs.actor import Actor
from jalon.orgs.models import Membership, User, Workspace
from jalon.orgs.roles import Role

pytest_plugins = ("tests.chromium",)
hypothesis.settings.register_profile("jalon", deadline=None)  # machines are noisy
hypothesis.settings.load_profile("jalon")
rest_everywhere("a test looks at everything; its requests and jobs stand where they belong")
NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Cast:
    """Everybody a test needs; `clients` are signed in."""

    workspace: Workspace
    owner: Membership
    teammate: Membership
    reader: Membership
    stranger: Membership

    def actor(self, who: str = "owner") -> Actor:
        return Actor(getattr(self, who))

    def client(self, who: str) -> Client:
        client = Client()
        client.force_login(getattr(self, who).user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """SQLite in a file, as people run it: threads of a test meet each other as people do."""
    for database in settings.DATABASES.values():
        if "sqlite" in database["ENGINE"]:
            database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def tables_can_be_emptied():
    """After a test that commits, Django empties all tables: the append-only ones let it, and are guarded anew by the
    signal that follows.
    """
    teardown = TransactionTestCase._fixture_teardown

    def lift_and_empty(self):
        for model in append_only_models():
            _unguard(model._meta.db_table)
        teardown(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lift_and_empty)
        yield


def _unguard(table: str) -> None:
    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    with as_owner(), connection.cursor() as cursor:
        for verb in ("update", "delete", "truncate"):
            cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_no_{verb}"{on}')


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Each test begins in English, whatever language the one before it spoke last."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def stand_where_tests_rest(request, django_db_blocker) -> Iterator[None]:
    """No test leaves the connection in a workspace where the next one would begin; the requests of one that asks for no
    database stand nowhere in it.
    """
    asks = "db" in request.fixturenames or request.node.get_closest_marker("django_db") is not None
    hooks = [] if asks else [(request_started, when_a_request_begins), (request_finished, when_a_request_ends)]
    for signal, hook in hooks:
        signal.disconnect(hook)
    yield
    for signal, hook in hooks:
        signal.connect(hook)
    with django_db_blocker.unblock():
        leave()


@pytest.fixture
def noon() -> datetime:
    """The instant at which tests happen."""
    return NOON


@pytest.fixture
def cast(db) -> Cast:
    """One workspace with its three members, and a member of another workspace."""
    workspace = Workspace.objects.create(slug="acme", name="Acme", time_zone="Europe/Paris")
    elsewhere = Workspace.objects.create(slug="elsewhere", name="Elsewhere")
    return Cast(
        workspace=workspace,
        owner=_member(workspace, "olga", Role.OWNER),
        teammate=_member(workspace, "tom", Role.SELLER),
        reader=_member(workspace, "rita", Role.VIEWER),
        stranger=_member(elsewhere, "stan", Role.OWNER),
    )


def _member(workspace: Workspace, name: str, role: Role) -> Membership:
    user = User(email=f"{name}@example.com", name=name.title())
    user.set_unusable_password()
    user.save()
    return Membership.objects.create(workspace=workspace, user=user, role=role)


def pytest_collection_finish() -> None:
    """What was collected stays to the end: do not look through it again at each round of garbage collection."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked for the other engine: it runs when its turn comes."""
    wanted, other = [], []
    for item in items:
        engine = item.get_closest_marker("engine")
        (wanted if engine is None or engine.args[0] == connection.vendor else other).append(item)
    items[:] = wanted
    if other:
        config.hook.pytest_deselected(items=other)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    """Where everything must be tested, a test left out has failed."""
    report = yield
    if report.skipped and os.environ.get("JALON_REQUIRE_ALL") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was left out, and JALON_REQUIRE_ALL is set: {report.longrepr}"
    return report
