"""Secrets that must be read again, sealed with a key that is not in the database."""

from jalon.kernel.secrets.key_file import KeysUnusable, make_key_file, read_keys, write_keys
from jalon.kernel.secrets.keyring import KeyLost, Keyring, SealBroken, key_name, new_key
from jalon.kernel.secrets.stored import holds_secrets, keyring, keys_in_use, reseal_all

__all__ = [
    "KeyLost",
    "Keyring",
    "KeysUnusable",
    "SealBroken",
    "holds_secrets",
    "key_name",
    "keyring",
    "keys_in_use",
    "make_key_file",
    "new_key",
    "read_keys",
    "reseal_all",
    "write_keys",
]
