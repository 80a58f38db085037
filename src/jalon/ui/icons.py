"""Icons drawn in the page: Lucide's SVG files, read once and stripped to what the style sheet does not say."""

import re
from functools import cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

FOLDER = Path(__file__).parent / "icons"


class UnknownIcon(LookupError):  # noqa: N818 - says what is wrong
    """No file of that name in ui/icons."""


def icon_svg(name: str, *, label: str = "") -> SafeString:
    """The icon as inline SVG: hidden from assistive technology unless `label` says what it means."""
    meaning = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        'stroke-linecap="round" stroke-linejoin="round" {}>{}</svg>',
        meaning,
        _strokes(name),
    )


@cache
def _strokes(name: str) -> SafeString:
    path = FOLDER / f"{name}.svg"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.exists():
        raise UnknownIcon(f"ui/icons has no {name}.svg; copy it from lucide-static.")
    inner = re.search(r"<svg[^>]*>(.*)</svg>", path.read_text(encoding="utf-8"), re.DOTALL)
    if inner is None:
        raise UnknownIcon(f"{path.name} is not an SVG file.")
    return mark_safe(" ".join(inner.group(1).split()))  # noqa: S308 - our own files
