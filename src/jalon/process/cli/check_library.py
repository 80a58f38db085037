"""`jalon process check-library`: checks every file of the library."""

import argparse

from jalon.process.cli.captions import caption
from jalon.process.cli.output import dump
from jalon.process.library_check import check_library


def run(asked: argparse.Namespace) -> int:
    """Run the command; 1 when a file is broken or incomplete."""
    errors = check_library()
    if asked.format == "text":
        for error in errors:
            print(error)
        print(f"{len(errors)} {caption('errors', asked.lang)}")
    else:
        dump([{"file": e.file, "line": e.line, "what": e.what, "remedy": e.remedy} for e in errors], asked.format)
    return 1 if errors else 0
