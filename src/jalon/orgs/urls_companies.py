"""Signing in by one's company: pages of allauth under our addresses, by the names that allauth looks up."""

from allauth.socialaccount.providers.saml import views as saml
from django.urls import path

from jalon.orgs.views import companies

urlpatterns = [
    path("sign-in/by/<slug:provider_id>/", companies.oidc_login, name="oidc_login"),
    path("sign-in/by/<slug:provider_id>/answer/", companies.oidc_callback, name="oidc_callback"),
    path("sign-in/saml/<slug:organization_slug>/", saml.login, name="saml_login"),
    path("sign-in/saml/<slug:organization_slug>/answer/", saml.acs, name="saml_acs"),
    path("sign-in/saml/<slug:organization_slug>/answer/end/", companies.saml_answered, name="saml_finish_acs"),
    path("sign-in/saml/<slug:organization_slug>/metadata/", saml.metadata, name="saml_metadata"),
    path("sign-in/saml/<slug:organization_slug>/end/", companies.signed_out_there, name="saml_sls"),
    path("sign-in/cancelled/", companies.cancelled, name="socialaccount_login_cancelled"),
]
