"""The KPIs of the catalogue that a log alone cannot give, and what each waits for."""

from jalon.process.definitions.text import Text

_GROUPS: tuple[tuple[str, Text], ...] = (
    (
        "K03 K04 K05 K06 K07 K08 K09 K10 K11 K12",
        Text(
            en="leads with their attempts, replies and meetings, from outreach",
            fr="les pistes avec leurs tentatives, réponses et rendez-vous, de la prospection",
        ),
    ),
    (
        "K15 K17 K39 K40 K41 K42 K43 K44 K46 K47",
        Text(
            en="stored forecasts and the probability of each deal",
            fr="des prévisions conservées et la probabilité de chaque affaire",
        ),
    ),
    ("K16 K37 K38", Text(en="targets and the dates on which people joined", fr="les objectifs et les dates d’arrivée")),
    (
        "K25 K26 K55",
        Text(
            en="evidence, next steps and a published process",
            fr="les preuves, les prochaines étapes et un processus publié",
        ),
    ),
    ("K31", Text(en="coded reasons of loss", fr="des motifs de perte codés")),
    ("K34", Text(en="list and net prices, from offers", fr="les prix catalogue et nets, des offres")),
    ("K45", Text(en="the history of close dates", fr="l’historique des dates de signature")),
    (
        "K48 K49 K50 K51 K52 K53 K62",
        Text(
            en="contracts, renewals and orders of customers",
            fr="les contrats, renouvellements et commandes des clients",
        ),
    ),
    (
        "K54 K57 K58 K59 K60",
        Text(en="buying circles, hand-offs and partners", fr="les cercles d’achat, les relais et les partenaires"),
    ),
    ("K61 K63 K64", Text(en="carts, spending and margins", fr="les paniers, les dépenses et les marges")),
    ("K65", Text(en="a test or an adjusted comparison", fr="un test ou une comparaison ajustée")),
)
WAITING = {kpi: what for kpis, what in _GROUPS for kpi in kpis.split()}
NEEDS = {
    "amount": Text(en="amounts: name their column with --amount", fr="les montants : nommez leur colonne par --amount"),
    "outcomes": Text(
        en="how cases end: say --won and --lost", fr="la façon dont les dossiers finissent : précisez --won et --lost"
    ),
    "stages": Text(
        en="the stages in order: say --stages A,B,C", fr="les étapes dans l’ordre : précisez --stages A,B,C"
    ),
    "direction": Text(
        en="who came to whom: name with --direction a column of in and out",
        fr="qui est venu à qui : nommez par --direction une colonne de in et out",
    ),
    "actor": Text(
        en="who did what: name the column with --actor", fr="qui a fait quoi : nommez la colonne par --actor"
    ),
}
