"""The typed settings: refused by name when wrong, with where it stands and what to do."""

import stat

import pytest

from jalon.site.config import ConfigError, load, origins


@pytest.fixture
def folder(tmp_path):
    return {"JALON_DATA": str(tmp_path)}


def test_takes_the_environment_before_the_file_before_the_default(tmp_path, folder):
    (tmp_path / "jalon.toml").write_text('port = 9000\nlanguage = "fr"\n')
    environment = {**folder, "PORT": "9001"}

    config = load(environment)

    assert (config.port, config.language, config.web_workers) == (9001, "fr", 1)
    where = origins(config, environment)
    assert (where["port"], where["web_workers"]) == ("PORT", "default")
    assert where["language"] == str(tmp_path / "jalon.toml")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORT", "many", "port (PORT) = 'many': Input should be a valid integer"),
        ("PORT", "70000", "port (PORT) = '70000': Input should be less than or equal to 65535"),
        ("JALON_LANGUAGE", "de", "language (JALON_LANGUAGE) = 'de': Input should be 'en' or 'fr'"),
        (
            "JALON_TIME_ZONE",
            "Paris",
            "time_zone (JALON_TIME_ZONE) = 'Paris': not an IANA time zone such as Europe/Paris",
        ),
        ("DATABASE_URL", "mysql://x/y", "database_url (DATABASE_URL) = 'mysql://x/y': unknown database scheme “mysql”"),
        (
            "JALON_PUBLIC_URL",
            "sales.example.com",
            "public_url (JALON_PUBLIC_URL) = 'sales.example.com': must be http://",
        ),
        (
            "JALON_SMTP_URL",
            "mail.example.com",
            "smtp_url (JALON_SMTP_URL) = 'mail.example.com': must start with smtp://",
        ),
        ("JALON_PROT", "9000", "JALON_PROT is not a setting"),
        ("JALON_WEB_WORKER", "2", "JALON_WEB_WORKER is not a setting; did you mean JALON_WEB_WORKERS?"),
    ],
)
def test_refuses_by_name_what_cannot_be(folder, name, value, words):
    with pytest.raises(ConfigError) as refusal:
        load({**folder, name: value})

    assert words in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DATABASE_URL", "mysql://ann:hush@x/y", "database_url (DATABASE_URL) = (hidden): unknown database scheme"),
        ("JALON_SMTP_URL", "imap://ann:hush@x", "smtp_url (JALON_SMTP_URL) = (hidden): must start with smtp://"),
        ("JALON_KEYS", "hush", "keys (JALON_KEYS) = (hidden): it holds something that is no key"),
        ("JALON_OIDC", "[{'client_secret': 'hush'}]", "oidc (JALON_OIDC) = (hidden): "),
        ("JALON_OIDC", '[{"client_secret": "hush"}]', "oidc.0.issuer (JALON_OIDC) = (hidden): Field required"),
        ("JALON_OIDC", '[{"secret": "hush"}]', "oidc.0.secret (JALON_OIDC) = (hidden): Extra inputs are not"),
    ],
)
def test_names_what_is_wrong_without_the_secret_in_it(folder, name, value, words):
    with pytest.raises(ConfigError) as refusal:
        load({**folder, name: value})

    assert words in str(refusal.value)
    assert "hush" not in str(refusal.value)


def test_refuses_a_file_that_cannot_be_read_or_knows_too_much(tmp_path, folder):
    (tmp_path / "jalon.toml").write_text("prot = 9000\n")
    with pytest.raises(ConfigError, match=r"jalon\.toml: “prot” is not a setting; did you mean port\?"):
        load(folder)

    (tmp_path / "jalon.toml").write_text("port : 9000\n")
    with pytest.raises(ConfigError, match="cannot be read"):
        load(folder)


def test_makes_its_key_once_and_for_its_owner_alone(tmp_path, folder):
    first = load(folder).secret_key()

    assert load(folder).secret_key() == first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_makes_a_data_folder_that_nobody_else_may_enter(tmp_path):
    load({"JALON_DATA": str(tmp_path / "data")}).secret_key()

    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("url", "options"),
    [
        ("smtp://ann:p%40ss@mail.example.com", {"port": 587, "use_tls": True, "use_ssl": False, "password": "p@ss"}),
        ("smtps://mail.example.com", {"port": 465, "use_tls": False, "use_ssl": True, "username": ""}),
        ("smtp://localhost:25", {"port": 25, "use_tls": False, "use_ssl": False, "host": "localhost"}),
    ],
)
def test_sends_mail_as_the_address_says(folder, url, options):
    mailer = load({**folder, "JALON_SMTP_URL": url}).mailer()

    assert {name: mailer["OPTIONS"][name] for name in options} == options


def test_prints_the_address_that_people_type(folder):
    assert load({**folder, "JALON_HOST": "0.0.0.0", "PORT": "9000"}).origin() == "http://127.0.0.1:9000"  # noqa: S104
    assert load({**folder, "JALON_PUBLIC_URL": "https://sales.example.com/"}).origin() == "https://sales.example.com"
