"""Start-up and memory of `jalon up`, from an empty folder and once more.

    python bench/startup.py                # prints seconds and PSS; exit code 1 over the aims
    python bench/startup.py --culprits     # and which packages the web process spends memory on

PSS (proportional set size) counts shared pages once among all processes. Linux only.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from _http import free_port

AIMS = {"first_start_s": 120, "next_start_s": 10, "pss_mb": 250}
PAGES = 100
JALON = [sys.executable, "-c", "import sys; from jalon.site.cli import main; sys.exit(main())"]


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="jalon-bench-") as folder:
        figures = measure(Path(folder))
    print(json.dumps(figures) if options.json else _table(figures))
    if options.culprits:
        print("\nMemory by package that the web process imports, MB:\n" + _culprits())
    return 1 if any(figures[name] > aim for name, aim in AIMS.items()) else 0


def measure(data: Path) -> dict[str, float]:
    """Seconds to the first page, twice, and megabytes when idle and after some pages."""
    with _up(data) as (first, _):
        pass
    with _up(data) as (following, up):
        idle = _settled_pss(up.pid)
        for _ in range(PAGES):
            _page(_port_of(data))
        loaded = _settled_pss(up.pid)
    figures = {
        "first_start_s": round(first, 1),
        "next_start_s": round(following, 1),
        "pss_idle_mb": round(sum(idle.values())),
        "pss_mb": round(sum(loaded.values())),
    }
    return figures | {f"pss_{name}_mb": round(megabytes) for name, megabytes in loaded.items()}


@contextmanager
def _up(data: Path) -> Iterator[tuple[float, subprocess.Popen[bytes]]]:
    port = free_port()
    (data / "port").write_text(str(port))
    environment = {**os.environ, "JALON_DATA": str(data), "PORT": str(port), "DATABASE_URL": ""}
    environment["PYTHONPYCACHEPREFIX"] = str(data / "bytecode")  # the first start compiles, as after an install
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    log = (data / "up.log").open("wb")
    began = time.monotonic()
    up = subprocess.Popen([*JALON, "up"], env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        while not _page(port):
            if up.poll() is not None or time.monotonic() - began > 300:
                sys.exit((data / "up.log").read_text() or "jalon up did not start")
            time.sleep(0.02)
        yield time.monotonic() - began, up
    finally:
        up.send_signal(signal.SIGTERM)
        up.wait(60)


def _page(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30).read()
    except urllib.error.HTTPError as answer:
        return answer.code < 500
    except OSError:
        return False
    return True


def _port_of(data: Path) -> int:
    return int((data / "port").read_text())


def _settled_pss(root: int) -> dict[str, float]:
    """By process, once the worker is up, too, and two looks a second apart agree."""
    before, now = {}, _pss_by_process(root)
    while "worker" not in now or abs(sum(now.values()) - sum(before.values())) > 1:
        time.sleep(1)
        before, now = now, _pss_by_process(root)
    return now


def _pss_by_process(root: int) -> dict[str, float]:
    names = {
        "jalon.site.serve": "parent",
        "jalon.site.serve.web": "web",
        "jalon.site.serve.worker": "worker",
    }
    sizes: dict[str, float] = {}
    for pid in _descendants(root):
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
        name = next((names[word] for word in words if word in names), "other")
        sizes[name] = sizes.get(name, 0.0) + _pss_mb(pid)
    return sizes


def _descendants(root: int) -> list[int]:
    parents = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
    family = [root]
    for pid in family:
        family += [child for child, parent in parents.items() if parent == pid]
    return family


def _pss_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _culprits() -> str:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "JALON_DATA": folder}
        return subprocess.run(
            [sys.executable, "-c", WEIGH], env=environment, capture_output=True, text=True, check=True
        ).stdout


WEIGH = """
import builtins, collections, os
plain, stack, weights = builtins.__import__, [], collections.Counter()
def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
def weigh(name, globals=None, locals=None, fromlist=(), level=0):
    package = name.split(".")[0] if not level else (globals or {}).get("__package__", "").split(".")[0]
    before = resident()
    stack.append(0.0)
    try:
        return plain(name, globals, locals, fromlist, level)
    finally:
        inner, whole = stack.pop(), resident() - before
        weights[package] += whole - inner
        if stack:
            stack[-1] += whole
builtins.__import__ = weigh
import jalon.site.wsgi
from django.urls import get_resolver
get_resolver().url_patterns
for package, size in weights.most_common(15):
    print(f"{size:6.1f}  {package}")
print(f"{resident():6.1f}  in all")
"""


def _table(figures: dict[str, float]) -> str:
    return "\n".join(
        f"{name:20} {value:>8}" + (f"   aim {AIMS[name]}" if name in AIMS else "") for name, value in figures.items()
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--culprits", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
