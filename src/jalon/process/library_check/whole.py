"""What the shipped library must have as a whole: every stage, table and pipeline, and pipelines that lint clean."""

from collections.abc import Callable
from pathlib import Path

from jalon.process import reference
from jalon.process.library import overrides, pipeline_keys
from jalon.process.lint import lint
from jalon.process.tuned import load_pipeline
from jalon.process.yamlfile import LibraryError

STAGES = """
    TARGET ENRICH PROSPECT CONTACT ENGAGE BOOK ACCEPT QUALIFY RESEARCH
    IDACC STAKE STRAT CONT1 PRES1 EXPAND DISCOVER PLAN PRESENT PROVE REASSURE DECIDE
    ONBOARD ADOPT CHECKIN REVIEW RENEW UPSELL RECOVER CAPTURE CHOOSE CHECKOUT FULFIL REPEAT
    P_IDENT P_QUAL P_AGREE P_ENABLE P_FIRST P_GROW C_REG C_VALID C_PLAN C_PROVE C_ORDER C_DELIVER
    T_WATCH T_GONOGO T_BID T_DEFEND T_AWARD
""".split()
TABLES: tuple[Callable[[], object], ...] = (
    reference.questions,
    reference.models,
    reference.variables,
    reference.roles,
    reference.circle_roles,
    reference.evidence,
    reference.kpis,
    reference.loss_reasons,
    reference.sources,
    reference.buying_effects,
    overrides,
)


def missing_stages(root: Path) -> list[LibraryError]:
    """Give an error for every stage of the method that has no file."""
    return [
        LibraryError(str(root / "stages" / f"{key.lower()}.yaml"), 1, f"The stage {key} is missing.", "Write it.")
        for key in STAGES
        if not (root / "stages" / f"{key.lower()}.yaml").is_file()
    ]


def whole_library_errors() -> list[LibraryError]:
    """Give every table and pipeline that does not load, and every pipeline that the rules object to."""
    found = [error for table in TABLES if (error := _refusal(table)) is not None]
    return found or [error for key in pipeline_keys() for error in _pipeline_errors(key)]


def _refusal(load: Callable[[], object]) -> LibraryError | None:
    try:
        load()
    except LibraryError as problem:
        return problem
    return None


def _pipeline_errors(key: str) -> list[LibraryError]:
    try:
        findings = lint(load_pipeline(key))
    except LibraryError as problem:
        return [problem]
    file = str(reference.LIBRARY / "pipelines" / f"{key}.yaml")
    return [
        LibraryError(file, 1, f"{one.code}: {one.message.en}", one.remedy.en)
        for one in findings
        if one.severity != "advice"
    ]
