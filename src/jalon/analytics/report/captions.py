"""The captions of tables and reports, in both languages."""

from jalon.process.definitions.text import Lang, Text

CAPTIONS: dict[str, Text] = {
    "cases": Text(en="cases", fr="dossiers"),
    "events": Text(en="events", fr="événements"),
    "activities": Text(en="activities", fr="activités"),
    "variants": Text(en="ways through", fr="parcours"),
    "whole": Text(
        en="{cases} cases, {events} events, {activities} activities, {ways} ways through; half of the cases last up to "
        "{lasts}",
        fr="{cases} dossiers, {events} événements, {activities} activités, {ways} parcours ; la moitié des dossiers "
        "dure au plus {lasts}",
    ),
    "error": Text(en="Error", fr="Erreur"),
    "warning": Text(en="Warning", fr="Attention"),
    "note": Text(en="Note", fr="Remarque"),
    "outcomes": Text(en="Outcomes", fr="Issues"),
    "won": Text(en="won", fr="gagnées"),
    "lost": Text(en="lost", fr="perdues"),
    "no_decision": Text(en="no decision", fr="sans décision"),
    "disqualified": Text(en="disqualified", fr="disqualifiées"),
    "open": Text(en="open", fr="en cours"),
    "map": Text(en="What follows what", fr="Ce qui suit quoi"),
    "from": Text(en="from", fr="de"),
    "to": Text(en="to", fr="à"),
    "times": Text(en="times", fr="fois"),
    "median_wait": Text(en="median wait", fr="attente médiane"),
    "ways": Text(en="Ways through", fr="Parcours"),
    "way": Text(en="way", fr="parcours"),
    "duration": Text(en="median time", fr="durée médiane"),
    "bottlenecks": Text(en="Where the waiting is", fr="Où l’on attend"),
    "share_of_waiting": Text(en="of all waiting", fr="de toute l’attente"),
    "rework": Text(en="Done again", fr="Refait"),
    "activity": Text(en="activity", fr="activité"),
    "again": Text(en="again", fr="de nouveau"),
    "of_its_cases": Text(en="of its cases", fr="de ses dossiers"),
    "hand_overs": Text(en="From one person to another", fr="D’une personne à l’autre"),
    "giver": Text(en="from", fr="de"),
    "taker": Text(en="to", fr="à"),
    "share": Text(en="share", fr="part"),
    "of": Text(en="of", fr="sur"),
    "kpis": Text(en="Figures", fr="Indicateurs"),
    "kpi": Text(en="figure", fr="indicateur"),
    "part": Text(en="of", fr="de"),
    "value": Text(en="value", fr="valeur"),
    "interval": Text(en="95% interval", fr="intervalle à 95 %"),
    "n": Text(en="n", fr="n"),
    "unit": Text(en="unit", fr="unité"),
    "unit_count": Text(en="cases", fr="dossiers"),
    "unit_share": Text(en="share", fr="part"),
    "unit_days": Text(en="time", fr="durée"),
    "unit_amount": Text(en="amount", fr="montant"),
    "unit_amount_per_day": Text(en="amount a day", fr="montant par jour"),
    "unit_people": Text(en="people", fr="personnes"),
    "definition": Text(en="definition", fr="définition"),
    "definitions": Text(en="Definitions", fr="Définitions"),
    "kind_cohort": Text(
        en="Of those who entered from {start} to {end}, open ones censored",
        fr="De ceux entrés du {start} au {end}, ceux en cours étant censurés",
    ),
    "kind_flow": Text(en="What happened from {start} to {end}", fr="Ce qui s’est passé du {start} au {end}"),
    "kind_snapshot": Text(en="What is there on {end}", fr="Ce qui est là le {end}"),
    "not_reached": Text(en="not reached", fr="non atteint"),
    "few_cases": Text(en="few", fr="peu"),
    "lacking": Text(en="{kpis} wait for {what}.", fr="{kpis} attendent {what}."),
    "reading": Text(en="reading", fr="lecture"),
    "checking": Text(en="checking", fr="vérification"),
    "sorting": Text(en="sorting", fr="tri"),
    "counting": Text(en="counting", fr="comptage"),
    "report": Text(en="What really happened", fr="Ce qui se passe vraiment"),
    "few": Text(
        en="Fewer than 30 cases: read the counts, not the shares.",
        fr="Moins de 30 dossiers : lisez les nombres, pas les pourcentages.",
    ),
    "map_finding": Text(
        en="The commonest step, {count} times, goes from {start} to {end}",
        fr="L’enchaînement le plus fréquent, {count} fois, va de {start} à {end}",
    ),
    "bottleneck_finding": Text(
        en="{share} of all waiting lies between {start} and {end}",
        fr="{share} de toute l’attente se trouve entre {start} et {end}",
    ),
    "ways_finding": Text(
        en="The commonest way of {variants} takes {share} of the cases",
        fr="Le parcours le plus courant, parmi {variants}, réunit {share} des dossiers",
    ),
}


def caption(key: str, lang: Lang) -> str:
    """Give a caption in one language."""
    return CAPTIONS[key].say(lang)
