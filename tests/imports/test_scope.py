"""An import sees what its author sees: a deal out of sight is neither found, nor changed, nor spoken of."""

import pytest

from jalon.deals.models import Deal
from jalon.imports.queries import figures_of
from jalon.orgs.models import Team
from jalon.orgs.roles import Role, Scope
from jalon.timeline.models import Event

BOOK = "Deal id,Deal,Stage,Amount,Owner\nA,One,Qualify,100,Olga\nB,Two,Qualify,200,Tom\n"
CHANGED = "Deal id,Deal,Stage,Amount\nA,Mine,Lost,999\nB,Mine too,Qualify,999\n"
SCOPES = [Scope.OWN, Scope.TEAM]


@pytest.fixture
def manager(cast):
    """Makes the teammate, to whom deal B belongs, a manager who sees so far."""

    def manager(scope):
        member = cast.teammate
        member.role, member.scope = Role.MANAGER, scope
        if scope == Scope.TEAM:
            member.team = Team.objects.create(workspace=cast.workspace, name="North")
        member.save(update_fields=["role", "scope", "team"])

    return manager


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("duplicates", ["skip", "update"])
def test_foretells_a_deal_out_of_sight_as_new(load, begin, check, pipeline, manager, scope, duplicates):
    load({"deals.csv": BOOK})
    manager(scope)

    forecast = figures_of(check(begin({"deals.csv": CHANGED}, by="teammate", duplicates=duplicates), by="teammate"))

    assert (forecast.new, forecast.updated + forecast.skipped, forecast.refused) == (1, 1, 0)


@pytest.mark.parametrize("scope", SCOPES)
def test_changes_what_is_in_sight_and_nothing_else(load, pipeline, cast, manager, scope):
    load({"deals.csv": BOOK})
    manager(scope)
    theirs = Deal.objects.get(reference="A")

    load({"deals.csv": CHANGED}, by="teammate", duplicates="update")

    unchanged = Deal.objects.get(pk=theirs.pk)
    assert (unchanged.title, unchanged.one_off_minor, unchanged.outcome, unchanged.edit) == ("One", 10_000, "open", 1)
    assert Event.objects.filter(subject_id=theirs.pk).exclude(verb="deal.imported").count() == 0
    assert Deal.objects.get(reference="B").one_off_minor == 99_900
    assert Deal.objects.filter(reference="A").count() == 2


@pytest.mark.parametrize("scope", SCOPES)
def test_knows_no_title_out_of_sight(load, pipeline, manager, scope):
    load({"deals.csv": "Deal,Company,Stage,Owner\nOne,Acme,Qualify,Olga\nTwo,Acme,Qualify,Tom\n"})
    manager(scope)

    again = load({"deals.csv": "Deal,Company,Stage\nOne,Acme,Qualify\nTwo,Acme,Qualify\n"}, by="teammate")

    assert (again.counts["went"]["new"], again.counts["went"]["skipped"]) == (1, 1)
