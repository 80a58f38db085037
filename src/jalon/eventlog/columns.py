"""The one table shape: what each column of a log holds, and the names by which other tools call it."""

from dataclasses import dataclass
from typing import Literal

type Kind = Literal["text", "time", "number", "count"]

CASE_PREFIX = "case:"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its name here, what it holds, and its names elsewhere, the surest first."""

    name: str
    kind: Kind
    meaning: str
    aliases: tuple[str, ...] = ()
    required: bool = False


COLUMNS = (
    Column(
        name="case",
        kind="text",
        required=True,
        meaning="the deal, or whatever the events belong to",
        aliases=(
            *("case:concept:name", "case_id", "case id", "caseid", "trace", "trace_id", "deal", "deal_id"),
            *("opportunity", "opportunity_id", "lead_id", "ticket_id", "order_id", "case concept:name"),
        ),
    ),
    Column(
        name="activity",
        kind="text",
        required=True,
        meaning="what happened: a stage entered, a call, a meeting",
        aliases=("concept:name", "activity_name", "event", "event_name", "stage", "deal_stage", "task", "step", "verb"),
    ),
    Column(
        name="timestamp",
        kind="time",
        required=True,
        meaning="when it happened (when it ended, where it took time)",
        aliases=(
            *("time:timestamp", "complete_timestamp", "end_timestamp", "completed_at", "occurred_at"),
            *("at", "time", "datetime", "date", "when", "timestamp_utc"),
        ),
    ),
    Column(
        name="started_at",
        kind="time",
        meaning="when it began, where it took time",
        aliases=("start_timestamp", "start_time", "time:start", "start"),
    ),
    Column(
        name="logged_at",
        kind="time",
        meaning="when it was written down; shows what was entered late",
        aliases=("recorded_at", "entered_at"),
    ),
    Column(
        name="actor",
        kind="text",
        meaning="who did it",
        aliases=("org:resource", "resource", "user", "owner", "sales_agent", "agent", "employee", "org resource"),
    ),
    Column(name="role", kind="text", meaning="in which role", aliases=("org:role",)),
    Column(name="channel", kind="text", meaning="by which channel: mail, call, meeting", aliases=("medium",)),
    Column(name="direction", kind="text", meaning="`in` when the customer came, `out` when the seller went"),
    Column(name="process", kind="text", meaning="the process followed", aliases=("pipeline",)),
    Column(name="version", kind="text", meaning="the version of that process", aliases=("process_version",)),
    Column(
        name="lifecycle",
        kind="text",
        meaning="start, complete… where one activity leaves several events",
        aliases=("lifecycle:transition", "transition", "lifecycle transition"),
    ),
    Column(
        name="outcome",
        kind="text",
        meaning="at the event that decides: won, lost, no_decision, disqualified, recycled",
        aliases=("case:outcome",),
    ),
    Column(
        name="amount",
        kind="number",
        meaning="the amount known at that event, in whole units, excluding tax",
        aliases=("case:amount", "deal_amount", "deal_value", "close_value"),
    ),
    Column(name="row", kind="count", meaning="the place in the file, from 1; breaks ties between equal times"),
)
BY_NAME = {column.name: column for column in COLUMNS}
