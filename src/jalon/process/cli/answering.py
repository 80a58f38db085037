"""Obtains the answers: from a file, or by asking the person at the terminal."""

import argparse
import sys
from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path
from typing import Any

from jalon.process.answers import AnswerError, Answers, read_answers
from jalon.process.cli.captions import caption, colon
from jalon.process.cli.command_error import CommandError
from jalon.process.cli.output import say, say_list, title, to_yaml
from jalon.process.definitions.question import Question
from jalon.process.definitions.text import Lang
from jalon.process.reference import questions
from jalon.process.yamlfile import YamlFile, parse_yaml, read_yaml


def answers_for(asked: argparse.Namespace, *, with_buying: bool) -> Answers:
    """Give the answers that the command line asks for; CommandError or AnswerError when they cannot be used."""
    if asked.answers is not None:
        return from_file(asked.answers)
    if asked.format != "text" and not sys.stdin.isatty():
        raise CommandError("There are no answers. Give a file with --answers, or - to read it from standard input.")
    data = ask(asked.lang, with_buying=with_buying)
    if asked.save is not None:
        asked.save.write_text(to_yaml(data), encoding="utf-8")
    return read_answers(data)


def from_file(name: str) -> Answers:
    """Read answers from a file, - being standard input; CommandError with every wrong answer, by file and line."""
    source = parse_yaml(sys.stdin.read(), file="<stdin>") if name == "-" else read_yaml(Path(name))
    if source.data is None:
        return Answers()
    if not isinstance(source.data, dict):
        raise source.error((), "Answers are a list of keys and values.", "Write lines such as q1: b.")
    wrong = [(_line(source, problem.field), problem) for problem in wrong_answers(source.data)]
    if wrong:
        wrong.sort(key=lambda one: one[0])
        raise CommandError("\n".join(f"{source.file}:{line}: {problem}" for line, problem in wrong))
    return read_answers(source.data)


def wrong_answers(data: dict[str, Any]) -> list[AnswerError]:
    """Give everything that is wrong with answers: what was refused is taken away until nothing is."""
    left, found = deepcopy(data), []
    while True:
        try:
            read_answers(left)
        except AnswerError as problem:
            found.append(problem)
            _take_away(left, problem)
        else:
            return found


def _take_away(data: dict[str, Any], problem: AnswerError) -> None:
    """Remove a wrong answer; of several ticked, the wrong one alone."""
    name = problem.field.removeprefix("buying.")
    home = data if name == problem.field else data["buying"]
    key = next(key for key in home if str(key) == name)
    if isinstance(home[key], list) and problem.value in home[key]:
        home[key].remove(problem.value)
    else:
        del home[key]


def ask(lang: Lang, *, with_buying: bool) -> dict[str, Any]:
    """Ask every question, accepting a number, a key or nothing; a wrong answer is asked again."""
    parts = ("model", "follow_up", "closing", "buying") if with_buying else ("model", "follow_up", "closing")
    data: dict[str, Any] = {}
    for question in (one for one in questions() if one.part in parts):
        if question.follows and question.follows not in data:
            continue
        home = data.setdefault("buying", {}) if question.part == "buying" else data
        given = _asked(question, lang)
        if given is not None:
            home[question.key] = given
    if with_buying:
        _ask_amount(data, lang)
    return data


def _asked(question: Question, lang: Lang) -> str | list[str] | None:
    title(question.text.say(lang))
    say(question.help.say(lang))
    for number, option in enumerate(question.options, start=1):
        say(f"{number}. {option.label.say(lang)}", indent=2)
    while True:
        line = _prompt("choose_one" if question.choice == "one" else "choose_many", lang)
        if not line:
            return None
        value: str | list[str] = line
        if question.choice == "many":
            value = [_key(question, word) for word in line.split(",")] if line != "none" else []
        else:
            value = _key(question, line)
        if _is_accepted(question, value):
            return value
        say_list([f"{option.key} — {option.label.say(lang)}" for option in question.options])


def _key(question: Question, word: str) -> str:
    """Turn a number into the key of the option; anything else stays as written."""
    word = word.strip()
    if word.isdigit() and 1 <= int(word) <= len(question.options):
        return question.options[int(word) - 1].key
    return word


def _is_accepted(question: Question, value: str | list[str]) -> bool:
    try:
        read_answers({"buying": {question.key: value}} if question.part == "buying" else {question.key: value})
    except AnswerError:
        return False
    return True


def _ask_amount(data: dict[str, Any], lang: Lang) -> None:
    title(caption("deal_value", lang))
    while line := _prompt("choose_one", lang):
        digits = line.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace(",", ".")
        try:
            data["deal_value"] = float(digits)
            read_answers({"deal_value": data["deal_value"]})
        except (ValueError, AnswerError):
            continue
        return


def _prompt(key: str, lang: Lang) -> str:
    sys.stdout.write(f"{caption(key, lang)}{colon(lang)} ")
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    sys.stdout.write("\n" if not sys.stdin.isatty() else "")
    return line.strip()


def _line(source: YamlFile, field: str) -> int:
    place: Iterable[str] = field.split(".")
    return source.line(tuple(place))
