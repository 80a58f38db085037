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
    "adherence": Text(en="How far the process is kept", fr="Le respect du processus"),
    "adherence_whole": Text(
        en="{cases} cases held against “{process}”: mean fitness {fitness}, {fit} keep to it in all",
        fr="{cases} dossiers comparés à « {process} » : conformité moyenne {fitness}, {fit} conformes en tout point",
    ),
    "fitness": Text(en="mean fitness", fr="conformité moyenne"),
    "share_fit": Text(en="keep to it in all", fr="conformes en tout point"),
    "deviation": Text(en="deviation", fr="écart"),
    "no_deviations": Text(en="No case deviates.", fr="Aucun dossier ne s’écarte du processus."),
    "deviations_finding": Text(
        en="The commonest deviation: {deviation}, {share} of the cases that could",
        fr="L’écart le plus fréquent : {deviation}, {share} des dossiers qui pouvaient s’écarter ainsi",
    ),
    "skip": Text(en="skipped: {step}", fr="étape sautée : {step}"),
    "early": Text(en="done too early: {step}", fr="fait trop tôt : {step}"),
    "back": Text(en="done after what follows it: {step}", fr="fait après coup : {step}"),
    "missing_evidence": Text(en="left {step} without: {what}", fr="sorti de « {step} » sans : {what}"),
    "late_evidence": Text(
        en="proven after {step} was left: {what}", fr="prouvé après la sortie de « {step} » : {what}"
    ),
    "late": Text(en="too long in: {step}", fr="trop long dans : {step}"),
    "extra": Text(en="not in the process: {step}", fr="hors processus : {step}"),
    "of_those_who_could": Text(en="of those who could", fr="des exposés"),
    "win_with": Text(en="won with", fr="gagnés avec"),
    "win_without": Text(en="won without", fr="gagnés sans"),
    "difference": Text(en="difference (95%)", fr="différence (95 %)"),
    "verdict": Text(en="reads as", fr="lecture"),
    "helps": Text(en="more wins: study it", fr="plus de ventes : à étudier"),
    "harms": Text(en="fewer wins", fr="moins de ventes"),
    "no_difference": Text(en="no difference shown", fr="pas de différence"),
    "not_compared": Text(en="not comparable", fr="non comparable"),
    "too_few": Text(en="too few decided", fr="trop peu de décidés"),
    "helps_finding": Text(
        en="{deviation}: {points} points of win rate, a candidate to change the process",
        fr="{deviation} : {points} points de taux de transformation, à étudier pour faire évoluer le processus",
    ),
    "harms_finding": Text(
        en="{deviation}: {points} points of win rate",
        fr="{deviation} : {points} points de taux de transformation",
    ),
    "nothing_found": Text(
        en="No deviation is shown to go with more wins, or with fewer",
        fr="Aucun écart ne va de façon établie avec plus ou moins de ventes",
    ),
    "effects_caption": Text(
        en="Win rate of the cases that deviate less that of the others, in points, with its 95% interval; the table "
        "below has the figures.",
        fr="Taux de transformation des dossiers qui s’écartent moins celui des autres, en points, avec son intervalle "
        "à 95 % ; les chiffres sont dans le tableau.",
    ),
    "effects_note": Text(
        en="Each deviation is compared at a point that all cases compared had reached, by what was known there; 95% "
        "intervals. This is what goes together, not what causes. Fewer than 100 decided cases, or 10 on either side: "
        "too few.",
        fr="Chaque écart est comparé à un moment que tous les dossiers comparés ont atteint, d’après ce qu’on savait "
        "alors ; intervalles à 95 %. Ce qui va ensemble n’est pas une cause. Moins de 100 dossiers décidés, ou 10 d’un "
        "côté : trop peu.",
    ),
    "no_evidence": Text(
        en="The log keeps no evidence: none is called missing.",
        fr="Le journal ne garde pas de preuves : aucune n’est dite manquante.",
    ),
    "no_outcomes": Text(
        en="Nothing says how cases end, so no deviation can be compared: say --won and --lost.",
        fr="Rien ne dit comment les dossiers finissent, aucun écart n’est donc comparé : donnez --won et --lost.",
    ),
    "rule": Text(en="breaks {step}", fr="enfreint {step}"),
    "won_step": Text(en="the win", fr="l’affaire gagnée"),
    "rules": Text(en="Rules", fr="Règles"),
    "rule_head": Text(en="rule", fr="règle"),
    "judged": Text(en="cases judged", fr="dossiers jugés"),
    "kept": Text(en="kept by (95%)", fr="respectée par (95 %)"),
    "win_broken": Text(en="won where broken", fr="gagnés si enfreinte"),
    "win_kept": Text(en="won where kept", fr="gagnés si respectée"),
    "by_segment": Text(en="How far the process is kept, by segment", fr="Le respect du processus, par segment"),
    "segment": Text(en="segment", fr="segment"),
    "others": Text(en="others and unknown", fr="autres et inconnus"),
    "reached": Text(en="came up to", fr="parvenus à"),
    "by_height": Text(
        en="How far the process is kept, by the highest step reached",
        fr="Le respect du processus, selon l’étape la plus haute atteinte",
    ),
    "nowhere": Text(en="no stage", fr="aucune étape"),
}


def caption(key: str, lang: Lang) -> str:
    """Give a caption in one language."""
    return CAPTIONS[key].say(lang)
