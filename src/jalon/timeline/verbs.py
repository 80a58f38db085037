"""The verbs of the timeline itself."""

from jalon.timeline.catalogue import Particulars, declare


class OperationUndone(Particulars):
    kind: str


OPERATION_UNDONE = declare(
    "operation.undone", OperationUndone, en="undid an operation", fr="a annulé une opération"
)
