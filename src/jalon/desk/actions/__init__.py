"""What the first run does: keep answers, choose a model, publish what they compose, set a target, finish."""

from jalon.desk.actions.first_run import choose_model, finish, keep, start_first_run
from jalon.desk.actions.publish_answers import publish_answers
from jalon.desk.actions.set_target import set_target
from jalon.desk.actions.speak import speak

__all__ = ["choose_model", "finish", "keep", "publish_answers", "set_target", "speak", "start_first_run"]
