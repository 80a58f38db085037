"""Scores the seven sales models from ten variables, declared in answers or measured in sales data."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal

from jalon.process.definitions.sales_model import MODEL_KEYS, ModelKey

type Dominant = ModelKey | Literal["hybrid", "undetermined"]
type Scores = Mapping[ModelKey, float]

STRONG = 0.50  # from here on, a model names the way a company sells
CLOSE = 0.10  # candidates lie within this distance of the highest score
PRIORITY: tuple[ModelKey, ...] = ("transactional", "channel", "abs", "relationship", "team")
_DIGITS = 9  # beyond this, a difference comes from binary fractions and not from the answers


@dataclass(frozen=True, kw_only=True)
class Variables:
    """The shares from which models are scored, each between 0 and 1; None is unknown and scores as zero.

    I, O: new leads that came to us, that we found. C: value through partners. Z: sales without a seller.
    R: revenue from existing customers. N: selling time spent on them (unknown counts as half). T: sales with
    two sellers or more. H: deals with three contacts or more. P: accounts named before first contact.
    X: first contacts prepared by research.
    """

    I: float | None = None  # noqa: E741
    O: float | None = None  # noqa: E741
    C: float | None = None
    Z: float | None = None
    R: float | None = None
    N: float | None = None
    T: float | None = None
    H: float | None = None
    P: float | None = None
    X: float | None = None

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if value is not None and not 0 <= value <= 1:
                raise ValueError(f"{field.name} is {value}; a share lies between 0 and 1.")


def score(variables: Variables) -> dict[ModelKey, float]:
    """Score each model between 0 and 1, by the piecewise-linear rule of the method."""
    v = variables
    time = 0.5 + 0.5 * ramp(0.5 if v.N is None else v.N, 0.40, 0.65)
    precision = ramp(v.P, 0.20, 0.70) * ramp(v.H, 0.20, 0.60) * ramp(v.X, 0.20, 0.70)
    scores: dict[ModelKey, float] = {
        "inbound": ramp(v.I, 0.30, 0.80),
        "outbound": ramp(v.O, 0.30, 0.80),
        "relationship": ramp(v.R, 0.50, 0.90) * time,
        "team": ramp(v.T, 0.20, 0.70),
        "abs": precision ** (1 / 3),
        "transactional": ramp(v.Z, 0.30, 0.80),
        "channel": ramp(v.C, 0.20, 0.60),
    }
    return {model: round(value, _DIGITS) for model, value in scores.items()}


def ramp(x: float | None, low: float, high: float) -> float:
    """Rise from 0 at `low` to 1 at `high`, flat outside; an unknown value gives 0."""
    if x is None:
        return 0.0
    return min(max((x - low) / (high - low), 0.0), 1.0)


def weights(scores: Scores) -> dict[ModelKey, float]:
    """Give each model its share of the mix; all zero when nothing scores."""
    total = sum(scores.values())
    return {model: scores[model] / total if total else 0.0 for model in MODEL_KEYS}


def dominant(scores: Scores) -> Dominant:
    """Name the dominant model, `hybrid` when none is strong, `undetermined` when all are zero.

    Models that change how a process starts or ends win over the direction of first touch.
    """
    highest = max(scores.values())
    if highest == 0:
        return "undetermined"
    if highest < STRONG:
        return "hybrid"
    bar = max(STRONG, round(highest - CLOSE, _DIGITS))
    for model in PRIORITY:
        if scores[model] >= bar:
            return model
    return direction(scores)


def direction(scores: Scores) -> ModelKey:
    """Name who makes the first move; inbound on an exact tie."""
    return "outbound" if scores["outbound"] > scores["inbound"] else "inbound"


def strong(scores: Scores) -> tuple[ModelKey, ...]:
    """Give the models strong enough to name the way a company sells."""
    return tuple(model for model in MODEL_KEYS if scores[model] >= STRONG)
