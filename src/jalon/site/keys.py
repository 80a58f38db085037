"""`jalon keys`: which keys seal the stored secrets, a new one in front, and old ones let go."""

import sys

from jalon.kernel.secrets import (
    KeyLost,
    KeysUnusable,
    key_name,
    keyring,
    keys_in_use,
    new_key,
    read_keys,
    reseal_all,
    write_keys,
)
from jalon.site.config import Config


def keys(config: Config, what: str) -> int:
    """Show the keys, `rotate` or `drop`; 1 when a key is lost or cannot be used."""
    try:
        return {"show": _show, "rotate": _rotate, "drop": _drop}[what](config)
    except (KeyLost, KeysUnusable) as problem:
        sys.stderr.write(f"jalon: {problem}\n")
        return 1


def _show(config: Config) -> int:
    used, names = keys_in_use(), keyring().names
    sys.stdout.write(f"keys in {_where(config)}, newest first:\n")
    for name in names:
        sys.stdout.write(f"  {name}  seals {used[name]} stored secrets\n")
    lost = {name: number for name, number in used.items() if name not in names}
    for name, number in lost.items():
        sys.stderr.write(f"!!{name}  is lost: {number} stored secrets cannot be read. Put it back from a backup.\n")
    return int(bool(lost))


def _rotate(config: Config) -> int:
    """Old keys stay, for backups that were sealed with them, until `drop`."""
    if config.keys:
        sys.stdout.write(f"Keys were set: to add one, start Jalon with JALON_KEYS={new_key()},<the present keys>\n")
    else:
        write_keys(config.sealing_key_file(), [new_key(), *read_keys(config.sealing_key_file())])
    for kind, number in reseal_all().items():
        sys.stdout.write(f"  {number} {kind} sealed with the key {keyring().names[0]}\n")
    return 0


def _drop(config: Config) -> int:
    used, path = keys_in_use(), config.sealing_key_file()
    if config.keys:
        idle = [name for name in keyring().names[1:] if not used[name]]
        sys.stdout.write(f"These seal nothing and may leave JALON_KEYS: {', '.join(idle) or 'none'}\n")
        return 0
    present = read_keys(path)
    kept = [key for number, key in enumerate(present) if not number or used[key_name(key)]]
    write_keys(path, kept)
    sys.stdout.write(f"{len(present) - len(kept)} keys dropped, {len(kept)} kept\n")
    return 0


def _where(config: Config) -> str:
    return "JALON_KEYS" if config.keys else str(config.sealing_key_file())
