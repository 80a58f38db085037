"""`jalon keys`: a new key in front seals everything anew; old ones leave when they seal nothing."""

import pytest
from allauth.mfa.models import Authenticator

from jalon.kernel.secrets import key_name, keyring, make_key_file, new_key, read_keys, write_keys
from jalon.site.config import load
from jalon.site.keys import keys


@pytest.fixture
def config(tmp_path, settings, cast):
    """An installation of its own with one stored secret."""
    config = load({"JALON_DATA": str(tmp_path)})
    settings.SECRETS_KEY_FILE = config.sealing_key_file()
    Authenticator.objects.create(user=cast.owner.user, type="totp", data={"secret": keyring().seal("SECRET")})
    return config


def stored():
    return Authenticator.objects.get().data["secret"]


def test_rotates_and_then_drops(config, capsys):
    path = config.sealing_key_file()
    (old,) = read_keys(path)

    assert keys(config, "rotate") == 0
    new, kept = read_keys(path)

    assert kept == old
    assert stored().startswith(key_name(new))
    assert keyring().open(stored()) == "SECRET"
    assert keys(config, "drop") == 0
    assert read_keys(path) == (new,)
    assert keys(config, "show") == 0
    assert f"{key_name(new)}  seals 1 stored secrets" in capsys.readouterr().out


def test_keeps_a_key_that_still_seals_something(config):
    path = config.sealing_key_file()
    (old,) = read_keys(path)
    write_keys(path, [new_key(), old])

    keys(config, "drop")

    assert old in read_keys(path)


def test_says_which_key_is_lost_and_changes_nothing(config, capsys):
    path = config.sealing_key_file()
    (lost,) = read_keys(path)
    before = stored()
    path.unlink()
    make_key_file(path)

    assert (keys(config, "show"), keys(config, "rotate")) == (1, 1)
    said = capsys.readouterr().err
    assert f"{key_name(lost)}  is lost: 1 stored secrets cannot be read" in said
    assert f"sealed with the key {key_name(lost)}, which this installation does not have" in said
    assert stored() == before


def test_takes_keys_from_the_settings(config, settings, tmp_path, capsys):
    (old,) = read_keys(config.sealing_key_file())
    new = new_key()
    set_ = load({"JALON_DATA": str(tmp_path / "other"), "JALON_KEYS": f"{new},{old}"})
    settings.SECRETS_KEYS = set_.sealing_keys()

    assert keys(set_, "rotate") == 0

    assert stored().startswith(key_name(new))
    assert not (tmp_path / "other" / "secrets.keys").exists()
    keys(set_, "drop")
    assert f"may leave JALON_KEYS: {key_name(old)}" in capsys.readouterr().out
