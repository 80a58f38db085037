"""Types a script into every text field of a page, as words, address and link, and hears whether a browser runs one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.apps import apps
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

KINDS = (  # of each, the first that fits
    (
        "'\"></textarea></title></script><script>{0}</script><svg onload={0}>[x](javascript:{0})",
        '"><img src=data: onerror={0}>',
        "<svg/onload={0}>",
    ),
    ('"<svg/onload={0}>"@example.com',),
    ('https://example.com/"><svg/onload={0}>', "javascript:{0}"),
)
CALL = re.compile(r"ran\((\d+)\)")


class Door(NamedTuple):
    """How to come to a page: by its address, or by what is sent there."""

    address: str
    body: dict[str, list[str]] | None = None


@dataclass
class Typist:
    """Types on `page` what would call `ran(number)`, each number once; two who type may share `typed` and `wrong`."""

    page: Page
    typed: dict[int, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    forms: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    has_sent: bool = False

    def __post_init__(self) -> None:
        self.page.expose_function("ran", lambda number: self._notice(f"ran({number})"))
        self.page.add_init_script(TOOLS)
        self.page.on("dialog", lambda dialog: dialog.accept())

    def open(self, door: Door) -> list[str]:
        """Go there and notice what runs; gives the addresses that the page leads to."""
        if door.body is None:
            self.page.goto(door.address)
        else:
            with self.page.expect_navigation():
                self.page.evaluate(SEND, [door.address, door.body])
        self.has_sent = False
        self._look()
        leads_to: list[str] = self.page.evaluate(LINKS)
        return leads_to

    def type_into(self, door: Door) -> None:
        """Type into each form of the page that stands open, unless one like it was met before."""
        for form in self.page.evaluate(FORMS):
            key = f"{_route(form['action'])} {' '.join(form['names'])}"
            if form["names"] and key not in self.forms:
                self.forms.add(key)
                self._fill(door, form)

    def _fill(self, door: Door, form: dict[str, Any]) -> None:
        """Every field as words, sent as without JavaScript; what is refused as an address, then as a link, then as it
        was; what was taken, once more by the page's own ways. A field that neither keeps nor refuses words is `left`.
        """
        kinds, again, gone = dict.fromkeys(form["names"], 0), {""}, set[str]()
        while again:
            refused = self._send(door, form, kinds, "submit")
            again = {name for name in refused if kinds.get(name, len(KINDS)) < len(KINDS)}
            kinds |= {name: kinds[name] + 1 for name in again}
            gone |= refused
        if form["reacts"]:
            self._send(door, form, kinds, "requestSubmit")
        kept = {self.typed[number] for number in _numbers_kept() if number in self.typed}
        self.left |= {f"{_route(form['action'])} {name}" for name in set(form["words"]) - gone} - kept

    def _send(self, door: Door, form: dict[str, Any], kinds: dict[str, int], way: str) -> set[str]:
        """The names of the fields that were refused: of all, where the answer names none."""
        if self.has_sent:
            self.open(door)
        self.has_sent = True
        given = [form["action"], form["names"], self._values(form, kinds), way]
        if way == "submit":
            with self.page.expect_navigation() as sent:
                self.page.evaluate(FILL, given)
        else:
            with self.page.expect_response(lambda answer: answer.request.resource_type in {"xhr", "document"}) as sent:
                self.page.evaluate(FILL, given)
            self.page.wait_for_function("!document.querySelector('.htmx-request')")
        self._look()
        named = set(self.page.evaluate(REFUSED))
        return named if named or sent.value.ok else set(form["names"])

    def _values(self, form: dict[str, Any], kinds: dict[str, int]) -> dict[str, str]:
        values = {}
        for name, kind in kinds.items():
            if kind < len(KINDS):
                number = len(self.typed) + 100
                self.typed[number] = f"{_route(form['action'])} {name}"
                values[name] = _payload(KINDS[kind], number, form["room"][name])
        return values

    def _look(self) -> None:
        """What would run if somebody touched it, or was cut to pieces but not disarmed."""
        for found in self.page.evaluate(LOOK):
            self._notice(found)

    def _notice(self, what: str) -> None:
        where = {self.typed.get(int(number), number) for number in CALL.findall(what)}
        self.wrong.append(f"{', '.join(where)}: {what} on {self.page.url}")


def _payload(longest_first: tuple[str, ...], number: int, room: int) -> str:
    texts = [text.format(f"ran({number})") for text in longest_first]
    return next((text for text in texts if room < 0 or len(text) <= room), texts[-1])


def _route(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return address


def _numbers_kept() -> Iterator[int]:
    for model in apps.get_models():
        for row in model._default_manager.values_list():
            yield from map(int, CALL.findall(repr(row)))


TOOLS = """
window.textsOf = form => [...form.elements].filter(one => one.matches("textarea, input") && one.name && !one.disabled
  && !["hidden", "checkbox", "radio", "file", "submit", "button", "range", "color"].includes(one.type));
window.idOf = form => form.getAttribute("hx-post") || form.getAttribute("hx-get") || form.getAttribute("action")
  || location.pathname;
"""
FORMS = """() => [...document.forms].map(form => ({
  action: idOf(form),
  reacts: form.hasAttribute("hx-post") || form.hasAttribute("hx-get"),
  names: [...new Set(textsOf(form).map(one => one.name))],
  words: textsOf(form).filter(one => (form.method === "post" || form.hasAttribute("hx-post"))
    && one.type !== "password" && !["numeric", "decimal", "tel"].includes(one.inputMode)).map(one => one.name),
  room: Object.fromEntries(textsOf(form).map(one => [one.name, one.maxLength])),
}))"""
FILL = """([action, names, values, way]) => {
  const form = [...document.forms].find(form => idOf(form) === action
    && names.every(name => textsOf(form).some(one => one.name === name)));
  if (!form.hasAttribute("action")) form.action = action;
  form.noValidate = true;
  for (const one of form.querySelectorAll("select")) if (!one.value && !one.multiple) one.selectedIndex = 1;
  for (const one of form.querySelectorAll("[type=radio]"))
    if (!form.querySelector(`[name="${one.name}"]:checked`)) one.checked = true;
  for (const one of textsOf(form)) if (one.name in values) {
    if (one.type !== "password") one.type = "text";
    one.value = values[one.name];
    one.dispatchEvent(new Event("input", {bubbles: true}));
  }
  HTMLFormElement.prototype[way].call(form);
}"""
SEND = """([address, body]) => {
  const form = Object.assign(document.createElement("form"), {method: "post", action: address});
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  for (const [name, values] of Object.entries({...body, csrfmiddlewaretoken: [token]}))
    for (const value of values) form.append(Object.assign(document.createElement("input"), {name, value}));
  document.body.append(form);
  form.submit();
}"""
REFUSED = """() => [...document.querySelectorAll("[aria-invalid=true]")].map(one => one.name).filter(Boolean)"""
LOOK = r"""() => [...document.querySelectorAll("*")].flatMap(one => [
  ...[...one.attributes].filter(({name, value}) => value.includes("ran(")
    && (name.startsWith("on") || /^\s*javascript:/i.test(value) && ["href", "action", "src"].includes(name)))
    .map(({name, value}) => `${one.localName} ${name}=${value.slice(0, 99)}`),
  ...(one.localName === "script" && one.text.includes("ran(") ? [`script ${one.text.slice(0, 99)}`] : []),
])"""
LINKS = """() => [...document.querySelectorAll("[hx-get], a[href]")]
  .map(one => one.getAttribute("hx-get") || one.getAttribute("href")).filter(one => one.startsWith("/"))"""
