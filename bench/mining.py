"""What mining costs, from 20,000 to 10 million events, and whether pm4py counts the same.

By default: the map and the other verbs on 20,000 and 200,000 events, on Polars. `--peer` also makes an environment with
pm4py (AGPL, never a dependency) in a folder of its own, times the same verbs there in the same run, and compares every
count on every log of `--data`. Times are the best of three, from a frame in memory; sorting it is counted. The second
column is processor time over all threads: trust it where other work shares the machine.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl

from jalon.analytics.mining import directly_follows, ends, hand_overs, rework, starts, variants
from jalon.analytics.mining.traces import BETWEEN
from jalon.eventlog import Log, collect, in_order, log_of, read_log, scan

HERE = Path(__file__).resolve().parent
DATA = HERE.parent.parent / "shared" / "data"
SIZES = (20_000, 200_000)
AIM_PER_SECOND, AIM_AGAINST_PEER, AIM_GROWTH = 1_000_000, 10, 13


def main() -> int:
    asked = arguments()
    with tempfile.TemporaryDirectory(prefix="jalon-mining-") as scratch:
        folder = asked.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        peer = peer_python(folder) if asked.peer else None
        figures = [measure(size, asked.engine, folder, peer) for size in asked.size]
        growth(figures)
        unequal = compare(asked.data, peer) if peer else 0
    if asked.json:
        print(json.dumps(figures))
    return int(bool(unequal))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, nargs="+", default=SIZES, help="events, 20000 and 200000 by default")
    parser.add_argument("--engine", choices=("polars", "duckdb"), default="polars")
    parser.add_argument("--peer", action="store_true", help="time and compare pm4py in the same run")
    parser.add_argument("--data", type=Path, default=DATA, help="a folder of event logs to compare the counts on")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep logs and pm4py there, for the next run")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def measure(size: int, engine: str, folder: Path, peer: Path | None) -> dict:
    path = made(size, folder)
    whole = opened(path, engine)
    ready = in_order(whole)
    works: dict[str, Callable[[], object]] = {
        "map": lambda: collect(directly_follows(in_order(whole))),
        "map, sorted before": lambda: collect(directly_follows(ready)),
        "variants": lambda: collect(variants(ready)),
        "rework": lambda: collect(rework(ready)),
        "from parquet": lambda: collect(directly_follows(in_order(scan(path, engine=engine)))),
    }
    ours = {name: best(work) for name, work in works.items()}
    other = ask_peer(peer, "time", path) if peer else {}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    show(size, engine, ours, other, memory)
    theirs = {f"pm4py {name}": taken for name, taken in other.items()}
    return {"events": size, "engine": engine, "peak MB": memory, **ours, **theirs}


def show(size: int, engine: str, ours: dict, other: dict, memory: int) -> None:
    print(f"\n{size:,} events, {engine}, peak memory {memory:,} MB        wall ms    cpu ms   events/s (wall)")
    for name, (wall, cpu) in ours.items():
        print(f"  {name:<45} {wall * 1000:9.1f} {cpu * 1000:9.1f} {size / wall / 1e6:8.2f} M")
    for name, (wall, cpu) in other.items():
        times = f"{wall / ours[name][0]:8.1f} × ours, cpu {cpu / ours[name][1]:.1f} ×"
        print(f"  {'pm4py ' + name:<45} {wall * 1000:9.1f} {cpu * 1000:9.1f} {times}")


def opened(path: Path, engine: str) -> Log:
    """The log in memory for Polars; DuckDB reads the file, as it does."""
    return log_of(pl.read_parquet(path)) if engine == "polars" else scan(path, engine="duckdb")


def growth(figures: list[dict]) -> None:
    for less, more in pairwise(figures):
        rows = more["events"] / less["events"]
        wall, cpu = (more["map"][at] / less["map"][at] for at in (0, 1))
        print(f"\n{rows:g} times the events take the map {wall:.1f} times the time, cpu {cpu:.1f}", end="")
        print(f" (aim: {AIM_GROWTH} for ten)" if rows == 10 else "")
    last = figures[-1]
    print(f"aims at a million: {AIM_PER_SECOND:,} events a second; {AIM_AGAINST_PEER} times faster than pm4py")
    print(f"the map at {last['events']:,}: {last['events'] / last['map'][0]:,.0f} events a second")


def made(size: int, folder: Path) -> Path:
    """Deals of about ten events each, early stages commoner than late ones, written in the order of time."""
    path = folder / f"log-{size}.parquet"
    if path.exists():
        return path
    seed = np.random.default_rng(4)
    case = seed.integers(0, max(size // 10, 1), size)
    activity = np.minimum(seed.geometric(0.25, size) - 1, 19)
    at = 1_700_000_000_000_000 + (case % 1_000) * 3_600_000_000 + seed.integers(0, 90 * 86_400_000_000, size)
    table = pl.DataFrame({"case": case, "activity": activity, "timestamp": at, "actor": seed.integers(0, 50, size)})
    table.select(
        case=pl.format("deal-{}", pl.col("case").cast(pl.String).str.zfill(8)),
        activity=pl.format("Stage {}", "activity"),
        timestamp=pl.col("timestamp").cast(pl.Datetime("us", "UTC")),
        actor=pl.format("seller-{}", "actor"),
    ).sort("timestamp").with_row_index("row", offset=1).cast({"row": pl.Int64}).write_parquet(path)
    return path


def best(work: Callable[[], object], times: int = 3) -> tuple[float, float]:
    """Seconds by the clock and of the processors, each the least of three."""
    walls, cpus = [], []
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return min(walls), min(cpus)


def peer_python(folder: Path) -> Path:
    """A Python that has pm4py, made once a folder."""
    python = folder / "pm4py" / "bin" / "python"
    if not python.exists():
        print("installing pm4py into an environment of its own…", flush=True)
        venv.create(folder / "pm4py", with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "pm4py", "pyarrow"], check=True)
    return python


def ask_peer(python: Path, word: str, path: Path) -> dict:
    done = subprocess.run([python, HERE / "_pm4py.py", word, path], check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.strip().splitlines()[-1])


def compare(data: Path, peer: Path) -> int:
    """Compare every count on every log; how many differ."""
    print(f"\ncounts on the logs of {data}, pm4py reading each file by itself")
    wrong = 0
    for path in logs(data):
        ours, theirs = counts(path), ask_peer(peer, "count", path)
        differing = [name for name in theirs if not equal(name, ours[name], theirs[name])]
        wrong += len(differing)
        print(f"  {path.name:<36} {'equal' if not differing else 'DIFFERENT: ' + ', '.join(differing)} ({len(theirs)})")
    return wrong


def logs(data: Path) -> list[Path]:
    wanted = ("*.xes.gz", "bpic*.csv.gz", "receipt.csv.gz", "traffic_fines.csv.gz")
    return sorted(path for pattern in wanted for path in data.glob(f"*/{pattern}"))


def counts(path: Path) -> dict:
    read = read_log(path)
    log = in_order(read.events, columns=["actor"])
    again = collect(rework(log)).select("activity", "cases_again").rows()
    return {
        "map": collect(directly_follows(log)).rows(),
        "starts": dict(collect(starts(log)).rows()),
        "ends": dict(collect(ends(log)).rows()),
        "variants": sorted([way.split(BETWEEN), n] for way, n, _ in collect(variants(log)).rows()),
        "rework": {activity: cases for activity, cases in again if cases},
        "hand_overs": sorted(list(row[:3]) for row in collect(hand_overs(log)).rows()),
    }


def equal(name: str, ours: object, theirs: object) -> bool:
    if name != "map":
        return ours == theirs
    pairs = {(start, end): (n, wait) for start, end, n, wait in ours}
    others = {(start, end): (n, wait) for start, end, n, wait in theirs}
    return pairs.keys() == others.keys() and all(
        pairs[pair][0] == n and abs(pairs[pair][1] - wait) <= 1e-3 for pair, (n, wait) in others.items()
    )


if __name__ == "__main__":
    sys.exit(main())
