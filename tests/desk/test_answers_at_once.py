"""Two browsers, or one whose answer and Enter come together: nothing is lost and nobody is refused."""

import pytest

from jalon.desk.actions import keep
from jalon.desk.models import FirstRun
from jalon.orgs.models import Workspace
from tests.at_once import at_once
from tests.desk.walk import ANSWERS, url

pytestmark = pytest.mark.django_db(transaction=True)


def test_keeps_answers_to_two_questions_given_at_the_same_moment(cast, noon):
    keep(answers={}, actor=cast.actor(), at=noon)

    at_once(
        lambda: keep(answers={"q1": "a", "buying": {"proof": "trial"}}, actor=cast.actor(), at=noon),
        lambda: keep(answers={"q2": "b", "buying": {"compare": "tender"}}, actor=cast.actor(), at=noon),
    )

    answers = FirstRun.objects.get().answers
    assert answers == {"q1": "a", "q2": "b", "buying": {"proof": "trial", "compare": "tender"}}


def test_keeps_an_answer_and_goes_on_at_the_same_moment(cast):
    owner, partly = cast.client("owner"), {**ANSWERS["market"], "average_deal_minor": ""}
    owner.get("/w/acme/first-run/market/")

    partial, whole = at_once(
        lambda: cast.client("owner").post(f"{url('market')}answer/", partly),
        lambda: cast.client("owner").post(url("market"), ANSWERS["market"]),
    )

    assert (partial.status_code, whole.status_code) == (200, 302)
    assert Workspace.objects.get(slug="acme").average_deal_minor == 4_800_000
