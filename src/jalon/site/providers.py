"""Companies that vouch for their people: providers of OpenID Connect and SAML, as an operator writes them down."""

from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator


class Provider(BaseModel):
    """Who vouches, for which addresses, and what becomes of people whom nobody invited."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9-]{1,40}$")
    name: str = Field(min_length=1, max_length=40)
    domains: tuple[str, ...] = Field(min_length=1)
    admit: bool = False
    workspace: str = ""
    role: Literal["viewer", "seller", "manager", "admin"] = "seller"

    @field_validator("domains")
    @classmethod
    def _lower(cls, domains: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(domain.strip().lower().removeprefix("@") for domain in domains)

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if self.admit and not self.workspace:
            raise ValueError(f"{self.id} admits people: name the workspace")
        return self

    def rule(self) -> dict[str, Any]:
        """What `jalon.orgs` asks about people who come by this provider."""
        return self.model_dump(include={"name", "domains", "admit", "workspace", "role"})


class Oidc(Provider):
    """A provider of OpenID Connect. `trusts_addresses`: it says no `email_verified`, and checks addresses itself."""

    issuer: str = Field(pattern=r"^https?://[^?#]+$")
    client_id: str
    client_secret: str = Field(repr=False)
    trusts_addresses: bool = False

    def app(self) -> dict[str, Any]:
        """As allauth is told."""
        settings = {
            "server_url": self.issuer,
            "issuer": self.issuer,
            "trusts_addresses": self.trusts_addresses,
            "oauth_pkce_enabled": True,
        }
        return {
            "provider_id": self.id,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.client_secret,
            "settings": settings,
        }


class Saml(Provider):
    """A provider of SAML: known by its metadata's address, or by its three facts."""

    entity_id: str
    metadata_url: str = ""
    sso_url: str = ""
    certificate: str = ""
    email_attribute: str = ""
    name_attribute: str = ""

    @model_validator(mode="after")
    def _known(self) -> Self:
        if not self.metadata_url and not (self.sso_url and self.certificate):
            raise ValueError(f"{self.id} needs metadata_url, or sso_url and certificate")
        return self

    def app(self) -> dict[str, Any]:
        """As allauth is told: signed assertions alone, in answer to our own question."""
        where = {"metadata_url": self.metadata_url} if self.metadata_url else {}
        facts = {"entity_id": self.entity_id, "sso_url": self.sso_url, "x509cert": self.certificate, **where}
        mapping = {"email": self.email_attribute, "first_name": self.name_attribute}
        settings = {
            "idp": facts,
            "attribute_mapping": {name: attribute for name, attribute in mapping.items() if attribute},
            "use_nameid_for_email": not self.email_attribute,
            "advanced": {
                "strict": True,
                "want_assertion_signed": True,
                "want_attribute_statement": False,
                "reject_deprecated_algorithm": True,
                "reject_idp_initiated_sso": True,
                "allow_single_label_domains": True,  # a name inside the company's own network
            },
        }
        return {"provider_id": self.id, "name": self.name, "client_id": self.id, "settings": settings}
