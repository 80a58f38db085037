"""Says how a company sells: one dominant model, the whole mix, and why."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from jalon.process.answers import MODEL_QUESTIONS, Answers, variables_of
from jalon.process.definitions.question import Variable
from jalon.process.definitions.sales_model import MODEL_KEYS, ModelKey
from jalon.process.definitions.text import Text
from jalon.process.reference import question, variables
from jalon.process.scoring import Dominant, Variables, dominant, score, weights
from jalon.process.verdict import Clauses, defining, label, overruled, reasons, why


@dataclass(frozen=True, kw_only=True)
class Diagnosis:
    """The verdict on how a company sells.

    `dominant` is what holds, `computed` what the scores alone say: they differ when the user overruled.
    `defining` names the dominant model in words where the label names several.
    `declared` is the answer to the closing question, shown beside the verdict without changing it.
    """

    dominant: Dominant
    computed: Dominant
    declared: ModelKey | None
    label: Text
    defining: Text | None
    weights: Mapping[ModelKey, float]
    scores: Mapping[ModelKey, float]
    why: Text
    reasons: tuple[Text, ...]
    variables: Variables

    def is_overruled(self) -> bool:
        """Say whether the user chose another model than the computed one."""
        return self.dominant != self.computed

    def mix(self) -> list[tuple[ModelKey, float]]:
        """Give the share of each model, the heaviest first and, on equal shares, the dominant model first."""
        return sorted(self.weights.items(), key=lambda pair: (-pair[1], pair[0] != self.dominant))


def diagnose(answers: Answers, *, overrule: ModelKey | None = None) -> Diagnosis:
    """Diagnose from declared answers; `overrule` is the user's last word."""
    declared = answers.defines if answers.defines in MODEL_KEYS else None
    return _verdict(variables_of(answers), _declared_clauses(answers), declared, overrule)


def diagnose_measured(measured: Variables, *, overrule: ModelKey | None = None) -> Diagnosis:
    """Diagnose from variables measured in sales data, by the same scoring."""
    return _verdict(measured, _measured_clauses(measured), None, overrule)


def _verdict(measured: Variables, clauses: Clauses, declared: ModelKey | None, overrule: ModelKey | None) -> Diagnosis:
    scores = score(measured)
    computed = dominant(scores)
    chosen: Dominant = overrule or computed
    sentence = why(chosen, scores, clauses)
    if overrule is not None and overrule != computed:
        sentence = overruled(overrule, computed, scores)
    return Diagnosis(
        dominant=chosen,
        computed=computed,
        declared=declared,
        label=label(chosen, scores),
        defining=defining(chosen, scores),
        weights=weights(scores),
        scores=scores,
        why=sentence,
        reasons=reasons(chosen, scores, clauses),
        variables=measured,
    )


def _declared_clauses(answers: Answers) -> dict[Variable, Text]:
    """Quote each answer given, under every variable it stands for."""
    clauses: dict[Variable, Text] = {}
    for key in MODEL_QUESTIONS:
        asked, given = question(key), answers.chosen(key)
        if given is None or (asked.follows and getattr(answers, asked.follows) is None):
            continue
        option = asked.option(given)
        if option.because is not None:
            clauses |= dict.fromkeys(option.values, option.because)
    return clauses


def _measured_clauses(measured: Variables) -> dict[Variable, Text]:
    values = asdict(measured)
    return {
        words.key: Text(
            en=words.clause.en.format(share=f"{values[words.key]:.0%}"),
            fr=words.clause.fr.format(share=f"{values[words.key] * 100:.0f} %"),
        )
        for words in variables()
        if values[words.key] is not None
    }
