"""The start: the library pipeline of the dominant model, shaped for the case, and the tender beside it."""

from jalon.process.compose.case import Case
from jalon.process.compose.composition import Step
from jalon.process.compose.draft import Draft
from jalon.process.compose.shape import shape
from jalon.process.definitions.sales_model import ModelKey
from jalon.process.definitions.text import Text
from jalon.process.reference import composition_reason, sales_model

HOME = {
    "inbound": "inb.sales",
    "outbound": "out.sales",
    "relationship": "rel.sales",
    "team": "team.sales",
    "abs": "abs.sales",
    "transactional": "trx.sales",
    "channel": "chn.deals",
}


def start(case: Case) -> Draft:
    """Give the first draft: the sales pipeline after steps 1 to 3."""
    key, why = _home(case)
    sales, shaping = shape(key, case)
    first = Step(number=0, pipeline=key, why=why)
    draft = Draft(sales=sales, steps=(first, *shaping))
    if case.buying.compare == "tender":
        draft = draft.offer(1, "tender.sales", composition_reason("tender"), case)
    return draft


def _home(case: Case) -> tuple[str, Text]:
    found = case.diagnosis.dominant
    if found == "undetermined":
        return "simple.sales", composition_reason("start_undetermined")
    if found == "hybrid":
        return HOME[case.direction()], _about(case.direction(), "start_hybrid")
    return HOME[found], _about(found, "start_model")


def _about(model: ModelKey, key: str) -> Text:
    name, words = sales_model(model).label, composition_reason(key)
    english = words.en.format(model=name.en if words.en.startswith("{") else _low(name.en))
    return Text(en=english, fr=words.fr.format(model=_low(name.fr)))


def _low(words: str) -> str:
    return words[0].lower() + words[1:]
