"""Static files as served: hashed names, compressed, module imports rewritten, and the style sheets in one piece."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

ENTRY = "ui/css/app.css"
IMPORT = re.compile(r'@import url\("(?P<file>[\w-]+\.css)"\) layer\((?P<layer>\w+)\);')


class UiStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage; when files are collected, the imports of `app.css` become its text.

    Without collection (development, tests) the same file works through its imports, one request each.
    """

    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if ENTRY in paths:
            joined = InMemoryStorage()
            joined.save(ENTRY, ContentFile(joined_styles().encode()))
            paths = {**paths, ENTRY: (joined, ENTRY)}
        yield from super().post_process(paths, dry_run, **options)


def joined_styles() -> str:
    """The whole style sheet: each import of the entry replaced by its file within its layer."""
    entry = Path(str(finders.find(ENTRY)))
    return IMPORT.sub(
        lambda found: f"@layer {found['layer']} {{\n{(entry.parent / found['file']).read_text(encoding='utf-8')}}}",
        entry.read_text(encoding="utf-8"),
    )
