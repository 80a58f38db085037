"""What imports say to people: notes on reading, problems of rows, what became of them and how many there are."""

from collections.abc import Mapping, Sequence

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from jalon.imports.targets import TARGETS

NOTES: dict[str, Promise] = {
    "damaged_text": _("%(count)s letters could not be read and are shown as �."),
    "repeated_header": _("Two columns are called “%(name)s” (%(first)s and %(second)s): the second is “%(new)s” here."),
    "passed_over": _("%(rows)s rows above the names of the columns were passed over."),
    "uneven_rows": _(
        "%(count)s rows have more or fewer cells than the header’s %(width)s; the first is row %(row)s, with %(cells)s."
        " They will be refused until they are mended: look for a separator or a line break without quotation marks."
    ),
}
STATES: dict[str, Promise] = {
    "new": pgettext_lazy("of a row", "New"),
    "exists": _("There already"),
    "refused": _("Refused"),
    "left_out": _("Left out"),
    "double": _("Double"),
    "created": _("Created"),
    "updated": _("Updated"),
    "same": _("Unchanged"),
    "skipped": _("Skipped"),
    "trashed": _("Removed"),
    "restored": _("Put back"),
    "kept": _("Kept"),
}
SHOWN_VALUES = 3  # of a reason that many rows share

WHY: dict[str, Promise] = {
    "uneven": _("This row has %(value)s cells, not as many as the header: mend it in the file."),
    "not_an_amount": _("“%(value)s” is not an amount: write digits, as in 12,500 or 12 500,50."),
    "not_a_whole_number": _("“%(value)s” is not a whole number."),
    "not_a_date": _("“%(value)s” is not a date from 1900 to 2100, in the order chosen for its column."),
    "not_an_email": _("“%(value)s” is not an e-mail address; it is left out."),
    "not_a_country": _("“%(value)s” is not a country; it is left out."),
    "not_a_currency": _("“%(value)s” is not a currency: write its code, as in EUR."),
    "too_long": _("Too long: the end is cut off."),
    "too_big": _("“%(value)s” is more than a book can hold."),
    "too_big_in_all": _(
        "“%(value)s” makes the deal worth more, over its term, than a book can hold: correct the amount or the months."
    ),
    "negative": _("“%(value)s” is less than nothing: write an amount of 0 or more."),
    "amount_left_out": _("“%(value)s” is less than nothing, or more than a book can hold; it is left out."),
    "nameless": _("Nothing in this row names it: give a title, a company or a name."),
    "unknown_stage": _("Nobody said what the stage “%(value)s” is here."),
    "unknown_outcome": _("Nobody said what the outcome “%(value)s” is here."),
    "stage_gone": _("The process no longer has the stage “%(value)s”: choose again what its word is here."),
    "nobody": _("“%(value)s” is nobody here: there will be no owner, and the name is kept in the history."),
    "undated_outcome": _("No date says when it was decided: today is taken."),
    "decided_later": _("It was decided in the future."),
    "closed_before_opened": _("It was decided before it was opened."),
    "double": _("Same as row %(value)s."),
    "gate": _("%(value)s"),
    "exists": _("The workspace has it already."),
    "left_out": _("Left out by choice."),
    "touched": _("Somebody has worked on it since."),
    "used": _("Another record needs it."),
    "changed": _("Somebody has changed it since: %(value)s."),
}


ROWS: dict[str, Promise] = {
    "new": pgettext_lazy("rows", "New"),
    "updated": pgettext_lazy("rows", "Updated"),
    "same": pgettext_lazy("rows", "Unchanged"),
    "skipped": pgettext_lazy("rows", "Here already"),
    "doubles": pgettext_lazy("rows", "Standing twice"),
    "left_out": pgettext_lazy("rows", "Left out"),
    "refused": pgettext_lazy("rows", "Refused"),
}


def counted(count: int) -> str:
    """A count as it stands in a sentence, thousands apart."""
    return str(number_format(count, use_l10n=True, force_grouping=True))


def created_words(companies: int, people: int, deals: int) -> str:
    """The records that are new, those of which there is none left out; "" when there are none at all."""
    said = (
        (companies, ngettext("%(count)s new company", "%(count)s new companies", companies)),
        (people, ngettext("%(count)s new person", "%(count)s new people", people)),
        (deals, ngettext("%(count)s new deal", "%(count)s new deals", deals)),
    )
    return ", ".join(words % {"count": counted(count)} for count, words in said if count)


def undone_words(trashed: int, restored: int, kept: int) -> str:
    """What an undo did, what it did not left out; "" when there was nothing to do."""
    said = (
        (trashed, ngettext("%(count)s record moved to the trash", "%(count)s records moved to the trash", trashed)),
        (restored, ngettext("%(count)s put back as it was", "%(count)s put back as they were", restored)),
        (kept, ngettext("%(count)s kept", "%(count)s kept", kept)),
    )
    return ", ".join(words % {"count": counted(count)} for count, words in said if count)


def note_words(code: str, facts: Mapping[str, object]) -> str:
    """What the reading of a file wants to say."""
    return str(NOTES[code]) % facts


def state_words(state: str) -> str:
    """What became of a row, in a word."""
    return str(STATES[state])


def why_words(code: str | None, value: str | None) -> str:
    """Why, in a sentence; a reason that is no code is a sentence already."""
    if not code:
        return ""
    known = WHY.get(code)
    return str(known) % {"value": value or ""} if known is not None else code


def reason_words(code: str, values: Sequence[str] = ()) -> str:
    """Why, of many rows: with the first of their values, then a few others."""
    why = why_words(code, values[0] if values else "…")
    others = [str(_("“%(word)s”")) % {"word": value} for value in values[1:SHOWN_VALUES]]
    if not others or "%(value)s" not in str(WHY.get(code, "")):
        return why
    more = ["…"] * (len(values) > SHOWN_VALUES)
    return str(_("%(why)s Also: %(values)s")) % {"why": why, "values": ", ".join([*others, *more])}


def nobody_words(name: str, rows: int) -> str:
    """An owner who is nobody here, with the rows that name them and what to do about it."""
    words = ngettext(
        "“%(value)s” is nobody here, in %(count)s row: invite them under “Members”, or choose somebody under “Words and"
        " rules”. Until then there will be no owner, and the name is kept in the history.",
        "“%(value)s” is nobody here, in %(count)s rows: invite them under “Members”, or choose somebody under “Words"
        " and rules”. Until then there will be no owner, and the name is kept in the history.",
        rows,
    )
    return words % {"value": name, "count": counted(rows)}


def target_words(target: str) -> str:
    """The name of a field, "" when the whole row is meant."""
    return str(TARGETS[target].label) if target in TARGETS else ""
