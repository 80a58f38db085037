"""What a change must pass besides its tests, each in its own line: `check.py [name …]`; exit 1 when one fails."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")
CHECKS = {
    "ruff": [str(BIN / "ruff"), "check", "."],
    "format": [str(BIN / "ruff"), "format", "--check", "."],
    "layers": [str(BIN / "lint-imports"), "--no-cache"],
    "templates": [str(BIN / "djlint"), "src", "--lint", "--quiet"],
    "french": [PYTHON, "tools/messages.py", "check"],
    "docs": [PYTHON, "tools/docs.py", "check"],
    "migrations": [PYTHON, "-W", "ignore", "-m", "django", "makemigrations", "--check", "--dry-run"],
    "django": [PYTHON, "-W", "error::DeprecationWarning:jalon", "-m", "django", "check", "--fail-level", "WARNING"],
    "types": [str(BIN / "mypy")],
}


def main(names: list[str]) -> int:
    """Run the checks named, or all; each one's output is shown when it fails."""
    unknown = set(names) - set(CHECKS)
    if unknown:
        print(f"no check {', '.join(sorted(unknown))}; there are {', '.join(CHECKS)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="jalon-check-") as data:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("JALON_")}
        environment |= {"JALON_DATA": data, "DJANGO_SETTINGS_MODULE": "jalon.site.settings", "DATABASE_URL": ""}
        failed = [name for name in names or CHECKS if not passes(name, environment)]
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return int(bool(failed))


def passes(name: str, environment: dict[str, str]) -> bool:
    """Run one check and say how it went."""
    started = time.monotonic()
    done = subprocess.run(CHECKS[name], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    took = time.monotonic() - started
    print(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name:<11} {took:5.1f} s", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
