"""One form, one record: a form sent twice leads to what its first sending made."""

from collections.abc import Callable
from hashlib import sha256
from uuid import UUID, uuid4

from django.core.cache import cache
from django.db import transaction

from jalon.orgs.access import MemberRequest

FIELD = "once"
KEPT_SECONDS = 24 * 3600


def form_token(request: MemberRequest) -> str:
    """What the hidden field `once` of a form holds: what was sent, or a new one."""
    return request.POST.get(FIELD) or str(uuid4())


@transaction.atomic
def made_once(request: MemberRequest, make: Callable[[], UUID]) -> UUID:
    """The id of what `make` makes, or of what the same form with the same values made before.

    The claim is a row of the shared cache, written in the transaction of the record: a second sending waits for the
    first one, and a form that was refused may be sent again. Without a token nothing is remembered.
    """
    if not request.POST.get(FIELD):
        return make()
    key = _key(request)
    if not cache.add(key, "", KEPT_SECONDS) and (known := cache.get(key)):
        return UUID(known)
    made = make()
    cache.set(key, str(made), KEPT_SECONDS)
    return made


def _key(request: MemberRequest) -> str:
    """Of the person, the address, the token and the values: the same token with other values is another record."""
    sent = sorted((name, value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken")
    words = repr((str(request.viewer.pk), request.path, sent))
    return f"once:{sha256(words.encode()).hexdigest()}"
