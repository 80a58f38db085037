"""The page on the stages of the library."""

from typing import get_args

from jalon.process.definitions.stage import Conversion, Duration, StageDefinition, StageGroup
from jalon.process.library import load_stage
from jalon.process.library_check.whole import STAGES
from jalon.process.pages.markdown import bullets, code, table
from jalon.process.words import phase_name

GROUPS = {
    "prospecting": "Prospecting · Prospection",
    "qualification": "Qualification · Qualification",
    "account_based": "Account-based · Basées sur les comptes",
    "core": "Core · Cœur de la vente",
    "post_sale": "After the sale · Après la vente",
    "transactional": "Transactional · Transactionnelles",
    "partner": "Partners · Partenaires",
    "channel": "Partner deals · Affaires des partenaires",
    "tender": "Tenders · Appels d’offres",
}
OPENING = """\
# Stages · Étapes

The stages of the library, as the pipelines share them. A pipeline tunes them to its sales model and to the average deal
value; `jalon process show KEY` shows a stage whole, with its playbook, in English or (`--lang fr`) in French. Durations
are calendar days, median and ninth decile. Every criterion starts as advised. Evidence marked † is our own doing.

"""


def stages_page() -> str:
    """Give the page."""
    stages = [load_stage(key) for key in STAGES]
    groups = [group for group in get_args(StageGroup.__value__) if group in GROUPS]
    return OPENING + "\n".join(_group(group, [one for one in stages if one.group == group]) for group in groups)


def _group(group: str, stages: list[StageDefinition]) -> str:
    return f"## {GROUPS[group]}\n\n" + "\n".join(_stage(stage) for stage in stages)


def _stage(stage: StageDefinition) -> str:
    noun = f"{stage.noun.en} · {stage.noun.fr}" if stage.noun else "—"
    who = stage.five_w_two_h.who
    rows = [
        ("as a noun", noun),
        ("buyer phase", ", ".join(phase_name(phase).en for phase in stage.buyer_phase)),
        ("who", ", ".join(role for role in (who.responsible, *who.support) if role)),
        ("days", _days(stage.duration_days)),
        ("advances", _share(stage.conversion)),
        ("KPIs", ", ".join(stage.kpis)),
        ("target", stage.target.text.en if stage.target else "—"),
    ]
    evidence = bullets(
        f"{code(f'{one.type}({one.arg})' if one.arg else one.type)}{'' if one.by == 'buyer' else ' †'} {one.label.en}"
        for one in stage.exit
    )
    why = stage.five_w_two_h.why
    return (
        f"### {stage.key} {stage.label.en} · {stage.label.fr}\n\n{why.en if why else ''}\n\n"
        f"{table(('what', 'value'), rows)}\n{evidence}"
    )


def _days(duration: Duration | None) -> str:
    return f"{duration.p50:g} / {duration.p90:g}" if duration else "—"


def _share(conversion: Conversion | None) -> str:
    if conversion is None:
        return "—"
    low, high = f"{conversion.low * 100:g}", f"{conversion.high * 100:g}"
    return f"{low}%" if low == high else f"{low}–{high}%"
