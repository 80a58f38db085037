"""Two people and one record at the same moment."""

from functools import partial

import pytest

from jalon.directory.actions import RecordChanged, edit_company
from jalon.directory.queries import company_for
from tests.at_once import at_once

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
