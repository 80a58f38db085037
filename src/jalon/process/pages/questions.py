"""The page on the questions and the scoring."""

from jalon.process.definitions.question import Option, Question
from jalon.process.pages.markdown import code, table
from jalon.process.reference import buying_effects, questions, variables

OPENING = """\
# The questions · Les questions

Four questions with their follow-ups say how you sell; six on buying say how your customers buy. `jalon diagnose` asks
the first, `jalon process compose` all of them, and both read a file: `--answers answers.yaml`.

```yaml
q1: b
q1_partners: none          # omitted follow-ups mean none, even, no
q2: c
q2_time: nurturing
q3: c
q4: c
q4_named: partly
q4_tailored: "yes"
defines: team              # shown beside the result, does not change it
deal_value: 12000          # average deal excluding tax, in your currency
buying:
  trigger: [problem]
  circle: [users, it, finance]
  compare: two_or_three
  proof: pilot
  reassure: [roi, references]
  sign: [several]
```

Every key may be left out. An unanswered question scores nothing; an unanswered one on buying changes nothing, while an
empty list such as `reassure: []` says that nothing was ticked.

"""
SCORING = """\
## Scoring

Each answer stands for the midpoint of a variable that sales data can measure, so declared answers and measured values
go through one function. With `ramp(x, lo, hi) = clamp((x − lo) / (hi − lo), 0, 1)`:

```
inbound       = ramp(I, .30, .80)
outbound      = ramp(O, .30, .80)
relationship  = ramp(R, .50, .90) × (½ + ½ ramp(N, .40, .65))
team          = ramp(T, .20, .70)
abs           = (ramp(P, .20, .70) × ramp(H, .20, .60) × ramp(X, .20, .70))^⅓
channel       = ramp(C, .20, .60)
transactional = ramp(Z, .30, .80)
```

A weight is a score divided by the sum of scores. A model is a candidate when its score is at least .50 and at most .10
below the highest. The dominant model is the first candidate among transactional, channel, abs, relationship, team, else
the larger of inbound and outbound (inbound on a tie). Without a candidate it is `hybrid`; with all scores zero,
`undetermined`. The label names the direction when it is strong, the dominant model, then every other strong model.

"""


def questions_page() -> str:
    """Give the page."""
    asked = "\n".join(_question(one) for one in questions())
    measured = table(("", "variable", "variable"), [(one.key, one.name.en, one.name.fr) for one in variables()])
    return f"{OPENING}{asked}\n{SCORING}{measured}\n## What answers on buying change\n\n{_effects()}"


def _question(asked: Question) -> str:
    follows = f" (follows {asked.follows}; omitted: {asked.default})" if asked.follows else ""
    many = " Several may be chosen." if asked.choice == "many" else ""
    head = ["answer", "English", "français"]
    rows = [[code(option.key), option.label.en, option.label.fr] for option in asked.options]
    if any(option.values for option in asked.options):
        head.append("stands for")
        rows = [[*row, _values(option)] for row, option in zip(rows, asked.options, strict=True)]
    title = f"## {code(asked.key)} {asked.text.en} · {asked.text.fr}"
    return f"{title}\n\n{asked.help.en}{many}{follows}\n\n{table(head, rows)}"


def _values(option: Option) -> str:
    return ", ".join(f"{name} = {value:g}" for name, value in option.values.items())


def _effects() -> str:
    rows = [
        (effect.question, code(effect.option) if effect.option else f"{effect.at_least} or more", effect.reason.en)
        for effect in buying_effects()
    ]
    structural = [
        ("proof", code("none"), "Buyers want no proof, so the stage of proof is left out."),
        (
            "reassure",
            "nothing",
            "Nothing more is needed to reassure, so the proposal and the decision become one stage.",
        ),
        ("compare", code("tender"), "Tenders get their own pipeline."),
    ]
    return table(("question", "answer", "effect"), [*structural, *rows])
