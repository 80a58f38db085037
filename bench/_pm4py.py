"""The other side of `mining.py --peer`: counts and times what pm4py makes of a log. Runs in an environment of its own.

`_pm4py.py count FILE` gives every count as JSON; `_pm4py.py time FILE` the seconds of the map and of the variants.
"""

import json
import sys
import time

import pandas
import pm4py

NAMES = {
    "case": ("case:concept:name", "case", "case_id"),
    "activity": ("concept:name", "activity"),
    "timestamp": ("time:timestamp", "timestamp"),
    "actor": ("org:resource", "actor", "resource"),
}


def main(word: str, path: str) -> None:
    log = read(path)
    print(json.dumps(counts(log) if word == "count" else times(log)))


def read(path: str) -> pandas.DataFrame:
    if ".xes" in path:
        return pm4py.read_xes(path, variant="iterparse")
    if path.endswith(".parquet"):
        table = pandas.read_parquet(path)
    else:
        table = pandas.read_csv(path, dtype=str, keep_default_na=False)
    column = {meant: next((name for name in names if name in table), None) for meant, names in NAMES.items()}
    table[column["timestamp"]] = pandas.to_datetime(table[column["timestamp"]], utc=True, format="ISO8601")
    return pm4py.format_dataframe(
        table.rename(columns={column["actor"]: "org:resource"}),
        case_id=column["case"],
        activity_key=column["activity"],
        timestamp_key=column["timestamp"],
    )


def counts(log: pandas.DataFrame) -> dict:
    performance, _, _ = pm4py.discover_performance_dfg(log)
    dfg, starts, ends = pm4py.discover_dfg(log)
    found = {
        "map": [[start, end, int(n), float(performance[start, end]["median"])] for (start, end), n in dfg.items()],
        "starts": as_whole(starts),
        "ends": as_whole(ends),
        "variants": sorted([list(way), int(n)] for way, n in pm4py.get_variants(log).items()),
        "rework": as_whole(pm4py.get_rework_cases_per_activity(log)),
    }
    if "org:resource" in log and log["org:resource"].notna().all() and (log["org:resource"] != "").all():
        people, _, _ = pm4py.discover_dfg(log, activity_key="org:resource")
        found["hand_overs"] = sorted([giver, taker, int(n)] for (giver, taker), n in people.items() if giver != taker)
    return found


def times(log: pandas.DataFrame) -> dict:
    return {
        "map": took(lambda: (pm4py.discover_dfg(log), pm4py.discover_performance_dfg(log))),
        "variants": took(lambda: pm4py.get_variants(log)),
        "rework": took(lambda: pm4py.get_rework_cases_per_activity(log)),
    }


def took(work) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def as_whole(counted: dict) -> dict:
    return {name: int(n) for name, n in counted.items()}


if __name__ == "__main__":
    main(*sys.argv[1:])
