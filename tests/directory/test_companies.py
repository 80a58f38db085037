"""Companies: created, edited, trashed, found."""

import json

import pytest
from django.http import Http404

from jalon.directory.actions import (
    CannotSave,
    RecordChanged,
    create_company,
    edit_company,
    restore_company,
    trash_company,
)
from jalon.directory.models import Company
from jalon.directory.queries import companies, company_for, company_named
from jalon.kernel.errors import NotAllowed
from jalon.timeline.models import Event


@pytest.fixture
def edit(cast, company, later):
    def edit(*, by="owner", edit=None, row=None, **changes):
        return edit_company(company=row or company, changes=changes, edit=edit, actor=cast.actor(by), at=later())

    return edit


def values(row):
    return Company.objects.filter(pk=row.pk).values().get()


def told(row):
    return list(Event.objects.filter(subject_id=row.pk).order_by("recorded_at", "id").select_related("text"))


def test_is_created_with_what_follows_from_its_name_and_address(cast, noon):
    company = create_company(
        name="  Société Générale SA ", website="https://www.sg.fr", city="Nîmes", actor=cast.actor("teammate"), at=noon
    )

    assert (company.name, company.created_at, company.edit) == ("Société Générale SA", noon, 1)
    assert (company.search_key, company.match_key, company.domain) == (
        "societe generale sa nimes",
        "societe generale",
        "sg.fr",
    )
    assert [event.verb for event in told(company)] == ["company.created"]


def test_is_edited_with_the_words_kept_beside_the_event(edit, company):
    edit(name=" Intertrode ", employees=40, edit=1)

    kept, event = values(company), told(company)[-1]
    assert (kept["name"], kept["employees"], kept["edit"]) == ("Intertrode", 40, 2)
    assert (kept["search_key"], kept["match_key"]) == ("intertrode lyon", "intertrode")
    assert event.particulars == {"fields": ["employees", "name"]}
    assert json.loads(event.text.body) == {"name": ["Initech", "Intertrode"], "employees": [None, 40]}


def test_is_found_under_its_new_city_and_domain(edit, company):
    edit(city="Évry", website="initech.com")

    assert (values(company)["search_key"], values(company)["domain"]) == ("initech evry", "initech.com")


def test_is_not_edited_by_the_same_values(edit, company):
    before = values(company)

    edit(name="Initech", city="Lyon")

    assert values(company) == before
    assert len(told(company)) == 1


def test_is_refused_on_an_old_reading_with_both_values(cast, edit, company):
    mine = company_for(cast.owner, company.pk)
    edit(name="Theirs", phone="1")

    with pytest.raises(RecordChanged) as stale:
        edit(row=mine, edit=1, name="Mine", city="Metz")

    assert stale.value.theirs == {"name": "Theirs", "city": "Lyon"}
    assert stale.value.yours == {"name": "Mine", "city": "Metz"}
    assert (values(company)["name"], values(company)["city"]) == ("Theirs", "Lyon")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": None}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "nul \x00"}, "name"),
        ({"country": "FRA"}, "country"),
        ({"employees": -1}, "employees"),
        ({"match_key": "x"}, "match_key"),
        ({"trashed_at": None}, "trashed_at"),
    ],
)
def test_refuses_what_a_field_cannot_hold_and_names_it(cast, edit, company, noon, changes, field):
    before = values(company)

    with pytest.raises(CannotSave) as edited:
        edit(**changes)
    with pytest.raises(CannotSave) as created:
        create_company(**{"name": "New", **changes}, actor=cast.actor(), at=noon)

    assert (edited.value.field, created.value.field) == (field, field)
    assert values(company) == before
    assert Company.objects.count() == 1


def test_refuses_an_owner_of_another_workspace(cast, edit, company, noon):
    with pytest.raises(CannotSave):
        edit(owner=cast.stranger)
    with pytest.raises(CannotSave):
        create_company(name="New", owner=cast.stranger, actor=cast.actor(), at=noon)

    assert Company.objects.get().owner is None


def test_goes_to_the_trash_and_comes_back(cast, company, later):
    trash_company(company=company, actor=cast.actor(), at=later())
    trash_company(company=company, actor=cast.actor(), at=later(2))
    gone = companies(cast.owner).rows, values(company)["trashed_at"]
    restore_company(company=company, actor=cast.actor(), at=later(3))

    assert gone == ([], later())
    assert companies(cast.owner).rows == [company]
    assert [event.verb for event in told(company)] == ["company.created", "company.trashed", "company.restored"]


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_is_denied_to_who_may_only_read_and_to_strangers(cast, edit, company, later, who):
    before = values(company)

    for act in (
        lambda: edit(by=who, name="Mine"),
        lambda: trash_company(company=company, actor=cast.actor(who), at=later()),
        lambda: restore_company(company=company, actor=cast.actor(who), at=later()),
    ):
        with pytest.raises(NotAllowed):
            act()

    assert values(company) == before


def test_is_not_created_by_who_may_only_read(cast, noon):
    with pytest.raises(NotAllowed):
        create_company(name="New", actor=cast.actor("reader"), at=noon)

    assert not Company.objects.exists()


def test_is_found_by_id_in_its_workspace_alone(cast, company):
    assert company_for(cast.reader, company.pk) == company
    with pytest.raises(Http404):
        company_for(cast.stranger, company.pk)


def test_is_found_by_name_whatever_the_legal_form(cast, company, later):
    create_company(name="Initech SAS", actor=cast.actor(), at=later())

    assert company_named(cast.owner, "INITECH, S.A.") == company
    assert (company_named(cast.owner, "Globex"), company_named(cast.owner, "!?")) == (None, None)
    assert company_named(cast.stranger, "Initech") is None


def test_are_listed_by_name_and_found_by_any_part_of_it(cast, company, noon):
    for name in ("Écran", "Globex", "Acme"):
        create_company(name=name, actor=cast.actor(), at=noon)
    create_company(name="Elsewhere", actor=cast.actor("stranger"), at=noon)

    def names(q=""):
        return [row.name for row in companies(cast.owner, q=q).rows]

    assert names() == ["Acme", "Écran", "Globex", "Initech"]
    assert (names("CRA"), names("lyon"), names("%"), names("\x00")) == (["Écran"], ["Initech"], [], names())


def test_are_listed_page_after_page_each_once(cast, noon):
    for number in range(7):
        create_company(name=f"Twin {number // 2}", actor=cast.actor(), at=noon)
    seen, after = [], None
    while after is None or after:
        page = companies(cast.owner, after=after or "", limit=2)
        seen += [row.pk for row in page.rows]
        after = page.after

    assert len(seen) == len(set(seen)) == 7


@pytest.mark.parametrize("cursor", ["x", "|", "a|b", "\x00|1"])
def test_are_listed_from_the_first_for_a_cursor_that_makes_no_sense(cast, company, cursor):
    assert companies(cast.owner, after=cursor).rows == [company]
