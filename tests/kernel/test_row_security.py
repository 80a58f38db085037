"""The second wall: what the database itself holds back from a query that forgot its workspace."""

from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, ProgrammingError, connection, models, transaction
from django.test.utils import isolate_apps

import jalon
from jalon.deals.models import Deal
from jalon.directory.models import Company, Person
from jalon.kernel.db import row_security
from jalon.kernel.db.row_security.checks import every_table_has_a_wall
from jalon.kernel.db.row_security.policies import policies_of, walled_models
from jalon.kernel.db.row_security.walled import NOWHERE
from jalon.kernel.jobs import enqueue, job
from jalon.kernel.jobs.registry import forget
from jalon.kernel.jobs.testing import run_pending_now
from jalon.orgs.actor import Actor
from jalon.orgs.models import Membership, User, Workspace
from jalon.timeline.actions import record
from tests.conftest import NOON
from tests.timeline.verbs import SAID

pytestmark = [pytest.mark.django_db, pytest.mark.engine("postgresql")]


@pytest.fixture(autouse=True)
def back_at_rest(db):
    """A rollback takes the database back to where it stood before the test, and nobody tells the connection."""
    yield
    row_security.leave()


@pytest.fixture
def ours(cast):
    """A company on our side of the wall."""
    return Company.objects.create(workspace=cast.workspace, name="Ours", created_at=NOON)


@pytest.fixture
def theirs(cast):
    """A company of the stranger's workspace."""
    return Company.objects.create(workspace=cast.stranger.workspace, name="Theirs", created_at=NOON)


@pytest.fixture
def inside(cast, ours, theirs):
    """Stand in our workspace."""
    with row_security.within(cast.workspace.pk):
        yield


@pytest.fixture
def of_visitors(monkeypatch):
    """Rest as a web process does: nowhere."""
    monkeypatch.setattr("jalon.kernel.db.row_security.place._rest", NOWHERE)


@pytest.fixture
def work():
    """Declare a job for one test: it notes what it was told to look at."""

    def declare(look):
        @job("tests.look", attempts=1)
        def look_around(job):
            seen.append(look())

        return seen

    seen: list[object] = []
    yield declare
    forget("tests.look")


def asked(sql: str, *values: object) -> list[object]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()] if cursor.description else [cursor.rowcount]


def everything() -> dict[str, list[object]]:
    return {
        model._meta.label: list(model.objects.order_by("pk").values()) for model in (Company, Workspace, Membership)
    }


class TestRawSql:
    def test_sees_only_rows_of_the_workspace_stood_in(self, inside):
        assert asked("SELECT name FROM directory_company") == ["Ours"]

    def test_sees_no_row_of_another_workspace_that_it_asks_for(self, inside, theirs):
        assert asked("SELECT name FROM directory_company WHERE id = %s", theirs.pk) == []

    @pytest.mark.parametrize(
        "statement",
        ["UPDATE directory_company SET name = 'forged' WHERE id = %s", "DELETE FROM directory_company WHERE id = %s"],
    )
    def test_changes_no_row_of_another_workspace(self, inside, theirs, statement):
        assert asked(statement, theirs.pk) == [0]

        with row_security.everywhere("to look"):
            assert Company.objects.get(pk=theirs.pk).name == "Theirs"

    def test_adds_no_row_to_another_workspace(self, cast, inside):
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Company.objects.create(workspace=cast.stranger.workspace, name="Smuggled", created_at=NOON)

        with row_security.everywhere("to look"):
            assert not Company.objects.filter(name="Smuggled").exists()

    def test_moves_no_row_to_another_workspace(self, cast, inside, ours):
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Company.objects.filter(pk=ours.pk).update(workspace=cast.stranger.workspace)

        assert Company.objects.get(pk=ours.pk).workspace_id == cast.workspace.pk

    def test_sees_nothing_from_nowhere(self, cast, ours, theirs):
        with row_security.within(None):
            rows = {
                model._meta.db_table: asked(f'SELECT count(*) FROM "{model._meta.db_table}"')  # noqa: S608
                for model in walled_models()
            }

        assert set(map(tuple, rows.values())) == {(0,)}

    def test_sees_no_row_whose_parent_is_elsewhere(self, cast):
        from jalon.imports.models import Import, ImportFile

        far = Import.objects.create(workspace=cast.stranger.workspace, created_at="2026-11-02T12:00Z")
        ImportFile.objects.create(part_of=far, name="theirs.csv")

        with row_security.within(cast.workspace.pk):
            assert asked("SELECT name FROM imports_importfile") == []

    @pytest.mark.parametrize(
        "statement",
        [
            "ALTER TABLE directory_company DISABLE ROW LEVEL SECURITY",
            "DROP POLICY jalon_wall ON directory_company",
            "TRUNCATE directory_company CASCADE",
            "INSERT INTO django_migrations (app, name, applied) VALUES ('kernel', 'forged', now())",
        ],
    )
    def test_cannot_take_the_wall_down(self, inside, statement):
        with pytest.raises(DatabaseError, match=r"must be owner|permission denied"), transaction.atomic():
            asked(statement)


class TestPerson:
    def test_reads_which_workspaces_are_theirs_from_outside(self, cast):
        row_security.recognise(cast.teammate.user.pk)

        assert list(Workspace.objects.values_list("slug", flat=True)) == ["acme"]
        assert list(Membership.objects.values_list("pk", flat=True)) == [cast.teammate.pk]

    def test_changes_nothing_there_from_outside(self, cast):
        row_security.recognise(cast.teammate.user.pk)

        assert Membership.objects.filter(pk=cast.teammate.pk).update(role="owner") == 0


class TestRequest:
    def test_stands_nowhere_after_it(self, cast, of_visitors):
        cast.client("owner").get("/w/acme/")

        assert connection.place == NOWHERE
        assert asked("SELECT name FROM orgs_workspace") == []

    def test_stands_nowhere_after_a_refusal(self, cast, of_visitors):
        assert cast.client("stranger").get("/w/acme/").status_code == 404

        assert asked("SELECT name FROM orgs_workspace") == []

    def test_stands_nowhere_after_an_error(self, cast, of_visitors, monkeypatch):
        monkeypatch.setattr("jalon.desk.views.home.now", lambda: 1 / 0)
        client = cast.client("owner")
        client.raise_request_exception = False

        assert client.get("/w/acme/").status_code == 500

        assert asked("SELECT name FROM orgs_workspace") == []

    def test_leaves_after_the_sighting_that_is_written_once_the_answer_has_left(self, cast, ours, of_visitors):
        assert cast.client("owner").get(f"/w/acme/companies/{ours.pk}/").status_code == 200

        assert connection.place == NOWHERE
        with row_security.within(cast.workspace.pk):
            assert asked("SELECT subject_id FROM timeline_sighting") == [ours.pk]

    def test_does_not_inherit_where_another_one_left_the_connection(self, cast):
        visitor = cast.client("stranger")
        row_security.recognise(cast.owner.user.pk)
        row_security.enter(cast.workspace.pk)
        seen = []

        def look(execute, sql, *rest):
            if "set_config" not in sql:
                with connection.connection.cursor() as cursor:
                    seen.append(cursor.execute("SELECT slug FROM orgs_workspace").fetchall())
            return execute(sql, *rest)

        with connection.execute_wrapper(look):
            visitor.get("/")

        assert seen[0] == []
        assert seen[-1] == [("elsewhere",)]


class TestJob:
    def test_stands_in_the_workspace_it_was_asked_for_in(self, cast, ours, theirs, work):
        seen = work(lambda: asked("SELECT name FROM directory_company"))
        with row_security.within(cast.workspace.pk):
            enqueue("tests.look")

        run_pending_now()

        assert seen == [["Ours"]]

    def test_sees_all_when_it_was_asked_for_in_none(self, cast, ours, theirs, work):
        seen = work(lambda: sorted(asked("SELECT name FROM directory_company")))
        enqueue("tests.look")

        run_pending_now()

        assert seen == [["Ours", "Theirs"]]

    def test_seals_every_workspace_on_its_schedule(self, cast, of_visitors):
        for member in (cast.owner, cast.stranger):
            record(SAID, subject=("member", member.pk), actor=Actor(member), at=NOON)
        row_security.leave()
        enqueue("timeline.seal")

        run_pending_now()

        with row_security.everywhere("to look"):
            assert set(asked("SELECT workspace_id FROM timeline_seal")) == {
                cast.workspace.pk,
                cast.stranger.workspace_id,
            }

    def test_leaves_nothing_behind_when_it_fails(self, cast, ours, work):
        work(lambda: asked("SELECT 1 / 0"))
        with row_security.within(cast.workspace.pk):
            enqueue("tests.look")

        with row_security.within(None):
            with pytest.raises(DatabaseError):
                run_pending_now()

            assert asked("SELECT name FROM directory_company") == []


class TestConnection:
    @pytest.mark.django_db(transaction=True)
    def test_takes_the_role_and_stands_where_it_stood_when_it_is_made_anew(self, cast, ours, theirs):
        with row_security.within(cast.workspace.pk):
            connection.close()

            assert asked("SELECT name FROM directory_company") == ["Ours"]
            assert row_security.is_bound()

    @pytest.mark.django_db(transaction=True)
    def test_is_told_again_after_a_transaction_that_failed(self, cast, ours):
        with row_security.within(None):
            with suppress(DatabaseError), transaction.atomic():
                row_security.enter(cast.workspace.pk)
                asked("SELECT 1 / 0")
            row_security.enter(cast.workspace.pk)

            assert asked("SELECT name FROM directory_company") == ["Ours"]

    def test_is_bound_but_for_the_owners_time(self, cast):
        assert row_security.is_bound()

        with row_security.as_owner():
            assert asked("SELECT current_user") == asked("SELECT session_user")

        assert asked("SELECT current_user") == [f"{connection.settings_dict['NAME']}_app"]


class TestPolicies:
    def test_stand_on_every_table_of_a_workspace(self, db):
        assert row_security.faults() == []

    def test_are_missed_when_one_is_gone_and_put_back(self, db):
        with row_security.as_owner():
            asked("DROP POLICY jalon_wall ON deals_deal")
            asked("ALTER TABLE deals_stage DISABLE ROW LEVEL SECURITY")
        assert row_security.faults() == ["deals_deal", "deals_stage"]

        row_security.install()

        assert row_security.faults() == []

    def test_are_missed_when_their_words_have_changed(self, db, monkeypatch):
        monkeypatch.setattr(Person, "seen_by_person", "owner_id = {person}", raising=False)

        assert row_security.faults() == ["directory_person"]

    def test_outlive_a_changed_field(self, inside):
        field = Deal._meta.get_field("title")
        wider = models.CharField(max_length=999)
        wider.set_attributes_from_name("title")
        with row_security.as_owner(), connection.schema_editor() as editor:
            editor.alter_field(Deal, field, wider)

        assert row_security.faults() == []

    def test_hold_a_table_through_its_parents(self):
        through = apps.get_model("deals", "Stage_came_from")

        assert [policy.condition for policy in policies_of(through)] == [
            '"from_stage_id" IN (SELECT "id" FROM "deals_stage")'
        ]


class TestCheck:
    @isolate_apps("jalon.deals")
    def test_refuses_a_table_of_no_workspace(self, monkeypatch):
        class Stray(models.Model):  # noqa: DJ008 - it is only looked at
            class Meta:
                app_label = "deals"

        monkeypatch.setattr("jalon.kernel.db.row_security.checks.our_models", lambda: [Stray])

        assert [error.id for error in every_table_has_a_wall()] == ["jalon.E001"]

    def test_passes_every_table_of_the_product(self):
        assert every_table_has_a_wall() == []


def test_users_stand_outside_because_they_say_why():
    assert User.outside_the_wall
    assert User not in walled_models()


def test_a_random_workspace_shows_nothing(cast, ours):
    with row_security.within(uuid4()):
        assert everything() == {"directory.Company": [], "orgs.Workspace": [], "orgs.Membership": []}


EVERYWHERE = {
    "kernel/jobs/run.py": 1,  # jobs asked for in no workspace
    "orgs/actions/single_sign_on.py": 1,  # by what a company vouches for
    "orgs/actions/workspaces.py": 1,  # whether an address is taken
    "orgs/keys.py": 1,  # by the secret of a program
    "orgs/queries/invitations.py": 1,  # by the secret of an invitation
    "site/cli.py": 1,  # the operator's command line
    "site/live/asgi.py": 1,  # which subjects have news, of the workspaces that members listen to
    "site/metrics.py": 1,  # how many events there were
}


def test_only_these_look_beyond_a_workspace():
    source = Path(jalon.__file__).parent
    found = {
        str(path.relative_to(source)): sum(line.count("everywhere(") for line in path.read_text().splitlines())
        for path in source.rglob("*.py")
        if "row_security" not in path.parts
    }

    assert {path: count for path, count in found.items() if count} == EVERYWHERE
