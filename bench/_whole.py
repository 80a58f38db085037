"""Whether a book is whole: nothing acknowledged is lost or doubled, nothing is half written."""

from collections import Counter
from collections.abc import Iterator, Sequence
from uuid import UUID

from _people import Fate, Person
from _seed import Book


def lost(people: Sequence[Person]) -> Iterator[str]:
    """What people were told and the rows do not say; then people know how what they did not hear of ended."""
    from jalon.deals.models import Deal
    from jalon.timeline.models import EventText

    titles = Counter(Deal.objects.filter(title__startswith="Survivor ").values_list("title", flat=True))
    notes = Counter(EventText.objects.filter(body__startswith="Noted ").values_list("body", flat=True))
    for person in people:
        for told, found in ((person.created, titles), (person.notes, notes)):
            yield from (f"“{one}” is there {found[one]} times" for one in told if found[one] != 1)
        yield from _learn(person, titles, notes)
        yield from _fates(person)
    known = sum(len(person.created) for person in people)
    if sum(titles.values()) != known:
        yield f"{sum(titles.values())} deals were created, {known} are known of"


def _learn(person: Person, titles: Counter[str], notes: Counter[str]) -> Iterator[str]:
    kind, what = person.unheard or ("", "")
    for wanted, told, found in (("create", person.created, titles), ("note", person.notes, notes)):
        if kind == wanted and found[what] > 1:
            yield f"“{what}” is there {found[what]} times"
        if kind == wanted and found[what]:
            told.append(what)
            person.done_unheard += 1
    person.unheard = None


def _fates(person: Person) -> Iterator[str]:
    from django.db.models import Count, Q

    from jalon.deals.models import Deal

    moved = Count("visits", filter=Q(visits__how__in=["advance", "back", "skip", "override"]))
    rows = Deal.objects.filter(pk__in=person.deals).annotate(moves=moved)
    for pk, stage, step, moves in rows.values_list("pk", "stage_id", "next_step", "moves"):
        fate = person.deals[pk]
        unheard = int(fate.asked_stage is not None and stage == fate.asked_stage)
        if (stage != fate.stage and not unheard) or moves != fate.moves + unheard:
            yield f"deal {pk} stands in {stage} after {moves} moves, was told {fate}"
        if step not in {fate.next_step, fate.asked_step}:
            yield f"deal {pk} says “{step}”, was told {fate}"
        person.done_unheard += unheard + int(step == fate.asked_step)
        person.deals[pk] = Fate(stage, step, moves)


def half_done(book: Book, *, fold: bool) -> Iterator[str]:
    """Deals whose stage, visit and events do not agree, and totals that are not a recount."""
    from jalon.deals.actions.fold_totals import fold_totals, totals_drift
    from jalon.deals.models import Deal, Pipeline

    yield from (f"deal {pk} has no open visit of its stage" for pk in _astray())
    yield from (f"the {kind} of operation {one} has no {other}" for kind, other, one in _unpaired())
    if fold:
        fold_totals()
    if drift := totals_drift(Pipeline.objects.get(pk=book.pipeline_id)):
        yield f"kept totals are not a recount: {drift}"
    without = Deal.objects.filter(visits=None).count()
    if without:
        yield f"{without} deals have no visit at all"


def _astray() -> list[UUID]:
    from django.db.models import Exists, OuterRef

    from jalon.deals.models import Deal, StageVisit

    of_the_deal = StageVisit.objects.filter(deal=OuterRef("pk"), left_at=None)
    agrees = of_the_deal.filter(stage=OuterRef("stage"), entered_at=OuterRef("entered_stage_at"))
    return list(Deal.objects.filter(~Exists(agrees)).values_list("pk", flat=True))


def _unpaired() -> Iterator[tuple[str, str, UUID]]:
    """Each visit made by a move has its event, each event its visit, in the same operation; so has each new deal."""
    from jalon.deals.models import StageVisit
    from jalon.timeline.models import Event

    for verb, how in (("deal.moved", ["advance", "back", "skip", "override"]), ("deal.created", ["enter"])):
        events = set(Event.objects.filter(verb=verb).values_list("operation_id", flat=True))
        visits = set(StageVisit.objects.filter(how__in=how).values_list("operation_id", flat=True))
        yield from ((f"{verb} event", "visit", one) for one in events - visits)
        yield from (("visit", f"{verb} event", one) for one in visits - events)
