"""A stage: why it exists, what lets a record leave it, how long it takes and what helps the seller."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from jalon.process.definitions.text import Definition, Lang, Text, Words

type StageKey = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]*$")]
type SnakeKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
type KpiId = Annotated[str, StringConstraints(pattern=r"^K\d\d$")]
type Share = Annotated[float, Field(ge=0, le=1)]
type Days = Annotated[float, Field(ge=0)]
type LabelSet = Literal["infinitive", "noun"]

type BuyerPhase = Literal[
    "unaware",
    "awareness",
    "definition",
    "evaluation",
    "proof",
    "reassurance",
    "decision",
    "use",
    "renewal",
]
type StageGroup = Literal[
    "prospecting",
    "qualification",
    "account_based",
    "core",
    "post_sale",
    "transactional",
    "partner",
    "channel",
    "tender",
    "custom",
]
type Outcome = Literal["advance", "won", "lost", "no_decision", "disqualified", "recycled"]


class Who(Definition):
    """Who carries the stage; keys of roles.yaml."""

    responsible: SnakeKey | None = None
    support: tuple[SnakeKey, ...] = ()


class When(Definition):
    """What opens the stage, and the days from there to its deadline."""

    entry: Text | None = None
    due_days: Days | None = None


class FiveWTwoH(Definition):
    """The five W and two H of a stage: why, what, who, when, where, how, how much."""

    why: Text | None = None
    what: Text | None = None
    who: Who = Who()
    when: When = When()
    where: Text | None = None
    how: Text | None = None
    how_much: Text | None = None


class ExitCriterion(Definition):
    """One piece of evidence that lets a record leave the stage.

    `type` is a code of evidence.yaml and `arg` its argument, as in `meet(decision_maker)`.
    `level` is the lowest confirmation that meets the criterion.
    """

    key: SnakeKey
    type: SnakeKey
    arg: SnakeKey | None = None
    by: Literal["buyer", "seller"]
    level: Literal["stated", "silence", "buyer"] = "stated"
    policy: Literal["required", "advised"] = "advised"
    label: Text
    help: Text | None = None


class Duration(Definition):
    """Calendar days in the stage: the median and the ninth decile."""

    p50: Days
    p90: Days


class Conversion(Definition):
    """Expected share of records that reach the next stage, as a range."""

    low: Share
    high: Share


class Target(Definition):
    """The one figure a stage or a pipeline must reach; `kpi` is an id of kpis.yaml."""

    kpi: KpiId | None = None
    value: float
    text: Text


class PlaybookEntry(Definition):
    """Something a seller can use word for word; `body` is Markdown."""

    key: SnakeKey
    kind: Literal["script", "questions", "template", "checklist", "reference"]
    title: Text
    body: Text


class StarterActivity(Definition):
    """An activity proposed when a record enters the stage, due so many days later."""

    key: SnakeKey
    role: SnakeKey
    due_days: Days
    title: Text


class StageDefinition(Definition):
    """One stage with its whole content in both languages.

    `merged_from` and `split_from` keep the lineage when stages were joined or cut.
    """

    key: StageKey
    group: StageGroup = "custom"
    label: Text
    noun: Text | None = None
    buyer_phase: tuple[BuyerPhase, ...] = Field(min_length=1)
    buyer_belief: Text | None = None
    five_w_two_h: FiveWTwoH = FiveWTwoH()
    exit: tuple[ExitCriterion, ...] = ()
    duration_days: Duration | None = None
    conversion: Conversion | None = None
    kpis: tuple[KpiId, ...] = ()
    target: Target | None = None
    playbook: tuple[PlaybookEntry, ...] = ()
    activities: tuple[StarterActivity, ...] = ()
    forecast_category: Literal["omitted", "pipeline", "best_case", "commit"] = "pipeline"
    outcomes: tuple[Outcome, ...] = ("advance", "lost", "no_decision", "disqualified", "recycled")
    merged_from: tuple[StageKey, ...] = ()
    split_from: StageKey | None = None

    def name(self, lang: Lang, label_set: LabelSet = "infinitive") -> Words:
        """Give the stage's name in one language, from the infinitive or the noun set."""
        chosen = self.noun if label_set == "noun" and self.noun else self.label
        return chosen.say(lang)
