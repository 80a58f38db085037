"""What can go wrong for a person, as exceptions that a page, an API or an import can show."""

from django.utils.functional import Promise

Words = str | Promise


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """Something a person asked for cannot be done; nothing was changed.

    `message` says what happened, `remedy` what to do next, `field` names the input at fault (empty when none does).
    """

    status = 422

    def __init__(self, message: Words, *, field: str = "", value: object = None, remedy: Words = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.value = value
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class NotAllowed(Refusal):
    """A teammate lacks the right: answered with 403."""

    status = 403


class Stale(Refusal):
    """Somebody else changed the record since it was read: answered with 409 and both values.

    `theirs` and `yours` map field names to the value now stored and the value that was sent.
    """

    status = 409

    def __init__(
        self,
        message: Words,
        *,
        theirs: dict[str, object] | None = None,
        yours: dict[str, object] | None = None,
        remedy: Words = "",
    ) -> None:
        super().__init__(message, remedy=remedy)
        self.theirs = theirs or {}
        self.yours = yours or {}
