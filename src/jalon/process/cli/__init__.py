"""The command line of the process room; it needs no server."""

import sys

from jalon.process.check import check_library

__all__ = ["main"]


def main(argv: list[str]) -> int:
    """Run one command and give its exit code."""
    if argv[-1:] == ["check-library"]:
        errors = check_library()
        for error in errors:
            sys.stdout.write(f"{error}\n")
        sys.stdout.write(f"{len(errors)} errors\n")
        return 1 if errors else 0
    return 2
