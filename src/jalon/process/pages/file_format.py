"""The page on the format of a pipeline file."""

from pydantic import BaseModel

from jalon.process.definitions import (
    Conversion,
    Cycle,
    Duration,
    ExitCriterion,
    FiveWTwoH,
    PipelineDefinition,
    PlaybookEntry,
    StageDefinition,
    StarterActivity,
    Target,
    When,
    Who,
)
from jalon.process.definitions.change import CriterionMatch, Factors, StageChange
from jalon.process.pages.markdown import code, table
from jalon.process.pages.type_words import heading, type_words
from jalon.process.reference import circle_roles, evidence, roles

OPENING = """\
# The pipeline file · Le fichier de pipeline

A pipeline is a YAML file that you can keep in git. Every text is written in both languages, `{en: …, fr: …}`. Unknown
keys are refused, with the line and the nearest known one. Spaces before `: ; ! ? %` in French are made unbreakable.

```yaml
key: my.sales
model: inbound                 # inbound outbound relationship team abs transactional channel any
kind: sales                    # prospecting sales partner retention
label: {en: My sale, fr: Ma vente}
opportunity_line: DISCOVER
won_at: [DECIDE]
headline_kpi: {kpi: K27, value: 0.25, text: {en: One in four is won, fr: Une sur quatre est gagnée}}
stages:
  - QUALIFY                    # a stage of the library, as it is
  - DISCOVER
  - key: PRESENT               # a stage of the library, with what differs
    label: {en: Visit, fr: Visiter}
    add:
      how: {en: Bring a sample., fr: Apportez un échantillon.}
    drop_criteria: [{type: confirm, arg: short_list}]
  - key: TASTING               # a stage of your own: label, buyer_phase and exit at least
    label: {en: Tasting, fr: Déguster}
    buyer_phase: [proof]
    exit:
      - {key: tasted, type: meet, arg: decision_maker, by: buyer, label: {en: They tasted, fr: Ils ont goûté}}
  - REASSURE
  - DECIDE
```

An entry that gives only a key takes the library's stage. An entry with `label`, `buyer_phase` and `exit` stands by
itself; any other entry changes the library's stage of its key: fields of a stage replace those of the library, the
fields of a stage change add to them or take away. `jalon process compose --write FOLDER` writes files in which
everything is spelled out.

"""
SHAPES: tuple[type[BaseModel], ...] = (
    PipelineDefinition,
    Cycle,
    Target,
    StageDefinition,
    FiveWTwoH,
    Who,
    When,
    ExitCriterion,
    Duration,
    Conversion,
    PlaybookEntry,
    StarterActivity,
    StageChange,
    CriterionMatch,
    Factors,
)


def file_format_page() -> str:
    """Give the page."""
    return OPENING + "\n".join(_shape(shape) for shape in SHAPES) + "\n" + _codes()


def _shape(shape: type[BaseModel]) -> str:
    words = " ".join((shape.__doc__ or "").split())
    rows = [
        (code(field.alias or name), type_words(field.annotation), "yes" if field.is_required() else "")
        for name, field in shape.model_fields.items()
    ]
    return f"## {heading(shape)}\n\n{words}\n\n{table(('key', 'value', 'needed'), rows)}"


def _codes() -> str:
    kinds = [(code(one.code), one.label.en, one.label.fr, one.arg) for one in evidence()]
    sellers = [(code(one.key), one.label.en, one.label.fr) for one in roles()]
    buyers = [(code(one.key), one.label.en, one.label.fr) for one in circle_roles()]
    return (
        f"## Evidence codes\n\n{table(('type', 'English', 'français', 'arg'), kinds)}\n"
        f"## Roles\n\n{table(('role', 'English', 'français'), sellers)}\n"
        f"## Roles of the buying circle\n\n{table(('role', 'English', 'français'), buyers)}"
    )
