"""Checks every file of the library and says, for each thing that is wrong, where it is and what to do."""

from collections.abc import Callable, Iterator
from pathlib import Path

from pydantic import BaseModel, ValidationError

from jalon.process.definitions import MethodDefinition, StageDefinition, Text
from jalon.process.yamlfile import LibraryError, Place, YamlFile, explain, read_yaml

LIBRARY = Path(__file__).parent / "library"
ROLES = [
    "sdr",
    "ae",
    "se",
    "am",
    "csm",
    "mkt",
    "mgr",
    "pm",
    "exe",
    "leg",
    "analyst",
    "partner",
    "ops",
    "self",
]
EVIDENCE = [
    "reply",
    "meet",
    "confirm",
    "role",
    "doc",
    "plan",
    "crit",
    "price",
    "paper",
    "ref",
    "next",
    "sign",
    "pay",
    "use",
    "status",
    "internal",
]

type Finding = tuple[Place, str, str]


def check_library(root: Path = LIBRARY) -> list[LibraryError]:
    """Give every error in the library's stage and method files, in order of file and line."""
    found: list[LibraryError] = []
    for path in sorted((root / "stages").glob("*.yaml")):
        found += check_file(path, StageDefinition, stage_findings)
    for path in sorted((root / "methods").glob("*.yaml")):
        found += check_file(path, MethodDefinition, method_findings)
    return found


def check_file[M: BaseModel](
    path: Path, model: type[M], findings: Callable[[M, YamlFile], Iterator[Finding]]
) -> list[LibraryError]:
    """Give every error in one file."""
    try:
        source = read_yaml(path)
    except LibraryError as problem:
        return [problem]
    try:
        definition = model.model_validate(source.data)
    except ValidationError as problem:
        return explain(problem, source)
    return [source.error(*finding) for finding in findings(definition, source)]


def stage_findings(stage: StageDefinition, source: YamlFile) -> Iterator[Finding]:
    """Find what a library stage must have beyond its shape: a stage shipped to users is complete."""
    stem = Path(source.file).stem
    if stem != stage.key.lower():
        yield ("key",), f"The key is {stage.key} but the file is {stem}.yaml.", "Give both the same name."
    if stage.group == "custom":
        yield ("group",), "A library stage belongs to a group.", "Set group."
    yield from _missing_texts(stage)
    yield from _unknown_codes(stage)
    yield from _sizes(stage)


def method_findings(method: MethodDefinition, source: YamlFile) -> Iterator[Finding]:
    """Find what a library method must have beyond its shape."""
    stem = Path(source.file).stem
    if stem != method.key:
        yield ("key",), f"The key is {method.key} but the file is {stem}.yaml.", "Give both the same name."


def _missing_texts(stage: StageDefinition) -> Iterator[Finding]:
    five = stage.five_w_two_h
    needed = {
        ("noun",): stage.noun,
        ("buyer_belief",): stage.buyer_belief,
        ("target",): stage.target,
        ("five_w_two_h", "why"): five.why,
        ("five_w_two_h", "what"): five.what,
        ("five_w_two_h", "who", "responsible"): five.who.responsible,
        ("five_w_two_h", "when", "entry"): five.when.entry,
        ("five_w_two_h", "how"): five.how,
        ("five_w_two_h", "how_much"): five.how_much,
    }
    for place, value in needed.items():
        if value is None:
            yield place, f"{'.'.join(place)} is missing.", "Write it in both languages."
    for number, criterion in enumerate(stage.exit):
        if criterion.help is None:
            yield ("exit", number), f"The criterion {criterion.key} has no help.", "Say how to obtain it."


def _unknown_codes(stage: StageDefinition) -> Iterator[Finding]:
    who = stage.five_w_two_h.who
    roles: list[tuple[Place, str | None]] = [(("five_w_two_h", "who", "responsible"), who.responsible)]
    roles += [(("five_w_two_h", "who", "support"), role) for role in who.support]
    roles += [(("activities", n, "role"), activity.role) for n, activity in enumerate(stage.activities)]
    for place, role in roles:
        if role is not None and role not in ROLES:
            yield place, f"{role} is not a role.", f"Use one of: {', '.join(ROLES)}."
    for n, criterion in enumerate(stage.exit):
        if criterion.type not in EVIDENCE:
            remedy = f"Use one of: {', '.join(EVIDENCE)}."
            yield ("exit", n, "type"), f"{criterion.type} is not an evidence code.", remedy
    for kpi in (*stage.kpis, *([stage.target.kpi] if stage.target and stage.target.kpi else [])):
        if not 1 <= int(kpi[1:]) <= 65:
            yield ("kpis",), f"{kpi} is not in the catalogue.", "Use K01 to K65."


def _sizes(stage: StageDefinition) -> Iterator[Finding]:
    for name, least, most in (("exit", 1, 8), ("playbook", 2, 5), ("activities", 2, 4)):
        entries = getattr(stage, name)
        if not least <= len(entries) <= most:
            yield (name,), f"{name} has {len(entries)} entries.", f"Write {least} to {most}."
        keys = [entry.key for entry in entries]
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield (name,), f"{name} has {key} twice.", "Rename one of them."
    for n, entry in enumerate(stage.playbook):
        for lang, words in _word_counts(entry.body).items():
            if not 40 <= words <= 180:
                place = ("playbook", n, "body", lang)
                yield place, f"{entry.key} has {words} words in {lang}.", "Write 40 to 180 words."


def _word_counts(body: Text) -> dict[str, int]:
    return {"en": len(body.en.split()), "fr": len(body.fr.split())}
