"""Jobs that were given up, and those under way, for those who administer the workspace."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django_ox.models import OxTask

from jalon.desk.actions.settle_job import NotGivenUp, let_go, retry
from jalon.imports.models import Import
from jalon.kernel.jobs import enqueue, status_of
from jalon.kernel.jobs.models import JobRun
from jalon.timeline.models import Event
from tests.matrix_objects import Scene


@pytest.fixture
def scene(cast):
    scene = Scene(cast)
    assert scene.pipeline
    return scene


@pytest.fixture
def dead(scene):
    """An import's job that failed twice and was given up."""
    job_id = scene.dead_job
    errors = [{"traceback": f"Traceback\nOSError: disk full {n}"} for n in (1, 2)]
    OxTask.objects.filter(pk=JobRun.objects.get(pk=job_id).task_id).update(errors=errors)
    return job_id


def page(client, **headers):
    return client.get("/w/acme/settings/jobs/", **headers).content.decode()


def settle(client, job_id, way):
    return client.post(f"/w/acme/settings/jobs/{job_id}/{way}/")


def test_shows_what_was_given_up_with_its_error_and_attempts(cast, dead):
    html = page(cast.client("owner"))

    assert "Check of an import" in html
    assert "OSError: disk full 2" in html
    assert '<td class="num">2</td>' in html
    assert "Nothing is under way." in html
    assert "every 3s" not in html


def test_shows_how_far_the_work_is_and_asks_again(cast, scene):
    job_id = enqueue("imports.run", import_id=scene.import_.pk)
    Import.objects.filter(pk=scene.import_.pk).update(job_id=job_id)
    JobRun.objects.filter(pk=job_id).update(done=30, total=120, note="companies")

    html = page(cast.client("owner"), HTTP_HX_REQUEST="true")

    assert "Import of files · 25% · companies" in html
    assert 'value="25"' in html
    assert 'hx-trigger="every 3s"' in html
    assert "<html" not in html


def test_tries_again_and_says_who_asked(cast, dead):
    answer = settle(cast.client("owner"), dead, "retrial")

    assert (answer.status_code, status_of(dead).state) == (302, "retrying")
    event = Event.objects.get(verb="job.retried")
    assert (event.subject_id, event.actor_id, event.particulars) == (dead, cast.owner.pk, {"job": "imports.check"})


def test_lets_go_and_says_who_did(cast, dead):
    settle(cast.client("owner"), dead, "removal")

    assert status_of(dead).state == "discarded"
    assert Event.objects.get(verb="job.let_go").subject_id == dead
    assert "No job was given up." in page(cast.client("owner"))


def test_settles_a_job_once(cast, dead):
    client = cast.client("owner")

    statuses = [settle(client, dead, "removal").status_code for _time in range(2)]

    assert statuses == [302, 404]
    assert Event.objects.filter(verb="job.let_go").count() == 1


def test_refuses_what_a_colleague_settled_meanwhile(cast, dead, noon):
    let_go(job_id=dead, actor=cast.actor(), at=noon)

    with pytest.raises(NotGivenUp):
        retry(job_id=dead, actor=cast.actor(), at=noon)

    assert status_of(dead).state == "discarded"
    assert not Event.objects.filter(verb="job.retried").exists()


def test_settles_no_job_of_another_workspace_nor_one_that_is_gone(cast, dead, noon):
    for actor, job_id in [(cast.actor("stranger"), dead), (cast.actor(), uuid4())]:
        for act in (retry, let_go):
            with pytest.raises(NotGivenUp):
                act(job_id=job_id, actor=actor, at=noon)

    assert status_of(dead).state == "dead"


@pytest.mark.parametrize("way", ["retrial", "removal"])
@pytest.mark.parametrize(("who", "status"), [("teammate", 403), ("reader", 403), ("stranger", 404)])
def test_is_nothing_for_others(cast, dead, who, status, way):
    answer = settle(cast.client(who), dead, way)

    assert answer.status_code == status
    assert status_of(dead).state == "dead"


def test_hides_the_jobs_of_other_workspaces_and_of_the_installation(cast, dead):
    own = enqueue("timeline.seal")
    OxTask.objects.filter(pk=JobRun.objects.get(pk=own).task_id).update(status="FAILED")
    elsewhere = cast.client("stranger")

    html = elsewhere.get(reverse("desk:jobs", args=["elsewhere"])).content.decode()

    assert "No job was given up." in html
    assert elsewhere.post(f"/w/elsewhere/settings/jobs/{dead}/retrial/").status_code == 404
    assert settle(cast.client("owner"), own, "retrial").status_code == 404
    assert (status_of(dead).state, status_of(own).state) == ("dead", "dead")


def test_is_reached_from_the_settings(cast):
    html = cast.client("owner").get("/w/acme/settings/").content.decode()

    assert 'href="/w/acme/settings/jobs/"' in html
    assert 'href="/w/acme/audit/"' in html
    assert 'href="/w/acme/audit/"' not in cast.client("owner").get("/w/acme/members/").content.decode()
