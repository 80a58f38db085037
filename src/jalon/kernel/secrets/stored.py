"""Which tables hold sealed secrets, so that all of them can be sealed anew when the key changes."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from jalon.kernel.secrets.key_file import read_keys
from jalon.kernel.secrets.keyring import Keyring, key_of


@dataclass(frozen=True, slots=True)
class _Stored:
    seals: Callable[[], Iterable[str]]
    reseal: Callable[[Keyring], int]


_stored: dict[str, _Stored] = {}


def holds_secrets(name: str, *, seals: Callable[[], Iterable[str]], reseal: Callable[[Keyring], int]) -> None:
    """Say, when an app is ready, that it stores secrets: `seals` gives each sealed text, `reseal` seals those anew that
    the newest key did not seal, and gives their number.
    """
    _stored[name] = _Stored(seals, reseal)


def keyring() -> Keyring:
    """The installation's keys: `settings.SECRETS_KEYS`, or the file's, read anew each time, so that a rotation reaches
    processes that run. Raises KeysUnusable.
    """
    return _ring(tuple(settings.SECRETS_KEYS) or read_keys(settings.SECRETS_KEY_FILE))


def reseal_all() -> dict[str, int]:
    """Seal everything stored with the newest key; how many secrets of each kind were sealed anew. Raises KeyLost."""
    ring = keyring()
    return {name: stored.reseal(ring) for name, stored in _stored.items()}


def keys_in_use() -> Counter[str]:
    """How many stored secrets each key has sealed, by the key's name."""
    return Counter(key_of(seal) for stored in _stored.values() for seal in stored.seals())


@lru_cache(maxsize=4)
def _ring(keys: tuple[str, ...]) -> Keyring:
    return Keyring(keys)
