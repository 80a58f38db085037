"""The orgs room as a Django app."""

from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "jalon.orgs"
    label = "orgs"

    def ready(self) -> None:
        from jalon.kernel.secrets import holds_secrets
        from jalon.orgs import second_factor

        holds_secrets("second factors", seals=second_factor.seals, reseal=second_factor.reseal)
