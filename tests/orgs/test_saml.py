"""Signing in by one's company through SAML, against an identity provider of pysaml2 with keys of its own."""

import base64
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.test import Client
from saml2 import BINDING_HTTP_REDIRECT
from saml2.config import IdPConfig
from saml2.saml import NAMEID_FORMAT_EMAILADDRESS, NameID
from saml2.server import Server

from jalon.orgs.models import Membership
from jalon.site.config import load
from tests.orgs.at_the_door import is_in

IDP = "https://id.acme.example/metadata"
METADATA = "/sign-in/saml/acme-saml/metadata/"
FORGED = "Signature validation failed. SAML Response rejected"
pytestmark = pytest.mark.filterwarnings("ignore:datetime.datetime.utc:DeprecationWarning")  # of the libraries


def browser():
    """A client that says, as browsers do, whom it speaks to."""
    return Client(HTTP_HOST="testserver")


def keys_in(folder):
    """A fresh key with its certificate, as two files."""
    folder.mkdir()
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "id.acme.example")])
    at = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(subject_name=name, issuer_name=name, public_key=key.public_key())
        .serial_number(1)
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "key.pem").write_bytes(pem)
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return folder


@pytest.fixture(scope="module")
def true_keys(tmp_path_factory):
    return keys_in(tmp_path_factory.mktemp("saml") / "true")


@pytest.fixture
def company(settings, tmp_path, true_keys):
    """Jalon told of the provider, as an operator writes it down."""

    def told(**changes):
        written = {
            "id": "acme-saml",
            "name": "Acme",
            "entity_id": IDP,
            "sso_url": "https://id.acme.example/sso",
            "certificate": (true_keys / "certificate.pem").read_text(),
            "domains": ["example.com"],
            **changes,
        }
        config = load({"JALON_DATA": str(tmp_path), "JALON_SAML": json.dumps([written])})
        settings.SOCIALACCOUNT_PROVIDERS = config.providers()
        settings.SIGN_IN_RULES = {each.id: each.rule() for each in config.saml}

    told()
    return told


def identity_provider(folder, *, lifetime=None):
    """A provider that signs with the keys in `folder`, and has read our metadata."""
    metadata = browser().get(METADATA).content.decode()
    sso = {"endpoints": {"single_sign_on_service": [("https://id.acme.example/sso", BINDING_HTTP_REDIRECT)]}}
    facts = {
        "entityid": IDP,
        "service": {"idp": {**sso, "policy": {"default": {"lifetime": lifetime or {"minutes": 5}}}}},
        "key_file": str(folder / "key.pem"),
        "cert_file": str(folder / "certificate.pem"),
        "metadata": {"inline": [metadata]},
        "xmlsec_binary": "/usr/bin/xmlsec1",
    }
    return Server(config=IdPConfig().load(facts))


def ask(client, *, after=""):
    """The question that Jalon sends by the browser."""
    url = client.get(f"/sign-in/saml/acme-saml/{after}")["Location"]
    return parse_qs(urlsplit(url).query)["SAMLRequest"][0]


def answer(idp, question, email="olga@example.com", *, audience=None, signed=True, asked=True):
    """The provider's answer as XML."""
    request = idp.parse_authn_request(question, BINDING_HTTP_REDIRECT).message
    return str(
        idp.create_authn_response(
            identity={},
            in_response_to=request.id if asked else None,
            destination=request.assertion_consumer_service_url,
            sp_entity_id=audience or request.issuer.text,
            name_id=NameID(format=NAMEID_FORMAT_EMAILADDRESS, text=email),
            authn={"class_ref": "urn:oasis:names:tc:SAML:2.0:ac:classes:Password", "authn_auth": IDP},
            sign_assertion=signed,
            sign_response=False,
            sign_alg="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            digest_alg="http://www.w3.org/2001/04/xmlenc#sha256",
        )
    )


def deliver(client, xml):
    """What the browser does with the answer: post it, and go where it is sent."""
    data = {"SAMLResponse": base64.b64encode(xml.encode()).decode()}
    first = client.post("/sign-in/saml/acme-saml/answer/", data)
    return client.get(first["Location"])


@pytest.fixture
def reasons(caplog):
    """Why sign-ins were refused, one after the other, as the operator reads it."""

    def reasons():
        told = [record.getMessage() for record in caplog.records if record.name == "jalon.orgs.single_sign_on"]
        return [words.partition(" was refused: ")[2] for words in told]

    return reasons


@pytest.fixture
def idp(cast, company, true_keys):
    return identity_provider(true_keys)


def test_knows_a_person_by_a_signed_address(cast, idp):
    client = browser()

    back = deliver(client, answer(idp, ask(client, after="?next=/w/acme/members/")))

    assert (back.status_code, back["Location"]) == (302, "/w/acme/members/")
    assert client.get("/profile/").context["user"] == cast.owner.user
    assert SocialAccount.objects.get().extra_data == {}


def test_leads_nowhere_else_afterwards(cast, idp):
    client = browser()

    back = deliver(client, answer(idp, ask(client, after="?next=https://evil.example/")))

    assert back["Location"] == "/"


def test_refuses_a_changed_assertion(cast, idp, reasons):
    client = browser()
    xml = answer(idp, ask(client), "tom@example.com")

    back = deliver(client, xml.replace("tom@example.com", "olga@example.com"))

    assert (back.status_code, "could not be trusted" in back.content.decode()) == (403, True)
    assert reasons() == [FORGED]
    assert not is_in(client)


def test_refuses_an_unsigned_assertion(cast, idp, reasons):
    client = browser()

    assert deliver(client, answer(idp, ask(client), signed=False)).status_code == 403
    assert reasons() == ["The Assertion of the Response is not signed and the SP require it"]
    assert not is_in(client)


def test_refuses_an_assertion_signed_with_other_keys(cast, company, tmp_path, reasons):
    false = identity_provider(keys_in(tmp_path / "false"))
    client = browser()

    assert deliver(client, answer(false, ask(client))).status_code == 403
    assert reasons() == [FORGED]
    assert not is_in(client)


def test_refuses_an_assertion_that_is_too_old(cast, company, true_keys, reasons):
    late = identity_provider(true_keys, lifetime={"minutes": -10})
    client = browser()

    assert deliver(client, answer(late, ask(client))).status_code == 403
    assert reasons() == ["Could not validate timestamp: expired. Check system clock."]
    assert not is_in(client)


def test_refuses_an_assertion_for_another_audience(cast, idp, reasons):
    client = browser()

    assert deliver(client, answer(idp, ask(client), audience="https://other.example")).status_code == 403
    assert reasons() == [f"http://testserver{METADATA} is not a valid audience for this Response"]
    assert not is_in(client)


def test_refuses_an_answer_that_nobody_asked_for(cast, idp, caplog):
    client = browser()

    assert deliver(client, answer(idp, ask(client), asked=False)).status_code == 403
    assert "IdP initiated SSO rejected" in caplog.messages
    assert not is_in(client)


def test_takes_an_answer_once_and_from_the_browser_that_asked(cast, idp, reasons):
    asker, thief = browser(), browser()
    xml = answer(idp, ask(asker))

    stolen = deliver(thief, xml)
    first = deliver(asker, xml)
    asker.post("/sign-out/")
    again = deliver(asker, xml)

    assert (stolen.status_code, first.status_code, again.status_code) == (403, 302, 403)
    assert reasons() == ["it answers no question of this browser, or one that was answered"] * 2
    assert (is_in(thief), is_in(asker)) == (False, False)


def test_links_nobody_by_an_address_of_another_domain(cast, idp, reasons):
    client = browser()

    assert deliver(client, answer(idp, ask(client), "olga@elsewhere.example")).status_code == 403
    assert reasons() == ["it holds no verified address of the company's domains"]
    assert not SocialAccount.objects.exists()


def test_admits_people_whom_nobody_invited_when_told_so(cast, company, idp):
    company(admit=True, workspace="acme", role="seller")
    client = browser()

    deliver(client, answer(idp, ask(client), "nora@example.com"))

    assert Membership.objects.get(user__email="nora@example.com").role == "seller"
    assert client.get("/w/acme/members/").status_code == 200


@pytest.mark.parametrize(
    ("junk", "reason"),
    [
        ("", "Document is empty"),
        ("x", "Invalid response"),
        ("PHg+", "Premature end of data"),
        ("<a/>", "Invalid response"),
        ("ÿ", "string argument should contain only ASCII"),
    ],
)
def test_refuses_what_is_no_answer(cast, idp, reasons, junk, reason):
    client = browser()
    first = client.post("/sign-in/saml/acme-saml/answer/", {"SAMLResponse": junk})

    assert client.get(first["Location"]).status_code == 403
    [told] = reasons()
    assert told.startswith(reason)
    assert not is_in(client)
