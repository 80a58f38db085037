"""French beside the English of the sources: `messages.py update|missing|check|compile [room …]`.

English is the msgid. `update` brings each room's `locale/fr/LC_MESSAGES/django.po` up to its sources,
`missing` lists what has no French yet, `check` says all that is wrong, `compile` makes the .mo files that
Django reads. Babel does the work, so that GNU gettext need not be installed.
"""

import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "jalon"
PO_FILE = Path("locale", "fr", "LC_MESSAGES", "django.po")
HEADER = "# French of this room. English is the msgid; `make messages` keeps it in step with the sources."
CHATTER = re.compile(rb'^"(Project-Id|Report-Msgid|POT-|PO-|Last-T|Language-Team|Generated-By).*\n', re.MULTILINE)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
UNFRENCH = {
    "no-break space missing": re.compile(
        r" [:;!?»€]| %(?!\()|(?<=\d)%|(?<=\)s)%%|«(?![\u00a0\u202f])|(?<=[\w)»])[;!?](?=\s|$)|(?<=[^\W\d]):(?=\s|$)"
    ),
    "straight apostrophe": re.compile(r"(?<=\w)'(?=\w)"),
}


def main(arguments: list[str]) -> int:
    """Do what the first word says to the rooms that follow it, or to all of them."""
    verb, *rooms = arguments or ["check"]
    deeds = {"update": update, "missing": missing, "check": problems, "compile": compile_room}
    if verb not in deeds:
        print(__doc__, file=sys.stderr)
        return 2
    if arguments == ["compile"]:
        return compile_all()
    said = [line for room in rooms or all_rooms() for line in deeds[verb](room)]
    if verb == "check" and not rooms:
        said += disagreements()
    print("\n".join(said) or f"translations: {verb}: all is well")
    return int(bool(said) and verb == "check")


def all_rooms() -> list[str]:
    """Rooms that speak to people: those with a message or a catalogue."""
    folders = sorted(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists())
    return [room for room in folders if (PACKAGE / room / PO_FILE).exists() or len(template_of(room))]


def update(room: str) -> Iterator[str]:
    """Add the messages that are new, drop those that are gone, and compile; gives what lacks French."""
    po, template = PACKAGE / room / PO_FILE, template_of(room)
    catalog = french_of(room)
    catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    catalog.header_comment = HEADER
    written = io.BytesIO()
    write_po(written, catalog, width=120, sort_output=True, include_lineno=False)
    po.parent.mkdir(parents=True, exist_ok=True)
    po.write_bytes(CHATTER.sub(b"", written.getvalue()))
    list(compile_room(room))
    return missing(room)


def missing(room: str) -> Iterator[str]:
    """The messages without French, as they stand in the sources."""
    catalog = french_of(room)
    for message in template_of(room):
        known = catalog.get(message.id, message.context) if message.id else message
        if known is None or not is_translated(known):
            yield f"{room}: no French for {message.id!r} ({', '.join(path for path, _ in message.locations)})"


def problems(room: str) -> Iterator[str]:
    """Missing, fuzzy and obsolete French, placeholders that differ, and signs that France would not write."""
    catalog, template = french_of(room), template_of(room)
    yield from missing(room)
    for message in [*catalog, *catalog.obsolete.values()]:
        if not message.id:
            continue
        if template.get(message.id, message.context) is None:
            yield f"{room}: obsolete: {message.id!r}; `make messages` drops it"
        if message.fuzzy:
            yield f"{room}: fuzzy: {message.id!r}"
        yield from (f"{room}: {message.id!r}: {error}" for error in message.check(catalog))
        for text in forms(message):
            yield from (f"{room}: {text!r}: {what}" for what, sign in UNFRENCH.items() if sign.search(text))


def disagreements() -> Iterator[str]:
    """Messages that two rooms put into French differently: Django would pick one for both."""
    first: dict[object, tuple[str, tuple[str, ...]]] = {}
    for room in all_rooms():
        for message in french_of(room):
            where, text = first.setdefault((message.context, message.id), (room, forms(message)))
            if message.id and text != forms(message):
                yield f"{room}: {message.id!r} is {text} in {where} and {forms(message)} here: add a context"


def compile_room(room: str) -> Iterator[str]:
    """Write the .mo beside the .po when it is older."""
    po = PACKAGE / room / PO_FILE
    mo = po.with_suffix(".mo")
    if po.exists() and (not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime):
        fresh = mo.with_suffix(f".{os.getpid()}")
        with fresh.open("wb") as file:
            write_mo(file, french_of(room))
        fresh.replace(mo)
    yield from ()


def compile_all() -> int:
    """Compile every room's catalogue, with Babel alone: what the wheel and the set-up need."""
    for po in PACKAGE.glob(f"*/{PO_FILE}"):
        list(compile_room(po.relative_to(PACKAGE).parts[0]))
    return 0


def french_of(room: str) -> Catalog:
    """The room's French as it stands; empty when it has none."""
    po = PACKAGE / room / PO_FILE
    if not po.exists():
        return Catalog(locale="fr", project="jalon", domain="django", fuzzy=False)
    with po.open("rb") as file:
        catalog = read_po(file, locale="fr", domain="django")
    catalog.fuzzy = False
    return catalog


def template_of(room: str) -> Catalog:
    """Every message of the room's Python files and templates."""
    catalog, folder = Catalog(), PACKAGE / room
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("templates/**/*.*")]):
        if "migrations" in path.parts:
            continue
        source = path.read_text() if path.suffix == ".py" else _as_python(path)
        found = extract("python", io.BytesIO(source.encode()), KEYWORDS, comment_tags=["Translators:"])
        for _line, message, comments, context in found:
            where = [(str(path.relative_to(folder)), 0)]
            catalog.add(message, locations=where, auto_comments=comments, context=context)
    return catalog


def is_translated(message: Message) -> bool:
    """Whether every plural form has its French."""
    return all(forms(message)) and len(forms(message)) > 0


def forms(message: Message) -> tuple[str, ...]:
    """The French of a message: one text, or one for each plural form."""
    return tuple(message.string) if isinstance(message.string, list | tuple) else (message.string or "",)


def _as_python(path: Path) -> str:
    """A template's messages as calls that a Python tokenizer can read, whatever stands between them."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    return f"({templatize(path.read_text(), origin=str(path))}\n)"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
