"""What can happen while a workspace says how it sells, as verbs of the catalogue."""

from datetime import date

from jalon.timeline.catalogue import Particulars, declare


class ModelChosen(Particulars):
    """The sales model that people chose, and the one that their answers point to."""

    computed: str
    chosen: str


class TargetSet(Particulars):
    amount_minor: int
    currency: str
    period: str
    starts_on: date


class JobSettled(Particulars):
    job: str


MODEL_CHOSEN = declare("process.model_chosen", ModelChosen, en="chose how we sell", fr="a choisi notre façon de vendre")
TARGET_SET = declare("target.set", TargetSet, en="set the target", fr="a fixé l’objectif")
JOB_RETRIED = declare("job.retried", JobSettled, en="tried a job again", fr="a relancé une tâche de fond")
JOB_LET_GO = declare("job.let_go", JobSettled, en="let a job go", fr="a abandonné une tâche de fond")
FIRST_RUN_FINISHED = declare(
    "first_run.finished", en="finished setting up the workspace", fr="a terminé la mise en place de l’espace de travail"
)
