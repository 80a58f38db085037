"""What adherence costs, from 20,000 to a million events, and whether pm4py's alignments cost the same.

By default: alignments and the whole command's work on 20,000 and 200,000 events, on Polars. `--peer` also makes an
environment with pm4py (AGPL, never a dependency) in a folder of its own and compares the cost and the fitness of every
way of every log of `--data`, and of made logs with evidence, with what it makes of the same nets. Times are from a
frame in memory, in order. `--runs N` makes N logs of 1,500 deals in which no deviation has to do with the outcome, and
as many in which skipping the demonstration helps, and says how often each is found.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl
from _ladder_net import net
from mining import DATA, peer_python

from jalon.analytics.adherence import adhere
from jalon.analytics.adherence.adhered import Adhered
from jalon.eventlog import in_order, log_of, read_log
from jalon.process import PipelineDefinition

HERE = Path(__file__).resolve().parent
SIZES = (20_000, 200_000)
STAGES = ("MEET", "SHOW", "OFFER", "CLOSE", "SERVE")
PROOFS = {"MEET": ("need", "budget"), "OFFER": ("price",)}
DECIDING = {"won": ["Signed"], "lost": ["Lost"]}
LOGS = {
    "helpdesk/helpdesk.xes.gz": ("Assign seriousness", "Take in charge ticket", "Resolve ticket", "Closed"),
    "bpic2020/DomesticDeclarations.xes.gz": (
        "Declaration SUBMITTED by EMPLOYEE",
        "Declaration APPROVED by ADMINISTRATION",
        "Declaration FINAL_APPROVED by SUPERVISOR",
        "Request Payment",
        "Payment Handled",
    ),
    "receipt-wabo/receipt.csv.gz": (
        "Confirmation of receipt",
        "T02 Check confirmation of receipt",
        "T04 Determine confirmation of receipt",
        "T05 Print and send confirmation of receipt",
        "T06 Determine necessity of stop advice",
        "T10 Determine necessity to stop indication",
    ),
    "traffic-fines/traffic_fines.csv.gz": (
        *("Create Fine", "Send Fine", "Insert Fine Notification", "Add penalty", "Send for Credit Collection"),
    ),
    "bpic2013/bpic2013_closed_problems.xes.gz": ("Queued", "Accepted", "Completed"),
    "bpic2012-half/bpic2012_half.csv.gz": (
        *("A_SUBMITTED", "A_PARTLYSUBMITTED", "A_PREACCEPTED", "A_ACCEPTED", "A_FINALIZED", "O_SENT", "O_SENT_BACK"),
    ),
}
RULES = (
    ("precedence", ["SHOW", "OFFER"], "precedence(SHOW, OFFER)"),
    ("precedence", ["OFFER", "SHOW"], "absence(SHOW before OFFER)"),
    ("response", ["MEET", "OFFER"], "response(MEET, OFFER)"),
    ("response", ["SHOW", "MEET"], "response(SHOW, MEET)"),
    ("existence", ["SHOW"], "existence(SHOW)"),
    ("absence", ["gift"], "absence(gift)"),
)
ENDS = {
    "bpic2012-half/bpic2012_half.csv.gz": {
        "won": ["A_APPROVED", "A_ACTIVATED", "A_REGISTERED"],
        "lost": ["A_CANCELLED"],
        "disqualified": ["A_DECLINED"],
    }
}


def main() -> int:
    asked = arguments()
    with tempfile.TemporaryDirectory(prefix="jalon-adherence-") as scratch:
        folder = asked.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        figures = [measure(size) for size in asked.size]
        if asked.runs:
            find(asked.runs)
        unequal = compare(asked.data, peer_python(folder), folder, asked.expected) if asked.peer else 0
    if asked.json:
        print(json.dumps(figures))
    return int(bool(unequal))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, nargs="+", default=SIZES, help="events, 20000 and 200000 by default")
    parser.add_argument("--peer", action="store_true", help="compare with pm4py's alignments")
    parser.add_argument("--data", type=Path, default=DATA, help="a folder of event logs to compare on")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep pm4py there, for the next run")
    parser.add_argument("--expected", type=Path, metavar="FILE", help="write there what pm4py makes of 60 made ways")
    parser.add_argument("--runs", type=int, default=0, metavar="N", help="logs of noise, and of a planted effect")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def measure(size: int) -> dict:
    ready = in_order(log_of(made(size)))
    wall, cpu = time.perf_counter(), time.process_time()
    adhered = adhere(ready, process(STAGES, won_at=["CLOSE"], proofs=PROOFS, p90=20), deciding=DECIDING)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    ways = len(adhered.ways.goals)
    print(f"{size:>10,} events, {adhered.cases.height:,} cases, {ways:,} ways: {wall:.2f} s, cpu {cpu:.2f} s")
    return {"events": size, "cases": adhered.cases.height, "ways": ways, "wall": wall, "cpu": cpu}


def find(runs: int) -> None:
    """How often noise is called a finding, and how often a planted effect is found."""
    pipeline = process(STAGES, won_at=["CLOSE"], proofs=PROOFS, p90=9)
    noise, false, found = 0, 0, 0
    for seed in range(runs):
        for planted in (False, True):
            log = in_order(log_of(made(9_500, seed=seed, planted=planted)))
            effects = adhere(log, pipeline, deciding=DECIDING).effects.filter(
                pl.col("verdict").is_in(["helps", "harms"])
            )
            skip = effects.filter(kind="skip", step="SHOW", verdict="helps").height
            found += skip if planted else 0
            noise += 0 if planted else bool(effects.height)
            false += 0 if planted else effects.height
    print(
        f"noise: a finding in {noise} of {runs} logs, {false} in all; planted (+15 points): found in {found} of {runs}"
    )


def made(size: int, *, seed: int = 4, planted: bool = False) -> pl.DataFrame:
    """Deals that mostly keep to the process: some skip, go back, forget a proof, get a gift, or are lost on the way.

    Who does what has nothing to do with the outcome, unless it is `planted` that those who skip SHOW win more.
    """
    draw = np.random.default_rng(seed)
    names = [(at, stage, 0.9) for at, stage in enumerate(STAGES) if stage != "SHOW"]
    names += [(STAGES.index(stage) + 0.5, f"{stage}.{one}", 0.8) for stage, some in PROOFS.items() for one in some]
    names += [(draw.integers(0, 4), "gift", 0.05), (1.2, "MEET", 0.1), (2.7, "SHOW", 0.1)]
    cases = max(size // 5, 1)
    reached = draw.choice([1, 2, 3, 4, 9], cases, p=[0.15, 0.15, 0.15, 0.15, 0.4])
    is_skipping = draw.random(cases) < 0.1
    lucky = is_skipping & (reached > 2) & (draw.random(cases) < 0.5) & planted
    reached = np.where(lucky, 9, reached)
    parts = [part(draw, cases, reached, *one) for one in names]
    parts.append(part(draw, cases, np.where(is_skipping, 0, reached), 1, "SHOW", 1.0))
    ends = pl.DataFrame(
        {"case": np.arange(cases), "place": reached + 0.4, "activity": np.where(reached == 9, "Signed", "Lost")}
    )
    signed = ends.with_columns(place=pl.when(pl.col("activity") == "Signed").then(3.4).otherwise(pl.col("place")))
    whole = pl.concat([*parts, signed]).sort("case", "place").head(size)
    at = (
        1_700_000_000_000_000
        + whole["case"].to_numpy() * 60_000_000
        + (whole["place"].to_numpy() * 8 * 86_400e6).astype(int)
    )
    return whole.select(
        case=pl.format("deal-{}", pl.col("case").cast(pl.String).str.zfill(8)),
        activity="activity",
        timestamp=pl.Series(at).cast(pl.Datetime("us", "UTC")),
        row=pl.int_range(1, pl.len() + 1),
    )


def part(draw, cases: int, reached: np.ndarray, place: float, name: str, often: float) -> pl.DataFrame:
    """One activity: who does it, and when, now and then far from its place."""
    done = (draw.random(cases) < often) & (place < reached)
    places = place + draw.normal(0, 0.15, cases) + (draw.random(cases) < 0.04) * draw.normal(0, 2, cases)
    case = np.flatnonzero(done)
    return pl.DataFrame({"case": case, "place": np.maximum(places[done], 0), "activity": [name] * len(case)})


def process(keys, *, labels=(), won_at=(), proofs=None, p90=None, **more) -> PipelineDefinition:
    labels = labels or keys
    stages = [
        {
            "key": key,
            "label": {"en": label, "fr": label},
            "buyer_phase": ["decision"],
            "duration_days": {"p50": p90 / 2, "p90": p90} if p90 else None,
            "exit": [
                {"key": one, "type": "doc", "by": "buyer", "policy": "required", "label": {"en": one, "fr": one}}
                for one in (proofs or {}).get(key, ())
            ],
        }
        for key, label in zip(keys, labels, strict=True)
    ]
    whole = {"key": "bench.sales", "model": "any", "kind": "sales", "label": {"en": "Bench", "fr": "Banc"}}
    return PipelineDefinition.model_validate(whole | {"stages": stages, "won_at": won_at, **more})


def compare(data: Path, peer: Path, folder: Path, expected: Path | None) -> int:
    print("\ncost and fitness of every way against pm4py's alignments with the same net")
    wrong = 0
    with_evidence = process(STAGES, won_at=["CLOSE"], proofs=PROOFS)
    kept = adhere(in_order(log_of(made(2_000, seed=7))), with_evidence, deciding=DECIDING)
    wrong += report("made, with evidence", kept, peer, folder, expected)
    round_again = process(STAGES, won_at=["CLOSE"], cyclic={"from": "SERVE", "to": "OFFER"}, entry="SHOW")
    wrong += report(
        "made, going round", adhere(in_order(log_of(made(2_000))), round_again, deciding=DECIDING), peer, folder
    )
    for name, labels in LOGS.items():
        if (data / name).exists():
            wrong += report(name, on_file(data / name, labels, ENDS.get(name, {})), peer, folder)
    return wrong


def on_file(path: Path, labels: tuple[str, ...], deciding: dict) -> Adhered:
    keys = [f"S{at}" for at in range(len(labels))]
    pipeline = process(keys, labels=labels, won_at=keys[-1:] if deciding else [])
    return adhere(in_order(read_log(path).events), pipeline, deciding=deciding)


def report(name: str, adhered: Adhered, peer: Path, folder: Path, expected: Path | None = None) -> int:
    """Say how many ways differ; those that came to no step have a cost, and no fitness of ours."""
    ways = adhered.ways.events.group_by("way", maintain_order=True).agg("part").sort("way")["part"].to_list()
    ours = adhered.cases.unique("way").sort("way").select("cost", "fitness").rows()
    goals = adhered.ways.goals.tolist()
    theirs, seconds, version = ask(adhered, ways, goals, peer, folder)
    wrong = sum(a[0] != b[0] or abs((a[1] or b[1]) - b[1]) > 1e-9 for a, b in zip(ours, theirs, strict=True))
    state = "equal" if not wrong else f"{wrong} DIFFERENT"
    print(f"  {name:<42} {len(ways):>5,} ways {state}; pm4py {version} took {seconds:.1f} s", flush=True)
    if expected:
        write(expected, ways, goals, theirs, version, peer, folder)
    return wrong


def ask(adhered: Adhered, ways: list, goals: list, peer: Path, folder: Path) -> tuple[list, float, str]:
    at = {goal: [place for place, other in enumerate(goals) if other == goal] for goal in sorted(set(goals))}
    words = {word for way in ways for word in way}
    nets = [
        net(adhered.reading.ladder, goal, words) | {"ways": [ways[place] for place in some]}
        for goal, some in at.items()
    ]
    path = folder / "alignments.json"
    path.write_text(json.dumps(nets), encoding="utf-8")
    done = subprocess.run([peer, HERE / "_pm4py_alignments.py", path], check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    said = json.loads(done.stdout.strip().splitlines()[-1])
    found = {
        place: one
        for some, part in zip(at.values(), said["found"], strict=True)
        for place, one in zip(some, part, strict=True)
    }
    return [found[place] for place in range(len(ways))], said["seconds"], said["version"]


def rules(ways: list, peer: Path, folder: Path) -> list:
    """Which ways break each rule, by pm4py."""
    path = folder / "rules.json"
    asked = [(kind, names) for kind, names, _ in RULES]
    path.write_text(json.dumps({"ways": ways, "rules": asked}), encoding="utf-8")
    said = subprocess.run(
        [peer, HERE / "_pm4py_alignments.py", path, "rules"], check=True, capture_output=True, text=True
    )
    theirs = json.loads(said.stdout.strip().splitlines()[-1])
    return [[text, found] for (_, _, text), found in zip(RULES, theirs, strict=True)]


def write(path: Path, ways: list, goals: list, theirs: list, version: str, peer: Path, folder: Path) -> None:
    """Keep some ways with what pm4py made of them."""
    some = list(range(0, len(ways), max(1, len(ways) // 60)))
    rows = [{"way": ways[at], "goal": goals[at], "cost": theirs[at][0], "fitness": theirs[at][1]} for at in some]
    broken = rules([ways[at] for at in some], peer, folder)
    kept = {
        "source": [f"pm4py {version}: conformance_diagnostics_alignments, conformance_declare", "bench/adherence.py"],
        "proofs": [[stage, one] for stage, more in PROOFS.items() for one in more],
        "rules": broken,
        "ways": rows,
    }
    lines = [
        f"{json.dumps(name)}: [\n{',\n'.join(f'  {json.dumps(one)}' for one in some)}\n]" for name, some in kept.items()
    ]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
