"""What a stage shipped in the library must have beyond its shape: whole content in both languages."""

from collections.abc import Iterator
from pathlib import Path

from jalon.process.definitions import StageDefinition, Text
from jalon.process.reference import evidence, kpis, roles
from jalon.process.yamlfile import Place, YamlFile

type Flaw = tuple[Place, str, str]


def stage_flaws(stage: StageDefinition, source: YamlFile) -> Iterator[Flaw]:
    """Find what a library stage must have beyond its shape: a stage shipped to users is complete."""
    stem = Path(source.file).stem
    if stem != stage.key.lower():
        yield ("key",), f"The key is {stage.key} but the file is {stem}.yaml.", "Give both the same name."
    if stage.group == "custom":
        yield ("group",), "A library stage belongs to a group.", "Set group."
    yield from _missing_texts(stage)
    yield from _unknown_codes(stage)
    yield from _sizes(stage)


def _missing_texts(stage: StageDefinition) -> Iterator[Flaw]:
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


def _unknown_codes(stage: StageDefinition) -> Iterator[Flaw]:
    known = [role.key for role in roles()]
    for place, role in _roles(stage):
        if role not in known:
            yield place, f"{role} is not a role.", f"Use one of: {', '.join(known)}."
    codes = [kind.code for kind in evidence()]
    for n, criterion in enumerate(stage.exit):
        if criterion.type not in codes:
            yield ("exit", n, "type"), f"{criterion.type} is not an evidence code.", f"Use one of: {', '.join(codes)}."
    catalogue = [kpi.id for kpi in kpis()]
    for kpi in (*stage.kpis, *([stage.target.kpi] if stage.target and stage.target.kpi else [])):
        if kpi not in catalogue:
            yield ("kpis",), f"{kpi} is not in the catalogue.", f"Use {catalogue[0]} to {catalogue[-1]}."


def _roles(stage: StageDefinition) -> Iterator[tuple[Place, str]]:
    who = stage.five_w_two_h.who
    if who.responsible is not None:
        yield ("five_w_two_h", "who", "responsible"), who.responsible
    for role in who.support:
        yield ("five_w_two_h", "who", "support"), role
    for n, activity in enumerate(stage.activities):
        yield ("activities", n, "role"), activity.role


def _sizes(stage: StageDefinition) -> Iterator[Flaw]:
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
