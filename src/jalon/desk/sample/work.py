"""What the sellers did on a deal: notes, calls and meetings in words, and the tasks that each stage proposes."""

from datetime import date, datetime, timedelta
from random import Random

from jalon.desk.sample.book import TaskDraft, Touch
from jalon.desk.sample.calendar import OfficeHours
from jalon.desk.sample.journey import Journey, Stay
from jalon.desk.sample.words import Words, moment_of
from jalon.process import PipelineDefinition, StageDefinition
from jalon.process.definitions.text import Lang

MOST_IN_A_STAY = 5
KINDS = {"start": (5, 3, 1), "after": (2, 2, 3)}  # calls, notes, meetings
USUAL = (3, 3, 2)


def touches(
    chance: Random,
    definition: PipelineDefinition,
    journey: Journey,
    *,
    at: datetime,
    skill: float,
    words: Words,
    hours: OfficeHours,
) -> tuple[Touch, ...]:
    """One touch in five to nine days of each stay, more from a better seller."""
    gap = timedelta(days=9 - 4 * skill)
    found: list[Touch] = []
    for stay in journey.stays:
        end = stay.left_at or at
        count = min(int((end - stay.entered_at) / gap + chance.random()), MOST_IN_A_STAY)
        stage = definition.stage(stay.stage)
        for _n in range(count):
            moment = hours.snap(stay.entered_at + (end - stay.entered_at) * chance.random())
            if moment <= end:
                found.append(_touch(chance, stage, moment, words))
    return tuple(sorted(found, key=lambda touch: touch.at))


def tasks(
    chance: Random, definition: PipelineDefinition, journey: Journey, *, at: datetime, language: Lang, skill: float
) -> tuple[TaskDraft, ...]:
    """The starter activities of the present stage, and one of each stage behind, done."""
    found: list[TaskDraft] = []
    for stay in journey.stays:
        activities = list(definition.stage(stay.stage).activities)
        chosen = activities if stay.left_at is None else chance.sample(activities, min(1, len(activities)))
        for activity in chosen:
            due = stay.entered_at + timedelta(days=activity.due_days)
            found.append(
                TaskDraft(
                    title=activity.title.say(language)[:200],
                    stage=stay.stage,
                    activity=activity.key,
                    created_at=stay.entered_at,
                    due_on=due.date(),
                    done_at=_done(chance, stay, due, at, skill),
                )
            )
    return tuple(found)


def next_step(
    chance: Random, stage: StageDefinition, *, today: date, skill: float, days_in_stage: float, words: Words
) -> tuple[str, date | None]:
    """What comes next and when: mostly ahead, sometimes overdue, sometimes nothing, the more so the older it gets."""
    forgotten = 0.05 + 0.10 * (1 - skill) + min(days_in_stage / 400, 0.15)
    drawn = chance.random()
    if drawn < forgotten:
        return "", None
    text = chance.choice(words.next_steps[moment_of(stage)])
    if drawn < forgotten + 0.10 + 0.08 * (1 - skill):
        return text, _weekday(today - timedelta(days=chance.randint(1, 12)))
    return text, _weekday(today + timedelta(days=chance.randint(0, 14)))


def close_date(chance: Random, *, today: date, days_to_go: float) -> date | None:
    """The date that the seller hopes for: around what the stages still take, sometimes past, sometimes unknown."""
    drawn = chance.random()
    if drawn < 0.07:
        return None
    if drawn < 0.16:
        return _weekday(today - timedelta(days=chance.randint(2, 25)))
    return _weekday(today + timedelta(days=round(max(days_to_go, 4) * chance.uniform(0.7, 1.6)) + 2))


def _touch(chance: Random, stage: StageDefinition, moment: datetime, words: Words) -> Touch:
    when = moment_of(stage)
    kind = chance.choices(("call", "note", "meeting"), KINDS.get(when, USUAL))[0]
    if kind == "note":
        return Touch("note", moment, chance.choice(words.notes[when]))
    if kind == "meeting":
        return Touch("meeting", moment, chance.choice(words.meetings), minutes=chance.choice((30, 45, 60, 90)))
    reached = chance.random() < 0.65
    return Touch("call", moment, chance.choice(words.calls), reached, chance.randint(3, 30) if reached else None)


def _done(chance: Random, stay: Stay, due: datetime, at: datetime, skill: float) -> datetime | None:
    if stay.left_at is not None:
        return min(stay.entered_at + (stay.left_at - stay.entered_at) * 0.8, at)
    is_past = due < at - timedelta(hours=20)
    return min(due, at) if is_past and chance.random() < 0.72 + 0.25 * skill else None


def _weekday(day: date) -> date:
    return day + timedelta(days=max(7 - day.weekday(), 0)) if day.weekday() >= 5 else day
