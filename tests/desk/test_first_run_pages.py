"""The screens of the first run, by plain forms and by htmx."""

import pytest

from jalon.deals.models import Deal, Pipeline
from jalon.desk.models import FirstRun
from jalon.desk.sample.words import words_in
from jalon.orgs.models import Target, User, Workspace
from jalon.timeline.models import Event
from tests.desk.walk import ANSWERS, send, url, walk


@pytest.fixture
def owner(cast):
    return cast.client("owner")


def test_leads_from_the_first_screen_to_a_published_process(cast, owner):
    answer = walk(owner)

    run = FirstRun.objects.get()
    pipeline = Pipeline.objects.get()
    assert answer.url == "/w/acme/first-run/ready/"
    assert pipeline.key == "team.sales"
    assert [stage["key"] for stage in pipeline.current.definition["stages"]] == [
        "QUALIFY",
        "RESEARCH",
        "DISCOVER",
        "PRESENT",
        "PROVE",
        "REASSURE",
        "DECIDE",
        "ONBOARD",
    ]
    assert run.finished_at is not None
    assert run.answers["buying"]["circle"] == ["users", "it", "finance"]
    assert Target.objects.get().amount_minor == 120_000_000


def test_settles_the_workspace_on_the_way(cast, owner):
    walk(owner, until="words")

    workspace = Workspace.objects.get(slug="acme")

    assert (workspace.fiscal_year_month, workspace.average_deal_minor) == (4, 4_800_000)
    assert (workspace.offer, workspace.audience) == ("Software", "b2b")
    assert workspace.nouns == {"lead": "prospect", "deal": "opportunity", "company": "account"}


def test_asks_every_screen_in_its_order(cast, owner):
    for step, following in zip(ANSWERS, list(ANSWERS)[1:], strict=False):
        assert owner.get(url(step)).status_code == 200
        assert send(owner, step).url == url(following)


def test_goes_on_where_one_was_in_another_browser(cast, owner):
    walk(owner, until="q2")

    elsewhere = cast.client("owner").get("/w/acme/first-run/")

    assert elsewhere.url == url("q3")


def test_opens_the_end_once_finished(cast, owner):
    walk(owner)

    assert owner.get("/w/acme/first-run/").url == "/w/acme/first-run/ready/"


@pytest.mark.parametrize(("step", "missing"), [("q1", "q1"), ("compare", "compare"), ("book", "book")])
def test_stays_until_the_question_is_answered(cast, owner, step, missing):
    answer = owner.post(url(step), {name: value for name, value in ANSWERS[step].items() if name != missing})

    assert answer.status_code == 422
    assert "Choose an answer." in answer.content.decode()


def test_keeps_what_was_right_of_a_form_that_is_not(cast, owner):
    answer = owner.post(url("market"), {"audience": "b2c", "offer": "", "average_deal_minor": "lots"})

    assert answer.status_code == 422
    assert "“lots” is not an amount." in answer.content.decode()
    assert Workspace.objects.get(slug="acme").audience == "b2c"


def test_refuses_a_deal_that_is_worth_nothing(cast, owner):
    answer = send(owner, "market", average_deal_minor="0")

    assert answer.status_code == 422
    assert "deal_value" not in FirstRun.objects.get().answers


def test_keeps_an_answer_as_soon_as_it_is_given_and_draws_the_pipeline(cast, owner):
    fragment = owner.post(f"{url('q1')}answer/", {"q1": "e"}, headers={"HX-Request": "true"})

    text = fragment.content.decode()
    assert FirstRun.objects.get().answers["q1"] == "e"
    assert text.count("data-new") >= 8
    assert "<html" not in text
    assert "Prospect" in text


def test_marks_only_what_an_answer_brought(cast, owner):
    walk(owner, until="sign")

    fragment = owner.post(f"{url('proof')}answer/", {"proof": "demonstration"}).content.decode()

    assert fragment.count('class="sketch__column"') == 8
    assert 1 <= fragment.count("data-new") <= 4
    assert "Demonstration" in fragment


def test_shows_the_verdict_with_three_reasons_and_the_mix(cast, owner):
    walk(owner, until="defines")

    page = owner.get(url("verdict")).content.decode()

    assert "Inbound, sold as a team" in page
    assert page.count("<li>") == 3
    assert page.count('<progress class="progress" max="100" value="50"') == 2


def test_lets_people_choose_otherwise_and_says_so(cast, owner):
    walk(owner, until="verdict", verdict={"overrule": "inbound"})

    page = owner.get(url("verdict")).content.decode()

    assert "You chose inbound sales; your answers alone say" in page
    assert Event.objects.get(verb="process.model_chosen").particulars == {"computed": "team", "chosen": "inbound"}


def test_takes_an_offered_pipeline_only_when_it_is_ticked(cast, owner):
    walk(owner, pipelines={"take": ["rel.retention", "abs.sales"]})

    assert sorted(Pipeline.objects.values_list("key", flat=True)) == ["rel.retention", "team.sales"]


def test_renames_stages_and_leaves_proposed_names_alone(cast, owner):
    names = {"team.sales/QUALIFY": " Trier ", "team.sales/PROVE": "Prove & build consensus", "team.sales": "Big deals"}

    walk(owner, stages=names)

    run = FirstRun.objects.get()
    assert run.answers["renames"] == {"team.sales": {"QUALIFY": "Trier"}}
    assert Pipeline.objects.get().current.definition["label"]["fr"] == "Big deals"


def test_takes_the_other_set_of_names_with_one_click(cast, owner):
    walk(owner, until="pipelines")
    shown = {"team.sales/QUALIFY": "Qualify", "label_set": "noun"}

    fragment = owner.post(f"{url('stages')}answer/", shown).content.decode()

    assert Workspace.objects.get(slug="acme").label_set == "noun"
    assert FirstRun.objects.get().answers["renames"] == {"team.sales": {}}
    assert 'value="Qualification"' in fragment
    assert 'id="names" hx-swap-oob="true"' in fragment


def test_lets_the_target_wait(cast, owner):
    walk(owner, target={"amount_minor": ""})

    assert not Target.objects.exists()


def test_opens_a_sample_that_runs_the_same_process(cast, owner):
    answer = walk(owner, book={"book": "sample"}, stages={"team.sales/QUALIFY": "Trier"})

    sample = Workspace.objects.get(is_sample=True)
    assert answer.url == f"/w/{sample.slug}/"
    assert sample.name == "Sample · Acme"
    stages = Pipeline.objects.get(workspace=sample).current.definition["stages"]
    assert stages[0]["label"]["en"] == "Trier"
    titles = Deal.objects.filter(workspace=sample).values_list("title", flat=True)
    assert set(titles) == set(words_in("en", offer="Software").subjects)
    assert owner.get(answer.url).status_code == 200


def test_speaks_the_language_that_was_chosen(cast, owner):
    send(owner, "language", language="fr")

    page = owner.get(url("q1")).content.decode()

    assert "D’où proviennent la plupart de vos pistes" in page
    assert User.objects.get(pk=cast.owner.user_id).language == "fr"
    assert Workspace.objects.get(slug="acme").language == "fr"


def test_knows_no_other_screen(cast, owner):
    assert owner.get(url("q9")).status_code == 404


def test_is_not_for_sellers(cast):
    answer = send(cast.client("teammate"), "q1")

    assert answer.status_code == 403
    assert not FirstRun.objects.exists()


def test_walks_in_few_queries(cast, owner, django_assert_max_num_queries):
    walk(owner, until="sign")

    with django_assert_max_num_queries(12):
        owner.get(url("proof"))


def test_names_on_the_verdict_the_model_that_the_pipeline_starts_from(cast, owner):
    answers = {"q1": {"q1": "e"}, "q2": {"q2": "d", "q2_time": "nurturing"}, "q3": {"q3": "c"}, "q4": {"q4": "a"}}
    walk(owner, until="sign", **answers)

    verdict = owner.get(url("verdict")).content.decode()
    pipelines = owner.get(url("pipelines")).content.decode()

    assert "Relationship-based sales define how you sell most." in verdict
    assert "Relationship-based sales define how you sell most, so their pipeline is the base." in pipelines


def test_counts_no_criterion_in_the_singular_in_french(cast, owner):
    walk(owner, until="target", language={"language": "fr"})

    page = owner.get(url("publish")).content.decode()

    assert "0 critère sur " in page
    assert "0 critères" not in page
    assert " critères sur " in page
