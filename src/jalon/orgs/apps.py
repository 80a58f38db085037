"""The orgs room as a Django app."""

from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "jalon.orgs"
    label = "orgs"

    def ready(self) -> None:
        from allauth.mfa import signals

        from jalon.kernel.secrets import holds_secrets
        from jalon.orgs import second_factor
        from jalon.orgs.factor_news import factor_added, factor_removed

        holds_secrets("second factors", seals=second_factor.seals, reseal=second_factor.reseal)
        signals.authenticator_added.connect(factor_added, dispatch_uid="orgs.factor_added")
        signals.authenticator_removed.connect(factor_removed, dispatch_uid="orgs.factor_removed")
