"""`jalon diagnose`."""

import json

import pytest
import yaml

TEAM = "q1: b\nq2: a\nq3: c\nq4: b\n"


def test_gives_the_diagnosis_as_json(jalon, answers):
    result = jalon("diagnose", "--answers", answers(TEAM), "--format", "json")

    data = json.loads(result.out)
    assert result.code == 0
    assert data["dominant"] == "team"
    assert data["label"] == {"en": "Inbound, sold as a team", "fr": "Vente entrante, en équipe"}
    assert data["weights"]["team"] == pytest.approx(0.5)
    assert sum(data["weights"].values()) == pytest.approx(1)
    assert data["scores"]["inbound"] == pytest.approx(0.8)
    assert set(data["why"]) == {"en", "fr"}
    assert len(data["reasons"]) == 3


def test_gives_the_same_as_yaml(jalon, answers):
    path = answers(TEAM)

    as_json = json.loads(jalon("diagnose", "--answers", path, "--format", "json").out)
    as_yaml = yaml.safe_load(jalon("diagnose", "--answers", path, "--format", "yaml").out)

    assert as_yaml == as_json


def test_writes_for_people_in_the_language_asked_for(jalon, answers):
    result = jalon("diagnose", "--answers", answers(TEAM + "defines: team\n"), "--lang", "fr")

    assert result.out.startswith("Vente entrante, en équipe\n───")
    assert "Selon vous\N{NO-BREAK SPACE}: Vente en équipe." in result.out
    assert "50\N{NO-BREAK SPACE}%" in result.out


def test_takes_the_language_of_the_environment(jalon, answers, monkeypatch):
    path = answers(TEAM)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")

    assert jalon("diagnose", "--answers", path).out.startswith("Vente entrante")


def test_reads_answers_from_standard_input(jalon):
    assert jalon("diagnose", "--answers", "-", typed=TEAM).out.startswith("Inbound, sold as a team")


def test_lets_the_user_overrule(jalon, answers):
    data = json.loads(jalon("diagnose", "--answers", answers(TEAM), "--overrule", "abs", "--format", "json").out)

    assert (data["dominant"], data["computed"], data["overruled"]) == ("abs", "team", True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("q1: a\nq2: x\n", "answers.yaml:2: q2: 'x' is not an answer. Allowed: a, b, c, d."),
        ("q1: a\nbuying:\n  proof: film\n", "answers.yaml:3: buying.proof: 'film' is not an answer. Allowed: none,"),
        ("q1: a\nq9: b\n", "answers.yaml:2: q9: not a question"),
        ("- q1\n", "answers.yaml:1: Answers are a list of keys and values. Write lines such as q1: b."),
        ("q1: [a\n", "answers.yaml:2: Not YAML:"),
    ],
)
def test_refuses_a_wrong_file_by_line_and_remedy(jalon, answers, text, words):
    result = jalon("diagnose", "--answers", answers(text), "--format", "json")

    assert (result.code, result.out) == (2, "")
    assert words in result.err


def test_says_all_that_is_wrong_at_once_in_the_order_of_the_lines(jalon, answers):
    text = """\
q1: x
q2: a
q9: b
buying:
  proof: film
  circle: [users, cat, dog, it]
deal_value: much
1: one
"""

    result = jalon("diagnose", "--answers", answers(text), "--format", "json")

    told = [line.split("answers.yaml:")[1].split(". Allowed")[0] for line in result.err.splitlines()]
    assert (result.code, result.out) == (2, "")
    assert told == [
        "1: q1: 'x' is not an answer",
        "3: q9: not a question",
        "5: buying.proof: 'film' is not an answer",
        "6: buying.circle: 'cat' is not an answer",
        "6: buying.circle: 'dog' is not an answer",
        "7: deal_value: 'much' is not an answer",
        "8: 1: not a question; did you mean q1",
    ]


def test_refuses_a_file_that_is_not_there(jalon, tmp_path):
    result = jalon("diagnose", "--answers", tmp_path / "none.yaml")

    assert result.code == 2
    assert "The file does not exist. Check the path." in result.err


def test_asks_question_by_question(jalon):
    result = jalon("diagnose", typed="b\n\n\n1\n\nc\n2\nno\n3\nteam\n")

    assert result.code == 0
    assert "Where do most of your leads come from?" in result.out
    assert "Inbound, sold as a team: most of your leads come to you" in result.out
    assert "In your own words: Team sales." in result.out


def test_asks_again_after_a_wrong_answer(jalon):
    result = jalon("diagnose", typed="zzz\na\n\n\n\n\n\n\n\n\n")

    assert "a — Almost all come to us" in result.out
    assert "Inbound: almost all your leads come to you." in result.out


def test_asks_no_follow_up_to_a_question_that_was_skipped(jalon):
    result = jalon("diagnose", typed="\n\n\n\n\n")

    assert "through partners" not in result.out
    assert "Not determined yet" in result.out


def test_stops_without_a_verdict_when_the_answers_run_out(jalon):
    result = jalon("diagnose", typed="b\n")

    assert result.code == 2
    assert "Stopped before the end" in result.err


def test_saves_the_answers_given(jalon, tmp_path):
    jalon("diagnose", "--save", tmp_path / "mine.yaml", typed="b\nsome\n\n\n\n\n\n")

    assert yaml.safe_load((tmp_path / "mine.yaml").read_text(encoding="utf-8")) == {"q1": "b", "q1_partners": "some"}


def test_asks_nothing_where_a_machine_waits_for_json(jalon):
    result = jalon("diagnose", "--format", "json", typed="b\n")

    assert result.code == 2
    assert "Give a file with --answers" in result.err


def test_names_in_words_the_model_that_the_data_call_dominant(jalon, answers):
    path = answers("q1: e\nq2: d\nq2_time: nurturing\nq3: c\n")

    data = json.loads(jalon("diagnose", "--answers", path, "--format", "json").out)
    words = jalon("diagnose", "--answers", path, "--lang", "en").out

    assert data["dominant"] == "relationship"
    assert "Relationship-based sales define how you sell most." in words
    assert words.index("Relationship-based sales  ") < words.index("Outbound sales  ")
