"""The diagnosis: dominant model, label in words, sentence of why, reasons, overrule."""

import re
from itertools import chain, combinations

import pytest

from jalon.process import MODEL_KEYS, Answers, Variables, diagnose, diagnose_measured, read_answers
from jalon.process.verdict import label


def said(**answers):
    return diagnose(read_answers(answers))


def test_says_inbound_sold_as_a_team():
    verdict = said(q1="b", q2="a", q3="c", q4="b")

    assert verdict.dominant == "team"
    assert verdict.label.en == "Inbound, sold as a team"
    assert verdict.label.fr == "Vente entrante, en équipe"


@pytest.mark.parametrize(
    ("answers", "english", "french"),
    [
        ({"q1": "a"}, "Inbound", "Vente entrante"),
        ({"q1": "e"}, "Outbound", "Vente sortante"),
        (
            {"q1": "c"},
            "Hybrid, between inbound sales and outbound sales",
            "Modèle hybride, entre vente entrante et vente sortante",
        ),
        ({"q3": "d"}, "Sold as a team", "Vente en équipe"),
        ({"q2": "d", "q2_time": "nurturing"}, "Relationship-based", "Vente relationnelle"),
        (
            {"q4": "d", "q4_named": "yes", "q4_tailored": "yes"},
            "Account-based",
            "Vente basée sur les comptes",
        ),
        (
            {"q1": "e", "q4": "d", "q4_named": "yes", "q4_tailored": "yes"},
            "Outbound, account-based",
            "Vente sortante, basée sur les comptes",
        ),
        ({"q1": "b", "q1_partners": "most"}, "Inbound, through partners", "Vente entrante, via des partenaires"),
        (
            {"q1": "b", "q1_self_service": "most"},
            "Inbound, transactional",
            "Vente entrante, transactionnelle",
        ),
        (
            {"q1": "b", "q2": "d", "q2_time": "nurturing", "q3": "c"},
            "Inbound, mostly to existing customers and sold as a team",
            "Vente entrante, surtout auprès des clients existants et en équipe",
        ),
        ({}, "Not determined yet", "Pas encore déterminé"),
    ],
)
def test_puts_the_way_of_selling_into_words(answers, english, french):
    verdict = said(**answers)

    assert (verdict.label.en, verdict.label.fr) == (english, french)


def every_strong_set():
    return list(chain.from_iterable(combinations(MODEL_KEYS, size) for size in range(1, len(MODEL_KEYS) + 1)))


@pytest.mark.parametrize("models", every_strong_set())
def test_reads_well_for_every_combination_of_strong_models(models):
    scores = dict.fromkeys(MODEL_KEYS, 0.0) | dict.fromkeys(models, 0.9)

    words = {name: label(name, scores) for name in models}

    for text in (*[one.en for one in words.values()], *[one.fr for one in words.values()]):
        assert re.fullmatch(r"[A-Z][^,]+(, [^,]+)*", text)
        assert "  " not in text
        assert text.count(" and ") + text.count(" et ") <= 2


def test_gives_one_sentence_of_why_from_the_answers():
    verdict = said(q1="b", q2="a", q3="c", q4="b")

    assert verdict.why.en == (
        "Inbound, sold as a team: most of your leads come to you, and two of your people carry each sale, "
        "with a systematic hand-off."
    )
    assert verdict.why.fr.startswith("Vente entrante, en équipe\N{NO-BREAK SPACE}: la plupart de vos pistes")


def test_gives_three_reasons_the_dominant_model_first_then_what_it_is_not():
    verdict = said(q1="b", q2="a", q3="c", q4="b")

    assert [reason.en.split(":")[1].strip() for reason in verdict.reasons] == [
        "selling is teamwork here.",
        "this is what makes your sale inbound.",
        "you live mostly from new business.",
    ]


def test_gives_no_reason_from_a_question_that_was_not_answered():
    assert [reason.en for reason in said(q1="a").reasons] == [
        "Almost all your leads come to you: this is what makes your sale inbound."
    ]


def test_shows_the_declared_model_beside_the_computed_one_without_changing_it():
    verdict = said(q1="a", q2="a", q3="a", q4="a", defines="channel")

    assert (verdict.dominant, verdict.declared, verdict.is_overruled()) == ("inbound", "channel", False)


def test_takes_not_sure_as_no_declaration():
    assert said(q1="a", defines="not sure").declared is None


def test_lets_the_user_overrule_and_keeps_what_was_computed():
    verdict = diagnose(read_answers({"q1": "a", "q2": "a", "q3": "a", "q4": "a"}), overrule="abs")

    assert (verdict.dominant, verdict.computed, verdict.is_overruled()) == ("abs", "inbound", True)
    assert verdict.label.en == "Inbound, account-based"
    assert verdict.why.en == "You chose account-based sales; your answers alone say: inbound."
    assert verdict.why.fr == (
        "Vous avez choisi la vente basée sur les comptes\N{NO-BREAK SPACE}; "
        "vos réponses seules disent\N{NO-BREAK SPACE}: vente entrante."
    )


def test_is_not_overruled_by_the_model_that_was_computed_anyway():
    verdict = diagnose(Answers(q1="a"), overrule="inbound")

    assert not verdict.is_overruled()
    assert verdict.why.en == "Inbound: almost all your leads come to you."


def test_scores_measured_values_by_the_same_rule():
    declared = said(q1="b", q2="c", q3="c", q4="b", q2_time="even")
    measured = diagnose_measured(Variables(I=0.7, O=0.3, C=0, Z=0, R=0.65, N=0.5, T=0.6, H=0.2, P=0.05, X=0.05))

    assert measured.scores == declared.scores
    assert measured.label == declared.label


def test_quotes_measured_values_in_the_reasons():
    verdict = diagnose_measured(Variables(I=0.38, O=0.62, T=0.7))

    assert verdict.reasons[0].en == "70% of the sales you win involve two sellers or more: selling is teamwork here."
    assert verdict.reasons[0].fr.startswith("70\N{NO-BREAK SPACE}% des ventes gagnées")


def test_names_the_dominant_model_where_the_label_names_several():
    verdict = said(q1="e", q2="d", q2_time="nurturing", q3="c")

    assert verdict.dominant == "relationship"
    assert verdict.label.en == "Outbound, mostly to existing customers and sold as a team"
    assert verdict.defining.en == "Relationship-based sales define how you sell most."
    assert verdict.defining.fr == "La vente relationnelle définit le mieux vos ventes."
    assert [model for model, share in verdict.mix()][:3] == ["relationship", "outbound", "team"]


def test_leaves_the_dominant_model_unsaid_where_the_label_names_it_alone():
    assert said(q1="e").defining is None
