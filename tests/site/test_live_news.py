"""What a page gets when it asks for the news of its workspace."""

import json

import pytest

from jalon.deals.actions import edit_deal, log_note, move_stage, trash_deal
from jalon.orgs.models import Membership
from jalon.orgs.roles import Scope
from tests.conftest import Cast
from tests.matrix_objects import AT, Scene

LONG_AGO = "2026-01-01T00:00:00+00:00"


@pytest.fixture
def scene(cast: Cast) -> Scene:
    scene = Scene(cast)
    assert scene.deal
    return scene


def news(cast: Cast, who: str, since: str = LONG_AGO):
    return json.loads(cast.client(who).get("/w/acme/live/", {"since": since}).content)


def test_says_who_did_what_to_a_deal(scene: Scene):
    second = scene.pipeline.stages.order_by("position")[1]
    move_stage(deal=scene.deal, to=second, actor=scene.actor, at=AT)

    last = news(scene.cast, "teammate")["news"][-1]

    assert (last["deal"], last["title"], last["who"]) == (str(scene.deal.pk), "Licences", "Olga")
    assert (last["did"], last["mine"]) == ("moved the deal", False)
    assert news(scene.cast, "owner")["news"][-1]["mine"]


def test_says_it_in_the_readers_language(scene: Scene):
    user = scene.cast.teammate.user
    user.language = "fr"
    user.save(update_fields=["language"])

    assert news(scene.cast, "teammate")["news"][-1]["did"] == "a créé l’affaire"


def test_names_what_the_viewer_may_not_see_by_its_id_alone(scene: Scene):
    Membership.objects.filter(pk=scene.cast.teammate.pk).update(scope=Scope.OWN)
    edit_deal(deal=scene.deal, changes={"owner": scene.cast.owner}, actor=scene.actor, at=AT)

    told = news(scene.cast, "teammate")["news"]

    assert {frozenset(one) for one in told} == {frozenset({"event", "deal"})}
    assert "Licences" not in json.dumps(told)


@pytest.mark.parametrize("since", ["", "yesterday", "2026-13-01T00:00:00Z", "2026-11-02", "9999-12-31T23:59:59+00:00"])
def test_has_no_news_since_a_moment_that_makes_no_sense(scene: Scene, since: str):
    assert news(scene.cast, "owner", since)["news"] == []


def test_says_when_there_is_too_much_to_tell(scene: Scene, monkeypatch):
    monkeypatch.setattr("jalon.site.live.views.MOST", 1)
    log_note(deal=scene.deal, text="Two", actor=scene.actor, at=AT)

    told = news(scene.cast, "owner")

    assert (told["more"], len(told["news"])) == (True, 1)


def card(scene: Scene, who: str = "teammate", **query: str):
    return scene.cast.client(who).get(f"/w/acme/deals/{scene.deal.pk}/card/", query, headers={"HX-Request": "true"})


def test_gives_the_card_where_it_stands_now_and_the_heads_that_changed(scene: Scene):
    first, second = scene.pipeline.stages.order_by("position")[:2]
    move_stage(deal=scene.deal, to=second, actor=scene.actor, at=AT)

    answer = card(scene, stage=str(first.pk))

    html = answer.content.decode()
    assert f'data-card="{scene.deal.pk}" data-stage="{second.pk}"' in html
    assert str(first.pk) in html
    assert answer["Jalon-Before"] == "last"


def test_gives_no_card_of_a_deal_that_left_or_does_not_pass_the_filters(scene: Scene):
    assert "data-card=" in card(scene).content.decode()
    assert "data-card=" not in card(scene, q="nothing like it").content.decode()

    trash_deal(deal=scene.deal, actor=scene.actor, at=AT)

    answer = card(scene)
    assert (answer.status_code, "data-card=" in answer.content.decode()) == (200, False)


def test_page_says_where_to_listen(scene: Scene, settings):
    page = f"/w/acme/board/{scene.pipeline.pk}/"
    through_proxy = scene.cast.client("owner").get(page).content.decode()
    settings.LIVE_PORT = 8001

    direct = scene.cast.client("owner").get(page).content.decode()

    assert 'data-events="/live/acme/"' in through_proxy
    assert 'data-events="http://testserver:8001/live/acme/"' in direct


def test_asks_where_a_page_cannot_listen(scene: Scene, settings):
    settings.LIVE_PORT, settings.ALLOWED_HOSTS = 8952, ["[::1]"]

    page = scene.cast.client("owner").get(f"/w/acme/board/{scene.pipeline.pk}/", headers={"host": "[::1]:8951"})

    assert 'data-events=""' in page.content.decode()
