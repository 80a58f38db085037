"""What the access matrix puts into addresses: for each parameter, an object of the cast's workspace.

A new parameter gets a line in `OBJECTS`; one whose meaning depends on the address is written as "room:name parameter".
`BODIES` says what a POST to an address sends, so that a refusal is tested on something that would have worked.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from django_ox.models import OxTask

from jalon.deals.actions import add_task, create_deal, publish
from jalon.deals.models import Deal, Pipeline, Task
from jalon.directory.actions import create_company, create_person
from jalon.directory.models import Company, Person
from jalon.imports.actions import add_pasted, start_import
from jalon.imports.models import Import
from jalon.kernel.jobs import enqueue
from jalon.kernel.jobs.models import JobRun
from jalon.orgs.actions import create_api_key, create_team, invite
from jalon.orgs.models import ApiKey, Invitation, Team
from jalon.orgs.roles import Role, Scope
from jalon.process import load_pipeline
from jalon.timeline.actions import start_operation
from tests.conftest import Cast

AT = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


class Scene:
    """The cast's workspace with one of everything, made when first asked for."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.actor = cast.actor("owner")

    @cached_property
    def pipeline(self) -> Pipeline:
        return publish(definition=load_pipeline("team.sales"), actor=self.actor, at=AT)

    @cached_property
    def company(self) -> Company:
        return create_company(name="Bois et Fils", actor=self.actor, at=AT)

    @cached_property
    def person(self) -> Person:
        return create_person(name="Paula Petit", actor=self.actor, at=AT)

    @cached_property
    def deal(self) -> Deal:
        return create_deal(
            pipeline=self.pipeline, title="Licences", company=self.company, person=self.person, actor=self.actor, at=AT
        )

    @cached_property
    def task(self) -> Task:
        return add_task(title="Call back", deal=self.deal, actor=self.actor, at=AT)

    @cached_property
    def import_(self) -> Import:
        import_ = start_import(actor=self.actor, at=AT)
        add_pasted(import_=import_, text="Deal,Company\nSeats,Bois et Fils\n", actor=self.actor)
        return import_

    @cached_property
    def dead_job(self) -> Any:
        """A job of the import that was given up."""
        job_id = enqueue("imports.check", import_id=self.import_.pk, edit=1, member_id=self.cast.owner.pk)
        OxTask.objects.filter(pk=JobRun.objects.get(pk=job_id).task_id).update(status="FAILED", finished_at=AT)
        Import.objects.filter(pk=self.import_.pk).update(job_id=job_id)
        return job_id

    @cached_property
    def team(self) -> Team:
        return create_team(name="North", actor=self.actor, at=AT)

    @cached_property
    def api_key(self) -> ApiKey:
        return create_api_key(name="Report", scopes=["read"], days=30, actor=self.actor, at=datetime.now(UTC))[0]

    @cached_property
    def invitation(self) -> Invitation:
        at = datetime.now(UTC) - timedelta(hours=1)
        return invite(email="new@example.com", role=Role.SELLER, scope=Scope.ALL, team=None, actor=self.actor, at=at)[0]


OBJECTS: dict[str, Callable[[Scene], Any]] = {
    "pipeline": lambda scene: scene.pipeline.pk,
    "stage": lambda scene: scene.pipeline.stages.first().pk,
    "deal": lambda scene: scene.deal.pk,
    "company": lambda scene: scene.company.pk,
    "person": lambda scene: scene.person.pk,
    "task": lambda scene: scene.task.pk,
    "member_id": lambda scene: scene.cast.teammate.pk,
    "team_id": lambda scene: scene.team.pk,
    "invitation_id": lambda scene: scene.invitation.pk,
    "provider_id": lambda _scene: "acme",
    "organization_slug": lambda _scene: "acme",
    "key_id": lambda scene: scene.api_key.pk,
    "operation_id": lambda scene: start_operation("test.nothing", actor=scene.actor, at=AT).operation_id,
    "import_id": lambda scene: scene.pipeline and scene.import_.pk,
    "subject": lambda _scene: "deals",
    "desk:job_retrial job": lambda scene: scene.dead_job,
    "desk:job_removal job": lambda scene: scene.dead_job,
    "imports:report form": lambda _scene: "csv",
    "step": lambda _scene: "q1",
    "pk": lambda _scene: 1,
    "session": lambda _scene: 1,
    "deals:export form": lambda _scene: "csv",
    "deals:part person": lambda scene: scene.deal and scene.person.pk,
    "deals:field name": lambda _scene: "title",
    "directory:company_field name": lambda _scene: "name",
    "directory:person_field name": lambda _scene: "name",
}

BODIES: dict[str, Callable[[Scene], dict[str, Any]]] = {
    "desk:first_run_screen": lambda _scene: {"q1": "a", "q1_partners": "none", "q1_self_service": "none"},
    "desk:first_run_answer": lambda _scene: {"q1": "a"},
    "deals:move": lambda scene: {"to": scene.pipeline.stages.order_by("position")[1].pk},
    "deals:notes": lambda _scene: {"text": "They want two more seats."},
    "deals:bulk_owner": lambda scene: {"deal": [scene.deal.pk], "owner": scene.cast.teammate.pk, "apply": "1"},
    "deals:bulk_stage": lambda scene: {
        "deal": [scene.deal.pk],
        "to": scene.pipeline.stages.order_by("position")[1].pk,
        "apply": "1",
    },
    "deals:bulk_trash": lambda scene: {"deal": [scene.deal.pk], "apply": "1"},
    "deals:deals": lambda scene: {"pipeline": scene.pipeline.pk, "company": "Bois et Fils", "title": "Seats"},
    "directory:new_company": lambda _scene: {"name": "Vitrages du Nord"},
    "directory:new_person": lambda _scene: {"name": "Noël Durand"},
    "imports:new": lambda _scene: {"pasted": "Deal\nSeats\n"},
    "imports:files": lambda _scene: {"pasted": "Deal\nSeats\n"},
    "imports:file_removal": lambda _scene: {"name": "pasted.csv"},
    "imports:file_reading": lambda _scene: {"name": "pasted.csv"},
    "imports:cells": lambda _scene: {"file": "pasted.csv", "row": "2", "column": "Deal", "value": "Chairs"},
    "orgs:invitations": lambda _scene: {"email": "late@example.com", "role": "seller", "scope": "all"},
    "orgs:keys": lambda _scene: {"name": "Report", "scopes": ["read"], "days": "30"},
    "orgs:second_factor": lambda _scene: {"wanted": "on"},
    "orgs:teams": lambda _scene: {"name": "South"},
    "orgs:team": lambda _scene: {"name": "West"},
    "orgs:member": lambda _scene: {"role": "owner", "scope": "all"},
    "timeline:erasure": lambda _scene: {"name": "Acme"},
}
