"""Where a person is signed in: noted as sessions are used, shown in words, ended one by one."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from allauth.core.internal.httpkit import HTTP_USER_AGENT_MAX_LENGTH
from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from jalon.orgs.models import User

NOTED_EVERY = timedelta(minutes=5)
NOTED = "seen"  # in the session: when it was noted last, and by which browser at which address
BROWSERS = {
    "Firefox": r"Firefox/",
    "Edge": r"Edg/",
    "Opera": r"OPR/",
    "Chrome": r"Chrom(e|ium)/|CriOS/",
    "Safari": r"Safari/",
    "curl": r"^curl/",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "macOS": "Mac OS X|Macintosh",
    "ChromeOS": "CrOS",
    "Linux": "Linux",
}


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One place where the person is signed in, as the list shows it."""

    id: int
    device: str
    address: str
    signed_in_at: datetime
    seen_at: datetime
    is_current: bool


def note_use(request: HttpRequest, *, at: datetime) -> None:
    """Keep the session's last use, every five minutes at most, and at once when browser or address change."""
    agent = request.META.get("HTTP_USER_AGENT", "")[:HTTP_USER_AGENT_MAX_LENGTH]
    address = get_adapter(request).get_client_ip(request) or "0.0.0.0"  # noqa: S104 - unknown, not listened on
    whence = hashlib.sha256(f"{address} {agent}".encode()).hexdigest()[:16]
    noted_at, noted_whence = request.session.get(NOTED, (0, ""))
    if noted_whence == whence and at.timestamp() - noted_at < NOTED_EVERY.total_seconds():
        return
    request.session[NOTED] = (at.timestamp(), whence)
    if not request.session.session_key:
        request.session.save()
    noted = {"user": request.user, "ip": address, "user_agent": agent, "last_seen_at": at}
    UserSession.objects.update_or_create(
        session_key=request.session.session_key, defaults=noted, create_defaults={**noted, "created_at": at}
    )


def sessions_of(user: User, *, current: str) -> list[SessionLine]:
    """Where the user is signed in, the session with the key `current` first, then the last used."""
    lines = [_line(row, current) for row in UserSession.objects.purge_and_list(user)]
    return sorted(lines, key=lambda line: (not line.is_current, -line.seen_at.timestamp()))


def end_session(user: User, session_id: int) -> None:
    """Sign out one session of the user. Raises Http404 when it is not theirs or gone."""
    get_object_or_404(UserSession, user=user, pk=session_id).end()


def end_other_sessions(user: User, *, current: str) -> int:
    """Sign out every session of the user but `current`; how many."""
    others = list(UserSession.objects.filter(user=user).exclude(session_key=current))
    for row in others:
        row.end()
    return len(others)


def device_words(agent: str) -> str:
    """A browser's own description in words: “Firefox on Windows”."""
    browser = next((name for name, mark in BROWSERS.items() if re.search(mark, agent)), "")
    system = next((name for name, mark in SYSTEMS.items() if re.search(mark, agent)), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("An unknown device")


def _line(row: UserSession, current: str) -> SessionLine:
    return SessionLine(
        id=row.pk,
        device=device_words(row.user_agent),
        address=row.ip,
        signed_in_at=row.created_at,
        seen_at=row.last_seen_at,
        is_current=row.session_key == current,
    )
