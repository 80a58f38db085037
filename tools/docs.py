"""The pages of docs/ that are made from the sources: `docs.py write` writes them, `docs.py check` finds stale ones."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"
NOTE = "<!-- Written by `make docs`; change what it is written from, not this page. -->\n\n"


def main(arguments: list[str]) -> int:
    """Write or check every page; 1 when a page is stale. The process room writes its own."""
    from jalon.process.cli import main as process

    if arguments not in (["write"], ["check"]):
        print(__doc__, file=sys.stderr)
        return 2
    of_process = process(["process", "docs", str(DOCS / "reference"), *(["--check"] if arguments == ["check"] else [])])
    stale = [path for path, text in pages() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if arguments == ["check"]:
        print("\n".join(f"stale: {path.relative_to(DOCS.parent)}; run `make docs`" for path in stale))
        return int(bool(stale or of_process))
    for path, text in pages():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


def pages() -> Iterator[tuple[Path, str]]:
    """Every page with its text."""
    from jalon.analytics.pages import pages as of_logs

    yield DOCS / "operate" / "settings.md", NOTE + settings_page()
    yield DOCS / "reference" / "events.md", NOTE + events_page()
    yield DOCS / "reference" / "roles.md", NOTE + roles_page()
    for name, text in of_logs().items():
        yield DOCS / "reference" / name, NOTE + text


def settings_page() -> str:
    """Every setting: where it is set, its default, what it is."""
    from jalon.site.config import Config, variable_of

    rows = [
        f"| `{name}` | `{variable_of(name)}` | {_code(field.default)} | {field.description} |"
        for name, field in Config.model_fields.items()
    ]
    return "\n".join(
        [
            "# Settings",
            "",
            "Set them in `jalon.toml` in the data folder (`port = 9000`), or as environment variables, which win.",
            "`jalon settings` prints each one's value and where it comes from. A wrong value, or a name that is no",
            "setting, is refused by name, with exit code 2, before anything starts.",
            "",
            "| in `jalon.toml` | in the environment | default | what it is |",
            "|---|---|---|---|",
            *rows,
            "",
            "The data folder itself is chosen by `JALON_DATA` alone, since `jalon.toml` lies in it.",
            "",
        ]
    )


def events_page() -> str:
    """Every verb of the catalogue with its particulars."""
    from jalon.timeline.catalogue import all_verbs

    rows = [
        f"| `{verb.name}` | {verb.version} | {verb.words[0]} | {verb.words[1]} | {_fields(verb.particulars)} |"
        for verb in all_verbs()
    ]
    return "\n".join(
        [
            "# Events",
            "",
            "Whatever changes what a report would say is recorded as an event of one of these verbs. Its particulars",
            "hold ids, keys, numbers and dates only; what people wrote lies beside it and can be erased. Optional",
            "particulars are in brackets.",
            "",
            "| verb | version | in English | in French | particulars |",
            "|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def roles_page() -> str:
    """Which role may do what."""
    from jalon.orgs.roles import CAPABILITIES, Can

    roles = list(CAPABILITIES)
    rows = [f"| `{can}` | {' | '.join('yes' if can in CAPABILITIES[role] else '–' for role in roles)} |" for can in Can]
    return "\n".join(
        [
            "# Roles",
            "",
            f"| may | {' | '.join(roles)} |",
            f"|---|{'---|' * len(roles)}",
            *rows,
            "",
            "Whose records a member sees is a setting of its own: own, the team's, or all. Only an owner makes,",
            "changes or removes an owner, and a workspace always keeps one. Whoever is not a member of a workspace",
            "finds nothing there (404); a member without the right is refused (403).",
            "",
        ]
    )


def _fields(particulars: type) -> str:
    fields = particulars.model_fields.items()  # type: ignore[attr-defined]
    return ", ".join(f"`{name}`" if field.is_required() else f"[`{name}`]" for name, field in fields) or "–"


def _code(value: object) -> str:
    return f"`{value}`" if str(value) else "empty"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"JALON_DATA": folder, "DJANGO_SETTINGS_MODULE": "jalon.site.settings"}
        import django

        django.setup()
        sys.exit(main(sys.argv[1:]))
