"""The captions of the terminal, in both languages."""

from jalon.process.definitions.text import Lang, Text

CAPTIONS: dict[str, Text] = {
    "because": Text(en="Because", fr="Parce que"),
    "declared": Text(en="In your own words", fr="Selon vous"),
    "mix": Text(en="The mix", fr="Le mélange"),
    "model": Text(en="Sales model", fr="Modèle de vente"),
    "proposed": Text(en="Proposed", fr="Proposé"),
    "offered": Text(en="Offered, for now or later", fr="À prendre maintenant ou plus tard"),
    "taken": Text(en="Taken", fr="Retenu"),
    "steps": Text(en="How it was composed", fr="Comment il a été composé"),
    "line": Text(en="opportunity from here on", fr="opportunité à partir d’ici"),
    "won": Text(en="won", fr="gagnée"),
    "days": Text(en="days", fr="jours"),
    "purpose": Text(en="Purpose", fr="Finalité"),
    "entry_rule": Text(en="Entry rule", fr="Règle d’entrée"),
    "headline": Text(en="Headline target", fr="Cible principale"),
    "stages": Text(en="Stages", fr="Étapes"),
    "pipelines": Text(en="Pipelines", fr="Pipelines"),
    "methods": Text(en="Methods", fr="Méthodes"),
    "models": Text(en="Sales models", fr="Modèles de vente"),
    "aside": Text(en="Aside, reached from any stage after the sale", fr="À côté, accessible après la vente"),
    "phase": Text(en="Buyer phase", fr="Phase d’achat"),
    "belief": Text(en="The buyer believes", fr="L’acheteur pense"),
    "why": Text(en="Why", fr="Pourquoi"),
    "what": Text(en="What", fr="Quoi"),
    "who": Text(en="Who", fr="Qui"),
    "when": Text(en="When", fr="Quand"),
    "where": Text(en="Where", fr="Où"),
    "how": Text(en="How", fr="Comment"),
    "how_much": Text(en="How much", fr="Combien"),
    "exit": Text(en="Exit criteria", fr="Critères de sortie"),
    "measures": Text(en="Measures", fr="Mesures"),
    "duration": Text(en="Duration, median and ninth decile", fr="Durée, médiane et neuvième décile"),
    "conversion": Text(en="Expected to advance", fr="Part attendue qui avance"),
    "target": Text(en="Target", fr="Cible"),
    "kpis": Text(en="KPIs", fr="Indicateurs"),
    "playbook": Text(en="Playbook", fr="Guide de vente"),
    "activities": Text(en="Starter activities", fr="Activités de départ"),
    "fits": Text(en="When it fits", fr="Quand il convient"),
    "pitfalls": Text(en="Pitfalls", fr="Pièges"),
    "fields": Text(en="Fields", fr="Champs"),
    "clean": Text(en="nothing to say", fr="rien à signaler"),
    "same": Text(en="No difference.", fr="Aucune différence."),
    "touches": Text(en="touches running deals", fr="touche les affaires en cours"),
    "leaves": Text(en="leaves running deals alone", fr="ne touche pas les affaires en cours"),
    "choose_one": Text(en="Your answer, Enter to skip", fr="Votre réponse, Entrée pour passer"),
    "choose_many": Text(
        en="Your answers, separated by commas, none for nothing, Enter to skip",
        fr="Vos réponses, séparées par des virgules, none pour aucune, Entrée pour passer",
    ),
    "deal_value": Text(
        en="How much is an average deal worth, excluding tax?", fr="Combien vaut une affaire moyenne, hors taxes ?"
    ),
    "written": Text(en="Written", fr="Écrit"),
    "errors": Text(en="errors", fr="erreurs"),
}


def caption(key: str, lang: Lang) -> str:
    """Give a caption in one language."""
    return CAPTIONS[key].say(lang)


def colon(lang: Lang) -> str:
    """Give the colon with the space that the language puts before it."""
    return ":" if lang == "en" else "\N{NO-BREAK SPACE}:"
