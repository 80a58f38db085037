"""Puts a diagnosis into words: the label, the sentence of why and the three reasons, in both languages."""

from collections.abc import Callable, Mapping, Sequence

from jalon.process.definitions.question import Variable
from jalon.process.definitions.sales_model import MODEL_KEYS, ModelKey
from jalon.process.definitions.text import Lang, Text
from jalon.process.reference import sales_model
from jalon.process.scoring import PRIORITY, STRONG, Dominant, Scores, direction, strong, weights

type Clauses = Mapping[Variable, Text]

AXES: dict[ModelKey, tuple[Variable, ...]] = {
    "inbound": ("I",),
    "outbound": ("O",),
    "relationship": ("R", "N"),
    "team": ("T",),
    "abs": ("H", "P", "X"),
    "channel": ("C",),
    "transactional": ("Z",),
}
_RARE: tuple[ModelKey, ModelKey] = ("channel", "transactional")
_LANGS: tuple[Lang, Lang] = ("en", "fr")


def label(dominant: Dominant, scores: Scores) -> Text:
    """Name the way of selling: "Inbound, sold as a team" / « Vente entrante, en équipe »."""
    if dominant == "undetermined":
        return Text(en="Not determined yet", fr="Pas encore déterminé")
    if dominant == "hybrid":
        return _hybrid_label(scores)
    first, *others = named_models(dominant, scores)
    return _both(lambda lang: _label_in(first, others, lang))


def named_models(dominant: Dominant, scores: Scores) -> tuple[ModelKey, ...]:
    """Give the models of the label in its order: the direction, the dominant model, then the others."""
    members = {*strong(scores), dominant}
    order = [direction(scores), "inbound", "outbound", dominant, *PRIORITY]
    return tuple(model for model in sorted(MODEL_KEYS, key=order.index) if model in members)


def defining(dominant: Dominant, scores: Scores) -> Text | None:
    """Name the dominant model where the label names several models; else None."""
    if dominant in ("undetermined", "hybrid") or len(named_models(dominant, scores)) < 2:
        return None
    name = sales_model(dominant).label
    return Text(en=f"{name.en} define how you sell most.", fr=f"La {_low(name.fr)} définit le mieux vos ventes.")


def why(dominant: Dominant, scores: Scores, clauses: Clauses) -> Text:
    """Give the label and what it rests on, as one sentence."""
    if dominant == "undetermined":
        return Text(
            en="Answer the first question to see how you sell.",
            fr="Répondez à la première question pour savoir comment vous vendez.",
        )
    if dominant == "hybrid":
        models: Sequence[ModelKey] = _mix(scores)
    else:
        models = named_models(dominant, scores)
    name = label(dominant, scores)
    return _both(lambda lang: _why_in(name, models, clauses, lang))


def overruled(chosen: ModelKey, computed: Dominant, scores: Scores) -> Text:
    """Say that the user chose another model than the computed one."""
    mine, theirs = sales_model(chosen).label, label(computed, scores)
    return Text(
        en=f"You chose {_low(mine.en)}; your answers alone say: {_low(theirs.en)}.",
        fr=f"Vous avez choisi la {_low(mine.fr)} ; vos réponses seules disent : {_low(theirs.fr)}.",
    )


def reasons(dominant: Dominant, scores: Scores, clauses: Clauses) -> tuple[Text, ...]:
    """Give the three reasons behind the verdict, the strongest first, then what it is not."""
    order = sorted(_axes_to_explain(scores, clauses), key=lambda model: (model != dominant, -scores[model]))
    return tuple(_reason(model, scores, clauses) for model in order[:3])


def _axes_to_explain(scores: Scores, clauses: Clauses) -> list[ModelKey]:
    """Keep one direction, and channel or self-service only where they exist."""
    against = "inbound" if direction(scores) == "outbound" else "outbound"
    hidden = {against, *(model for model in _RARE if not scores[model])}
    return [model for model, axis in AXES.items() if model not in hidden and axis[0] in clauses]


def _reason(model: ModelKey, scores: Scores, clauses: Clauses) -> Text:
    words = sales_model(model)
    if model in ("inbound", "outbound") and scores["inbound"] == scores["outbound"] < STRONG:
        end = Text(en="neither direction defines your sales", fr="aucun des deux sens ne définit vos ventes")
    elif scores[model] >= STRONG:
        end = words.because_strong
    else:
        end = words.because_weak if scores[model] else words.because_absent
    return Text(
        en=f"{_capital(_clause(model, clauses, 'en'))}: {end.en}.",
        fr=f"{_capital(_clause(model, clauses, 'fr'))} : {end.fr}.",
    )


def _label_in(first: ModelKey, others: Sequence[ModelKey], lang: Lang) -> str:
    head = sales_model(first).alone.say(lang)
    tails = [sales_model(model).with_others.say(lang) for model in others]
    if tails and others[0] in ("inbound", "outbound"):
        head = f"{head} {_and(lang)} {tails.pop(0)}"
    if len(tails) > 1:
        tails[-2:] = [f"{tails[-2]} {_and(lang)} {tails[-1]}"]
    return ", ".join([head, *tails])


def _hybrid_label(scores: Scores) -> Text:
    return _both(lambda lang: _hybrid_in(_mix(scores), lang))


def _hybrid_in(models: Sequence[ModelKey], lang: Lang) -> str:
    names = [_low(sales_model(model).label.say(lang)) for model in models]
    opening = "Hybrid" if lang == "en" else "Modèle hybride"
    if len(names) == 1:
        return f"{opening}, {'mostly' if lang == 'en' else 'surtout'} {names[0]}"
    between = "between" if lang == "en" else "entre"
    return f"{opening}, {between} {', '.join(names[:-1])} {_and(lang)} {names[-1]}"


def _mix(scores: Scores) -> list[ModelKey]:
    """Give the three heaviest models of a mix without a strong one."""
    heavy = [model for model in MODEL_KEYS if scores[model]]
    return sorted(heavy, key=lambda model: -weights(scores)[model])[:3]


def _why_in(name: Text, models: Sequence[ModelKey], clauses: Clauses, lang: Lang) -> str:
    quoted = [model for model in models if AXES[model][0] in clauses][:3]
    said = list(dict.fromkeys(_main_clause(model, clauses, lang) for model in quoted))
    colon, stop = (": ", "; ") if lang == "en" else (" : ", " ; ")
    if not said:
        return f"{name.say(lang)}."
    body = f", {_and(lang)} ".join(said) if len(said) == 2 else stop.join(said)
    return f"{name.say(lang)}{colon}{body}."


def _main_clause(model: ModelKey, clauses: Clauses, lang: Lang) -> str:
    if model == "relationship":
        return clauses["R"].say(lang)
    return _clause(model, clauses, lang)


def _clause(model: ModelKey, clauses: Clauses, lang: Lang) -> str:
    parts = list(dict.fromkeys(clauses[variable].say(lang) for variable in AXES[model] if variable in clauses))
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {_and(lang)} {parts[-1]}"


def _both(write: Callable[[Lang], str]) -> Text:
    english, french = (write(lang) for lang in _LANGS)
    return Text(en=english, fr=french)


def _and(lang: Lang) -> str:
    return "and" if lang == "en" else "et"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _low(words: str) -> str:
    return words[:1].lower() + words[1:]
