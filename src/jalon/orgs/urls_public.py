"""Addresses that need no workspace: coming in, one's profile, one's workspaces."""

from django.urls import path

from jalon.orgs.views import accounts, security, workspaces

app_name = "accounts"
urlpatterns = [
    path("sign-in/<str:token>/", accounts.sign_in_link, name="sign_in_link"),
    path("join/<str:token>/", accounts.join, name="join"),
    path("profile/", accounts.profile, name="profile"),
    path("profile/address/", accounts.address, name="address"),
    path("profile/security/wanted/", security.second_factor_wanted, name="second_factor_wanted"),
    path("workspaces/", workspaces.workspaces, name="workspaces"),
]
