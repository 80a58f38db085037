"""Keys that seal stored secrets: in a file of their own or in a setting, never guessed at, never silently replaced."""

import stat

import pytest
from cryptography.fernet import Fernet

from jalon.kernel.secrets import (
    KeyLost,
    Keyring,
    KeysUnusable,
    SealBroken,
    key_name,
    make_key_file,
    new_key,
    read_keys,
    write_keys,
)


def test_opens_what_it_sealed_and_hides_it():
    ring = Keyring([new_key()])

    sealed = ring.seal("Élan vital")

    assert "lan" not in sealed
    assert sealed != ring.seal("Élan vital")
    assert ring.open(sealed) == "Élan vital"


def test_seals_with_the_newest_key_and_opens_with_the_older():
    old, new = new_key(), new_key()
    sealed = Keyring([old]).seal("x")
    ring = Keyring([new, old])

    assert ring.open(sealed) == "x"
    assert ring.seal("x").startswith(key_name(new))


def test_names_the_key_that_is_lost():
    lost = new_key()

    with pytest.raises(KeyLost, match=key_name(lost)):
        Keyring([new_key()]).open(Keyring([lost]).seal("x"))


def test_notices_that_a_seal_was_changed():
    key = new_key()
    name, token = Keyring([key]).seal("x").split(".")
    forged = Fernet(new_key()).encrypt(b"y").decode()

    for wrong in (f"{name}.{forged}", f"{name}.{token[:-4]}AAA=", f"{name}."):
        with pytest.raises(SealBroken):
            Keyring([key]).open(wrong)


def test_makes_the_file_once_for_its_owner_alone(tmp_path):
    path = tmp_path / "secrets.keys"

    first = make_key_file(path).read_text()
    second = make_key_file(path).read_text()

    assert first == second
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secrets.keys"]


def test_replaces_the_file_at_once(tmp_path):
    path, keys = make_key_file(tmp_path / "secrets.keys"), [new_key(), new_key()]

    write_keys(path, keys)

    assert read_keys(path) == tuple(keys)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("text", "words"), [("", "holds no key"), ("abc\n", "something that is no key"), (None, "cannot be read")]
)
def test_refuses_a_file_without_keys(tmp_path, text, words):
    path = tmp_path / "secrets.keys"
    if text is not None:
        path.write_text(text)
        path.chmod(0o600)

    with pytest.raises(KeysUnusable, match=words):
        read_keys(path)


def test_refuses_a_file_that_others_can_read(tmp_path):
    path = make_key_file(tmp_path / "secrets.keys")
    path.chmod(0o604)

    with pytest.raises(KeysUnusable, match="chmod 600"):
        read_keys(path)
