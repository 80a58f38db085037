"""Tags and filters that every template may use without loading anything."""

import zlib
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django_htmx.jinja import htmx_script

from jalon.kernel.money import Money
from jalon.ui.icons import icon_svg

register = template.Library()

FRAME_CHOICES = {"theme": {"light", "dark"}, "sidebar": {"collapsed"}}
TONES = 6


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """`{% icon "plus" %}`: a Lucide icon; give `label` only where no words stand beside it."""
    return icon_svg(name, label=label)


@register.simple_tag(takes_context=True)
def frame_choices(context: Context) -> SafeString:
    """The reader's theme and sidebar, kept in cookies, as data- attributes of `<html>`."""
    request: HttpRequest | None = context.get("request")
    cookies = request.COOKIES if request else {}
    chosen = [(name, cookies.get(name, "")) for name in FRAME_CHOICES]
    return format_html_join("", ' data-{}="{}"', [pair for pair in chosen if pair[1] in FRAME_CHOICES[pair[0]]])


@register.simple_tag
def htmx_library() -> SafeString:
    """htmx as django-htmx ships it."""
    return htmx_script(version=2)


@register.filter
def money(minor: int | None, currency: str) -> str:
    """`{{ deal.amount_minor|money:deal.currency }}`: "€1,234" or « 1 234 € »; a dash for nothing."""
    return "–" if minor is None else Money(minor, currency).words(get_language() or "en")


@register.filter
def initials(name: str) -> str:
    """Two letters for an avatar: the first of the first and of the last word."""
    words = str(name).replace("-", " ").split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.filter
def tone(key: Any) -> int:
    """A number from 1 to 6, always the same for the same key: the tint of an avatar."""
    return zlib.crc32(str(key).encode()) % TONES + 1
