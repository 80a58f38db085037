"""The other side of `adherence.py --peer`: what pm4py's alignments make of the same ways and nets.

`_pm4py_alignments.py FILE` reads nets, each with its ways, and gives cost and fitness of each, and the seconds.
`_pm4py_alignments.py FILE rules` reads ways and rules of Declare, and says which ways break each.
"""

import json
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pm4py
from pm4py.objects.log.obj import Event, EventLog, Trace
from pm4py.objects.petri_net.obj import Marking, PetriNet
from pm4py.objects.petri_net.utils.petri_utils import add_arc_from_to

START = datetime(2026, 1, 5, tzinfo=UTC)
MOVE = 10_000  # what pm4py counts for one move that is not in both


def main(path: str, what: str = "nets") -> None:
    asked = json.loads(Path(path).read_text(encoding="utf-8"))
    if what == "rules":
        print(json.dumps(broken(asked["ways"], asked["rules"])))
        return
    clock = time.perf_counter()
    found = [aligned(one) for one in asked]
    print(json.dumps({"found": found, "seconds": time.perf_counter() - clock, "version": pm4py.__version__}))


def aligned(one: dict) -> list:
    net, start, end = net_of(one)
    log = EventLog([trace_of(way) for way in one["ways"]])
    found = pm4py.conformance_diagnostics_alignments(log, net, start, end)
    return [[int(each["cost"]) // MOVE, float(each["fitness"])] for each in found]


def broken(ways: list, rules: list) -> list:
    log = EventLog([trace_of(way) for way in ways])
    for number, trace in enumerate(log):
        trace.attributes["concept:name"] = f"{number:06}"
    found = []
    for kind, names in rules:
        model = {kind: {names[0] if len(names) == 1 else tuple(names): {"support": 1.0, "confidence": 1.0}}}
        said = pm4py.conformance_declare(log, model)
        found.append([at for at, one in enumerate(said) if not one["is_fit"]])
    return found


def trace_of(way: list[str]) -> Trace:
    return Trace(
        Event({"concept:name": name, "time:timestamp": START + timedelta(hours=at)}) for at, name in enumerate(way)
    )


def net_of(one: dict) -> tuple[PetriNet, Marking, Marking]:
    net = PetriNet()
    names = {name for each in one["transitions"] for name in (*each["take"], *each["give"])}
    places = {name: PetriNet.Place(name) for name in sorted(names | {*one["start"], *one["end"]})}
    net.places.update(places.values())
    for number, each in enumerate(one["transitions"]):
        transition = PetriNet.Transition(f"t{number}", each["label"])
        net.transitions.add(transition)
        for name in each["take"]:
            add_arc_from_to(places[name], transition, net)
        for name in each["give"]:
            add_arc_from_to(transition, places[name], net)
    return net, *(Marking({places[name]: 1 for name in one[edge]}) for edge in ("start", "end"))


if __name__ == "__main__":
    main(*sys.argv[1:])
