"""Second factors and passkeys: pages of allauth under our addresses, by the names that allauth looks up."""

from allauth.account.views import reauthenticate
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.shortcuts import redirect
from django.urls import path

from jalon.orgs.access import signed_in
from jalon.orgs.views import security

urlpatterns = [
    path("sign-in/code/", base.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("confirm/password/", reauthenticate, name="account_reauthenticate"),
    path("confirm/code/", base.reauthenticate, name="mfa_reauthenticate"),
    path("confirm/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("profile/security/", security.security, name="mfa_index"),
    path("profile/sessions/others/end/", security.sessions_end, name="sessions_end"),
    path("profile/sessions/<int:session>/end/", security.session_end, name="session_end"),
    path("profile/passkeys/", signed_in(lambda _request: redirect("mfa_index")), name="mfa_list_webauthn"),
    path("profile/passkeys/new/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("profile/passkeys/<int:pk>/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("profile/passkeys/<int:pk>/removal/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("profile/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("profile/app/removal/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("profile/recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("profile/recovery-codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("profile/recovery-codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]
