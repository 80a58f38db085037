"""Answers of companies that sell in different ways, and what tests read of their composition."""

from jalon.process import compose, read_answers


def composed(**answers):
    return compose(read_answers(answers))


def stages(composition, key=None):
    chosen = composition.pipeline(key) if key else composition.proposed()
    return list(chosen.definition.stage_keys())


def offered(composition):
    return [one.definition.key for one in composition.offered()]


def evidence(pipeline, stage):
    return {(one.type, one.arg) for one in pipeline.criteria(stage)}


INBOUND = {"q1": "a", "q2": "a", "q3": "a", "q4": "a"}
OUTBOUND = INBOUND | {"q1": "e"}
TEAM = {"q1": "b", "q2": "a", "q3": "c", "q4": "b"}
ABS = INBOUND | {"q1": "d", "q4": "d", "q4_named": "yes", "q4_tailored": "yes"}
RELATIONSHIP = INBOUND | {"q1": "b", "q2": "d", "q2_time": "nurturing"}
