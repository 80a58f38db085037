"""What is forgotten by night: sessions and links that nobody can use any more."""

from datetime import timedelta

from django.core.management import call_command

from jalon.kernel.jobs import Job, daily, job
from jalon.orgs.models import SignInLink

LINKS_KEPT = timedelta(days=30)


@job("orgs.forget_sign_ins", schedule=daily(hour=3, minute=41))
def forget_sign_ins(job: Job) -> None:
    """Drop expired sessions, and sign-in links a month after they expired."""
    call_command("clearsessions")
    SignInLink.objects.filter(expires_at__lt=job.at - LINKS_KEPT).delete()
