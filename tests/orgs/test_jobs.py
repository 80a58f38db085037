"""What is forgotten by night."""

from datetime import timedelta

from django.contrib.sessions.models import Session

from jalon.kernel.clock import now
from jalon.kernel.jobs import enqueue
from jalon.kernel.jobs.testing import run_pending_now
from jalon.orgs.actions import make_sign_in_link
from jalon.orgs.models import SignInLink


def test_forgets_what_nobody_can_use_any_more(cast):
    at = now()
    for days in (0, 20, 32):
        make_sign_in_link(user=cast.owner.user, at=at - timedelta(days=days))
    Session.objects.create(session_key="old", session_data="", expire_date=at - timedelta(days=1))
    Session.objects.create(session_key="new", session_data="", expire_date=at + timedelta(days=1))

    enqueue("orgs.forget_sign_ins")
    run_pending_now()

    assert SignInLink.objects.count() == 2
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
