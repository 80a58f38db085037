"""Reading answers: loose in form, strict in value."""

import pytest

from jalon.process import AnswerError, Answers, Buying, read_answers
from jalon.process.answers import variables_of


def test_reads_every_answer():
    answers = read_answers(
        {
            "q1": "b",
            "q1_partners": "some",
            "q1_self_service": "none",
            "q2": "c",
            "q2_time": "nurturing",
            "q3": "d",
            "q4": "a",
            "q4_named": "partly",
            "q4_tailored": "yes",
            "defines": "team",
            "deal_value": 12000,
            "buying": {
                "trigger": "problem",
                "circle": ["users", "it"],
                "compare": "tender",
                "proof": "pilot",
                "reassure": ["roi"],
                "sign": "committee",
            },
        }
    )

    assert answers == Answers(
        q1="b",
        q1_partners="some",
        q1_self_service="none",
        q2="c",
        q2_time="nurturing",
        q3="d",
        q4="a",
        q4_named="partly",
        q4_tailored="yes",
        defines="team",
        deal_value=12000.0,
        buying=Buying(
            trigger=("problem",),
            circle=("users", "it"),
            compare="tender",
            proof="pilot",
            reassure=("roi",),
            sign=("committee",),
        ),
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"q4_named": False}, Answers(q4_named="no")),
        ({"q4_named": True}, Answers(q4_named="yes")),
        ({"q1": "B"}, Answers(q1="b")),
        ({"q1": ["b"]}, Answers(q1="b")),
        ({"defines": "not sure"}, Answers(defines="not_sure")),
        ({"buying": {"compare": "Only us"}}, Answers(buying=Buying(compare="only_us"))),
        ({"buying": {"compare": "two or three"}}, Answers(buying=Buying(compare="two_or_three"))),
        ({"buying": {"compare": "formal tender"}}, Answers(buying=Buying(compare="tender"))),
        ({"buying": {"trigger": "deadline/regulation"}}, Answers(buying=Buying(trigger=("deadline",)))),
        ({"buying": {"circle": "users, IT"}}, Answers(buying=Buying(circle=("users", "it")))),
        ({"buying": {"circle": ["outside advisers"]}}, Answers(buying=Buying(circle=("advisers",)))),
        ({"buying": {"reassure": ["roll-out plan", "ROI"]}}, Answers(buying=Buying(reassure=("roi", "rollout_plan")))),
        ({"buying": {"reassure": "none"}}, Answers(buying=Buying(reassure=()))),
        ({"buying": {"reassure": []}}, Answers(buying=Buying(reassure=()))),
        ({"buying": {"sign": "purchasing department"}}, Answers(buying=Buying(sign=("purchasing",)))),
        ({"buying": {"sign": "automatic renewal"}}, Answers(buying=Buying(sign=("automatic_renewal",)))),
        ({"buying": {"proof": "Une démonstration"}}, Answers(buying=Buying(proof="demonstration"))),
        ({"buying": None, "q2": None}, Answers()),
    ],
)
def test_accepts_the_ways_people_write(written, expected):
    assert read_answers(written) == expected


@pytest.mark.parametrize(
    ("written", "field", "words"),
    [
        ({"q1": "z"}, "q1", "'z' is not an answer. Allowed: a, b, c, d, e."),
        ({"q2_time": "both"}, "q2_time", "'both' is not an answer. Allowed: prospecting, even, nurturing."),
        ({"q1_partners": True}, "q1_partners", "'yes' is not an answer. Allowed: none, some, most."),
        ({"deal_value": "12k"}, "deal_value", "'12k' is not an answer. Allowed: a number from 0"),
        ({"deal_value": -1}, "deal_value", "-1 is not an answer"),
        ({"deal_value": float("nan")}, "deal_value", "nan is not an answer"),
        ({"buying": {"proof": "film"}}, "buying.proof", "Allowed: none, demonstration, trial, pilot, benchmark."),
        ({"buying": {"circle": ["users", "cat"]}}, "buying.circle", "'cat' is not an answer"),
        ({"buying": "tender"}, "buying", "Allowed: the keys trigger, circle"),
        ({"buying": {"proofs": "none"}}, "buying.proofs", "not a question; did you mean buying.proof"),
        ({"q5": "a"}, "q5", "not a question"),
    ],
)
def test_refuses_a_wrong_answer_by_field_value_and_what_is_allowed(written, field, words):
    with pytest.raises(AnswerError) as refused:
        read_answers(written)

    assert refused.value.field == field
    assert words in str(refused.value)


def test_takes_the_defaults_of_omitted_follow_ups():
    assert variables_of(read_answers({"q1": "a", "q2": "d", "q3": "a", "q4": "d"})) == variables_of(
        read_answers(
            {
                "q1": "a",
                "q1_partners": "none",
                "q1_self_service": "none",
                "q2": "d",
                "q2_time": "even",
                "q3": "a",
                "q4": "d",
                "q4_named": "no",
                "q4_tailored": "no",
            }
        )
    )


def test_leaves_a_question_without_an_answer_unknown():
    variables = variables_of(Answers(q1="b"))

    assert (variables.I, variables.O, variables.R, variables.T, variables.H) == (0.7, 0.3, None, None, None)
