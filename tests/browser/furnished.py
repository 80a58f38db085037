"""A workspace with something on every page, and the addresses of all its pages."""

from collections.abc import Iterator
from datetime import timedelta
from functools import cached_property

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse

from jalon.deals.actions import (
    add_person,
    add_task,
    close_deal,
    complete_task,
    create_deal,
    log_call,
    log_meeting,
    log_note,
    state_evidence,
    trash_deal,
)
from jalon.deals.models import Deal
from jalon.desk.first_run.screens import KEYS
from jalon.desk.models import FirstRun
from jalon.desk.sample import preset
from jalon.imports.actions import add_pasted, check_import, run_import, start_import
from jalon.imports.models import Import
from jalon.kernel.clock import now
from jalon.kernel.jobs.testing import run_pending_now
from jalon.orgs.actions import invite, make_sign_in_link
from jalon.orgs.models import User
from jalon.orgs.roles import Role, Scope
from jalon.process import load_pipeline
from tests.matrix_objects import Scene
from tests.test_access_matrix import ROUTES

ROWS = "Deal,Company,Stage,Amount\nSeats,Bois et Fils,Qualify,1200\nDesks,Bois et Fils,Sometime,lots\n"
OF_TOKENS = {"accounts:join", "accounts:sign_in_link", "account_reset_password_from_key"}
FOR_MACHINES = {"live", "ready", "worker", "metrics"}
TO_A_COMPANY = ("oidc_", "saml_")  # lead to a provider, which is to be there
PASSWORD = "a bridge over the river"


class Furnished(Scene):
    """The scene of the access matrix, lived in."""

    def furnish(self) -> None:
        """Put something everywhere."""
        self._live_with(self.deal)
        for title, plight in {"Late": {"next_step_on": -9}, "Bare": {}, "Due": {"next_step_on": 0}}.items():
            self._deal(title, **plight)
        trash_deal(deal=self._deal("Thrown away"), actor=self.actor, at=now())
        close_deal(deal=self._deal("Lost"), outcome="lost", reason="price", actor=self.actor, at=now())
        answers = preset("team")
        self._secure(self.cast.owner.user)
        FirstRun.objects.create(workspace=self.cast.workspace, answers=answers, started_at=now(), published_at=now())

    def addresses(self) -> Iterator[tuple[str, str]]:
        """(name, address) of everything that can be asked for: each pattern once, some with each of their values."""
        for route in ROUTES:
            if route.name not in OF_TOKENS | FOR_MACHINES and not route.name.startswith(TO_A_COMPANY):
                yield route.name, route.url(self)
        for step in KEYS:
            yield f"desk:first_run_screen {step}", reverse("desk:first_run_screen", args=["acme", step])
        for name, import_ in {"checked": self.checked, "finished": self.finished}.items():
            for page in ("import", "check"):
                yield f"imports:{page} {name}", reverse(f"imports:{page}", args=["acme", import_.pk])
        yield from self._of_tokens()

    def _of_tokens(self) -> Iterator[tuple[str, str]]:
        user, whom = self.cast.teammate.user, {"role": Role.SELLER, "scope": Scope.ALL, "team": None}
        invitation = invite(email="ines@example.com", **whom, actor=self.actor, at=now())[1]
        yield "accounts:join", reverse("accounts:join", args=[invitation])
        yield "accounts:sign_in_link", reverse("accounts:sign_in_link", args=[make_sign_in_link(user=user, at=now())])
        key = PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
        address = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])
        yield "account_reset_password_from_key", address

    @cached_property
    def checked(self) -> Import:
        """An import whose dry run found something to say."""
        import_ = start_import(actor=self.actor, at=now())
        add_pasted(import_=import_, text=ROWS, actor=self.actor)
        import_.refresh_from_db()
        check_import(import_=import_, actor=self.actor, at=now())
        return Import.objects.get(pk=import_.pk)

    @cached_property
    def finished(self) -> Import:
        """An import that was run."""
        import_ = Import.objects.get(pk=self.checked.pk)
        del self.checked
        run_import(import_=import_, actor=self.actor, at=now())
        run_pending_now()
        return Import.objects.get(pk=import_.pk)

    def _deal(self, title: str, next_step_on: int | None = None) -> Deal:
        day = None if next_step_on is None else now().date() + timedelta(days=next_step_on)
        place = self.pipeline.stages.order_by("position")[2]
        fields = {"next_step": "Call them" if day else "", "next_step_on": day, "company": self.company}
        money = {"one_off_minor": 100_000, "recurring_minor": 5_000, "term_months": 12, "stage": place}
        return create_deal(pipeline=self.pipeline, title=title, actor=self.actor, at=now(), **fields, **money)

    def _secure(self, user: User) -> None:
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
        TOTP.activate(user, generate_totp_secret())
        RecoveryCodes.activate(user)

    def _live_with(self, deal: Deal) -> None:
        by = {"deal": deal, "actor": self.actor, "at": now()}
        criterion = load_pipeline("team.sales").stages[0].exit[0].key
        state_evidence(criterion=criterion, level="buyer", note="In her mail", **by)
        add_person(person=self.person, role="decider", **by)
        log_note(text="They compare three offers.", **by)
        log_call(text="No answer", reached=False, **by)
        log_meeting(text="On site", minutes=60, people=[self.person], **by)
        add_task(title="Send prices", due_on=now().date() - timedelta(days=2), assignee=self.cast.owner, **by)
        complete_task(task=add_task(title="Find the buyer", **by), actor=self.actor, at=now())
