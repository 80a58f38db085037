"""The first run, walked by plain forms as a browser without JavaScript would."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

ANSWERS: dict[str, dict[str, Any]] = {
    "language": {"language": "en"},
    "company": {"name": "Acme", "currency": "EUR", "fiscal_year_month": "4", "time_zone": "Europe/Paris"},
    "market": {"audience": "b2b", "offer": "Software", "average_deal_minor": "48 000"},
    "words": {"lead": "prospect", "deal": "opportunity", "company": "account"},
    "q1": {"q1": "b", "q1_partners": "none", "q1_self_service": "none"},
    "q2": {"q2": "b", "q2_time": "even"},
    "q3": {"q3": "c"},
    "q4": {"q4": "c", "q4_named": "no", "q4_tailored": "partly"},
    "defines": {"defines": "team"},
    "verdict": {"overrule": ""},
    "trigger": {"trigger": ["problem", "deadline"]},
    "circle": {"circle": ["users", "it", "finance"]},
    "compare": {"compare": "two_or_three"},
    "proof": {"proof": "pilot"},
    "reassure": {"reassure": ["roi", "references"]},
    "sign": {"sign": ["several"]},
    "pipelines": {},
    "stages": {"label_set": "infinitive"},
    "target": {"amount_minor": "1 200 000", "period": "year"},
    "publish": {"hold": "proof"},
    "book": {"book": "empty"},
}


def url(step: str, slug: str = "acme") -> str:
    return f"/w/{slug}/first-run/{step}/"


def send(client: Client, step: str, **changes: Any) -> HttpResponse:
    return client.post(url(step), {**ANSWERS[step], **changes})


def walk(client: Client, *, until: str = "book", **changes: dict[str, Any]) -> HttpResponse:
    """Answer every screen up to `until`, which is answered too; gives its answer."""
    answer = HttpResponse()
    for step in ANSWERS:
        answer = send(client, step, **changes.get(step, {}))
        assert answer.status_code == 302, (step, answer.content.decode())
        if step == until:
            break
    return answer
