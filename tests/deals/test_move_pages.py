"""Moving deals on screen: the gate's panel, the honest return, who is told what."""

import pytest

from jalon.deals.actions import edit_deal, move_stage, state_evidence
from jalon.deals.models import Deal, Evidence
from jalon.timeline.models import Event
from tests.deals.pages import HTMX, texts, toast, tree, values, with_class
from tests.deals.said import row, state, verbs, visits

REASON = "The buyer told me so on the phone"


@pytest.fixture
def move(browse, stages):
    def move(deal, to, *, who="owner", query="", **fields):
        address = f"/w/acme/deals/{deal.pk}/moves/{query}"
        fields = {"to": stages[to].pk, "edit": deal.edit, **fields}
        return browse(who).post(address, fields, headers=HTMX)

    return move


def test_moves_and_gives_the_card_with_the_heads_that_changed(move, deal, stages, cast, noon):
    state_evidence(deal=deal, criterion="need", level="buyer", actor=cast.actor(), at=noon)

    answer = move(deal, "PRESENT")

    assert answer.status_code == 200
    assert row(deal).stage.key == "PRESENT"
    [card] = tree(answer).xpath("//li[@data-card]")
    assert (card.get("data-stage"), card.get("data-edit")) == (str(stages["PRESENT"].pk), str(row(deal).edit))
    assert values(answer, "//header/@id") == [f"head-{stages['QUALIFY'].pk}", f"head-{stages['PRESENT'].pk}"]
    assert texts(answer, with_class("column__count")) == ["0", "1"]


def test_warns_of_advised_criteria_and_offers_to_undo(move, deal, cast, noon, browse):
    state_evidence(deal=deal, criterion="need", level="buyer", actor=cast.actor(), at=noon)

    said = toast(move(deal, "PRESENT"))
    undone = browse("owner").post(said["undo"], headers=HTMX)

    assert said["message"] == "“Licences” is now in Present. Advised, and not met: budget"
    assert undone.status_code == 200
    assert row(deal).stage.key == "QUALIFY"
    assert visits(deal)[-1] == ("QUALIFY", "undo")


def test_refuses_with_the_panel_of_what_is_missing(move, deal):
    before = state(deal)

    answer = move(deal, "DECIDE")

    assert answer.status_code == 422
    assert state(deal) == before
    assert texts(answer, "//h2") == ["Licences is not ready for “Decide” yet"]
    assert texts(answer, "//*[@data-policy='required']/*[@class='criterion__text']") == ["need", "shown", "champion"]
    assert texts(answer, "//*[@data-policy='advised']/*[@class='criterion__text']") == ["budget"]
    assert answer.headers["HX-Retarget"] == "#sheet-body"


def test_keeps_in_the_panel_where_the_card_was_dropped(move, deal, stages):
    answer = move(deal, "PRESENT", before="", after="", query="?owner=me")

    form = tree(answer).xpath("//form")[0]
    assert form.get("hx-post") == f"/w/acme/deals/{deal.pk}/moves/?owner=me"
    assert form.get("hx-target") == f"[data-card='{deal.pk}']"
    kept = {one.get("name"): one.get("value") for one in form.xpath(".//input[@type='hidden']")}
    assert (kept["to"], kept["edit"]) == (str(stages["PRESENT"].pk), "1")


def test_moves_once_the_criteria_are_met_in_the_panel(move, deal):
    answer = move(deal, "PRESENT", **{"level:QUALIFY.need": "buyer", "note:QUALIFY.need": "Mail of 2 November"})

    assert answer.status_code == 200
    assert row(deal).stage.key == "PRESENT"
    evidence = Evidence.objects.get(deal=deal)
    assert (evidence.criterion, evidence.level) == ("need", "buyer")
    assert Event.objects.get(pk=evidence.event_id).text.body == "Mail of 2 November"


def test_keeps_evidence_that_is_not_enough_and_asks_again(move, deal):
    answer = move(deal, "PRESENT", **{"level:QUALIFY.need": "stated"})

    assert answer.status_code == 422
    assert row(deal).stage.key == "QUALIFY"
    assert Evidence.objects.get(deal=deal).level == "stated"
    assert "stated by the seller" in texts(answer, with_class("level"))[0]


def test_lets_those_who_may_override_with_a_reason(move, deal):
    answer = move(deal, "PRESENT", override=REASON)

    assert answer.status_code == 200
    assert visits(deal)[-1] == ("PRESENT", "override")
    assert Event.objects.get(subject_id=deal.pk, verb="deal.moved").text.body == REASON


def test_asks_for_the_reason_of_an_override_that_has_none(move, deal):
    before = state(deal)

    first, again = move(deal, "PRESENT"), move(deal, "PRESENT", override=" ", overriding="1")

    assert values(first, "//details[@class='override']/@open | //textarea[@aria-invalid]/@name") == []
    assert again.status_code == 422
    assert len(values(again, "//details[@class='override']/@open")) == 1
    assert values(again, "//textarea[@aria-invalid='true' and @autofocus]/@name") == ["override"]
    assert texts(again, "//*[@id='override_error']") == ["Say why it moves all the same: a reason is needed."]
    assert state(deal) == before


def test_neither_offers_nor_takes_an_override_from_a_seller(move, deal):
    before = state(deal)

    panel = move(deal, "PRESENT", who="teammate")
    answer = move(deal, "PRESENT", who="teammate", override=REASON)

    assert values(panel, "//textarea[@name='override']") == []
    assert answer.status_code == 403
    assert state(deal) == before


def test_refuses_a_reader_and_a_stranger(move, deal):
    before = state(deal)

    statuses = [move(deal, "PRESENT", who=who).status_code for who in ("reader", "stranger")]

    assert statuses == [403, 404]
    assert state(deal) == before


def test_tells_who_was_faster_and_puts_the_card_where_it_is(move, deal, cast, stages, noon):
    read = Deal.objects.get(pk=deal.pk)
    move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor(), at=noon, override=REASON)
    before = state(deal)

    stale = move(read, "DECIDE", who="teammate", **{"level:QUALIFY.need": "buyer"})

    assert stale.status_code == 409
    assert not Evidence.objects.exists()
    assert state(deal) == before
    assert "Olga moved the deal" in texts(stale, with_class("pane__body"))[0]
    assert values(stale, "//li[@data-card]/@hx-swap-oob") == [f"outerHTML:[data-card='{deal.pk}']"]
    assert values(stale, "//li[@data-card]/@data-stage") == [str(stages["PRESENT"].pk)]


def test_does_not_call_a_stage_that_is_not_there(browse, deal):
    answer = browse("owner").post(f"/w/acme/deals/{deal.pk}/moves/", {"to": "NOWHERE"}, headers=HTMX)

    assert answer.status_code == 422
    assert row(deal).stage.key == "QUALIFY"


def test_puts_a_card_between_two_others(move, make, browse):
    first, second, third = make("First", by="owner"), make("Second"), make("Third")
    for number, one in enumerate((first, second, third)):
        Deal.objects.filter(pk=one.pk).update(rank=number)

    answer = move(Deal.objects.get(pk=third.pk), "QUALIFY", before=str(second.pk), after=str(first.pk))

    assert answer.status_code == 200
    assert list(Deal.objects.order_by("rank").values_list("title", flat=True)) == ["First", "Third", "Second"]
    assert toast(answer) == {}


def test_leaves_the_manual_order_alone_on_a_board_sorted_otherwise(move, make, browse, pipeline):
    first, second = make("First"), make("Second")
    browse("owner").post(f"/w/acme/board/{pipeline.pk}/layout/", {"sort": "value"})
    ranks = list(Deal.objects.order_by("pk").values_list("rank", flat=True))

    move(second, "QUALIFY", before=str(first.pk), after="")

    assert list(Deal.objects.order_by("pk").values_list("rank", flat=True)) == ranks


def test_moves_from_the_deals_page_and_shows_it_again(move, deal, stages):
    answer = move(deal, "PRESENT", query="?on=deal", override=REASON)

    assert answer.status_code == 200
    assert values(answer, "//article/@id") == ["record"]
    assert texts(answer, "//*[@data-state='current']//*[@class='pole__name']") == ["Present"]


def test_goes_by_the_key_of_a_stage_from_a_plain_form(browse, deal):
    answer = browse("owner").post(f"/w/acme/deals/{deal.pk}/moves/?on=deal", {"to": "PRESENT", "override": REASON})

    assert (answer.status_code, answer["Location"]) == (302, f"/w/acme/deals/{deal.pk}/")
    assert row(deal).stage.key == "PRESENT"


def test_shows_the_panel_as_a_page_without_javascript(browse, deal):
    answer = browse("owner").post(f"/w/acme/deals/{deal.pk}/moves/", {"to": "PRESENT"})

    assert answer.status_code == 422
    assert "Licences is not ready for “Present” yet" in texts(answer, "//h2")
    assert values(answer, "//body//form//select/@name") == ["level:QUALIFY.need", "level:QUALIFY.budget"]


def test_wins_on_leaving_the_stage_of_the_sale(move, make):
    deal = make(stage="DECIDE")

    answer = move(deal, "ONBOARD", **{"level:DECIDE.signed": "buyer"})

    assert row(deal).outcome == "won"
    assert toast(answer)["message"] == "“Licences” is won."
    assert verbs(deal)[-2:] == ["deal.moved", "deal.won"]


def test_counts_heads_under_the_filters_of_the_board(move, make, cast):
    mine = make()
    make(by="teammate")

    answer = move(mine, "PRESENT", query=f"?owner={cast.owner.pk}", override=REASON)

    assert texts(answer, with_class("column__count")) == ["0", "1"]


def test_sees_an_edit_made_meanwhile_as_a_change(move, deal, cast, noon):
    read = Deal.objects.get(pk=deal.pk)
    edit_deal(deal=deal, changes={"title": "Renamed"}, actor=cast.actor(), at=noon)

    answer = move(read, "RECOVER")

    assert answer.status_code == 409
    assert "Deal: Licences → Renamed" in texts(answer, with_class("pane__body"))[0]


@pytest.mark.parametrize("read", ["²", "abc", "9" * 5_000])
def test_takes_an_edit_number_that_is_none_for_a_stale_one(move, deal, read):
    before = state(deal)

    answer = move(deal, "PRESENT", edit=read)

    assert answer.status_code == 409
    assert state(deal) == before


def test_gives_the_form_of_the_buying_circle_back_with_its_error(browse, deal):
    answer = browse("owner").post(f"/w/acme/deals/{deal.pk}/people/", {"name": ""}, headers=HTMX)

    assert (answer.status_code, deal.people.count()) == (422, 0)
