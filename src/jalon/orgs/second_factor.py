"""How allauth keeps second factors here: their secrets sealed, their host without a port."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.kernel.secrets import Keyring, keyring
from jalon.kernel.secrets.keyring import key_of
from jalon.orgs.models import User

SEALED_IN = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class SecondFactorAdapter(DefaultMFAAdapter):
    """Seals what the database keeps of authenticator apps and recovery codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("That is not right, or was used already. Try again.")
    }

    def encrypt(self, text: str) -> str:
        return keyring().seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Raises KeyLost, SealBroken."""
        return keyring().open(encrypted_text)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 - the library's name
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}


def has_second_factor(user: User) -> bool:
    """Whether a password alone does not let this person in."""
    return bool(is_mfa_enabled(user, FACTORS))


def seals() -> list[str]:
    """Every sealed text of the authenticators."""
    kept = Authenticator.objects.filter(type__in=SEALED_IN)
    return [row.data[SEALED_IN[row.type]] for row in kept.iterator()]


def reseal(ring: Keyring) -> int:
    """Seal with the newest key what another sealed; how many were. Raises KeyLost."""
    return sum(_reseal_one(key, ring) for key in Authenticator.objects.filter(type__in=SEALED_IN).values_list("pk"))


@transaction.atomic
def _reseal_one(key: tuple[int], ring: Keyring) -> bool:
    row = Authenticator.objects.select_for_update().filter(pk=key[0]).first()
    if row is None:
        return False
    name = SEALED_IN[row.type]
    if key_of(row.data[name]) == ring.names[0]:
        return False
    row.data[name] = ring.seal(ring.open(row.data[name]))
    row.save(update_fields=["data"])
    return True
