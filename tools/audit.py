"""Known weaknesses of the locked dependencies: `audit.py [lock file …]`; 1 when one has any.

pip-audit asks PyPI for each locked version. Where no answer comes, the audit says so and does not fail: a build without
a network is not a weakness.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ["requirements/base.txt"]
PATIENCE_SECONDS = 180


def main(locks: list[str]) -> int:
    """Audit each lock file."""
    return max(_audit(lock) for lock in locks or LOCKS)


def _audit(lock: str) -> int:
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "--disable-pip",
        "--no-deps",
        "-f",
        "json",
        "--progress-spinner",
        "off",
    ]
    try:
        done = subprocess.run(
            [*command, "-r", lock], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False
        )
        found = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        print(f"{lock}: not audited, the service of known weaknesses does not answer", flush=True)
        return 0
    return _tell(lock, found)


def _tell(lock: str, found: list[dict]) -> int:
    weak = [(one, flaw) for one in found for flaw in one.get("vulns", [])]
    for one, flaw in weak:
        remedy = ", ".join(flaw.get("fix_versions", [])) or "no version yet"
        print(f"{lock}: {one['name']} {one.get('version')}: {flaw['id']}, mended in {remedy}", flush=True)
    skipped = [one["name"] for one in found if "skip_reason" in one]
    if skipped:
        print(f"{lock}: not audited, the service of known weaknesses does not know {len(skipped)} packages", flush=True)
    print(f"{lock}: {len(found) - len(skipped)} packages audited, {len(weak)} weaknesses known", flush=True)
    return int(bool(weak))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
