"""The page on the sales models."""

from jalon.process.definitions.question import SalesModel
from jalon.process.pages.markdown import code
from jalon.process.reference import kpis, models

OPENING = """\
# Sales models · Modèles de vente

How a company sells, in short. Most are a mix, with one model more prominent.

"""


def models_page() -> str:
    """Give the page."""
    return OPENING + "\n".join(_model(model) for model in models())


def _model(model: SalesModel) -> str:
    names = {kpi.id: kpi.name.en for kpi in kpis()}
    first = ", ".join(f"{names[kpi]} ({kpi})" for kpi in model.first_kpis)
    return (
        f"## {code(model.key)} {model.label.en} · {model.label.fr}\n\n{model.definition.en}\n\n{model.fits.en}\n\n"
        f"**Pitfalls.** {model.pitfalls.en}\n\n**KPIs to show first.** {first}.\n\n"
        f"*{model.definition.fr}*\n\n{model.fits.fr}\n\n**Pièges.** {model.pitfalls.fr}\n"
    )
