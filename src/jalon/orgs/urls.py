"""Addresses of a workspace's settings and members."""

from django.urls import path

from jalon.orgs.views import api_keys, members, workspaces

app_name = "orgs"
urlpatterns = [
    path("settings/", workspaces.settings, name="settings"),
    path("settings/second-step/", workspaces.second_factor, name="second_factor"),
    path("keys/", api_keys.key_list, name="keys"),
    path("keys/<uuid:key_id>/removal/", api_keys.key_removal, name="key_removal"),
    path("members/", members.member_list, name="members"),
    path("members/<uuid:member_id>/", members.member, name="member"),
    path("members/<uuid:member_id>/removal/", members.member_removal, name="member_removal"),
    path("departure/", members.departure, name="departure"),
    path("invitations/", members.invitations, name="invitations"),
    path("invitations/<uuid:invitation_id>/removal/", members.invitation_removal, name="invitation_removal"),
    path("teams/", members.team_list, name="teams"),
    path("teams/<uuid:team_id>/", members.team, name="team"),
    path("teams/<uuid:team_id>/removal/", members.team_removal, name="team_removal"),
]
