"""The page on adherence: how a log is held against a process, and what is called a deviation."""

PAGE = """\
# Adherence

`jalon adherence` holds each case against a published process, given as a
[pipeline file](process-file-format.md) or by its key in the library. 100 % is not the goal: a deviation that goes with
more wins is a candidate to change the process.

```sh
jalon adherence events.csv --process sales.yaml --won Signed --lost Refused --as "Demo given=PRESENT"
```

## Which activity is what

An activity is a stage when it is the stage's key, its label or its noun in either language, or the key of a stage that
was merged into it; case, spaces, `_` and `-` do not matter. `STAGE.criterion`, a criterion's key, its label or its
code, as `meet(decision_maker)`, is evidence; where several stages share it, it is that of the stage where the case is,
or of the next one that knows it. Activities of the playbook and stages aside may come at any time. `--as` tells what
goes by another name, `--ignore` leaves activities out; the rest is extra.

## Fitness

A case is held to the steps up to the highest that it reached, a won one at least to the win: a lost deal is not blamed
for the stages that it never came to. Staying in a stage through several events is no deviation. An optimal alignment
costs 1 for each step left out, each event out of its place, and each required criterion that was not met when its
stage was left forward. Fitness is 1 − cost ÷ (events + the cost of doing nothing). Time does not enter into it.

`fitness` is the mean of the cases, `log_fitness` takes all costs together, `share_fit` is the share of cases without
cost. All are equal to pm4py's alignments with the same net, on six public logs and on made ones with evidence
(`bench/adherence.py --peer`).

## Deviations

| kind | when | judged on |
| --- | --- | --- |
| `skip` | a stage was left out and never done | cases that came beyond it |
| `wrong_order` | a stage was done too `early`, or `back` to it after what follows it | cases that came to it |
| `missing_evidence` | a stage was left without a required criterion | cases that left it |
| `late` with a criterion | the criterion was met, but after its stage was left | cases that left it |
| `late` | a case stood in a stage past its ninth decile, or its deadline if it has none | cases that were in it |
| `extra` | the process does not know the activity | all cases |

Without any evidence in the log none is called missing. `--advised` asks for advised criteria as for required ones.
Where two alignments cost the same, the step that came later is the one out of order.

## Rules

`--rule` holds cases to more than the order of stages. A and B are stages, criteria, `won`, or any activity of the log;
`A ≤ 1 d` also takes `min`, `h`, `w` and the French `j`, `sem`.

| rule | broken by |
| --- | --- |
| `precedence(A, B)`, `precedence(A, B ≤ 7 d)` | a B without an A before it, or with none so near |
| `response(A, B)`, `response(A, B ≤ 1 d)` | an A that no B follows, or none so soon |
| `existence(A)` | a case over without an A |
| `absence(A)` | an A |
| `absence(A before B)` | an A that no B came before |

What may still be followed or done is not judged: open cases, and open limits. Where nothing says how cases end, all are
over. Each rule says in how many cases it could be judged, the share that kept it with Wilson's interval, and the
difference in win rate. Rules without a limit break in the same cases as in pm4py.

## Segments

`--by COLUMN` gives the fitness of each team, source or product: the first value known in a case counts. Groups of fewer
than five cases are put together, or left out. Single persons are not compared: `--by actor` is refused.

## What a deviation goes with

Deals that win live longer and have more of everything: whoever compares all deals that ever had a gift with all that
never had one finds that gifts win. So each deviation is compared at a landmark that all cases compared had reached, by
what was known there: on coming to the next stage for skips, evidence and lateness (a step done later, or a proof that
came later, was still lacking there); on coming to the stage after the one where it is commonest for wrong order and
extra steps; at the first test of a rule of precedence, and at the end of its limit for one of response. Who leaves that
next stage out is not compared: coming to one beyond is a better sign. Other rules only the whole life of a case can
keep; they are not compared. On made logs without any effect a tenth show a finding, as stated
(`bench/adherence.py --runs`).

Win rates are won ÷ (won + lost + no decision) past the opportunity line, as in K27; the difference has the interval of
Newcombe (1998, method 10). Below 100 decided cases, or 10 on either side, the verdict is `too_few`; with none it is
`not_compared`. Otherwise it is `helps` or `harms` where the interval leaves zero out and the deviation is among those
found at a rate of at most 10 % false findings (Benjamini and Hochberg), `no_difference` where not. It is what goes
together, not what causes.

"""


def adherence_page() -> str:
    """Give the page."""
    return PAGE
