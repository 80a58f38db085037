"""Deals in a real browser: carried through a gate, edited in place, created in a few keys."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from jalon.deals.actions import edit_deal, state_evidence
from jalon.deals.models import Deal
from jalon.directory.actions import create_company

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(live_server, settings, cast):
    """Opens an address as somebody, once its behaviours are attached."""

    def visit(page: Page, address: str, who: str = "owner") -> Page:
        session = cast.client(who).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page.goto(f"{live_server.url}{address}")
        expect(page.locator("[data-behaviour]:not([data-attached])")).to_have_count(0)
        return page

    return visit


def column(page: Page, name: str) -> Locator:
    return page.locator(f"[data-column-name='{name}']")


def card(page: Page, title: str) -> Locator:
    return page.locator("[data-card]:not(.card-ghost)").filter(has_text=title)


def drag(page: Page, title: str, to: str) -> None:
    box, place = card(page, title).bounding_box(), column(page, to).locator("[data-cards]").bounding_box()
    assert box
    assert place
    page.mouse.move(box["x"] + 40, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(place["x"] + 80, place["y"] + 10, steps=8)
    page.locator(f"[data-column-name='{to}'][data-over]").wait_for()
    page.mouse.up()


def test_carries_a_deal_through_its_gate_and_back(visit, page, make):
    make("Fleet renewal")
    visit(page, "/w/acme/board/")

    drag(page, "Fleet renewal", "Present")
    expect(page.locator("#sheet .pane__title")).to_have_text("Fleet renewal is not ready for “Present” yet")
    expect(column(page, "Qualify").locator("[data-card]")).to_have_count(1)
    page.get_by_label("need").first.select_option("buyer")
    page.get_by_role("button", name="Save and move").click()

    expect(column(page, "Present").locator("[data-card]")).to_have_count(1)
    expect(page.locator("#sheet")).not_to_be_visible()
    expect(column(page, "Present").locator(".column__count")).to_have_text("1")
    assert Deal.objects.get().stage.key == "PRESENT"

    page.get_by_role("button", name="Undo").click()
    expect(column(page, "Qualify").locator("[data-card]")).to_have_count(1)
    assert Deal.objects.get().stage.key == "QUALIFY"


def test_moves_by_keyboard_alone(visit, page, make, cast, noon):
    deal = make("Fleet renewal")
    state_evidence(deal=deal, criterion="need", level="buyer", actor=cast.actor(), at=noon)
    visit(page, "/w/acme/board/")

    card(page, "Fleet renewal").get_by_role("link").focus()
    for key in ("Space", "ArrowRight", "Space"):
        page.keyboard.press(key)

    expect(column(page, "Present").locator("[data-card]")).to_have_count(1)
    expect(page.locator("#live")).to_have_text("Fleet renewal is now in Present.")


def test_tells_who_was_faster(visit, page, make, cast, noon):
    deal = make("Fleet renewal")
    visit(page, "/w/acme/board/", who="teammate")
    edit_deal(deal=deal, changes={"title": "Fleet renewal 2027"}, actor=cast.actor(), at=noon)

    drag(page, "Fleet renewal", "Recover")

    expect(page.locator("#sheet")).to_contain_text("Deal: Fleet renewal → Fleet renewal 2027")
    page.keyboard.press("Escape")
    expect(column(page, "Qualify").locator("[data-card]")).to_have_text(re.compile("Fleet renewal 2027"))


def test_selects_cards_and_changes_them_together(visit, page, make, cast):
    for number in range(3):
        make(f"Deal {number}")
    visit(page, "/w/acme/board/")

    for title in ("Deal 0", "Deal 2"):
        card(page, title).hover()
        card(page, title).get_by_role("checkbox").check()
    expect(page.locator("[data-count]")).to_have_text("2 selected")
    page.locator("#bulk").get_by_role("button", name="Owner").click()
    page.locator("#sheet").get_by_label("New owner").select_option("Tom")
    page.locator("#sheet").get_by_role("button", name="Change owner").click()

    expect(page.locator("#toasts")).to_contain_text("2 deals changed.")
    assert sorted(Deal.objects.filter(owner=cast.teammate).values_list("title", flat=True)) == ["Deal 0", "Deal 2"]


def test_creates_a_deal_in_a_few_keys(visit, page, pipeline, cast, noon):
    company = create_company(name="Société Générale de Bois", actor=cast.actor(), at=noon)
    visit(page, "/w/acme/companies/")

    page.keyboard.press("c")
    page.keyboard.press("d")
    expect(page.locator("#sheet").get_by_role("combobox")).to_be_focused()
    page.keyboard.type("soc")
    expect(page.get_by_role("listbox").get_by_role("option").first).to_contain_text("Société Générale de Bois")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Licences")
    page.keyboard.press("Tab")
    page.keyboard.type("12.5k")
    page.keyboard.press("Enter")

    expect(page.locator(".record__title")).to_have_text("Licences")
    deal = Deal.objects.get()
    assert (deal.company, deal.one_off_minor) == (company, 1_250_000)


def test_proposes_companies_for_what_was_typed_before_the_field_could(visit, page, pipeline, cast, noon):
    create_company(name="Société Générale de Bois", actor=cast.actor(), at=noon)
    visit(page, "/w/acme/companies/")
    held = []
    page.route("**/combobox*.js", lambda route: held.append(route))

    page.keyboard.press("c")
    page.keyboard.press("d")
    expect(page.locator("#sheet").get_by_role("combobox")).to_be_focused()
    page.keyboard.type("soc")
    held[0].continue_()

    expect(page.get_by_role("listbox").get_by_role("option").first).to_contain_text("Société Générale de Bois")


def test_edits_a_field_in_place_and_chooses_between_two_readings(visit, page, make, cast, noon):
    deal = make()
    visit(page, f"/w/acme/deals/{deal.pk}/")
    amount = page.locator("[data-edit-url$='/one_off_minor/']")

    amount.click()
    expect(amount.locator("input[name=one_off_minor]")).to_be_focused()
    page.keyboard.type("2000")
    page.keyboard.press("Enter")
    expect(amount).to_have_text("€2,000")

    amount.click()
    expect(amount.locator("input[name=one_off_minor]")).to_be_focused()
    edit_deal(deal=Deal.objects.get(), changes={"one_off_minor": 300_000}, actor=cast.actor("owner"), at=noon)
    page.keyboard.type("4000")
    page.keyboard.press("Enter")
    amount.get_by_role("button", name="Keep mine: €4,000").click()

    expect(amount).to_have_text("€4,000")
    assert Deal.objects.get().one_off_minor == 400_000


def test_writes_a_note_and_keeps_the_draft(visit, page, make):
    deal = make()
    visit(page, f"/w/acme/deals/{deal.pk}/")
    page.keyboard.press("n")
    page.keyboard.type("They call back")

    visit(page, f"/w/acme/deals/{deal.pk}/")
    expect(page.locator("#note")).to_have_value("They call back")
    page.locator("#note").focus()
    page.keyboard.press("Control+Enter")

    expect(page.locator(".moment__body")).to_have_text("They call back")
    expect(page.locator("#note")).to_have_value("")


def test_states_evidence_then_advances_from_the_deals_page(visit, page, make):
    deal = make()
    visit(page, f"/w/acme/deals/{deal.pk}/process/")

    page.locator("#record .criterion").filter(has_text="need").get_by_role("button", name="The buyer confirmed").click()
    expect(page.locator("#record .criterion[data-met=yes] .criterion__text")).to_have_text("need")
    page.keyboard.press("s")

    expect(page.locator(".pole__band[data-state=current] .pole__name")).to_have_text("Present")
    expect(page.locator("#toasts")).to_contain_text("“Licences” is now in Present.")


def test_fits_a_phone(visit, phone, make):
    deal = make("Fleet renewal of the whole company", next_step="Call them")
    for address in ("/w/acme/board/", "/w/acme/list/", f"/w/acme/deals/{deal.pk}/process/", "/w/acme/tasks/"):
        visit(phone, address)

        assert phone.evaluate("document.scrollingElement.scrollWidth") <= 390, address


@pytest.mark.parametrize("where", ["sheet", "page"])
def test_sends_a_form_once_however_often_one_clicks(visit, page, pipeline, where):
    sent = []
    page.on("request", lambda one: one.method == "POST" and one.url.endswith("/deals/new/") and sent.append(one.url))
    visit(page, "/w/acme/board/" if where == "sheet" else "/w/acme/deals/new/")
    if where == "sheet":
        page.keyboard.press("c")
        page.keyboard.press("d")
    expect(page.get_by_role("combobox", name="Company")).to_be_focused()
    page.locator("form input[name=title]").fill("Licences")

    page.get_by_role("button", name="Create the deal").dblclick()

    expect(page.get_by_text("“Licences” is created.")).to_be_visible()
    assert (len(sent), Deal.objects.count()) == (1, 1)


def test_gives_one_file_after_another(visit, page, make):
    make("Licences")
    visit(page, "/w/acme/list/")
    names = []

    for form in ("CSV", "XLSX", "CSV"):
        button = page.get_by_role("button", name=form)
        expect(page.locator("form[data-sending]")).to_have_count(0, timeout=3_000)
        with page.expect_download() as given:
            button.click()
        names.append(given.value.suggested_filename)

    assert [name.rpartition(".")[2] for name in names] == ["csv", "xlsx", "csv"]


def test_shows_a_refused_form_in_its_place_on_a_page_of_its_own(visit, page, pipeline):
    visit(page, "/w/acme/deals/new/")
    page.locator("form input[name=title]").fill("Licences")
    page.locator("form input[name=amount]").fill("a lot")

    page.get_by_role("button", name="Create the deal").click()

    expect(page.locator("main input[name=amount][aria-invalid=true]")).to_have_count(1)
    expect(page.locator("input[name=amount]")).to_have_count(1)
    expect(page.locator("#sheet")).not_to_be_visible()


def test_lifts_no_card_for_those_who_may_not_move_it(visit, page, make):
    make("Fleet renewal")
    visit(page, "/w/acme/board/", who="reader")
    box = card(page, "Fleet renewal").bounding_box()
    assert box

    page.mouse.move(box["x"] + 40, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 400, box["y"] + 30, steps=4)
    expect(page.locator(".card-ghost, [data-lifted]")).to_have_count(0)
    page.mouse.up()
    page.locator("[data-card-link]").focus()
    page.keyboard.press("Space")

    expect(page.locator("[data-carried]")).to_have_count(0)
    assert "may not move" in page.locator("#board-help").inner_text()
