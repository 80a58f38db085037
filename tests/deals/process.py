"""The process that tests of deals run: short, with a criterion of every policy and level, a sale and a stage aside."""

from jalon.process import PipelineDefinition


def stage(key, name, *criteria, phase="evaluation", p50=4, p90=10, low=0.5, high=0.5):
    return {
        "key": key,
        "label": {"en": name, "fr": f"{name} (fr)"},
        "noun": {"en": f"{name} noun", "fr": f"{name} nom"},
        "buyer_phase": [phase],
        "exit": list(criteria),
        "duration_days": {"p50": p50, "p90": p90},
        "conversion": {"low": low, "high": high},
    }


def criterion(key, level="stated", policy="required"):
    label = {"en": key.replace("_", " "), "fr": f"{key} fr"}
    return {"key": key, "type": "note", "by": "buyer", "level": level, "policy": policy, "label": label}


QUALIFY = stage(
    "QUALIFY", "Qualify", criterion("need", "silence"), criterion("budget", policy="advised"), phase="awareness"
)
PRESENT = stage("PRESENT", "Present", criterion("shown"), criterion("champion", "buyer"))
DECIDE = stage("DECIDE", "Decide", criterion("signed", "buyer"), phase="decision", low=0.8, high=0.8)
ONBOARD = stage("ONBOARD", "Onboard", criterion("kickoff", policy="advised"), phase="use")
RECOVER = stage("RECOVER", "Recover", phase="use")


def definition(**changes) -> PipelineDefinition:
    """QUALIFY, PRESENT (the opportunity line), DECIDE (won on leaving), ONBOARD; RECOVER aside."""
    facts = {
        "key": "test.sales",
        "model": "inbound",
        "kind": "sales",
        "label": {"en": "Test sale", "fr": "Vente d’essai"},
        "opportunity_line": "PRESENT",
        "stages": [QUALIFY, PRESENT, DECIDE, ONBOARD],
        "won_at": ["DECIDE"],
        "aside": [RECOVER],
    }
    return PipelineDefinition.model_validate(facts | changes)
