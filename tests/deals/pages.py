"""What tests of pages read: an answer as a tree, the texts in it, the toast it carries."""

import json
from datetime import timedelta

from django.http import HttpResponse
from lxml import html

from tests.conftest import NOON

NOW = NOON + timedelta(days=2)
HTMX = {"HX-Request": "true"}


def tree(answer: HttpResponse) -> html.HtmlElement:
    """The answer's HTML."""
    return html.fromstring(answer.content.decode() or "<p></p>")


def texts(answer: HttpResponse, path: str) -> list[str]:
    """The text of each element at `path`, blanks squeezed."""
    return [" ".join(one.text_content().split()) for one in tree(answer).xpath(path)]


def values(answer: HttpResponse, path: str) -> list[str]:
    """The attribute or text nodes at `path`."""
    return [str(one) for one in tree(answer).xpath(path)]


def toast(answer: HttpResponse) -> dict[str, str]:
    """The toast that the answer makes the page show; {} when none."""
    return json.loads(answer.headers.get("HX-Trigger", "{}")).get("jalon:toast", {})


def with_class(name: str) -> str:
    """XPath of any element of a class."""
    return f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
