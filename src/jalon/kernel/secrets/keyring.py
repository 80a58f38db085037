"""Seal a text with the newest key, open it with whichever key sealed it: the seal says which."""

import hashlib
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken
from django.utils.translation import gettext_lazy as _

from jalon.kernel.errors import Refusal


class KeyLost(Refusal):
    """The key that sealed a stored secret is not among those of this installation."""

    status = 503


class SealBroken(Refusal):
    """A stored secret was changed by somebody who does not hold the key."""

    status = 503


def new_key() -> str:
    """A fresh key of 256 bits, as a line of text."""
    return Fernet.generate_key().decode()


def key_name(key: str) -> str:
    """Eight letters by which a key is known without being told. Raises ValueError for what is no key."""
    Fernet(key)
    return hashlib.sha256(f"jalon key {key}".encode()).hexdigest()[:8]


class Keyring:
    """Keys, the newest first; each is AES-128-CBC with HMAC-SHA256 (Fernet)."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._boxes = {key_name(key): Fernet(key) for key in keys}

    @property
    def names(self) -> list[str]:
        """The names of the keys, the newest first."""
        return list(self._boxes)

    def seal(self, text: str) -> str:
        """`text`, readable with the newest key alone."""
        newest = self.names[0]
        return f"{newest}.{self._boxes[newest].encrypt(text.encode()).decode()}"

    def open(self, sealed: str) -> str:
        """What `seal` was given. Raises KeyLost, SealBroken."""
        name, _dot, token = sealed.partition(".")
        box = self._boxes.get(name)
        if box is None:
            raise KeyLost(
                _("A stored secret was sealed with the key %(name)s, which this installation does not have.")
                % {"name": name},
                remedy=_("Whoever runs Jalon puts that key back from the backup of the keys: `jalon keys` says where."),
            )
        try:
            return box.decrypt(token.encode()).decode()
        except InvalidToken:
            raise SealBroken(
                _("A stored secret no longer matches its seal."), remedy=_("Restore it from a backup, or set it anew.")
            ) from None


def key_of(sealed: str) -> str:
    """The name of the key that sealed it."""
    return sealed.partition(".")[0]
