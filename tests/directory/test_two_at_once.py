"""Two people and one record at the same moment."""

from functools import partial

import pytest

from jalon.directory.actions import RecordChanged, edit_company
from jalon.directory.models import Company, Person
from jalon.directory.queries import company_for
from tests.at_once import at_once
from tests.deals.pages import values

pytestmark = pytest.mark.django_db(transaction=True)


def test_editing_it_one_wins_and_the_other_learns_both_values(cast, company, later):
    results = at_once(
        *(
            partial(
                edit_company,
                company=company_for(cast.owner, company.pk),
                changes={"name": who},
                edit=1,
                actor=cast.actor(who),
                at=later(),
            )
            for who in ("owner", "teammate")
        )
    )

    [told] = [one for one in results if isinstance(one, Exception)]
    assert isinstance(told, RecordChanged)
    assert told.theirs == {"name": company_for(cast.owner, company.pk).name}
    assert {told.theirs["name"], told.yours["name"]} == {"owner", "teammate"}


@pytest.mark.parametrize(("address", "model"), [("/w/acme/companies/", Company), ("/w/acme/people/", Person)])
def test_one_form_sent_twice_makes_one_record_and_both_lead_to_it(cast, address, model):
    for turn in range(5):
        [once] = values(cast.client("owner").get(f"{address}new/"), "//input[@name='once']/@value")
        form = {"name": f"Paula Petit {turn}", "once": once}

        results = at_once(*(partial(cast.client("owner").post, f"{address}new/", form) for _hand in range(2)))

        made = model.objects.get(name=form["name"])
        assert [(one.status_code, one["Location"]) for one in results] == [(302, f"{address}{made.pk}/")] * 2
